"""A store that is asked path by path gives the answers of one that is worked out as a whole."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import toggle

from bench.identity import readings
from bench.newsroom import newsroom
from graph import drawers
from graph.decisions import Decision
from graph.records import Article, Reading
from graph.review import review
from graph.rulings import RulingError, merge, rename, split
from graph.store import Store

NAMES = [(Article(f"Article {number}."), read) for number, read in enumerate(readings(24, seed=3))]
STORIES = [*newsroom(6), *((article, Reading(article.id, read.reader, read.entities)) for article, read in NAMES)]


def agree(store: Store) -> None:
    """Whoever is asked for, by whatever path, is the same."""
    who, identity = store.who(), store.identity()
    for path in [*(f"actor/{key}" for key in identity.actors), *(f"place/{key}" for key in identity.places)]:
        assert who.label(path) == identity.label(path)
        assert who.anchors(path) == identity.anchors(path)
        assert who.anchors(path, 2) == identity.anchors(path, 2)
        assert {sighting.anchor for sighting in who.sightings(path)} == set(identity.anchors(path))
        assert all(who.bearer(anchor) == path for anchor in identity.anchors(path))
    for key, actor in identity.actors.items():
        assert who.actor(key) == actor
    stripped = [replace(actor, offices=(), joined=(), articles=0, anchor=("", 0)) for actor in identity.actors.values()]
    assert sorted(who.everyone(), key=lambda actor: actor.key) == sorted(stripped, key=lambda actor: actor.key)
    assert review(who, store.book.decisions()) == review(identity, store.book.decisions())


def ruled(store: Store, action: str, number: int) -> Decision | None:
    """A decision about some actors: the same, whoever is asked."""
    who, identity = store.who(), store.identity()
    actors = sorted(f"actor/{key}" for key in identity.actors)
    if len(actors) < 2:
        return None
    one, other = actors[number % len(actors)], actors[(number + 1) % len(actors)]
    if action == "split":
        with suppress(RulingError):  # who is known from one mention only cannot be split
            decision = split(who, one, who.sightings(one))
            assert decision == split(identity, one, [own for _, _, found in store.book.sightings() for own in found])
            return decision
        return None
    decision = merge(who, one, other) if action == "merge" else rename(who, one, "Somebody Else")
    assert decision == (merge(identity, one, other) if action == "merge" else rename(identity, one, "Somebody Else"))
    return decision


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, len(STORIES) - 1), min_size=1, max_size=8)
        | st.tuples(st.sampled_from(("merge", "split", "rename", "undo")), st.integers(0, 999)),
        min_size=2,
        max_size=6,
    ),
    st.booleans(),
)
def test_asked_one_by_one_a_store_says_what_it_says_as_a_whole(steps: list[list[int] | tuple[str, int]], reopened: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "my.wire")
        for step in steps:
            if reopened:
                store.close()
                store = Store(Path(folder) / "my.wire")
            if isinstance(step, list):
                toggle(store, (STORIES[number] for number in dict.fromkeys(step)))
            elif step[0] == "undo":
                store.undo()
            elif decision := ruled(store, *step):
                store.decide(decision)
            agree(store)
        store.close()


def test_what_is_remembered_may_be_lost(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for story in STORIES:
            store.add(*story)
        store.settle()
        before = store.nquads()
    drawers.remove(tmp_path)
    with Store(tmp_path) as store:
        agree(store)
        assert store.nquads() == before


def test_who_is_not_there_is_named(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(*STORIES[0])
        who = store.who()
        for path in ("actor/nobody", "actor/no body"):
            with pytest.raises(RulingError, match=f"there is no '{path}'"):
                split(who, path, who.sightings(path))
            with pytest.raises(KeyError):
                who.label(path)


def test_who_was_asked_does_not_keep_a_store_open(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(*STORIES[0])
        who = store.who()
        assert list(who.everyone())
    Store(tmp_path).close()
