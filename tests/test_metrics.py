"""Measures: the numbers of networkx, the same in any order, with honest bounds."""

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import graph_of, small
from scipy.stats import kendalltau

from bench.newsroom import newsroom
from graph import centrality, paths, structure
from graph.centrality import Ties
from graph.columns import Array, Columns, columns
from graph.communities import communities, modularity, ordered
from graph.histories import histories, months
from graph.intervals import intervals
from graph.likely import Likely, likely
from graph.metrics import MEASURES, measured, ranking, summary, ties
from graph.network import HAPPENED, Filter, NetworkError, to_networkx
from graph.projections import network
from graph.slices import slices

PAIRS = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]), min_size=1, max_size=50)


def graphs(pairs: set[tuple[int, int]]) -> tuple[Ties, nx.DiGraph, nx.Graph]:
    """The same graph three times: as ties, directed, and undirected with summed weights."""
    rows = [(u, v, float(1 + (3 * u + v) % 4)) for u, v in sorted(pairs)]
    source, target, weight = (np.array([row[n] for row in rows]) for n in range(3))
    directed, flat = nx.DiGraph(), nx.Graph()
    directed.add_nodes_from(range(12))
    flat.add_nodes_from(range(12))
    directed.add_weighted_edges_from(rows)
    for u, v, w in rows:
        flat.add_edge(u, v, weight=w + (flat[u][v]["weight"] if flat.has_edge(u, v) else 0))
    return Ties(12, source, target, weight, True), directed, flat


