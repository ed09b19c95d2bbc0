"""How ties hang together around a node and in the whole: brokerage, cut points, balance, reciprocity, likely ties."""

from collections.abc import Iterator
from typing import Any

import networkit as nk
import numpy as np
from scipy import sparse

from graph.centrality import Ties, clustering
from graph.columns import Array


def degrees(ties: Ties) -> Array:
    """Number of neighbors, whatever the direction."""
    both = ties.undirected
    return np.bincount(both.source, minlength=ties.size) + np.bincount(both.target, minlength=ties.size)


def effective_size(ties: Ties) -> Array:
    """Burt 1992, in Borgatti's form 1997: neighbors less the mean number of ties that each has with the others; NaN for the isolated."""
    degree = degrees(ties)
    return np.where(degree > 0, degree - clustering(ties) * (degree - 1), np.nan)


def constraint(ties: Ties) -> Array:
    """Burt 1992: how much of one's effort goes, directly and through others, to contacts that are tied to each other; low for brokers.

    The sum over neighbors j of (p_ij + sum over q of p_iq p_qj)^2 with p_ij the share of j in i's weights both ways. NaN for the isolated.
    """
    both = ties.undirected.matrix
    total = np.asarray(both.sum(axis=1)).ravel()
    share = (sparse.diags_array(np.divide(1.0, total, out=np.zeros(ties.size), where=total > 0)) @ both).tocsr()
    mask = (both != 0).astype(np.float64).tocsr()
    found = np.zeros(ties.size)
    for begin, end in _blocks(share, mask):
        rows = share[begin:end]
        bound = rows + (rows @ share).multiply(mask[begin:end])
        found[begin:end] = np.asarray(bound.power(2).sum(axis=1)).ravel()
    return np.where(total > 0, found, np.nan)


def blocks(ties: Ties) -> tuple[Array, Array]:
    """Tarjan: articulation points, as a mask of the nodes whose loss parts the network, and bridges, as pairs of nodes in lists."""
    both, cuts = ties.undirected, np.zeros(ties.size, dtype=np.int64)
    parts = nk.components.BiconnectedComponents(both.kit).run().getComponents() if len(both.source) else []
    for members in parts:
        cuts[list(members)] += 1
    bridges = sorted(sorted(members) for members in parts if len(members) == 2)
    return cuts > 1, np.array(bridges, dtype=np.int64).reshape(-1, 2)


def balance(ties: Ties) -> Array:
    """Cartwright and Harary 1956: the share of a node's triads with an even number of hostile ties; NaN for who has none."""
    even, triads = balanced(ties)
    return np.asarray(np.divide(even, triads, out=np.full(ties.size, np.nan), where=triads > 0))


def balanced(ties: Ties) -> tuple[Array, Array]:
    """For each node its triads with an even number of hostile ties, and all its triads. A tie is friendly or hostile by the mood of all that passed
    between the two; where that is 0 there is no tie."""
    mood = np.zeros(len(ties.source)) if ties.mood is None else ties.mood
    both = Ties(ties.size, ties.source, ties.target, mood, False).undirected
    signs, place = np.sign(both.weight), np.argsort(np.argsort(degrees(both), kind="stable"))
    low, high = np.minimum(place[both.source], place[both.target]), np.maximum(place[both.source], place[both.target])
    upward = sparse.csr_array((signs, (low, high)), shape=(ties.size, ties.size))
    upward.eliminate_zeros()
    product, triads = _triads(upward), _triads(abs(upward))
    return np.asarray((triads + product) / 2)[place], triads[place]


def _triads(upward: Any) -> Array:
    """The sum over each node's triads of the product of their ties. All ties lead from lower to higher degree, so that the hubs cost little."""
    ends = (upward.T @ upward).multiply(upward)
    bottom = (upward @ upward).multiply(upward)
    return np.asarray(ends.sum(axis=1) + ends.sum(axis=0) + bottom.sum(axis=1)).ravel()


def likely(ties: Ties, node: int) -> tuple[Array, Array, Array, Array]:
    """Those two steps from a node: their numbers, how many neighbors are shared, Jaccard's coefficient and Adamic and Adar's index (2003)."""
    plain = (ties.undirected.matrix != 0).astype(np.float64).tocsr()
    degree = np.asarray(plain.sum(axis=1)).ravel()
    shared = np.asarray((plain[[node]] @ plain).todense()).ravel()
    near = np.asarray(plain[[node]].todense()).ravel() > 0
    others = np.flatnonzero((shared > 0) & ~near & (np.arange(ties.size) != node))
    rare = np.divide(1.0, np.log(degree), out=np.zeros(ties.size), where=degree > 1)
    adamic = np.asarray((plain[[node]] @ sparse.diags_array(rare) @ plain).todense()).ravel()
    return others, shared[others], shared[others] / (degree[node] + degree[others] - shared[others]), adamic[others]


def reciprocity(ties: Ties) -> float:
    """The share of directed edges that are answered; NaN where there are none."""
    edges = ties.source * ties.size + ties.target
    loops = ties.source == ties.target
    answered = np.isin(edges[~loops], (ties.target * ties.size + ties.source)[~loops]).sum()
    return float(answered / len(edges)) if len(edges) else float("nan")


def assortativity(ties: Ties) -> float:
    """Newman 2002: correlation of the degrees at both ends of an undirected edge; NaN where all degrees are equal."""
    both, degree = ties.undirected, degrees(ties).astype(np.float64)
    one, other = degree[np.r_[both.source, both.target]], degree[np.r_[both.target, both.source]]
    return float(np.corrcoef(one, other)[0, 1]) if len(one) and one.std() > 0 else float("nan")


def _blocks(share: Any, mask: Any, *, limit: int = 4_000_000) -> Iterator[tuple[int, int]]:
    """Spans of rows whose product with the matrix needs at most so many entries, or one row."""
    cost = np.cumsum(mask @ np.diff(share.indptr))
    begin = 0
    while begin < len(cost):
        spent = cost[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(cost, spent + limit, "right")))
        yield begin, end
        begin = end
