"""Events around an actor, a place or an article, newest first."""

from dataclasses import dataclass

import pyoxigraph as ox

from api.cursors import Page, decode, encode, gone, page
from api.filters import Filters
from api.snapshots import Snapshot
from api.things import Quote, Value, thing
from graph import happenings
from graph.connections import STATUSES
from graph.happenings import Around, Line
from graph.literals import day
from graph.neighbors import GoneError
from graph.select import select, text, value
from graph.terms import PLV, WG

QUERY = """
SELECT ?article ?event ?type ?quad ?status ?earliest ?latest ?published WHERE {{
  {{ SELECT DISTINCT ?event WHERE {{ {anchor} }} }}
  GRAPH ?article {{
    ?event sem:eventType ?type ; wg:status ?status .
    OPTIONAL {{ ?event wg:quad ?quad }} OPTIONAL {{ ?event wg:earliest ?earliest }} OPTIONAL {{ ?event wg:latest ?latest }}
    OPTIONAL {{ ?article schema:datePublished ?published }}
  }}
}}
"""
PROPERTY = {"actor": "sem:hasActor", "place": "sem:hasPlace"}
PEOPLE = {"actors": "wg:actor", "recipients": "wg:recipient", "participants": "wg:participant", "places": "sem:hasPlace"}


@dataclass(frozen=True, slots=True)
class Told:
    """One event with who took part and the words that prove it; `speaker` is None for the article's own voice."""

    line: Line
    label: str
    score: float | None
    confidence: float
    people: dict[str, tuple[Value, ...]]
    speaker: Value | None
    quote: Quote | None


def lines(snapshot: Snapshot, around: Around, wanted: Filters, *, limit: int, cursor: str | None = None) -> Page[Line]:
    """A page of those that pass. Raises Problem "bad-cursor"."""
    index = snapshot.view.index
    if index is None:
        found = snapshot.once(("events", around), lambda: _lines(snapshot, around))
        return page([line for line in found if _passes(line, wanted)], lambda line: line.event, cursor=cursor, limit=limit)
    after = decode(cursor) if cursor else None
    try:
        got = happenings.events(index, around, wanted.wanted(), limit=limit + 1, after=after)
    except GoneError as error:
        raise gone(str(error)) from error
    total = snapshot.once(("count", around, wanted), lambda: happenings.count(index, around, wanted.wanted()))
    return Page(got[:limit], total, encode(got[limit - 1].event) if len(got) > limit else None)


def told(snapshot: Snapshot, line: Line) -> Told:
    """All about an event of this snapshot."""
    found = thing(snapshot.view, line.event)
    assert found is not None
    facts = found.facts
    people = {name: facts[prop] for name, prop in PEOPLE.items() if prop in facts}
    score = next((float(one.text) for one in facts.get("wg:score", ())), None)
    speaker = next(iter(facts.get("wg:attributedTo", ())), None)
    return Told(line, found.label, score, float(facts["wg:confidence"][0].text), people, speaker, found.quote)


def as_json(one: Told, base: str) -> dict[str, object]:
    """With IRIs instead of paths."""
    line, quote = one.line, one.quote
    return {
        "event": base + line.event, "label": one.label, "type": line.type, "quad": line.quad, "score": one.score, "status": line.status,
        "confidence": one.confidence, "first": line.first, "last": line.last,
        **{name: [_node(node) for node in nodes] for name, nodes in one.people.items()},
        "speaker": _node(one.speaker) if one.speaker else None,
        "evidence": quote and {"text": quote.text, "article": base + quote.article, "begin": quote.begin, "end": quote.end},
    }  # fmt: skip


def _node(one: Value) -> dict[str, object]:
    return {"iri": one.iri, "label": one.text}


def _lines(snapshot: Snapshot, around: Around) -> list[Line]:
    iris = snapshot.view.iris
    parts = [f"?event {PROPERTY[path.partition('/')[0]]} {iris(path)} ." for path in around.things]
    parts += [f"GRAPH {iris.article(around.article)} {{ ?event a sem:Event }}"] if around.article else []
    rows = select(snapshot.view.graph, QUERY.format(anchor=" ".join(parts) or "?event a sem:Event"))
    found = {line.event: line for line in (_line(row, iris.base) for row in rows if text(row, "article").startswith(f"{iris.base}article/"))}
    return sorted(sorted(found.values(), key=lambda line: line.event), key=lambda line: line.last or "", reverse=True)


def _line(row: ox.QuerySolution, base: str) -> Line:
    published, quad = day(value(row, "published")), value(row, "quad")
    return Line(
        text(row, "event").removeprefix(base),
        text(row, "type").removeprefix(PLV).removeprefix(WG),
        quad.removeprefix(PLV) if quad else None,
        STATUSES[text(row, "status")],
        value(row, "earliest") or published,
        value(row, "latest") or published,
    )


def _passes(line: Line, wanted: Filters) -> bool:
    after = wanted.since is None or (line.last is not None and line.last >= wanted.since)
    before = wanted.until is None or (line.first is not None and line.first <= wanted.until)
    same = wanted.type in (None, line.type) and wanted.quad in (None, line.quad) and wanted.status in ("any", line.status)
    return after and before and same