def same(found: Array, wanted: dict[int, float], tol: float = 1e-6) -> None:
    assert np.allclose(found, [wanted[node] for node in range(len(found))], atol=tol, rtol=0, equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_they_are_what_networkx_says(pairs: set[tuple[int, int]]) -> None:
    ties, directed, flat = graphs(pairs)
    same(centrality.pagerank(ties), nx.pagerank(directed, tol=1e-13, max_iter=1000))
    same(paths.betweenness(ties).values, nx.betweenness_centrality(directed))
    same(paths.harmonic(ties).values, nx.harmonic_centrality(directed))
    same(centrality.core(ties), nx.core_number(flat))
    same(centrality.clustering(ties), nx.clustering(flat))
    same(structure.constraint(ties), nx.constraint(flat, weight="weight"))
    same(structure.effective_size(ties), nx.effective_size(flat))
    cuts, bridges = structure.blocks(ties)
    assert set(np.flatnonzero(cuts).tolist()) == set(nx.articulation_points(flat))
    assert {tuple(pair) for pair in bridges.tolist()} == {tuple(sorted(pair)) for pair in nx.bridges(flat)}
    assert structure.reciprocity(ties) == pytest.approx(nx.overall_reciprocity(directed))
    labels = communities(ties)
    groups = [set(np.flatnonzero(labels == n).tolist()) for n in range(labels.max() + 1)]
    assert modularity(ties, labels) == pytest.approx(nx.community.modularity(flat, groups))


def test_spectra_are_what_networkx_says() -> None:
    flat = nx.karate_club_graph()
    rows = list(flat.edges(data="weight"))
    ties = Ties(34, *(np.array([row[n] for row in rows]) for n in range(3)), True)  # type: ignore[misc]
    same(centrality.eigenvector(ties), nx.eigenvector_centrality(flat, weight="weight", max_iter=1000, tol=1e-12))
    directed = nx.DiGraph(rows_of(flat))
    for ours, theirs in zip(centrality.hits(ties), nx.hits(directed, tol=1e-12), strict=True):
        same(ours, theirs)
    assert structure.assortativity(ties) == pytest.approx(nx.degree_assortativity_coefficient(flat))
    labels = communities(ties)
    assert modularity(ties, labels) > 0.4
    others, shared, jaccard, adamic = structure.likely(ties, 0)
    wanted = [(0, int(node)) for node in others]
    assert shared.tolist() == [len(list(nx.common_neighbors(flat, 0, int(node)))) for node in others]
    assert jaccard.tolist() == pytest.approx([value for _, _, value in nx.jaccard_coefficient(flat, wanted)])
    assert adamic.tolist() == pytest.approx([value for _, _, value in nx.adamic_adar_index(flat, wanted)])


def rows_of(flat: nx.Graph) -> list[tuple[int, int, dict[str, float]]]:
    return [(u, v, {"weight": w}) for u, v, w in flat.edges(data="weight")]


@pytest.fixture(scope="module")
def news() -> Columns:
    return columns(graph_of(list(newsroom(120))))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_articles_changes_no_rank(news: Columns, seed: int) -> None:
    """Kendall's tau of every measure is 1, also of the estimated ones, because nothing at all differs."""
    told = list(newsroom(120))
    random.Random(seed).shuffle(told)
    again = columns(graph_of(told))
    one, other = measured(network(news)), measured(network(again))
    for name in MEASURES:
        values = [np.nan_to_num(made.nodes[name], nan=-1) for made in (one, other)]
        assert len(np.unique(values[0])) == 1 or kendalltau(*values).statistic == pytest.approx(1, abs=1e-12), name
        assert ranking(one, name) == ranking(other, name), name
    for estimate in (paths.betweenness, paths.harmonic):
        values = [estimate(ties(made), pivots=10).values for made in (one, other)]
        assert kendalltau(*values).statistic == pytest.approx(1, abs=1e-12)
    assert intervals(news, "pagerank", runs=5) == intervals(again, "pagerank", runs=5)


def test_a_network_without_anybody_has_no_numbers_and_fails_nowhere() -> None:
    made = measured(network(small(), chosen=Filter(confidence=1.0)))
    assert (made.size, [len(made.nodes[name]) for name in MEASURES]) == (0, [0] * len(MEASURES))
    told = summary(made)
    assert (told.nodes, told.edges, told.reciprocity, told.modularity, told.balanced) == (0, 0, None, None, None)


def test_rankings_say_who_and_leave_out_who_has_no_value() -> None:
    made = measured(network(small()))
    first = ranking(made, "in_strength", top=1)[0]
    assert (first.rank, first.id, first.label, first.value) == (1, "actor/omar-said", "Omar Said", 3.0)
    assert ranking(made, "constraint", top=1)[0].id == "actor/li-wei"
    assert [row.id for row in ranking(made, "articulation", top=1)] == ["actor/li-wei"]
    with pytest.raises(NetworkError, match="'fame' is no measure"):
        ranking(made, "fame")


def test_triads_of_friends_of_friends_and_enemies_of_enemies_are_balanced() -> None:
    """Berg and Said are on good terms and both attacked Li: two enemies of one enemy."""
    told = summary(measured(network(small())))
    assert (told.triads, told.balanced, told.bridges, told.reciprocity) == (1, 1.0, 1, 0.4)
    one_enemy = Ties(3, np.array([0, 1, 0]), np.array([1, 2, 2]), np.ones(3), True, np.array([1.0, 1.0, -1.0]))
    even, triads = structure.balanced(one_enemy)
    assert (even.tolist(), triads.tolist(), structure.balance(one_enemy).tolist()) == ([0, 0, 0], [1, 1, 1], [0, 0, 0])


def test_edges_tell_whether_they_are_bridges() -> None:
    """Diaz hangs on Li alone; Berg, Said and Li hang together."""
    made = measured(network(small(), shape="relations"))
    ends = zip(made.nodes["id"][made.source], made.nodes["id"][made.target], made.edges["bridge"].tolist(), strict=True)
    assert {(u, v) for u, v, bridge in ends if bridge} == {("actor/li-wei", "actor/rosa-diaz")}
    assert "bridge" not in measured(network(small()), ["pagerank"]).edges


def test_communities_are_numbered_by_size() -> None:
    assert ordered(np.array([7, 3, 3, 7, 7, 1])).tolist() == [0, 1, 1, 0, 0, 2]


def test_intervals_hold_the_rank_and_are_the_same_each_time(news: Columns) -> None:
    found = intervals(news, "pagerank", top=5, runs=30)
    assert found == intervals(news, "pagerank", top=5, runs=30)
    assert all(row.low is not None and row.high is not None and row.low <= row.high for row in found)
    assert found[0].low == 1


def test_pairs_have_a_history_a_balance_and_bursts() -> None:
    one = histories(small(), top=1)[0]
    assert (one.one, one.other, one.events, one.balance) == ("actor/anna-berg", "actor/omar-said", 4, pytest.approx(12 / 18, abs=1e-6))
    assert one.months == (("2025-01", 2), ("2025-03", 1), ("2025-04", 1))
    from networks import Deed, world

    calm: list[Deed] = [("Anna Berg", "met", "Omar Said", "CONSULT", "happened", f"2025-{m:02d}-01", None) for m in range(1, 13)]
    storm: list[Deed] = [("Anna Berg", "accused", "Omar Said", "ACCUSE", "happened", f"2025-06-{d:02d}", None) for d in range(10, 20)]
    assert histories(columns(world((*calm, *storm))))[0].bursts == ("2025-06",)
    assert histories(columns(world(calm)))[0].bursts == ()


def test_likely_ties_are_those_of_people_with_the_same_contacts() -> None:
    """Both Berg and Said attacked Li, who told Diaz; Li knows three, so each shared contact counts 1 / ln 3."""
    assert likely(network(small()), "actor/rosa-diaz") == [
        Likely("actor/anna-berg", "Anna Berg", 1, 0.5, pytest.approx(1 / np.log(3), abs=1e-6)),
        Likely("actor/omar-said", "Omar Said", 1, 0.5, pytest.approx(1 / np.log(3), abs=1e-6)),
    ]
    with pytest.raises(NetworkError, match="'actor/nobody' is not in this network"):
        likely(network(small()), "actor/nobody")


def test_the_same_by_month_and_by_quad_class() -> None:
    found = small()
    assert months(found, HAPPENED) == ["2025-01", "2025-02", "2025-03", "2025-04"]
    parts = {part.part: [row.id for row in part.ranking] for part in slices(found, "month", "in_strength", top=1)}
    assert parts == {"2025-01": ["actor/omar-said"], "2025-02": ["actor/li-wei"], "2025-03": ["actor/omar-said"], "2025-04": ["actor/anna-berg"]}
    assert [part.edges for part in slices(found, "quad", "pagerank")] == [1, 1, 1, 2]


def test_measures_in_the_store_are_sound_and_can_be_asked(tmp_path: object) -> None:
    from pathlib import Path

    from graph import runs
    from graph.select import select, text
    from graph.store import Store
    from graph.verify import verify

    with Store(Path(str(tmp_path))) as store:
        for told in newsroom(20):
            store.add(*told)
        store.settle()
        made = measured(network(columns(store.graph)))
        count = runs.save(store, made, MEASURES, chosen=HAPPENED)
        assert runs.save(store, made, MEASURES, chosen=HAPPENED) == count
        assert list(verify(store)) == []
        row = next(iter(select(store.graph, 'SELECT ?who WHERE { ?m a wg:Measure ; wg:of ?who ; wg:metric "pagerank" ; wg:rank 1 }')))
        assert text(row, "who").endswith(ranking(made, "pagerank")[0].id)


def test_every_measure_has_a_reading_and_a_place_in_the_manual() -> None:
    from pathlib import Path

    manual = (Path(__file__).parent.parent / "docs" / "network.md").read_text(encoding="utf-8")
    for name, one in MEASURES.items():
        assert one.reading
        assert f"`{name}`" in manual, name


def test_networkx_code_runs_on_what_comes_out() -> None:
    graph = to_networkx(network(small()))
    assert nx.shortest_path(graph, "actor/anna-berg", "actor/rosa-diaz") == ["actor/anna-berg", "actor/li-wei", "actor/rosa-diaz"]
