"""Where to draw the nodes, how large, and in which color. The same network always looks the same."""

from typing import Any

import networkit as nk
import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.centrality import SEED, Ties
from graph.columns import Array
from graph.communities import ordered
from graph.metrics import measured, ties
from graph.network import Network, with_nodes

PIVOTS = 50
SMALL = 500  # up to so many nodes are laid out by springs
UPRIGHT = 8  # up to so many stand upright
GAP = (2.9, 1.3)  # between parts, beside and below, in the distance of nodes
WIDE = 1.4  # how much wider than high a picture is
# Okabe and Ito's colors, which color-blind people can tell apart; beyond the largest communities all are gray.
COLORS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442")
GRAY = "#999999"


def drawn(made: Network) -> Network:
    """The network with _x, _y, _size (by PageRank) and _color (by community) for each node."""
    full = made if {"pagerank", "community"} <= made.nodes.keys() else measured(made, ("pagerank", "community"))
    place = positions(ties(made))
    rank = full.nodes["pagerank"]
    color = np.array([*COLORS, GRAY], dtype=object)[np.minimum(full.nodes["community"], len(COLORS))]
    size = 4 + 36 * np.sqrt(rank / rank.max()) if made.size else np.zeros(0)
    return with_nodes(full, _x=place[:, 0], _y=place[:, 1], _size=size, _color=color)


def positions(graph: Ties) -> Array:
    """x and y of each node, between -1000 and 1000: every part that hangs together for itself, the largest first, in rows.

    A part is laid out by pivot MDS (Brandes and Pich 2007), a small one is refined by springs.
    """
    if not graph.size:
        return np.zeros((0, 2))
    both = graph.undirected
    part = ordered(connected_components(both.pattern, directed=False)[1])
    sizes = np.bincount(part)
    nodes, edges = np.argsort(part, kind="stable"), np.argsort(part[both.source], kind="stable")
    first, cut = np.cumsum(sizes) - sizes, np.searchsorted(part[both.source][edges], np.arange(len(sizes) + 1))
    number, place = np.empty(graph.size, dtype=np.int64), np.zeros((graph.size, 2))
    number[nodes] = np.arange(graph.size) - first[part[nodes]]
    for row, size in enumerate(sizes):
        own = edges[cut[row] : cut[row + 1]]
        piece = Ties(int(size), number[both.source[own]], number[both.target[own]], both.weight[own], False)
        place[nodes[first[row] : first[row] + size]] = _piece(piece)
    return _scaled(place + _packed(place, part, len(sizes))[part])


def _piece(graph: Ties) -> Array:
    """A connected network around the origin, so large that its nodes lie about 1 apart; small ones stand upright, for labels are wide."""
    if graph.size < 3:
        return np.array([[0.0, 0.6], [0.0, -0.6]])[: graph.size] * (graph.size - 1)
    place = _scaled(_pivot_mds(graph))
    place += np.random.default_rng(SEED).normal(0, 8, place.shape)  # nodes with the same neighbors would lie on one spot
    place = _turned(_springs(graph, place) if graph.size <= SMALL else place, upright=graph.size <= UPRIGHT)
    return np.asarray(place / np.abs(place).max() * np.sqrt(graph.size) * 0.75)


def _turned(place: Array, *, upright: bool) -> Array:
    """With its longest extent from left to right, or from top to bottom."""
    middle = place - (place.max(axis=0) + place.min(axis=0)) / 2
    _, vectors = np.linalg.eigh(middle.T @ middle)
    found = middle @ vectors[:, :: 1 if upright else -1] * np.where(vectors.sum(axis=0) < 0, -1, 1)
    return np.asarray(found - (found.max(axis=0) + found.min(axis=0)) / 2)


def _packed(place: Array, part: Array, count: int) -> Array:
    """Where the middle of each part goes: in rows from the top, the parts in their order."""
    extent = np.tile(GAP, (count, 1))
    np.maximum.at(extent, part, 2 * np.abs(place) + GAP)
    width = max(extent[:, 0].max(initial=0), WIDE * np.sqrt(extent.prod(axis=1).sum()))
    middle, left, top, high = np.zeros((count, 2)), 0.0, 0.0, 0.0
    for row, (wide, tall) in enumerate(extent):
        if left + wide > width:
            left, top, high = 0.0, top - high, 0.0
        middle[row] = left + wide / 2, top - tall / 2
        left, high = left + wide, max(high, tall)
    return middle


def _pivot_mds(graph: Ties) -> Array:
    distances = np.array([_steps(graph, source) for source in _pivots(graph)]).T ** 2
    centered = distances - distances.mean(axis=0) - distances.mean(axis=1)[:, None] + distances.mean()
    values, vectors = np.linalg.eigh(centered.T @ centered)
    axes = vectors[:, np.argsort(values)[::-1][:2]]
    axes *= np.where(axes.sum(axis=0) < 0, -1, 1)
    place = np.zeros((graph.size, 2))
    place[:, : axes.shape[1]] = centered @ axes
    return place


def _pivots(graph: Ties) -> Array:
    """Spread by chance; equal networks get equal ones."""
    return np.random.default_rng(SEED).permutation(graph.size)[:PIVOTS]


def _steps(graph: Ties, source: int) -> Array:
    """Distances in steps."""
    return np.asarray(nk.distance.BFS(graph.undirected.kit, int(source), False).run().getDistances())


def _springs(graph: Ties, place: Array, *, rounds: int = 120) -> Array:
    """Fruchterman and Reingold 1991, with a pull to the middle that keeps parts together."""
    both, ideal = graph.undirected, 1000 * np.sqrt(4 / graph.size)
    for step in range(rounds):
        apart = place[:, None] - place[None]
        length = np.maximum(np.linalg.norm(apart, axis=2), 1.0)
        force = (apart * (ideal / length)[:, :, None] ** 2).sum(axis=1) - 0.5 * place
        pull = _pull(place, both, ideal)
        np.add.at(force, both.source, -pull)
        np.add.at(force, both.target, pull)
        size = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        place = place + force / size * np.minimum(size, 200 * (1 - step / rounds))
    return place


def _pull(place: Array, both: Ties, ideal: float) -> Any:
    apart = place[both.source] - place[both.target]
    return apart * np.linalg.norm(apart, axis=1, keepdims=True) / ideal


def _scaled(place: Array) -> Array:
    middle = place - place.mean(axis=0)
    return np.asarray(middle * (1000 / max(np.abs(middle).max(initial=0), 1e-9)))
