"""Dependency trees from arc scores: the best head of every word, made a tree where the best heads are none.

Maximum spanning arborescence after Chu and Liu (1965) and Edmonds (1967); a root is its own head and a sentence has one (the single root is
enforced by trying roots, as in Stanojevic and Cohen 2021, "A Root of a Problem").
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]
Floats = NDArray[np.float32]


def heads(scores: Floats, sentences: Ints) -> Ints:
    """Head of every word of a window; `scores[i, j]` says how well j heads i; words of other sentences are no candidates."""
    masked = np.where(sentences[:, None] == sentences[None, :], scores, -np.inf)
    best: Ints = masked.argmax(1)
    bounds = [*np.flatnonzero(np.diff(sentences, prepend=-1)).tolist(), len(sentences)]
    for a, b in pairwise(bounds):
        own = best[a:b] - a
        if not is_tree(own):
            best[a:b] = arborescence(scores[a:b, a:b]) + a
    return best


def depths(parents: Ints) -> Ints:
    """Steps from every word to its root."""
    found, at = np.zeros(len(parents), dtype=np.intp), parents
    steps = parents != np.arange(len(parents))
    while steps.any():
        found += steps
        steps = parents[at] != at
        at = parents[at]
    return found


def is_tree(parents: Ints) -> bool:
    n = len(parents)
    if (parents == np.arange(n)).sum() != 1:
        return False
    reached = parents
    for _ in range(max(1, n.bit_length())):
        reached = reached[reached]
    return bool((reached == reached[0]).all() and parents[reached[0]] == reached[0])


def arborescence(scores: Floats) -> Ints:
    """The best tree with one root. Roots are tried by what they could reach at most, until that is less than what was found."""
    work = scores.astype(np.float64).copy()
    np.fill_diagonal(work, -np.inf)
    gain = np.diag(scores) - work.max(1)
    bounds = work.max(1).sum() + gain
    found, best = np.zeros(len(scores), dtype=np.intp), -np.inf
    for root in np.argsort(-bounds, kind="stable").tolist():
        if bounds[root] <= best:
            break
        parents = rooted(work, root)
        total = float(scores[np.arange(len(scores)), parents].sum())
        if total > best:
            found, best = parents, total
    return found


def rooted(scores: NDArray[np.float64], root: int) -> Ints:
    """The best tree with this root; the diagonal of `scores` is minus infinity."""
    work = scores.copy()
    work[root] = -np.inf
    parents = edmonds(work, root)
    parents[root] = root
    return parents


def edmonds(scores: NDArray[np.float64], root: int) -> Ints:
    """Parents in the maximum arborescence; the root's own entry is meaningless."""
    parents: Ints = scores.argmax(1)
    parents[root] = root
    cycle = find_cycle(parents, root)
    if cycle is None:
        return parents
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    merged = len(outside)
    small = np.full((merged + 1, merged + 1), -np.inf)
    small[:merged, :merged] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(cycle, outside)] - scores[cycle, parents[cycle]][:, None]
    small[merged, :merged] = into.max(0)
    small[:merged, merged] = scores[np.ix_(outside, cycle)].max(1)
    np.fill_diagonal(small, -np.inf)
    chosen = edmonds(small, int(np.flatnonzero(outside == root)[0]))
    for k, word in enumerate(outside):
        if word != root:
            parents[word] = cycle[int(scores[word, cycle].argmax())] if chosen[k] == merged else outside[chosen[k]]
    entry = chosen[merged]
    broken = cycle[int(into[:, entry].argmax())]
    parents[broken] = outside[entry]
    return parents


def find_cycle(parents: Ints, root: int) -> Ints | None:
    state = np.zeros(len(parents), dtype=np.int8)
    state[root] = 2
    for start in range(len(parents)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(parents[at])
        if state[at] == 1:
            return np.array(path[path.index(at) :])
        state[path] = 2
    return None
