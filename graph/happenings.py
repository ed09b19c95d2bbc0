"""Events from the index: around actors, places and articles, newest first, and by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.connections import mean
from graph.entries import QUADS, TOLD, UNTYPED
from graph.index import Index
from graph.neighbors import GoneError, passing, values
from graph.wanted import Wanted

CAST = "casts e WHERE e.thing = {first}"
TOGETHER = "EXISTS (SELECT 1 FROM casts o WHERE o.event = e.event AND o.thing = {other})"
ALL = "(SELECT name AS event, article, last, first, told, type, quad, score FROM events) e WHERE 1"
OF = "e.event IN (SELECT o.name FROM events o JOIN articles a ON a.id = o.article WHERE a.name = :article)"
COLUMNS = "e.event, e.type, e.quad, e.told, e.first, e.last"
MONTHS = """
SELECT substr(e.first, 1, 7) AS month, count(*), {counted}, sum(e.score), count(e.score) FROM {found} GROUP BY month ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What events are filtered and sorted by. `first` and `last` are days: of the event, or of its article's publication where it has none."""

    event: str
    type: str
    quad: str | None
    status: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """The events that began in a month (YYYY-MM; None for those without a day): by quad class, untyped ones as "", and their mean score."""

    month: str | None
    events: int
    quads: tuple[tuple[str, int], ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class Around:
    """Which events: those in which all `things` (paths of actors and places) take part, of one `article` (its id) if that is given."""

    things: tuple[str, ...] = ()
    article: str | None = None


def events(index: Index, around: Around, wanted: Wanted, *, limit: int, after: str | None = None) -> list[Line]:
    """Newest first, from behind the event `after`. Raises GoneError where that is none of the index."""
    named, behind = {**values(wanted), "article": around.article, "limit": limit}, ""
    if after is not None:
        row = index.row("SELECT last, name FROM events WHERE name = ?", (after.removeprefix("event/"),))
        if row is None:
            raise GoneError(after)
        named |= {"seen_last": row[0], "seen": row[1]}
        behind = " AND (e.last < :seen_last OR (e.last = :seen_last AND e.event > :seen))"
    sql = f"SELECT {COLUMNS} FROM {_found(index, around, wanted)}{behind} ORDER BY e.last DESC, e.event LIMIT :limit"
    return [_line(row) for row in index.rows(sql, named)]


def count(index: Index, around: Around, wanted: Wanted) -> int:
    """How many events there are in all."""
    found = index.row(f"SELECT count(*) FROM {_found(index, around, wanted)}", {**values(wanted), "article": around.article})
    return int(found[0])


def months(index: Index, around: Around, wanted: Wanted) -> list[Month]:
    """Only months in which something happened, in order."""
    counted = ", ".join(f"sum(e.quad = {number})" for number in range(UNTYPED + 1))
    sql = MONTHS.format(counted=counted, found=_found(index, around, wanted))
    rows = index.rows(sql, {**values(wanted), "article": around.article})
    return [_month(row) for row in rows]


def _found(index: Index, around: Around, wanted: Wanted) -> str:
    numbers = [index.number(path) or 0 for path in around.things]
    parts = [CAST.format(first=numbers[0]) if numbers else ALL]
    parts += [TOGETHER.format(other=number) for number in numbers[1:]]
    parts += [OF] if around.article is not None else []
    return " AND ".join([*parts, passing(wanted, "e.")])


def _line(row: Sequence[Any]) -> Line:
    event, type_, quad, told, first, last = row
    return Line(f"event/{event}", type_, QUADS[quad] if quad < UNTYPED else None, TOLD[told], first or None, last or None)


def _month(row: Sequence[Any]) -> Month:
    month, number, *quads, score, scored = row
    counts = tuple(sorted((name, found) for name, found in zip((*QUADS, ""), quads, strict=True) if found))
    return Month(month or None, number, counts, mean(score or 0, scored))
