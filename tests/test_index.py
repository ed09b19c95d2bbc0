"""The index of names and neighbors: it answers what the graph answers, whatever was written and removed before, and knows its state."""

import asyncio
import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.snapshots import Snapshots
from bench.newsroom import newsroom
from graph import index, stamps
from graph.chains import chains
from graph.checkpoints import newest
from graph.happenings import Around, Line, count, events, months
from graph.index import Index
from graph.neighbors import GoneError, connections, evidence
from graph.search import search
from graph.store import Store
from graph.terms import BASE
from graph.view import View
from graph.wanted import HAPPENED, Wanted

STORIES = list(newsroom(12, seed=4))
TABLES = {
    "names": "SELECT path, label, kind, country, mentions, name, alias FROM things LEFT JOIN names ON thing = things.id ORDER BY 1, 6",
    "events": "SELECT name, label, type, quad, score, told, confidence, first, last, speaker, begin, until, words FROM events ORDER BY 1",
    "casts": "SELECT path, last, event, first, told, type, quad, score FROM casts JOIN things ON id = thing ORDER BY 1, 3",
    "pairs": """SELECT a.path, o.path, event, told, quad, first, copy
                FROM pairs JOIN things a ON a.id = actor JOIN things o ON o.id = other ORDER BY 1, 2, 3""",
    "ties": """SELECT a.path, told, t.path, events, articles, t.label, quad0, quad1, quad2, quad3, quad4, first, last, score, scored, best
               FROM ties t JOIN things a ON a.id = actor ORDER BY 1, 2, 3""",
    "words": "SELECT w.text FROM words w ORDER BY 1",
    "trigrams": "SELECT t.text FROM trigrams t ORDER BY 1",
}
days = st.sampled_from([None, "2025-02-01", "2025-05-06", "2025-08-15", "2025-11-30"])
filters = st.builds(
    Wanted, days, days, st.sampled_from([None, "ASSAULT", "CONSULT", "Occurrence"]), st.sampled_from([None, "MaterialConflict", "VerbalCooperation"]),
    st.sampled_from([None, "happened", "planned", "possible", "negated"]),
)  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(["add", "remove", "copy", "settle"]), st.integers(0, 11), st.integers(0, 11)), max_size=12)


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with Index.open(folder) as opened:
        return {name: opened.rows(sql) for name, sql in TABLES.items()}


def carried_out(store: Store, plan: list[tuple[str, int, int]]) -> None:
    for action, one, other in plan:
        (article, reading), (original, _) = STORIES[one], STORIES[other]
        if action == "add":
            store.add(article, reading)
        elif action == "remove":
            store.book.remove(article.id)
        elif action == "copy":
            store.book.set_copies({article.id: original.id} if one != other else {})
        else:
            store.settle()
    store.settle()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, filters, st.integers(1, 3), st.text(alphabet="abeiklmnoprtu KPM", min_size=1, max_size=9))
