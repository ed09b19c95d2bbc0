"""Measures of shortest paths, from many sources at once, exact or from sources drawn by chance with a bound of the error.

A search from one source after the other waits for memory at each edge. Here one pass over the edges carries sixteen searches (betweenness, as
columns of a matrix) or sixty-four (distances, as bits of a word). A network so long that there are more than DEEP levels goes to networkit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkit as nk
import numpy as np

from graph.bounds import hoeffding, off_by
from graph.centrality import SEED, Ties
from graph.columns import Array

DEEP = 64
WIDE = 16
BITS = 64


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number a node; `error` bounds what each is off by (bounds.DOUBT, all nodes at once), None when they are exact."""

    values: Array
    error: Array | None = None


class _TooDeepError(Exception):
    """More levels than DEEP, or more paths than a float can count."""


def betweenness(ties: Ties, *, pivots: int | None = None, seed: int = SEED) -> Estimate:
    """Freeman 1977, Brandes 2001: the share of shortest paths between others that lead through a node, of all (n - 1)(n - 2) pairs of others.

    With `pivots`, from so many sources (Brandes and Pich 2007), drawn with replacement among those from which an edge leads on.
    """
    live, size = _live(ties), ties.size
    if size < 3 or not len(live):
        return Estimate(np.zeros(size))
    exact = pivots is None or pivots >= len(live)
    sources = live if exact else _drawn(live, pivots or 0, seed)
    try:
        total, squares = _sums(_dependencies(ties, sources, np.dtype(np.float64 if exact else np.float32)), size, size - 2)
    except _TooDeepError:
        return _by_networkit(ties, None if exact else len(sources), seed)
    values, share = total * len(live) / len(sources) / (size - 1), len(live) / (size - 1)
    if exact:
        return Estimate(values)
    between = np.isin(np.arange(size), ties.directed_ends[0]) & np.isin(np.arange(size), ties.directed_ends[1])
    off = share * off_by(total / len(sources), squares / len(sources), len(sources), many=int(between.sum()))
    return Estimate(values, np.where(between, off, 0.0))


def harmonic(ties: Ties, *, pivots: int | None = None, seed: int = SEED) -> Estimate:
    """Marchiori and Latora 2000: the sum of 1/distance from all others to a node.

    With `pivots`, from so many sources, drawn likewise; neighbors are counted, so that only what is two steps and more away is estimated. The
    error is that of the sum divided by the number of other nodes.
    """
    live, size = _live(ties), ties.size
    if not len(live):
        return Estimate(np.zeros(size))
    exact = pivots is None or pivots >= len(live)
    sources = live if exact else _drawn(live, pivots or 0, seed)
    try:
        total, squares = _distances(ties, sources)
    except _TooDeepError:
        total, squares = _sums(_far(ties, sources), size, 1)
    source, target = ties.directed_ends
    near = np.bincount(target[source != target], minlength=size)
    values = near + total * len(live) / len(sources)
    if exact:
        return Estimate(values)
    share = len(live) / max(size - 1, 1) / 2  # samples are between 0 and 1/2
    return Estimate(values, share * off_by(2 * total / len(sources), 4 * squares / len(sources), len(sources), many=size))


def _live(ties: Ties) -> Array:
    return np.unique(ties.directed_ends[0])


def _drawn(live: Array, pivots: int, seed: int) -> Array:
    return live[np.random.default_rng(seed).integers(0, len(live), pivots)]


def _sums(parts: Iterator[Array], size: int, most: float) -> tuple[Array, Array]:
    """Sums by node of all columns divided by `most`, and of their squares."""
    total, squares = np.zeros(size), np.zeros(size)
    for part in parts:
        part /= most
        total += part.sum(axis=1, dtype=np.float64)
        squares += np.einsum("ij,ij->i", part, part, dtype=np.float64)
    return total, squares


def _dependencies(ties: Ties, sources: Array, kind: np.dtype[Any]) -> Iterator[Array]:
    """For a few sources at a time, a column each: Brandes' dependency of the source on every node."""
    back = ties.pattern.astype(kind)
    forth = back.T.tocsr()
    for begin in range(0, len(sources), WIDE):
        yield _dependency(forth, back, sources[begin : begin + WIDE])


def _dependency(forth: Any, back: Any, sources: Array) -> Array:
    levels = _levels(forth, sources)
    total = np.zeros_like(levels[0])
    below = np.zeros_like(levels[0])
    for upper, level in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        below += 1
        below *= np.divide(1, level, out=np.zeros_like(level), where=level != 0)
        below = back @ below
        below *= upper
        total += below
    if not np.isfinite(total).all():
        raise _TooDeepError
    return total


def _levels(forth: Any, sources: Array) -> list[Array]:
    """By distance, the number of shortest paths to each node at that distance; a column a source."""
    start = np.zeros((forth.shape[0], len(sources)), dtype=forth.dtype)
    start[sources, np.arange(len(sources))] = 1
    levels, unseen = [start], start == 0
    while len(levels) < DEEP:
        found = forth @ levels[-1]
        found *= unseen
        new = found != 0
        if not new.any():
            return levels
        np.greater(unseen, new, out=unseen)
        levels.append(found)
    raise _TooDeepError


def _distances(ties: Ties, sources: Array) -> tuple[Array, Array]:
    """By node the sum of 1/distance from all sources that are at least two steps away, and of its square."""
    source, target = ties.directed_ends
    order = np.lexsort((source, target))
    rows, begin = np.unique(target[order], return_index=True)
    total, squares = np.zeros(ties.size), np.zeros(ties.size)
    for first in range(0, len(sources), BITS):
        for distance, reached in _reached(ties.size, source[order], rows, begin, sources[first : first + BITS]):
            total[rows] += reached / distance
            squares[rows] += reached / distance**2
    return total, squares


def _reached(size: int, source: Array, rows: Array, begin: Array, sources: Array) -> Iterator[tuple[int, Array]]:
    """By distance from 2 on, how many of the sources are so far from each of the rows. A word a node has a bit a source."""
    front = np.zeros(size, dtype=np.uint64)
    np.bitwise_or.at(front, sources, np.uint64(1) << np.arange(len(sources), dtype=np.uint64))
    seen = front.copy()
    for distance in range(1, DEEP):
        found = np.bitwise_or.reduceat(front[source], begin) & ~seen[rows]
        if not found.any():
            return
        if distance > 1:
            yield distance, np.bitwise_count(found).astype(np.float64)
        front = np.zeros(size, dtype=np.uint64)
        front[rows] = found
        seen |= front
    raise _TooDeepError


def _far(ties: Ties, sources: Array) -> Iterator[Array]:
    """The same as `_distances`, a column a source, for long networks."""
    for source in sources:
        distance = np.array(nk.distance.BFS(ties.kit, int(source), False).run().getDistances())
        far = (distance > 1) & (distance < ties.size)
        yield np.divide(1.0, distance, out=np.zeros(ties.size), where=far).reshape(-1, 1)


def _by_networkit(ties: Ties, pivots: int | None, seed: int) -> Estimate:
    """Betweenness of long networks, a search after the other."""
    if pivots is None:
        return Estimate(np.array(nk.centrality.Betweenness(ties.kit, normalized=True).run().scores()))
    ties.kit  # noqa: B018 - sets the number of threads
    nk.setSeed(seed, False)
    values = np.array(nk.centrality.EstimateBetweenness(ties.kit, pivots, True, False).run().scores())
    return Estimate(values, np.full(ties.size, hoeffding(pivots, many=ties.size) * ties.size / (ties.size - 1)))
