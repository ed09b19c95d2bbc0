"""Reconciliation against a real server of the protocol, in a process of its own on the loopback address."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.records import Article, Entity, EntityKind, Reading
from graph.rulings import merge
from graph.store import Store
from graph.verify import verify
from ingest.reconciliation import ReconciliationError, reconcile

TYPES = {"person": "human", "organization": "body"}
PEOPLE: tuple[tuple[EntityKind, str], ...] = (
    ("person", "Anna Berg"), ("person", "Karl Holm"), ("organization", "Acme Works"), ("person", "Lena Vogt"), ("person", "Ida Sund"),
    ("person", "Nobody Known"),
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("reconciler.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.kill()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "my.wire") as opened:
        yield opened


def filled(folder: Path) -> Store:
    store = Store(folder)
    article = Article("All of them met in Bonn on Friday.")
    entities = tuple(Entity(kind, name, (), True) for kind, name in PEOPLE)
    store.add(article, Reading(article.id, "test", entities))
    store.settle()
    return store


def links(store: Store) -> set[str]:
    """Lines of the identity graph that lead to the server's things."""
    return {line.rsplit(" <", 1)[0] for line in store.nquads().decode().splitlines() if "who.example" in line}


def line(actor: str, relation: str, thing: str) -> str:
    return f"<http://localhost:8000/actor/{actor}> <http://www.w3.org/2004/02/skos/core#{relation}> <https://who.example/{thing}>"


def test_only_what_is_sure_becomes_a_link_and_the_rest_is_for_people_to_judge(store: Store, server: str) -> None:
    done = reconcile(store, f"{server}/reconcile", types=TYPES)
    assert (done.actors, done.cached, done.exact, done.close) == (6, 0, 2, 1)
    assert links(store) == {line("anna-berg", "exactMatch", "P1"), line("acme-works", "exactMatch", "O1"), line("ida-sund", "closeMatch", "P4")}
    assert {(doubt.actor, doubt.reason) for doubt in done.doubts} == {
        ("actor/karl-holm", "another candidate is 0 behind"),
        ("actor/lena-vogt", "its types ['fiction'] are not what a person is here"),
    }
    assert list(verify(store)) == []


def test_the_command_asks_the_server_that_is_named_and_shows_what_is_left_to_judge(tmp_path: Path, server: str) -> None:
    folder = tmp_path / "my.wire"
    filled(folder).close()
    command = [sys.executable, "-m", "wiregraph", "reconcile", "--store", str(folder), "--server"]
    kinds = ["--type", "person=human", "--type", "organization=body"]
    done = subprocess.run([*command, f"{server}/reconcile", *kinds], capture_output=True, text=True, timeout=120, check=True)
    assert "another candidate is 0 behind" in done.stdout
    assert "2 exact and 1 close links" in done.stdout
    wrong = subprocess.run([*command, server, "--type", "ship=boat"], capture_output=True, text=True, timeout=120, check=False)
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "wiregraph: 'ship=boat' names no type; write person=TYPE, organization=TYPE or state=TYPE\n",
    )


def test_without_types_nothing_is_linked(store: Store, server: str) -> None:
    done = reconcile(store, f"{server}/reconcile")
    assert (done.exact, done.close) == (0, 0)
    assert links(store) == set()


def test_nothing_is_asked_twice_and_the_same_bytes_come_out(store: Store, server: str) -> None:
    before = httpx.get(f"{server}/asked").json()
    reconcile(store, f"{server}/reconcile", types=TYPES)
    once, count = store.nquads(), httpx.get(f"{server}/asked").json()
    again = reconcile(store, f"{server}/reconcile", types=TYPES)
    assert count - before == 6
    assert again.cached == 6
    assert httpx.get(f"{server}/asked").json() == count
    assert store.nquads() == once


def test_links_follow_a_merge_and_come_back_with_its_undoing(store: Store, server: str) -> None:
    reconcile(store, f"{server}/reconcile", types=TYPES)
    before = store.nquads()
    store.decide(merge(store.identity(), "actor/anna-berg", "actor/ida-sund"))
    assert line("anna-berg", "closeMatch", "P1") in links(store)  # two things elsewhere: exactly neither
    assert line("anna-berg", "closeMatch", "P4") in links(store)
    store.undo()
    assert store.nquads() == before


def test_a_rebuilt_store_has_the_same_links(store: Store, server: str) -> None:
    reconcile(store, f"{server}/reconcile", types=TYPES)
    before = store.nquads()
    store.rebuild()
    assert store.nquads() == before


@pytest.mark.parametrize(
    ("path", "message"),
    [("broken", "no manifest"), ("old", "not 0.2"), ("mute", "gave no result")],
)
def test_a_server_that_does_not_speak_the_protocol_is_named(store: Store, server: str, path: str, message: str) -> None:
    with pytest.raises(ReconciliationError, match=message):
        reconcile(store, f"{server}/{path}", types=TYPES)
    assert links(store) == set()


def test_a_server_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(ReconciliationError, match=r"127\.0\.0\.1:9/"):
        reconcile(store, "http://127.0.0.1:9/", types=TYPES)
