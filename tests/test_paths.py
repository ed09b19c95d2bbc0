"""Shortest paths from many sources at once: networkx's numbers, and estimates that keep their bound."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.network import world
from graph import paths
from graph.bounds import hoeffding, off_by
from graph.centrality import Ties
from graph.metrics import measured, pivots, ranking, summary, ties

EDGES = st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=1, max_size=60)


def made(graph: nx.Graph) -> Ties:
    """The ties of a graph of numbered nodes."""
    ends = np.array(list(graph.edges), dtype=np.int64).reshape(-1, 2)
    return Ties(len(graph), ends[:, 0], ends[:, 1], np.ones(len(ends)), graph.is_directed())


def off(found: np.ndarray, wanted: dict[int, float]) -> float:
    return float(np.abs(found - np.array([wanted[node] for node in range(len(found))])).max(initial=0))


@settings(max_examples=60, deadline=None)
@given(EDGES, st.booleans())
def test_they_are_what_networkx_says_with_and_without_directions(edges: set[tuple[int, int]], directed: bool) -> None:
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(16))
    graph.add_edges_from(edges)
    assert off(paths.betweenness(made(graph)).values, nx.betweenness_centrality(graph)) < 1e-12
    assert off(paths.harmonic(made(graph)).values, nx.harmonic_centrality(graph)) < 1e-12


@pytest.mark.parametrize("graph", [nx.path_graph(300), nx.path_graph(300, create_using=nx.DiGraph), nx.grid_2d_graph(60, 40)])
def test_so_they_are_in_networks_that_are_longer_than_a_pass_carries(graph: nx.Graph) -> None:
    numbered = nx.convert_node_labels_to_integers(graph)
    assert off(paths.betweenness(made(numbered)).values, nx.betweenness_centrality(numbered)) < 1e-9
    assert off(paths.harmonic(made(numbered)).values, nx.harmonic_centrality(numbered)) < 1e-9


def test_many_shortest_paths_are_counted_without_overflow() -> None:
    """A chain of diamonds doubles the paths at each step: 2 to the 30th from end to end."""
    graph = nx.Graph()
    for n in range(30):
        graph.add_edges_from([(3 * n, 3 * n + 1), (3 * n, 3 * n + 2), (3 * n + 1, 3 * n + 3), (3 * n + 2, 3 * n + 3)])
    assert off(paths.betweenness(made(graph)).values, nx.betweenness_centrality(graph)) < 1e-12


@pytest.mark.parametrize("seed", range(8))
def test_estimates_keep_their_bound(seed: int) -> None:
    graph = ties(world(600, 4000, seed=seed))
    for measure, unit in ((paths.betweenness, 1), (paths.harmonic, 599)):
        exact, found = measure(graph).values, measure(graph, pivots=200, seed=seed)
        assert found.error is not None
        assert (np.abs(found.values - exact) / unit <= found.error).all()
        assert np.median(found.error) < 0.6 * hoeffding(200, many=600)


def test_an_estimate_of_a_long_network_has_the_plain_bound() -> None:
    graph = nx.path_graph(400)
    exact, found = paths.betweenness(made(graph)).values, paths.betweenness(made(graph), pivots=100)
    assert found.error is not None
    assert (np.abs(found.values - exact) <= found.error).all()
    assert found.error[0] == pytest.approx(hoeffding(100, many=400), rel=0.01)
    near, exactly = paths.harmonic(made(graph), pivots=100), paths.harmonic(made(graph)).values
    assert near.error is not None
    assert (np.abs(near.values - exactly) / 399 <= near.error).all()


def test_who_only_acts_or_is_only_acted_upon_lies_between_nobody_for_sure() -> None:
    graph = made(nx.DiGraph([(0, 1), (1, 2), (3, 1), (4, 1)]))
    found = paths.betweenness(graph, pivots=3)
    assert found.error is not None
    assert found.error[[0, 2, 3, 4]].tolist() == [0, 0, 0, 0] and found.error[1] > 0


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.integers(2, 5000), st.integers(1, 10**6))
def test_bounds_lie_within_hoeffdings_of_twice_the_doubt_and_shrink_with_the_mean(mean: float, count: int, many: int) -> None:
    """Coins fall as widely as anything between 0 and 1 can; half of the doubt costs a factor below the square root of ln 2."""
    coin = off_by(np.array([mean]), np.array([mean]), count, many=many)[0]
    assert 0 < coin <= np.sqrt(np.log(4 * many / 0.1) / (2 * count)) + 1e-9
    sure = off_by(np.array([0.0]), np.array([0.0]), count, many=many)[0]
    assert sure == pytest.approx(1 - np.exp(-np.log(4 * many / 0.1) / count), abs=1e-9)


def test_bounds_of_many_coins_hold_as_often_as_they_say() -> None:
    """200 times 50 coins: in at most a tenth of the times any mean is off by more than its bound."""
    dice = np.random.default_rng(2)
    chance = dice.power(0.4, 50)
    broken = 0
    for _ in range(200):
        means = dice.binomial(300, chance) / 300
        broken += bool((np.abs(means - chance) > off_by(means, means, 300, many=50)).any())
    assert broken <= 20


def test_a_large_network_has_estimates_with_an_error_for_each_node() -> None:
    graph = world(3000, 9000)
    assert pivots("betweenness", ties(graph)) == 14285
    full = measured(world(3000, 9000), ["betweenness", "harmonic"])
    assert "betweenness_error" not in full.nodes and summary(full).error == {}
    large = Ties(9, np.zeros(2_000_000), np.zeros(2_000_000), np.zeros(2_000_000), True)
    assert (pivots("betweenness", large), pivots("harmonic", large)) == (1024, 4096)


def test_rankings_and_summaries_state_the_bound() -> None:
    exact = measured(world(300, 900), ["betweenness"])
    assert ranking(exact, "betweenness")[0].error is None
    from graph.network import with_nodes

    rough = with_nodes(exact, betweenness_error=np.linspace(0, 0.03001, 300))
    assert summary(rough).error == {"betweenness": 0.0301}
    assert {row.error for row in ranking(rough, "betweenness")} > {0.0, 0.0301}
