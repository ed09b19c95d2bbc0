"""Networks: which events make which edges, with what on them, under which filters."""

import random

import networkx as nx
import pyoxigraph as ox
import pytest
from networks import DEEDS, graph_of, small, world
from stories import entity, event, reading

from bench.newsroom import newsroom
from graph.columns import Columns, columns
from graph.identity import Identity
from graph.memberships import memberships
from graph.network import Filter, NetworkError, ego, to_networkx
from graph.portraits import Actor, Office
from graph.projections import MAKERS, network
from graph.records import Article
from graph.register import register
from graph.select import select, text
from graph.terms import RDFS, SKOS, WG, Iris, term

BERG, SAID, LI, DIAZ, PETIT = "actor/anna-berg", "actor/omar-said", "actor/li-wei", "actor/rosa-diaz", "actor/jean-petit"


@pytest.fixture(scope="module")
def found() -> Columns:
    return small()


def test_an_edge_sums_what_one_did_to_the_other(found: Columns) -> None:
    graph = to_networkx(network(found))
    assert type(graph) is nx.DiGraph
    assert set(graph.edges) == {(BERG, SAID), (SAID, BERG), (SAID, LI), (LI, DIAZ), (BERG, LI)}
    assert graph.edges[BERG, SAID] == {
        "weight": 3.0, "events": 3, "articles": 3, "sources": 2, "confidence": 0.8, "score": pytest.approx(2 / 3, abs=1e-6),
        "cooperation": 5.0, "conflict": 3.0, "balance": 0.25,
        "verbal_cooperation": 2, "material_cooperation": 0, "verbal_conflict": 1, "material_conflict": 0,
        "first_seen": "2025-01-10", "last_seen": "2025-03-10", "type": "CONSULT",
    }  # fmt: skip
    assert graph.edges[LI, DIAZ]["type"] == "Occurrence"
    assert "score" not in graph.edges[LI, DIAZ] and "balance" not in graph.edges[LI, DIAZ]
    assert graph.nodes[BERG] == {
        "label": "Anna Berg", "kind": "person", "country": "DEU", "sector": "GOV", "events": 5,
        "first_seen": "2025-01-10", "last_seen": "2025-04-01",
    }  # fmt: skip


def test_the_multigraph_has_one_edge_an_event(found: Columns) -> None:
    graph = to_networkx(network(found, shape="events"))
    assert type(graph) is nx.MultiDiGraph
    assert graph.number_of_edges(BERG, SAID) == 3
    key, data = min(graph[BERG][LI].items())
    assert key.startswith("event/")
    assert (data["type"], data["label"], data["first_seen"], data["status"]) == ("ASSAULT", "Anna Berg attacked Li Wei", "2025-02-03", "happened")


def test_relations_part_the_edges_by_quad_class(found: Columns) -> None:
    graph = to_networkx(network(found, shape="relations"))
    assert {key: data["events"] for key, data in graph[BERG][SAID].items()} == {"VerbalCooperation": 2, "VerbalConflict": 1}
    assert set(graph[LI][DIAZ]) == {"Occurrence"}


def test_relations_agree_with_the_relations_graph_of_the_store() -> None:
    store = graph_of(list(newsroom(60)))
    rows = select(store, "SELECT ?a ?b ?q ?n ?m WHERE { ?r wg:from ?a ; wg:to ?b ; wg:quad ?q ; wg:eventCount ?n ; wg:articleCount ?m }")
    wanted = {
        (text(r, "a").rpartition("/")[2], text(r, "b").rpartition("/")[2], text(r, "q").rpartition("#")[2]): (int(text(r, "n")), int(text(r, "m")))
        for r in rows
    }
    graph = to_networkx(network(columns(store), shape="relations"))
    edges = {(u[6:], v[6:], k): (d["events"], d["articles"]) for u, v, k, d in graph.edges(keys=True, data=True) if k != "Occurrence"}
    assert edges == wanted
    assert len(wanted) > 50


