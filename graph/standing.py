"""What `wiregraph metrics` asks and gets: rankings, their parts, pairs, pictures, and the store's graph/metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from graph import pictures, runs, slices
from graph.columns import Columns, columns
from graph.histories import histories
from graph.intervals import intervals
from graph.likely import likely
from graph.metrics import MEASURES, Ranked, measured, ranking, summary
from graph.network import LABELED, Filter, NetworkError, Rollup, Shape
from graph.projections import network
from graph.rollup import rolled
from graph.store import Store
from graph.tables import Table
from graph.view import View


@dataclass(frozen=True, slots=True)
class Asked:
    """`sure` asks for the intervals of ranks, `plot` for a picture of the ranking too, `near` (a path) for likely ties instead of a ranking."""

    measure: str
    top: int
    by: Literal["quad", "month", "pair"] | None
    shape: Shape
    rollup: Rollup | None
    chosen: Filter
    sure: bool = False
    plot: Path | None = None
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for programs, as a table for people, and what is to be said below it."""

    value: Any
    table: Table
    lines: tuple[str, ...] = ()


def standing(view: View, asked: Asked) -> Standing:
    """Raises NetworkError for what does not go together."""
    if (asked.by or asked.near) and (asked.sure or asked.plot):
        raise NetworkError("--sure and --plot are for one ranking; leave out --by and --near")
    found = columns(view.graph, iris=view.iris, labels=asked.shape in LABELED)
    if asked.rollup:
        found = rolled(found, asked.rollup)
    if asked.near:
        shared = likely(network(found, shape=asked.shape, chosen=asked.chosen), asked.near, top=asked.top)
        return Standing(shared, slices.likely_table(shared))
    if asked.by == "pair":
        busiest = histories(found, chosen=asked.chosen, top=asked.top)
        return Standing(busiest, slices.histories_table(busiest))
    if asked.by:
        parts = list(slices.slices(found, asked.by, asked.measure, shape=asked.shape, chosen=asked.chosen, top=asked.top))
        return Standing(parts, slices.slices_table(asked.measure, parts))
    return _whole(found, asked)


def save(store: Store, asked: Asked) -> int:
    """Writes all measures of the network that is asked for into graph/metrics; the number of quads."""
    if asked.rollup:
        raise NetworkError("--save is for the actors of the store; leave out --rollup")
    made = measured(network(columns(store.graph, iris=store.iris, labels=False), shape=asked.shape, chosen=asked.chosen))
    return runs.save(store, made, MEASURES, chosen=asked.chosen)


def draw(view: View, file: Path, name: str | None, chosen: Filter, rollup: Rollup | None = None) -> None:
    """A picture of the network of actors, or of those with whom one shares events."""
    found = columns(view.graph, iris=view.iris, labels=False)
    if name is None:
        pictures.picture(network(found, chosen=chosen, rollup=rollup), file, title="Who acts on whom")
    else:
        pictures.around(network(found, shape="meetings", chosen=chosen, rollup=rollup), view.actor(name), file)


def _whole(found: Columns, asked: Asked) -> Standing:
    made = measured(network(found, shape=asked.shape, chosen=asked.chosen), [asked.measure])
    rows: Sequence[Ranked] = ranking(made, asked.measure, top=asked.top)
    if asked.sure:
        if asked.shape != "actors":
            raise NetworkError("--sure is for the shape actors; leave out --shape")
        rows = intervals(found, asked.measure, chosen=asked.chosen, top=asked.top)
    if asked.plot:
        pictures.ranks(rows, asked.plot, title=f"{asked.measure}: {MEASURES[asked.measure].reading}")
    told = summary(made)
    lines = (f"\n{asked.measure}: {MEASURES[asked.measure].reading}", *slices.summary_lines(told))
    return Standing({"summary": told, "ranking": rows}, slices.ranking_table(asked.measure, rows), lines)
