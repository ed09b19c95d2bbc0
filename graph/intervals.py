"""How sure a rank is: the same measure of many networks that chance could have made of the same events."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from graph.centrality import SEED, Ties
from graph.columns import Array, Columns
from graph.metrics import Measure, Ranked, measure, measured, order, ranking
from graph.network import HAPPENED, Filter, Network
from graph.paths import Estimate
from graph.projections import network, pairs


def intervals(columns: Columns, name: str, *, chosen: Filter = HAPPENED, top: int | None = None, runs: int = 100) -> list[Ranked]:
    """The ranking of the "actors" network with the ranks that chance would give.

    Each of `runs` networks draws as many events as there are, with replacement, and keeps each with its confidence as the chance; what is left
    makes the edges' weights. Shortest paths are searched from fewer sources (ROUGH), which widens the intervals a little. `low` and `high` are the
    2.5th and 97.5th percentiles of the rank among the nodes of the full network.
    """
    one, made = measure(name), measured(network(columns, chosen=chosen), [name])
    ranks = np.array([_places(one, drawn) for drawn in _resampled(columns, chosen, made, runs)]).reshape(runs, made.size)
    low, high = (np.percentile(ranks, q, axis=0, method=how) for q, how in ((2.5, "lower"), (97.5, "higher")))  # type: ignore[call-overload]
    rows = {path: row for row, path in enumerate(made.nodes["id"])}
    return [replace(found, low=int(low[rows[found.id]]), high=int(high[rows[found.id]])) for found in ranking(made, name, top=top)]


def _places(one: Measure, graph: Ties) -> Array:
    """The rank of each node; those without a value come last together."""
    told = (one.rough or one.values)(graph)
    rows = order(told.values if isinstance(told, Estimate) else told, low=one.low)
    places = np.full(graph.size, len(rows) + 1)
    places[rows] = np.arange(1, len(rows) + 1)
    return places


def _resampled(columns: Columns, chosen: Filter, made: Network, runs: int) -> Iterable[Ties]:
    rows = {path: row for row, path in enumerate(made.nodes["id"])}
    numbers = np.array([rows.get(path, -1) for path in columns.actors.path], dtype=np.int64)
    found = pairs(columns, chosen)
    source, target = numbers[found.source], numbers[found.target]
    keys, group = np.unique(source * made.size + target, return_inverse=True)
    known = np.isin(keys, made.source * made.size + made.target)
    events, place = np.unique(found.event, return_inverse=True)
    score = np.nan_to_num(columns.score[found.event])
    dice = np.random.default_rng(SEED)
    for _ in range(runs):
        drawn = np.bincount(dice.integers(0, len(events), len(events)), minlength=len(events)) if len(events) else np.zeros(0, dtype=np.int64)
        kept = dice.binomial(drawn, columns.confidence[events])[place]
        weight, mood = np.bincount(group, kept, len(keys)), np.bincount(group, kept * score, len(keys))
        keep = known & (weight > 0)
        yield Ties(made.size, keys[keep] // made.size, keys[keep] % made.size, weight[keep], True, mood[keep])
