"""Measures on bare arrays: a graph in, one number a node out. Each does what the networkx function of the same meaning does.

Triangles and cores run on networkit, spectra on SciPy's sparse matrices; shortest paths are in `paths`. Everything is seeded and runs on one
thread, so that equal graphs give equal numbers on any machine with the same libraries.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkit as nk
import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh, svds

from graph.columns import Array

SEED = 1


@dataclass(frozen=True)
class Ties:
    """A graph of nodes 0 ... size-1 with at most one edge a pair; what is undirected has each edge once. `mood` is cooperation less conflict of each
    edge, None where nobody knows."""

    size: int
    source: Array
    target: Array
    weight: Array
    directed: bool
    mood: Array | None = None

    @cached_property
    def matrix(self) -> Any:
        """Weights as a sparse matrix, symmetric when undirected."""
        forth = sparse.csr_array((self.weight.astype(np.float64), (self.source, self.target)), shape=(self.size, self.size))
        back = sparse.csr_array((self.weight * (self.source != self.target), (self.target, self.source)), shape=(self.size, self.size))
        return forth if self.directed else (forth + back).tocsr()

    @cached_property
    def directed_ends(self) -> tuple[Array, Array]:
        """Source and target of every edge; what is undirected leads both ways."""
        if self.directed:
            return self.source, self.target
        apart = self.source != self.target
        return np.r_[self.source, self.target[apart]], np.r_[self.target, self.source[apart]]

    @cached_property
    def pattern(self) -> Any:
        """A sparse matrix with 1 at each edge, whatever its weight."""
        source, target = self.directed_ends
        return sparse.csr_array((np.ones(len(source)), (source, target)), shape=(self.size, self.size))

    @cached_property
    def kit(self) -> Any:
        """The networkit graph, weights left out."""
        nk.setNumberOfThreads(1)
        nk.setSeed(SEED, False)
        rows, columns = self.source.astype(np.uint64), self.target.astype(np.uint64)
        return nk.GraphFromCoo((rows, columns), n=self.size, directed=self.directed)

    @cached_property
    def undirected(self) -> "Ties":
        """Without directions and self-loops; weights of both directions added up."""
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        keep = low != high
        keys, group = np.unique(low[keep] * self.size + high[keep], return_inverse=True)
        return Ties(self.size, keys // self.size, keys % self.size, np.bincount(group, self.weight[keep], len(keys)), False)

    @cached_property
    def closed(self) -> Array:
        """Of the pairs of a node's neighbors, the share that are neighbors of each other."""
        scores = nk.centrality.LocalClusteringCoefficient(self.undirected.kit, False).run().scores() if self.size else []
        return np.nan_to_num(np.array(scores, dtype=np.float64))

    @cached_property
    def leading(self) -> tuple[Array, Array]:
        """The leading left and right singular vectors of the matrix."""
        left, _, right = svds(self.matrix, k=1, v0=np.full(self.size, 1 / np.sqrt(self.size)), tol=1e-12)
        return np.abs(left[:, 0]), np.abs(right[0])


def pagerank(ties: Ties, *, alpha: float = 0.85, tol: float = 1e-12, max_iter: int = 1000) -> Array:
    """Brin and Page 1998: the share of time that a walker along weighted edges, who starts anew with chance 1 - alpha, spends at a node.

    networkx stops at a summed change of `tol` times the number of nodes; this at `tol` itself, so compare with networkx at a small tol.
    """
    if not ties.size:
        return np.zeros(0)
    out = np.asarray(ties.matrix.sum(axis=1)).ravel()
    walk = (sparse.diags_array(np.divide(1.0, out, out=np.zeros(ties.size), where=out > 0)) @ ties.matrix).T.tocsr()
    stuck, rank = np.flatnonzero(out == 0), np.full(ties.size, 1 / ties.size)
    for _ in range(max_iter):
        new = alpha * (walk @ rank + rank[stuck].sum() / ties.size) + (1 - alpha) / ties.size
        if np.abs(new - rank).sum() < tol:
            return np.asarray(new)
        rank = new
    return rank


def eigenvector(ties: Ties) -> Array:
    """Bonacich 1987: as central as one's neighbors are, by weight; the leading eigenvector of the undirected graph, of length 1."""
    matrix = ties.undirected.matrix
    if ties.size < 3 or not matrix.nnz:
        return np.full(ties.size, 1 / np.sqrt(max(ties.size, 1)))
    _, vectors = eigsh(matrix, k=1, which="LA", v0=np.full(ties.size, 1 / np.sqrt(ties.size)), tol=1e-12)
    return np.asarray(np.abs(vectors[:, 0]))


def hits(ties: Ties) -> tuple[Array, Array]:
    """Kleinberg 1999: hubs point at good authorities, authorities are pointed at by good hubs; each sums to 1."""
    if ties.size < 3 or not len(ties.source):
        return np.full(ties.size, 1 / max(ties.size, 1)), np.full(ties.size, 1 / max(ties.size, 1))
    hubs, authorities = ties.leading
    return hubs / hubs.sum(), authorities / authorities.sum()


def core(ties: Ties) -> Array:
    """Seidman 1983: the largest k such that the node belongs to a part in which everybody has k neighbors."""
    scores = nk.centrality.CoreDecomposition(ties.undirected.kit).run().scores() if ties.size else []
    return np.array(scores).astype(np.int64)


def clustering(ties: Ties) -> Array:
    """Watts and Strogatz 1998: the share of pairs of neighbors that are neighbors of each other."""
    return ties.closed