def test_meetings_are_undirected(found: Columns) -> None:
    graph = to_networkx(network(found, shape="meetings"))
    assert type(graph) is nx.Graph
    assert graph.edges[SAID, BERG]["events"] == 4


def test_bipartite_networks_link_actors_with_events_and_places(found: Columns) -> None:
    events = to_networkx(network(found, shape="actor-event"))
    assert {data["kind"] for _, data in events.nodes(data=True)} == {"person", "event"}
    assert nx.is_bipartite(events) and events.number_of_edges() == 14
    places = to_networkx(network(found, shape="actor-place"))
    assert places.edges[BERG, "place/2988507"]["events"] == 5
    assert places.nodes["place/2988507"]["lat"] == 48.853


@pytest.mark.parametrize(
    ("chosen", "edges"),
    [
        (Filter(status="planned"), {(PETIT, DIAZ)}),
        (Filter(status=None, types=("CONSULT",)), {(BERG, SAID), (PETIT, DIAZ)}),
        (Filter(types=("Occurrence",)), {(LI, DIAZ)}),
        (Filter(quads=("MaterialConflict",)), {(SAID, LI), (BERG, LI)}),
        (Filter(since="2025-02-02", until="2025-02-28"), {(LI, DIAZ), (BERG, LI)}),
        (Filter(countries=("CHL",)), {(LI, DIAZ)}),
        (Filter(evidence=2), {(BERG, SAID)}),
        (Filter(confidence=0.81), set()),
        (Filter(speaker=BERG), set()),
    ],
)
def test_filters(found: Columns, chosen: Filter, edges: set[tuple[str, str]]) -> None:
    assert set(to_networkx(network(found, chosen=chosen)).edges) == edges


def test_copies_of_a_wire_report_count_once() -> None:
    found = columns(world(copies=[(1, 0)]))
    assert to_networkx(network(found)).edges[BERG, SAID]["events"] == 2
    assert to_networkx(network(found, chosen=Filter(copies=True))).edges[BERG, SAID]["events"] == 3


def test_people_roll_up_to_states_and_to_bodies_of_states(found: Columns) -> None:
    assert set(to_networkx(network(found, rollup="state")).edges) == {
        ("actor/deu", "actor/egy"), ("actor/egy", "actor/deu"), ("actor/egy", "actor/chn"), ("actor/deu", "actor/chn"), ("actor/chn", "actor/chl"),
    }  # fmt: skip
    assert to_networkx(network(found, rollup="sector")).nodes["actor/deu-gov"]["label"] == "German government"


def test_people_roll_up_to_the_organization_that_their_office_names() -> None:
    text = "Acme Steel chief executive Ida Holm met Omar Said. Finance minister Per Lund met Omar Said. Acme Steel sued Nordbank."
    article = Article(text, published="2025-01-10")
    who = (
        entity(text, "person", "Ida Holm", offices=[("Acme Steel chief executive", None)]),
        entity(text, "person", "Omar Said"),
        entity(text, "person", "Per Lund", offices=[("Finance minister", "NOR")], country="NOR"),
        entity(text, "organization", "Acme Steel", "Acme Steel sued"),
        entity(text, "organization", "Nordbank"),
    )
    happened = [
        event(text, "met", "met", ("actor", 0, "Ida Holm"), ("recipient", 1, "Omar Said")),
        event(text, "sued", "sued", ("actor", 3, "Acme Steel"), ("recipient", 4, "Nordbank")),
        event(text, "met", "met", ("actor", 2, "Per Lund"), ("recipient", 1, "Omar Said")),
    ]
    rolled = network(columns(graph_of([(article, reading(article, *who, events=happened))])), rollup="organization")
    assert set(to_networkx(rolled).edges) == {
        ("actor/acme-steel", "actor/omar-said"), ("actor/acme-steel", "actor/nordbank"), ("actor/per-lund", "actor/omar-said"),
    }  # fmt: skip


