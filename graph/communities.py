"""Communities: groups of nodes with more ties inside than outside."""

import networkit as nk
import numpy as np

from graph.centrality import SEED, Ties
from graph.columns import Array


def communities(ties: Ties, *, resolution: float = 1.0) -> Array:
    """By Leiden (Traag, Waltman and van Eck 2019), on the weighted undirected graph, seeded; 0 is the largest, of equals that of the first node.

    A higher `resolution` gives more and smaller ones.
    """
    if not ties.size:
        return np.zeros(0, dtype=np.int64)
    both = ties.undirected
    nk.setNumberOfThreads(1)
    nk.setSeed(SEED, False)
    ends = (both.weight, (both.source.astype(np.uint64), both.target.astype(np.uint64)))
    graph = nk.GraphFromCoo(ends, n=both.size, weighted=True, directed=False)
    found = nk.community.ParallelLeiden(graph, 5, True, float(resolution)).run().getPartition().getVector()
    return ordered(np.array(found))


def ordered(labels: Array) -> Array:
    """Equal labels stay equal; numbered by size, then by first node."""
    _, first, numbers, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(counts), dtype=np.int64)
    place[np.lexsort((first, -counts))] = np.arange(len(counts))
    return place[numbers]


def modularity(ties: Ties, labels: Array) -> float:
    """Newman and Girvan 2004: the share of weight inside communities beyond what chance would put there."""
    both = ties.undirected
    total = both.weight.sum()
    inside = np.bincount(labels[both.source], both.weight * (labels[both.source] == labels[both.target]), labels.max(initial=0) + 1)
    strength = np.bincount(np.r_[labels[both.source], labels[both.target]], np.r_[both.weight, both.weight], len(inside))
    return float((inside / total - (strength / (2 * total)) ** 2).sum()) if total else float("nan")
