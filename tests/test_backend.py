"""The backend for networkx, as networkx itself finds and calls it."""

import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from networks import small

from graph import backend
from graph.announcement import FUNCTIONS, info
from graph.network import to_networkx
from graph.projections import network

FLAT = nx.karate_club_graph()
DIRECTED = nx.gnp_random_graph(80, 0.05, seed=4, directed=True)
nx.config.warnings_to_ignore.add("cache")
FOUND = "wiregraph" in nx.config.backends
needs_installation = pytest.mark.skipif(not FOUND, reason="networkx finds backends of installed packages only: pip install -e .")


@needs_installation
@pytest.mark.parametrize(
    ("name", "graph", "options"),
    [
        ("pagerank", DIRECTED, {"tol": 1e-12}),
        ("pagerank", FLAT, {"tol": 1e-12, "alpha": 0.7}),
        ("pagerank", FLAT, {"tol": 1e-12, "weight": None}),
        ("betweenness_centrality", DIRECTED, {}),
        ("betweenness_centrality", FLAT, {}),
        ("harmonic_centrality", DIRECTED, {}),
        ("eigenvector_centrality", FLAT, {"max_iter": 1000, "tol": 1e-12}),
        ("eigenvector_centrality", FLAT, {"max_iter": 1000, "tol": 1e-12, "weight": "weight"}),
        ("core_number", FLAT, {}),
        ("clustering", FLAT, {}),
        ("constraint", FLAT, {}),
        ("constraint", FLAT, {"weight": "weight"}),
        ("effective_size", FLAT, {}),
    ],
)
def test_the_results_are_those_of_networkx(name: str, graph: nx.Graph, options: dict[str, object]) -> None:
    function = getattr(nx, name)
    ours, theirs = function(graph, **options, backend="wiregraph"), function(graph, **options, backend="networkx")
    assert list(ours) == list(theirs)
    assert np.allclose(list(ours.values()), list(theirs.values()), atol=1e-6, rtol=0)


@needs_installation
def test_leiden_finds_what_louvain_finds_or_better_on_graphs_of_any_size() -> None:
    found = nx.community.leiden_communities(FLAT, backend="wiregraph")
    assert sorted(node for group in found for node in group) == sorted(FLAT)
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)
    best = nx.community.modularity(FLAT, nx.community.louvain_communities(FLAT, seed=1))
    assert nx.community.modularity(FLAT, found) >= best - 0.02
    assert len(nx.community.leiden_communities(FLAT, resolution=4, backend="wiregraph")) > len(found)
    with nx.config(backend_priority=["wiregraph"]):
        assert nx.community.leiden_communities(FLAT) == found


@needs_installation
def test_hits_are_those_of_networkx() -> None:
    for ours, theirs in zip(nx.hits(DIRECTED, backend="wiregraph"), nx.hits(DIRECTED, tol=1e-12, backend="networkx"), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-6)


@needs_installation
@pytest.mark.parametrize(
    ("name", "graph", "options"),
    [
        ("pagerank", DIRECTED, {"personalization": {0: 1.0}}),
        ("betweenness_centrality", FLAT, {"weight": "weight"}),
        ("core_number", DIRECTED, {}),
        ("clustering", FLAT, {"nodes": [0, 1]}),
        ("pagerank", nx.MultiGraph([(0, 1), (0, 1)]), {}),
    ],
)
def test_what_it_does_not_do_it_refuses(name: str, graph: nx.Graph, options: dict[str, object]) -> None:
    with pytest.raises(NotImplementedError):
        getattr(nx, name)(graph, **options, backend="wiregraph")


@needs_installation
def test_a_network_needs_no_conversion() -> None:
    made = network(small())
    ours = nx.pagerank(backend.from_network(made))
    assert ours == pytest.approx(nx.pagerank(to_networkx(made), tol=1e-12), abs=1e-9)


@needs_installation
def test_networkx_chooses_it_by_itself_for_large_graphs_only() -> None:
    code = """
import networkx as nx, logging, sys
nx.config.backend_priority = ["wiregraph"]
logging.getLogger("networkx").setLevel(logging.DEBUG)
logging.getLogger("networkx").addHandler(logging.StreamHandler(sys.stdout))
nx.core_number(nx.path_graph(50)); print("--"); nx.core_number(nx.path_graph(2000))
"""
    small_one, large = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split("--")
    assert "fine below 1000 nodes" in small_one
    assert "Using backend 'wiregraph'" in large


def test_graphs_go_there_and_back() -> None:
    there = backend.convert_from_nx(FLAT, edge_attrs={"weight": 1})
    assert nx.utils.graphs_equal(backend.convert_to_nx(there), nx.Graph((u, v, {"weight": float(w)}) for u, v, w in FLAT.edges(data="weight")))
    assert (len(there), there.is_directed(), there.is_multigraph()) == (34, False, False)
    assert backend.convert_to_nx(3) == 3


def test_what_is_announced_is_there_and_loads_nothing_heavy() -> None:
    assert set(info()["functions"]) == set(FUNCTIONS)  # type: ignore[call-overload]
    assert set(backend.FUNCTIONS) == set(FUNCTIONS)
    code = "import graph.announcement, sys; print('networkit' in sys.modules, 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == ["False", "False"]
