"""A backend for networkx: `nx.pagerank(G, backend="wiregraph")`, or any of `announcement.FUNCTIONS`, on networkit and SciPy's sparse matrices.

This module is the object that the entry point `networkx.backends` names; networkx converts a graph once and keeps what it converted to. With
`nx.config.backend_priority = ["wiregraph"]` networkx chooses it by itself for graphs of LARGE nodes and more. `from_network` needs no conversion.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

import networkx as nx
import numpy as np

from graph import centrality, paths, structure
from graph.centrality import Ties
from graph.columns import Array
from graph.communities import communities
from graph.metrics import ties
from graph.network import Network

LARGE = 1000
UNDIRECTED = frozenset(("eigenvector_centrality", "core_number", "clustering", "constraint", "effective_size", "leiden_communities"))
UNWEIGHTED = frozenset(("betweenness_centrality", "clustering", "effective_size"))
# What else each function can be given, and the only value with which we run it.
ONLY: Mapping[str, Mapping[str, Any]] = {
    "pagerank": {"personalization": None, "nstart": None, "dangling": None},
    "betweenness_centrality": {"endpoints": False, "normalized": True},
    "harmonic_centrality": {"nbunch": None, "distance": None, "sources": None},
    "eigenvector_centrality": {"nstart": None},
    "hits": {"nstart": None, "normalized": True},
    "clustering": {"nodes": None},
    "constraint": {"nodes": None},
    "effective_size": {"nodes": None},
    "leiden_communities": {"max_level": None},
}


@dataclass(frozen=True)
class BackendGraph:
    """What networkx hands to our functions: the nodes by number, and the ties."""

    nodes: list[Any]
    ties: Ties
    __networkx_backend__ = "wiregraph"

    def __len__(self) -> int:
        return len(self.nodes)

    def is_directed(self) -> bool:
        """As of a networkx graph."""
        return self.ties.directed

    def is_multigraph(self) -> bool:
        """As of a networkx graph; parallel edges are not taken over."""
        return False

    def numbers(self, values: Array) -> dict[Any, Any]:
        """A measure as networkx gives it: by node, in the graph's order."""
        return dict(zip(self.nodes, values.tolist(), strict=True))


def from_network(made: Network) -> BackendGraph:
    """Straight from the columns; networkx's functions take it as it is."""
    return BackendGraph(list(made.nodes["id"]), ties(made))


def convert_from_nx(graph: Any, *, edge_attrs: Mapping[str, Any] | None = None, **_: Any) -> BackendGraph:
    """A networkx graph without parallel edges; the first of `edge_attrs` is the weight."""
    numbers = {node: number for number, node in enumerate(graph)}
    name, default = next(iter((edge_attrs or {}).items()), (None, 1))
    rows = [(numbers[u], numbers[v], data.get(name, default)) for u, v, data in graph.edges(data=True)]
    source, target, weight = (np.array([row[n] for row in rows], dtype=kind) for n, kind in ((0, np.int64), (1, np.int64), (2, np.float64)))
    return BackendGraph(list(numbers), Ties(len(numbers), source, target, weight, graph.is_directed()))


