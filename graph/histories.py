"""Pairs of actors in time: how often, how friendly, since when, and in which months far more than usual."""

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtrc

from graph.columns import Array, Columns
from graph.network import HAPPENED, Filter
from graph.projections import pairs

RARE = 0.001  # a month with so many events would come up less often than this by chance
FEW = 3  # and fewer events than this are never a burst


@dataclass(frozen=True, slots=True)
class History:
    """What passed between two actors, both directions together, the busiest pair first.

    `balance` is (cooperation - conflict) / (cooperation + conflict) of the PLOVER scores, from -1 to 1; None where there are none. `months` counts
    events by month. A month is in `bursts` when Poisson's law, with the pair's mean over the other months of the whole span, gives so many events
    a chance below RARE.
    """

    one: str
    other: str
    events: int
    cooperation: float
    conflict: float
    balance: float | None
    first_seen: str | None
    last_seen: str | None
    months: tuple[tuple[str, int], ...]
    bursts: tuple[str, ...]


def histories(columns: Columns, *, chosen: Filter = HAPPENED, top: int | None = None) -> list[History]:
    """By number of events, then by paths."""
    found = pairs(columns, chosen)
    low, high, size = np.minimum(found.source, found.target), np.maximum(found.source, found.target), len(columns.actors)
    rows = np.unique(np.stack([low * size + high, found.event]), axis=1) if len(low) else np.zeros((2, 0), dtype=np.int64)
    keys, begin, count = np.unique(rows[0], return_index=True, return_counts=True)
    span = _span(columns, rows[1])
    order = np.lexsort((keys, -count))[:top]
    return [_history(columns, int(keys[n]), rows[1][begin[n] : begin[n] + count[n]], span, size) for n in order]


def months(columns: Columns, chosen: Filter) -> list[str]:
    """The months of the events that pass, from the first to the last, as YYYY-MM."""
    first = columns.first[np.unique(pairs(columns, chosen).event)]
    known = first[~np.isnat(first)].astype("datetime64[M]")
    return [] if not len(known) else [str(month) for month in np.arange(known.min(), known.max() + 1)]


def _history(columns: Columns, key: int, events: Array, span: int, size: int) -> History:
    score = np.nan_to_num(columns.score[events])
    good, bad = float(np.maximum(score, 0).sum()), float(np.maximum(-score, 0).sum())
    first, last = columns.first[events], columns.last[events]
    known = first[~np.isnat(first)].astype("datetime64[M]")
    names, counts = np.unique(known, return_counts=True)
    return History(
        one=columns.actors.path[key // size],
        other=columns.actors.path[key % size],
        events=len(events),
        cooperation=round(good, 3),
        conflict=round(bad, 3),
        balance=round((good - bad) / (good + bad), 6) if good + bad else None,
        first_seen=str(np.nanmin(first)) if len(known) else None,
        last_seen=str(np.nanmax(last)) if not np.isnat(last).all() else None,
        months=tuple((str(name), int(number)) for name, number in zip(names, counts, strict=True)),
        bursts=tuple(str(name) for name, number in zip(names, counts, strict=True) if _is_burst(int(number), len(known), span)),
    )


def _is_burst(count: int, total: int, span: int) -> bool:
    usual = max(total - count, 1) / max(span - 1, 1)
    return span > 1 and count >= FEW and bool(pdtrc(count - 1, usual) < RARE)


def _span(columns: Columns, events: Array) -> int:
    """Months from the first event to the last."""
    known = columns.first[events][~np.isnat(columns.first[events])].astype("datetime64[M]").astype(np.int64)
    return int(known.max() - known.min()) + 1 if len(known) else 0
