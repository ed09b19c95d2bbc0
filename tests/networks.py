"""A small world for tests of networks: articles whose every event is written down, and its columns."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from stories import entity, event, reading, span

from graph.columns import Columns, columns
from graph.identity import identity
from graph.quads import quads
from graph.records import Article, Place, Reading, When
from graph.register import register
from graph.relations import relations

PARIS = Place("2988507", "Paris", "city", 48.853, 2.349, "FRA", geonames=2988507)
# actor, verb, recipient, type, status, day, publisher
Deed = tuple[str, str, str, str | None, str, str, str | None]
WHO = {
    "Anna Berg": ("DEU", "GOV"), "Omar Said": ("EGY", "GOV"), "Li Wei": ("CHN", "BUS"), "Rosa Diaz": ("CHL", "GOV"), "Jean Petit": ("FRA", "MIL"),
}  # fmt: skip
DEEDS: tuple[Deed, ...] = (
    ("Anna Berg", "met", "Omar Said", "CONSULT", "happened", "2025-01-10", "Wire One"),
    ("Anna Berg", "met", "Omar Said", "CONSULT", "happened", "2025-01-11", "Wire Two"),
    ("Anna Berg", "accused", "Omar Said", "ACCUSE", "happened", "2025-03-10", "Wire One"),
    ("Omar Said", "helped", "Anna Berg", "AID", "happened", "2025-04-01", None),
    ("Omar Said", "attacked", "Li Wei", "ASSAULT", "happened", "2025-02-01", "Wire One"),
    ("Li Wei", "told", "Rosa Diaz", None, "happened", "2025-02-02", "Wire Two"),
    ("Anna Berg", "attacked", "Li Wei", "ASSAULT", "happened", "2025-02-03", "Wire One"),
    ("Jean Petit", "visits", "Rosa Diaz", "CONSULT", "planned", "2025-05-05", "Wire One"),
)


def deed(number: int, told: Deed) -> tuple[Article, Reading]:
    """One article with one event, in Paris."""
    one, verb, other, type_, status, day, publisher = told
    text = f"Report {number}: {one} {verb} {other} in Paris on {day}."
    article = Article(text, published=day, publisher=publisher)
    who = [entity(text, "person", name, country=WHO[name][0], sector=WHO[name][1]) for name in (one, other)]
    where = entity(text, "place", "Paris", place=PARIS)
    when = When("stated", day, "date", day, day, *span(text, day))
    happening = event(
        text, verb, f"{one} {verb} {other}", ("actor", 0, one), ("recipient", 1, other), ("place", 2, "Paris"),
        type_=type_, status=status, when=when, confidence=0.8,  # type: ignore[arg-type]
    )  # fmt: skip
    return article, reading(article, *who, where, events=[happening])


def world(deeds: Sequence[Deed] = DEEDS, *, copies: Iterable[tuple[int, int]] = ()) -> ox.Store:
    """The graph of the articles; `copies` gives pairs of a copy and its original by their number."""
    told = [deed(number, one) for number, one in enumerate(deeds)]
    return graph_of(told, {told[copy][0].id: told[original][0].id for copy, original in copies})


def graph_of(told: Sequence[tuple[Article, Reading]], originals: dict[str, str] | None = None) -> ox.Store:
    """The graph of any articles and readings."""
    known = identity([found for _, found in told], publishers={article.id: article.publisher for article, _ in told})
    graph = ox.Store()
    graph.extend(register(known))
    for article, found in told:
        graph.extend(quads(article, found, known, copy_of=(originals or {}).get(article.id)))
    graph.extend(list(relations(graph)))
    return graph


def small() -> Columns:
    """The columns of DEEDS."""
    return columns(world())