def convert_to_nx(result: Any, **_: Any) -> Any:
    """Numbers as they are; a graph as a networkx graph."""
    if not isinstance(result, BackendGraph):
        return result
    graph = nx.DiGraph() if result.ties.directed else nx.Graph()
    graph.add_nodes_from(result.nodes)
    ends = zip(result.ties.source.tolist(), result.ties.target.tolist(), result.ties.weight.tolist(), strict=True)
    graph.add_weighted_edges_from((result.nodes[u], result.nodes[v], weight) for u, v, weight in ends)
    return graph


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Whether we do what is asked; else the reason. networkx gives most arguments by position."""
    given = signature(FUNCTIONS[name]).bind(*args, **kwargs).arguments
    if given["G"].is_multigraph():
        return "parallel edges are not supported"
    if name in UNDIRECTED and given["G"].is_directed():
        return "undirected graphs only"
    if name in UNWEIGHTED and given.get("weight") is not None:
        return "unweighted only"
    wrong = [key for key, value in ONLY.get(name, {}).items() if given.get(key, value) != value]
    return f"not with {', '.join(wrong)}" if wrong else True


def should_run(name: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> bool | str:
    """Whether it is worth the conversion; what networkx cannot do itself always is."""
    graph, *_ = args
    return True if len(graph) >= LARGE or name == "leiden_communities" else f"networkx itself is fine below {LARGE} nodes"


def pagerank(
    G: BackendGraph,
    alpha: float = 0.85,
    personalization: None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: None = None,
    weight: str | None = "weight",
    dangling: None = None,
) -> dict[Any, float]:
    """As networkx.pagerank, converged further."""
    return G.numbers(centrality.pagerank(G.ties if weight else _plain(G.ties), alpha=alpha))


def betweenness_centrality(
    G: BackendGraph, k: int | None = None, normalized: bool = True, weight: None = None, endpoints: bool = False, seed: Any = None
) -> dict[Any, float]:
    """As networkx.betweenness_centrality; with `k`, from so many sources, which `seed` does not change (paths.betweenness bounds the error)."""
    return G.numbers(paths.betweenness(G.ties, pivots=k).values)


def harmonic_centrality(G: BackendGraph, nbunch: None = None, distance: None = None, sources: None = None) -> dict[Any, float]:
    """As networkx.harmonic_centrality."""
    return G.numbers(paths.harmonic(G.ties).values)


def eigenvector_centrality(
    G: BackendGraph, max_iter: int = 100, tol: float = 1e-6, nstart: None = None, weight: str | None = None
) -> dict[Any, float]:
    """As networkx.eigenvector_centrality."""
    return G.numbers(centrality.eigenvector(G.ties if weight else _plain(G.ties)))


def hits(
    G: BackendGraph, max_iter: int = 100, tol: float = 1e-8, nstart: None = None, normalized: bool = True
) -> tuple[dict[Any, float], dict[Any, float]]:
    """As networkx.hits."""
    hubs, authorities = centrality.hits(G.ties)
    return G.numbers(hubs), G.numbers(authorities)


def core_number(G: BackendGraph) -> dict[Any, int]:
    """As networkx.core_number."""
    return G.numbers(centrality.core(G.ties))


def clustering(G: BackendGraph, nodes: None = None, weight: None = None) -> dict[Any, float]:
    """As networkx.clustering."""
    return G.numbers(centrality.clustering(G.ties))


def constraint(G: BackendGraph, nodes: None = None, weight: str | None = None) -> dict[Any, float]:
    """As networkx.constraint."""
    return G.numbers(structure.constraint(G.ties if weight else _plain(G.ties)))


def effective_size(G: BackendGraph, nodes: None = None, weight: None = None) -> dict[Any, float]:
    """As networkx.effective_size."""
    return G.numbers(structure.effective_size(G.ties))


def leiden_communities(
    G: BackendGraph, weight: str | None = "weight", resolution: float = 1, max_level: None = None, seed: Any = None
) -> list[set[Any]]:
    """As networkx.community.leiden_communities, which networkx leaves to backends; the largest first, `seed` changes nothing."""
    labels = communities(G.ties if weight else _plain(G.ties), resolution=resolution)
    found: list[set[Any]] = [set() for _ in range(labels.max(initial=-1) + 1)]
    for node, label in zip(G.nodes, labels.tolist(), strict=True):
        found[label].add(node)
    return found


def _plain(graph: Ties) -> Ties:
    return Ties(graph.size, graph.source, graph.target, np.ones(len(graph.source)), graph.directed)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        pagerank, betweenness_centrality, harmonic_centrality, eigenvector_centrality, hits, core_number, clustering, constraint, effective_size,
        leiden_communities,
    )
}  # fmt: skip
