"""The same measure of many networks: by month, or by quad class. And what `wiregraph metrics` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.columns import QUADS, Columns
from graph.histories import History, months
from graph.likely import Likely
from graph.metrics import Ranked, Summary, measured, ranking
from graph.network import HAPPENED, Filter, Shape
from graph.projections import network
from graph.tables import Table

By = Literal["quad", "month"]


@dataclass(frozen=True, slots=True)
class Slice:
    """The ranking in one part of the events: `part` is a month as YYYY-MM or a quad class."""

    part: str
    nodes: int
    edges: int
    ranking: tuple[Ranked, ...]


def slices(columns: Columns, by: By, name: str, *, shape: Shape = "actors", chosen: Filter = HAPPENED, top: int | None = None) -> Iterator[Slice]:
    """One after the other; months in which nothing happened have an empty ranking. An event that lasts counts in each month that it touches."""
    for part, narrower in _parts(columns, by, chosen):
        made = measured(network(columns, shape=shape, chosen=narrower), [name])
        yield Slice(part, made.size, len(made.source), tuple(ranking(made, name, top=top)))


def _parts(columns: Columns, by: By, chosen: Filter) -> Iterator[tuple[str, Filter]]:
    if by == "quad":
        yield from ((quad, replace(chosen, quads=(quad,))) for quad in QUADS if quad in (chosen.quads or QUADS))
        return
    for month in months(columns, chosen):
        first, last = _edges(month)
        yield month, replace(chosen, since=max(first, chosen.since or first), until=min(last, chosen.until or last))


def _edges(month: str) -> tuple[str, str]:
    """First and last day."""
    import calendar

    year, number = (int(part) for part in month.split("-"))
    return f"{month}-01", f"{month}-{calendar.monthrange(year, number)[1]:02d}"


def ranking_table(name: str, found: Sequence[Ranked]) -> Table:
    """For people; the interval of the rank where there is one."""
    sure = any(row.low is not None for row in found)
    rows = [(str(row.rank), *((f"{row.low}-{row.high}",) if sure else ()), row.label, f"{row.value:.6g}", str(row.events), row.id) for row in found]
    columns = ("rank", *(("95 %",) if sure else ()), "who", name, "events", "path")
    return Table(columns, rows, frozenset(("rank", name, "events")))


def slices_table(name: str, found: Sequence[Slice]) -> Table:
    """All rankings below each other."""
    rows = [(one.part, str(row.rank), row.label, f"{row.value:.6g}", str(row.events)) for one in found for row in one.ranking]
    return Table(("part", "rank", "who", name, "events"), rows, frozenset(("rank", name, "events")))


def histories_table(found: Sequence[History]) -> Table:
    """The busiest pairs."""
    rows = [
        (one.one, one.other, str(one.events), "" if one.balance is None else f"{one.balance:+.2f}", one.first_seen or "", one.last_seen or "",
         " ".join(one.bursts)) for one in found
    ]  # fmt: skip
    return Table(("one", "other", "events", "balance", "first", "last", "bursts"), rows, frozenset(("events", "balance")))


def likely_table(found: Sequence[Likely]) -> Table:
    """Whom somebody may have to do with."""
    rows = [(one.label, str(one.shared), f"{one.jaccard:.3f}", f"{one.adamic_adar:.3f}", one.id) for one in found]
    return Table(("who", "shared", "jaccard", "adamic-adar", "path"), rows, frozenset(("shared", "jaccard", "adamic-adar")))


def summary_lines(found: Summary) -> Iterator[str]:
    """The network as a whole, in a few lines."""
    told = {
        "reciprocity": found.reciprocity, "assortativity": found.assortativity, "modularity": found.modularity, "balanced triads": found.balanced,
    }  # fmt: skip
    yield f"{found.nodes:,} nodes, {found.edges:,} edges, {found.communities} communities, {found.bridges} bridges, {found.triads:,} triads"
    yield ", ".join(f"{name} {value:.3f}" for name, value in told.items() if value is not None)
    yield from (
        f"{name} is estimated; no value is off by more than {error:.4f} (chance 9 in 10), most by far less" for name, error in found.error.items()
    )
