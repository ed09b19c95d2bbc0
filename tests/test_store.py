"""The graph always says what the book says: in any order, after any crash, with or without decisions."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import toggle

from bench.newsroom import newsroom
from graph import checkpoints
from graph.lock import StoreLockedError
from graph.rulings import RulingError, merge, rename, split
from graph.store import GraphError, Store
from graph.terms import IDENTITY, RELATIONS
from graph.verify import verify
from graph.view import View

ROOT = Path(__file__).parent.parent
STORIES = list(newsroom(12))


def filled(folder: Path, *, settle_every: int = 0, order: list[int] | None = None) -> Store:
    store = Store(folder)
    for place, number in enumerate(order or range(len(STORIES))):
        store.add(*STORIES[number])
        if settle_every and place % settle_every == 0:
            store.settle()
    store.settle()
    return store


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = filled(tmp_path_factory.mktemp("calm"))
    return store.nquads()


def test_an_article_settles_into_its_graph(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        article, read = STORIES[0]
        assert store.add(article, read)
        assert store.nquads() == b""
        settled = store.settle()
        assert (settled.written, settled.removed) == (1, 0)
        graphs = {store.iris.relative(graph.value) for graph in store.graph.named_graphs()}
        assert graphs >= {f"article/{article.id}", IDENTITY}


def test_the_same_again_changes_nothing(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path) as store:
        assert not any(store.add(*story) for story in STORIES)
        assert store.settle().written == 0
        assert store.nquads() == calm


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(len(STORIES))), st.integers(1, 5))
def test_any_order_and_any_batching_give_the_same_bytes(calm: bytes, order: list[int], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder) / "my.wire", settle_every=batch, order=list(order)) as store:
        assert store.nquads() == calm


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, len(STORIES) - 1), min_size=1, max_size=4) | st.sampled_from(("merge", "split", "rename", "undo")),
        min_size=2,
        max_size=8,
    ),
    st.booleans(),
)
def test_batches_removals_decisions_and_undoing_leave_what_a_rebuild_makes(steps: list[list[int] | str], reopened: bool) -> None:
    """In one process, or with a new start before every step."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "my.wire")
        for step in steps:
            if reopened:
                store.close()
                store = Store(Path(folder) / "my.wire")
                assert store.replayed == 0
            if isinstance(step, list):
                toggle(store, (STORIES[number] for number in dict.fromkeys(step)))
                store.book.set_copies({copy: one for one, copy in pairwise(sorted(store.book.articles())[:3])})
                store.settle()
            elif step == "undo":
                store.undo()
            else:
                _rule(store, step)
        assert (len(store.identity().actors), len(list(verify(store)))) == (store.settle().actors, 0)
        live = store.nquads()
        store.rebuild()
        assert store.nquads() == live
        store.close()


def _rule(store: Store, action: str) -> None:
    identity = store.identity()
    actors = sorted(f"actor/{key}" for key in identity.actors)
    if len(actors) < 2:
        return
    if action == "merge":
        store.decide(merge(identity, *actors[:2]))
    elif action == "rename":
        store.decide(rename(identity, actors[0], "Somebody Else"))
    else:
        with suppress(RulingError):  # who is known from one mention only cannot be split
            store.decide(split(identity, actors[-1], store.who().sightings(actors[-1])))


