"""Where to draw the nodes, how large, and in which color. The same network always looks the same."""

from typing import Any

import networkit as nk
import numpy as np

from graph.centrality import SEED, Ties
from graph.columns import Array
from graph.metrics import measured, ties
from graph.network import Network, with_nodes

PIVOTS = 50
SMALL = 500  # up to so many nodes are laid out by springs
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
    """x and y of each node, between -1000 and 1000: pivot MDS (Brandes and Pich 2007), for small networks refined by springs."""
    if graph.size < 3:
        return np.array([[-500.0, 0.0], [500.0, 0.0]])[: graph.size].reshape(graph.size, 2)
    place = _scaled(_pivot_mds(graph))
    place += np.random.default_rng(SEED).normal(0, 8, place.shape)  # nodes with the same neighbors would lie on one spot
    return _scaled(_springs(graph, place)) if graph.size <= SMALL else _scaled(place)


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
    """Distances in steps; what is not reached lies a little beyond the farthest."""
    found = np.array(nk.distance.BFS(graph.undirected.kit, int(source), False).run().getDistances())
    reached = found < graph.size
    return np.where(reached, found, found[reached].max() + 2)


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