def test_an_office_that_names_two_organizations_or_a_name_that_two_bear_tells_nothing() -> None:
    told = (
        ("a", "person", "Ann", (), "Acme and Nordbank director"),
        ("b", "person", "Bo", (), "Acme Bank chairman"),
        ("c", "person", "Cy", (), "Twin spokesman"),
        ("o1", "organization", "Acme", (), None),
        ("o2", "organization", "Nordbank", (), None),
        ("o3", "organization", "Acme Bank", (), None),
        ("o4", "organization", "Twin", (), None),
        ("o5", "organization", "Twin Holding", ("Twin",), None),
    )
    actors = {
        key: Actor(key, kind, label, aliases, None, None, (Office(title),) if title else (), (), 1, (key, 0))
        for key, kind, label, aliases, title in told
    }
    graph = ox.Store()
    graph.extend(register(Identity(actors=actors)))
    paths, kinds = [f"actor/{key}" for key in actors], [actor.kind for actor in actors.values()]
    assert memberships(graph, paths, kinds, Iris()).tolist() == [-1, 5, -1, -1, -1, -1, -1, -1]


def test_an_ego_network_holds_the_neighbors_and_their_ties(found: Columns) -> None:
    graph = to_networkx(ego(network(found), DIAZ))
    assert set(graph) == {DIAZ, LI}
    with pytest.raises(NetworkError, match="'actor/nobody' is not in this network"):
        ego(network(found), "actor/nobody")


@pytest.mark.parametrize("shape", MAKERS)
def test_the_order_of_the_articles_does_not_matter(shape: str) -> None:
    shuffled = list(DEEDS)
    told = dict(enumerate(DEEDS))
    random.Random(5).shuffle(shuffled)
    one = network(columns(world()), shape=shape)  # type: ignore[arg-type]
    from networks import deed

    numbers = list(told)
    random.Random(7).shuffle(numbers)
    other = network(columns(graph_of([deed(n, told[n]) for n in numbers])), shape=shape)  # type: ignore[arg-type]
    assert nx.utils.graphs_equal(to_networkx(one), to_networkx(other))
    assert list(one.nodes["id"]) == list(other.nodes["id"])


def test_graphs_of_users_change_no_network() -> None:
    graph = world()
    wanted = to_networkx(network(columns(graph), shape="events"))
    event = next(iter(graph.quads_for_pattern(None, term(WG + "status"), None, None))).subject
    own = ox.NamedNode("http://localhost:8000/my/notes")
    for name, value in (("status", "Planned, perhaps"), ("confidence", "0,1"), ("earliest", "1999-01-01")):
        graph.add(ox.Quad(event, term(WG + name), ox.Literal(value), own))
    graph.add(ox.Quad(ox.NamedNode(f"http://localhost:8000/{BERG}"), term(SKOS + "prefLabel"), ox.Literal("Boss"), own))
    graph.add(ox.Quad(event, term(WG + "actor"), ox.NamedNode(f"http://localhost:8000/{PETIT}"), own))
    graph.add(ox.Quad(event, term(RDFS + "label"), ox.Literal("Nothing"), ox.DefaultGraph()))
    assert nx.utils.graphs_equal(to_networkx(network(columns(graph), shape="events")), wanted)


def test_a_store_without_events_gives_an_empty_network() -> None:
    found = columns(world(()))
    for shape in MAKERS:
        assert len(to_networkx(network(found, shape=shape))) == 0


def test_nonsense_is_named(found: Columns) -> None:
    with pytest.raises(NetworkError, match="'WAR' is no PLOVER type"):
        Filter(types=("WAR",))
    with pytest.raises(NetworkError, match="since is 'tomorrow'"):
        Filter(since="tomorrow")
    with pytest.raises(NetworkError, match="'stars' is no shape"):
        network(found, shape="stars")  # type: ignore[arg-type]