def test_only_graphs_that_change_are_written(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for story in STORIES[:-1]:
            store.add(*story)
        store.settle()
        store.add(*STORIES[-1])
        assert store.settle().written == 1


def test_a_rebuilt_graph_has_the_same_bytes(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path, settle_every=2) as store:
        assert store.rebuild().written == len(STORIES)
        assert store.nquads() == calm


def test_derived_graphs_can_be_made_anew(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path) as store:
        store.graph.remove_graph(store.iris(IDENTITY))
        store.graph.remove_graph(store.iris(RELATIONS))
        store.reindex()
        assert store.nquads() == calm


def test_what_a_crash_left_between_book_and_graph_is_made_good_at_the_next_start(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path, order=[0, 1, 2]):
        pass
    with Store(tmp_path) as store:
        for story in STORIES[3:]:
            store.book.add(*story)  # and no settle
    with Store(tmp_path) as store:
        assert store.replayed >= len(STORIES) - 3  # and those whose actors the new articles have changed
        assert store.nquads() == calm
    with Store(tmp_path) as store:
        assert store.replayed == 0


def test_a_lost_graph_comes_back_from_the_book(tmp_path: Path, calm: bytes) -> None:
    filled(tmp_path).close()
    shutil.rmtree(tmp_path / "graph")
    with Store(tmp_path) as store:
        assert store.replayed == len(STORIES)
        assert store.nquads() == calm


def test_one_lost_article_graph_and_one_that_nobody_knows_are_found_at_start(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path) as store:
        store.graph.remove_graph(store.iris.article(STORIES[0][0].id))
        store.graph.update("INSERT DATA { GRAPH <http://localhost:8000/article/0123456789abcdef> { <http://a/> <http://b/> <http://c/> } }")
    with Store(tmp_path) as store:
        assert store.replayed == 1
        assert store.nquads() == calm


def test_a_damaged_graph_is_named_and_a_fresh_one_made_from_the_book(tmp_path: Path, calm: bytes) -> None:
    filled(tmp_path).close()
    (tmp_path / "graph" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(GraphError, match="wiregraph rebuild"):
        Store(tmp_path)
    with Store(tmp_path, fresh=True) as store:
        assert store.nquads() == calm


def test_a_removed_article_is_gone_from_all_graphs(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        gone = STORIES[0][0].id
        store.book.remove(gone)
        assert store.settle().removed == 1
        assert gone.encode() not in store.nquads()
        before = store.nquads()
        store.rebuild()
        assert store.nquads() == before


def test_a_decision_changes_the_graph_and_undo_restores_every_byte(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path) as store:
        who = store.identity()
        store.decide(merge(who, "actor/vladimir-putin", "actor/kim-jong-un"))
        assert b"actor/kim-jong-un>" not in store.nquads()
        store.decide(rename(store.identity(), "actor/vladimir-putin", "Two Men"))
        store.decide(split(store.identity(), "actor/vladimir-putin", store.who().sightings("actor/vladimir-putin")))
        assert list(verify(store)) == []
        decided = store.nquads()
        store.rebuild()
        assert store.nquads() == decided
        while store.undo():
            pass
        assert store.nquads() == calm


def test_copies_are_marked_and_counted_once(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        count = "SELECT (SUM(?n) AS ?total) WHERE { ?r wg:eventCount ?n }"
        (before,) = (int(row["total"].value) for row in View(store.graph).query(count))
        original, copy = sorted(article.id for article, _ in STORIES)[:2]
        store.book.set_copies({copy: original})
        assert store.settle().written == 1
        assert (
            f"<http://localhost:8000/article/{copy}> <https://w3id.org/wiregraph/ns#copyOf> <http://localhost:8000/article/{original}>".encode()
            in store.nquads()
        )
        (after,) = (int(row["total"].value) for row in View(store.graph).query(count))
        assert after < before
        assert list(verify(store)) == []


def test_another_base_is_refused_by_name(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with pytest.raises(ValueError, match=r"does not lie under the base 'https://other\.example/'"):
        Store(tmp_path, base="https://other.example/")
    with Store(tmp_path, base="https://other.example/", fresh=True) as store:
        assert b"localhost" not in store.nquads()


def test_a_second_writer_gets_an_error_and_the_first_goes_on(tmp_path: Path, calm: bytes) -> None:
    with filled(tmp_path) as store:
        with pytest.raises(StoreLockedError):
            Store(tmp_path)
        store.rebuild()
        assert store.nquads() == calm


def test_checkpoints_are_whole_numbered_and_few(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        assert [store.checkpoint().name for _ in range(4)] == ["00000001", "00000002", "00000003", "00000004"]
        (tmp_path / "checkpoints" / "building-1").mkdir()
    with Store(tmp_path):
        assert sorted(path.name for path in (tmp_path / "checkpoints").iterdir()) == ["00000003", "00000004"]
    assert checkpoints.newest(tmp_path).name == "00000004"


def test_a_snapshot_goes_when_it_has_had_a_newer_one_for_a_minute(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        store.checkpoint()
        os.utime(store.checkpoint(merged=True), (0, 0))
    with Store(tmp_path):
        assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["00000002"]


def test_a_killed_writer_loses_nothing_it_had_acknowledged(tmp_path: Path) -> None:
    """Five kill -9 at random moments, then one undisturbed run: the bytes are those of a run that nobody killed."""
    calm, rough, dice = tmp_path / "calm.wire", tmp_path / "rough.wire", random.Random(5)
    command = [sys.executable, "-m", "bench.crash", "--child"]
    subprocess.run([*command, str(calm), "40"], cwd=ROOT, check=True)
    for _ in range(5):
        child = subprocess.Popen([*command, str(rough), "40"], cwd=ROOT)
        time.sleep(dice.uniform(0.2, 0.9))
        child.send_signal(signal.SIGKILL)
        child.wait()
    subprocess.run([*command, str(rough), "40"], cwd=ROOT, check=True)
    with Store(calm) as one, Store(rough) as other:
        assert one.nquads() == other.nquads()
        assert list(verify(other)) == []