def test_what_it_says_is_what_the_graph_says(
    tmp_path_factory: pytest.TempPathFactory, plan: list[tuple[str, int, int]], wanted: Wanted, depth: int, name: str
) -> None:
    folder = tmp_path_factory.mktemp("index")
    with Store(folder) as store:
        carried_out(store, plan)
        store.checkpoint()
        kept = contents(folder)
        index.build(folder, store.graph, store.iris, stamp="anew")
        assert kept == contents(folder)
        index.build(folder, store.graph, store.iris, stamp=stamps.of_checkpoint(newest(folder)) or "")
    fast = View.open(folder)
    slow = View(fast.graph)
    assert fast.index is not None and slow.index is None
    options = {"since": wanted.since, "until": wanted.until, "type_": wanted.type, "quad": wanted.quad, "status": wanted.status, "depth": depth}
    for match in [*slow.entity("k"), *slow.entity("putin"), *slow.entity("merkel")]:
        if match.kind != "place":
            assert fast.connections(match.path, **options) == slow.connections(match.path, **options)  # type: ignore[arg-type]
    for asked in (name, "Vladmir Puttin", "korean", "Kusk"):
        assert fast.entity(asked) == slow.entity(asked)
        assert fast.entity(asked, kind="place", limit=1) == slow.entity(asked, kind="place", limit=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with Store(folder) as store:
        for story in newsroom(40):
            store.add(*story)
        store.settle()
        store.checkpoint()
    return folder


@pytest.mark.parametrize("wanted", [HAPPENED, Wanted(status=None), Wanted(since="2025-04-01"), Wanted(quad="MaterialConflict")])
def test_pages_together_are_the_whole_list(folder: Path, wanted: Wanted) -> None:
    with Index.open(folder) as opened:
        whole = connections(opened, "actor/vladimir-putin", wanted)
        assert len(whole.items) == whole.total > 2
        paged, after = [], None
        while found := connections(opened, "actor/vladimir-putin", wanted, limit=2, after=after).items:
            paged, after = paged + found, found[-1].actor
        assert paged == whole.items
        with pytest.raises(GoneError):
            connections(opened, "actor/vladimir-putin", wanted, after="actor/nobody")


def test_evidence_is_the_surest_first_and_at_most_so_much(folder: Path) -> None:
    with Index.open(folder) as opened:
        best = connections(opened, "actor/vladimir-putin", HAPPENED).items[0]
        found = evidence(opened, "actor/vladimir-putin", best.actor, HAPPENED, limit=3)
        assert found[0] == best.quote and len(found) == min(3, best.events)
        assert len(evidence(opened, "actor/vladimir-putin", best.actor, HAPPENED, limit=1000)) == best.events


def test_names_are_found_with_a_letter_wrong_in_any_script_and_by_their_beginnings(folder: Path) -> None:
    with Index.open(folder) as opened:
        found = {asked: [(match.path, match.rank) for match in search(opened, asked)] for asked in ("Pufin", "Путин", "vlad put", "merkle", "xyzxyz")}
    assert found["Pufin"] == [("actor/vladimir-putin", 3)]
    assert found["Путин"] == [("actor/vladimir-putin", 1)]
    assert found["vlad put"] == [("actor/vladimir-putin", 2)]
    assert found["merkle"] == [("actor/angela-merkel", 3)]
    assert found["xyzxyz"] == []


def test_a_reader_goes_on_to_see_the_state_that_it_opened(folder: Path) -> None:
    view = View.open(folder, readers=3)
    before = view.connections("vladimir-putin")
    stale = newest(folder)
    with Store(folder) as store:
        article, reading = STORIES[0]
        store.add(article, reading)
        store.settle()
        assert view.connections("vladimir-putin") == before
        assert stamps.of_checkpoint(stale) != stamps.of_index(folder)
        assert View.open(folder).index is None and View.open(folder).connections("vladimir-putin") == before
        store.checkpoint()
    assert View.open(folder).index is not None
    assert view.connections("vladimir-putin") == before


@pytest.mark.parametrize("damage", ["missing", "garbage", "behind", "other version"])
def test_an_index_that_is_missing_damaged_or_behind_is_mended(tmp_path: Path, damage: str) -> None:
    with Store(tmp_path) as store:
        carried_out(store, [("add", number, 0) for number in range(6)])
        wanted = contents(tmp_path)
    file = tmp_path / "index.sqlite"
    if damage == "missing":
        index.remove(tmp_path)
    elif damage == "garbage":
        file.write_bytes(b"no database at all" * 1000)
    else:
        with sqlite3.connect(file) as db:
            db.executescript("PRAGMA user_version = 99" if damage == "other version" else "UPDATE meta SET value = 'old'; DELETE FROM events")
            db.execute("UPDATE articles SET fingerprint = 'old'" if damage == "behind" else "SELECT 1")
    with Store(tmp_path):
        assert contents(tmp_path) == wanted


def test_user_written_events_are_none_of_its_business(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        carried_out(store, [("add", number, 0) for number in range(4)])
        mine, them = ox.NamedNode("http://example.org/mine"), ox.NamedNode("http://localhost:8000/actor/vladimir-putin")
        store.graph.add(ox.Quad(mine, ox.NamedNode("http://semanticweb.cs.vu.nl/2009/11/sem/hasActor"), them, mine))
        store.checkpoint()
    view = View.open(tmp_path)
    assert [one.actor for one in view.connections("putin")] == [one.actor for one in View(view.graph).connections("putin")]


def test_a_new_name_is_seen_in_names_and_in_ties(tmp_path: Path) -> None:
    from graph import rulings

    with Store(tmp_path) as store:
        carried_out(store, [("add", number, 0) for number in range(8)])
        store.decide(rulings.rename(store.identity(), "actor/angela-merkel", "Chancellor of Then"))
        kept = contents(tmp_path)
        index.build(tmp_path, store.graph, store.iris, stamp="anew")
        assert contents(tmp_path) == kept
        assert ("actor/angela-merkel", "Chancellor of Then") in {row[:2] for row in kept["names"]}


def test_chains_are_as_short_as_can_be_and_each_hop_is_proved(folder: Path) -> None:
    with Index.open(folder) as opened:
        names = [path for (path,) in opened.rows("SELECT path FROM things WHERE path LIKE 'actor/%' AND kind IS NOT NULL ORDER BY path")]
        for wanted in (HAPPENED, Wanted(type="ASSAULT"), Wanted(since="2025-09-01", status=None)):
            network = nx.Graph()
            for name in names:
                network.add_node(name)
                network.add_edges_from((name, one.actor) for one in connections(opened, name, wanted).items)
            for one, other in permutations(names, 2):
                found = chains(opened, one, other, wanted, limit=3)
                shortest = list(nx.all_shortest_paths(network, one, other)) if nx.has_path(network, one, other) else []
                assert len(found) == min(3, len(shortest))
                for chain in found:
                    passed = [one, *(hop.other for hop in chain.hops)]
                    assert passed in shortest and passed[0] == chain.hops[0].one
                    assert all(hop.quote in evidence(opened, hop.one, hop.other, wanted, limit=hop.events) for hop in chain.hops)


def test_the_first_chain_is_the_one_that_resists_least(folder: Path) -> None:
    wanted, compared = Wanted(type="AID", status=None), 0
    with Index.open(folder) as opened:
        names = [path for (path,) in opened.rows("SELECT path FROM things WHERE path LIKE 'actor/%' ORDER BY path")]
        for one, other in permutations(names, 2):
            few, many = (chains(opened, one, other, wanted, limit=limit) for limit in (2, 50))
            resistances = [round(sum(1 / hop.events for hop in chain.hops), 6) for chain in many]
            assert few == many[:2] and resistances == sorted(resistances)
            compared += len(many) > 2
    assert compared > 0


@pytest.mark.parametrize("wanted", [HAPPENED, Wanted(status=None), Wanted(type="CONSULT", until="2025-07-01")])
@pytest.mark.parametrize("around", [Around(), Around(("actor/vladimir-putin",)), Around(("place/538560", "actor/kcna"))])
def test_events_page_newest_first_and_months_add_up(folder: Path, around: Around, wanted: Wanted) -> None:
    with Index.open(folder) as opened:
        whole = events(opened, around, wanted, limit=10_000)
        assert whole == sorted(whole, key=lambda line: line.event) or [line.last for line in whole] == sorted((x.last for x in whole), reverse=True)
        assert len(whole) == count(opened, around, wanted) == sum(month.events for month in months(opened, around, wanted))
        paged: list[Line] = []
        while found := events(opened, around, wanted, limit=7, after=paged[-1].event if paged else None):
            paged += found
        assert paged == whole
        for month in months(opened, around, wanted):
            assert month.events == sum(number for _, number in month.quads) == sum((line.first or "")[:7] == month.month for line in whole)


def test_an_idle_server_lets_go_of_old_states(tmp_path: Path) -> None:
    def log_is_held() -> bool:
        with closing(sqlite3.connect(tmp_path / "index.sqlite")) as db:
            return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

    async def idle(snapshots: Snapshots) -> None:
        task = asyncio.create_task(snapshots.follow())
        async with asyncio.timeout(100):
            while log_is_held():
                await asyncio.sleep(0.5)
        task.cancel()

    with Store(tmp_path) as store:
        carried_out(store, [("add", 0, 0)])
        store.checkpoint()
        snapshots = Snapshots(tmp_path, BASE)
        snapshots.newest()
        carried_out(store, [("add", 1, 0)])
        assert log_is_held()
        store.checkpoint()
        asyncio.run(idle(snapshots))
