"""Who is who, kept up as articles come and go, is what all articles and decisions at once would give."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.decisions import Decision
from graph.drawers import Disk
from graph.identity import Identity, identity, survey
from graph.portraits import actor, spot
from graph.records import Entity, Position, Reading
from graph.resolver import Changes, Resolver
from graph.rulings import RulingError, merge, rename, split
from graph.sightings import sightings

PEOPLE = (
    "Anna Berg", "Karl Berg", "Berg", "Anna M. Berg", "A. Berg", "Anna Berg Jr.", "Anna Schröder", "Anna Schroeder", "Kim Jong Un", "Kim", "Un",
    "Kimjongun", "Vladimir Putin", "Putin", "Poutin", "Nicolás Maduro", "Nicolás Maduro Moros", "Bashar al-Assad", "al-Assad", "Aung San Suu Kyi",
    "Suu Kyi", "Viktor Orbán", "Orbán Viktor", "William Berg", "Bill Berg",
)  # fmt: skip
BODIES = ("United Nations", "UN", "Ministry of Health", "Health Ministry", "Union of Nations", "Acme Inc.", "Liberal Democratic Party", "LDP", "Army")
COUNTRIES = ("RUS", "USA", "PRK", "VEN", "HUN", "SYR", None)
people = st.builds(
    lambda name, country, sector, title, alias: Entity(
        "person", name, (), True, (alias,) if alias else (), country, sector, (Position(title, 0, 1),) if title else ()
    ),
    st.sampled_from(PEOPLE), st.sampled_from(COUNTRIES), st.sampled_from(("GOV", "BUS", None)), st.sampled_from(("President", None)),
    st.sampled_from((None, None, "Karl Berg", "Un", "Vladimir Putin")),
)  # fmt: skip
bodies = st.builds(
    lambda name, country, sector, alias: Entity("organization", name, (), True, (alias,) if alias else (), country, sector),
    st.sampled_from(BODIES), st.sampled_from(("RUS", "USA", None)), st.sampled_from(("GOV", None)), st.sampled_from((None, "UN", "LDP", "Army")),
)  # fmt: skip
others = st.sampled_from((
    Entity("state", "Russia", (), True, country="RUS"), Entity("group", "troops", (), False), Entity("group", "troops", (), False, (), "RUS", "MIL"),
    Entity("thing", "bridge", (), False), Entity("place", "Kursk", (), True),
))  # fmt: skip
contents = st.lists(people | people | bodies | others, min_size=1, max_size=5)
steps = st.lists(
    st.dictionaries(st.integers(0, 7), st.none() | contents, min_size=1, max_size=3) | st.sampled_from(("merge", "split", "rename", "undo")),
    min_size=1,
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(steps, st.data())
def test_step_by_step_gives_what_all_at_once_gives(steps: list[dict[int, list[Entity] | None] | str], data: st.DataObject) -> None:
    resolver = Resolver()
    _follow(steps, data, lambda: resolver)


@settings(max_examples=150, deadline=None)
@given(steps, st.data(), st.sampled_from(("restart", "empty", "keep")))
def test_so_it_does_when_every_step_is_taken_by_another_process(
    steps: list[dict[int, list[Entity] | None] | str], data: st.DataObject, between: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder) / "identity.sqlite")
        resolver = Resolver(disk)

        def opened() -> Resolver:
            nonlocal disk, resolver
            if disk.commit(most=0 if between == "empty" else 200_000):
                resolver.forget()
            if between == "restart":
                disk.close()
                disk = Disk(Path(folder) / "identity.sqlite")
                resolver = Resolver(disk)
            return resolver

        _follow(steps, data, opened)
        disk.close()


def _follow(steps: list[dict[int, list[Entity] | None] | str], data: st.DataObject, opened: Callable[[], Resolver]) -> None:
    readings, decisions = dict[str, Reading](), list[Decision]()
    known: dict[str, object] = {}
    references: dict[str, object] = {}
    for step in steps:
        articles: dict[str, Reading | None] = {}
        if isinstance(step, dict):
            articles = {f"{number:016x}": Reading(f"{number:016x}", "t", tuple(own)) if own else None for number, own in step.items()}
            readings |= {article: one for article, one in articles.items() if one}
            for article in articles.keys() - {article for article, one in articles.items() if one}:
                readings.pop(article, None)
        elif step == "undo":
            decisions = decisions[:-1]
        else:
            decisions += _decision(step, identity(readings.values(), decisions), list(readings.values()), data)
        resolver = opened()
        changes = resolver.update({article: one and (len(one.entities), sightings(one)) for article, one in articles.items()}, decisions)
        wanted = identity(readings.values(), decisions)
        assert survey(resolver) == wanted
        known, references = _followed(known, references, resolver, changes)
        assert known == _everybody(wanted)
        assert references == wanted.articles


def _decision(action: str, now: Identity, readings: list[Reading], data: st.DataObject) -> Iterator[Decision]:
    actors = [f"actor/{key}" for key in sorted(now.actors)]
    if action == "merge" and len(actors) > 1:
        yield merge(now, *data.draw(st.lists(st.sampled_from(actors), min_size=2, max_size=3, unique=True)))
    elif action != "merge" and actors:
        one = data.draw(st.sampled_from(actors))
        try:
            yield split(now, one, [s for one in readings for s in sightings(one)]) if action == "split" else rename(now, one, "Somebody Else")
        except RulingError:
            return


def _followed(
    known: dict[str, object], references: dict[str, object], resolver: Resolver, changes: Changes
) -> tuple[dict[str, object], dict[str, object]]:
    """What one knows who only looks where the changes say."""
    alone = dict(resolver.alone(changes.articles))
    for path in changes.paths:
        known.pop(path, None)
        if cluster := resolver.bearer(path) or alone.get(path):
            known[path] = actor(path[6:], cluster) if path.startswith("actor/") else spot(path[6:], cluster)
    there = set(resolver.articles())
    for article in changes.articles:
        references.pop(article, None)
        if article in there:
            references[article] = resolver.references(article)
    return known, references


def _everybody(found: Identity) -> dict[str, object]:
    import dataclasses

    actors = {f"actor/{key}": dataclasses.replace(one, articles=0, anchor=("", 0)) for key, one in found.actors.items()}
    return actors | {f"place/{key}": one for key, one in found.places.items()}


def test_a_decision_about_somebody_alone_follows_him_into_company() -> None:
    """He fits two namesakes, and joins the one who is left when the other goes."""
    names = [("John Smith", "USA", "GOV"), ("John Smith", "FRA", "MIL"), ("John Smith", None, None), ("Anna Berg", "DEU", None)]
    readings = [
        Reading(f"{number:016x}", "t", (Entity("person", name, (), True, country=country, sector=sector),))
        for number, (name, country, sector) in enumerate(names)
    ]
    resolver = Resolver()
    resolver.update({one.article: (1, sightings(one)) for one in readings})
    lone = resolver.references(readings[2].article)[0]
    decisions = (merge(survey(resolver), "actor/anna-berg", lone or ""),)
    resolver.update({}, decisions)
    resolver.update({readings[1].article: None}, decisions)
    left = [readings[0], *readings[2:]]
    assert survey(resolver) == identity(left, decisions)
    assert {resolver.references(one.article) for one in left} == {("actor/anna-berg",)}


def test_what_a_version_before_noted_of_decisions_is_made_good() -> None:
    with tempfile.TemporaryDirectory() as folder:
        readings = [Reading(f"{number:016x}", "t", (Entity("person", name, (), True),)) for number, name in enumerate(PEOPLE)]
        disk = Disk(Path(folder) / "identity.sqlite")
        resolver = Resolver(disk)
        resolver.update({one.article: (1, sightings(one)) for one in readings})
        who = survey(resolver)
        decisions = (merge(who, *sorted(f"actor/{key}" for key in who.actors)[:3]),)
        resolver.update({}, decisions)
        disk.commit()
        disk.run("DELETE FROM kept WHERE key IN ('\"concern\"', '\"ruled\"')")
        disk.commit()
        disk.close()
        disk = Disk(Path(folder) / "identity.sqlite")
        resolver = Resolver(disk)
        resolver.update({}, ())
        assert survey(resolver) == who
        disk.close()
