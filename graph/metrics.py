"""What a network says of its nodes: the measures of the textbooks, each a column, with ranks and how sure the ranks are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph import centrality, structure
from graph.centrality import SEED, Ties
from graph.columns import Array, Columns
from graph.communities import communities, modularity
from graph.network import HAPPENED, Filter, Network, NetworkError, with_nodes
from graph.projections import network, pairs

EXACT = 100_000_000  # nodes times edges up to which shortest paths are counted from every node; some 10 s
MOST, FEWEST = 256, 64  # sources of an estimate: as many as WORK allows
WORK = 128_000_000  # sources times edges


@dataclass(frozen=True, slots=True)
class Measure:
    """`reading` tells a person what a value means; `low` that small values rank first; `sampled` that large networks get an estimate."""

    name: str
    reading: str
    values: Callable[[Ties], Array]
    low: bool = False
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The network as a whole. `error` gives, by sampled measure, the bound of its error (9 times in 10, for all nodes at once; betweenness as it
    stands, harmonic divided by the number of other nodes); a measure that is not in it is exact. `balanced` is the share of balanced triads."""

    nodes: int
    edges: int
    reciprocity: float | None
    assortativity: float | None
    communities: int
    modularity: float | None
    bridges: int
    triads: int
    balanced: float | None
    error: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One node of a ranking. `low` and `high` bound its rank in 95 of 100 resampled networks, None where none were drawn."""

    rank: int
    id: str
    label: str
    value: float
    events: int
    low: int | None = None
    high: int | None = None


def ties(made: Network) -> Ties:
    """The graph that the measures run on: parallel edges as one, weights added up."""
    keys, group = np.unique(made.source * made.size + made.target, return_inverse=True)
    return Ties(made.size, keys // made.size, keys % made.size, np.bincount(group, made.weight, len(keys)), made.directed)


def measured(made: Network, names: Iterable[str] = ()) -> Network:
    """The network with a column for each measure named, or for all."""
    graph = ties(made)
    chosen = [measure(name) for name in names] or list(MEASURES.values())
    found = {one.name: _values(one, graph) for one in chosen if one.name not in ("balance",)}
    if any(one.name == "balance" for one in chosen):
        even, triads = _triads(made)
        found["balance"] = np.divide(even, triads, out=np.full(made.size, np.nan), where=triads > 0)
    return with_nodes(made, **found)


def summary(made: Network) -> Summary:
    """The numbers of the whole network; uses the columns of `measured` where they are there."""
    graph = ties(made)
    labels = made.nodes["community"] if "community" in made.nodes else communities(graph)
    even, triads = _triads(made)
    return Summary(
        nodes=made.size,
        edges=len(made.source),
        reciprocity=_known(structure.reciprocity(graph)) if made.directed else None,
        assortativity=_known(structure.assortativity(graph)),
        communities=int(labels.max(initial=-1)) + 1,
        modularity=_known(modularity(graph, labels)),
        bridges=len(structure.blocks(graph)[1]),
        triads=round(triads.sum() / 3),
        balanced=_known(even.sum() / triads.sum()) if triads.sum() else None,
        error={
            name: round(centrality.sampling_error(made.size, pivots(graph)), 4)
            for name, one in MEASURES.items()
            if one.sampled and not _is_exact(graph)
        },
    )


def ranking(made: Network, name: str, *, top: int | None = None) -> list[Ranked]:
    """The nodes by a measure that `measured` has put there; equals by path. Nodes without a value are left out."""
    values = np.asarray(made.nodes[measure(name).name], dtype=np.float64)
    rows = _order(values, low=measure(name).low)[:top]
    told = [(int(row), made.nodes["id"][row], made.nodes["label"][row], float(values[row]), int(made.nodes["events"][row])) for row in rows]
    return [Ranked(rank, path, label, round(value, 9), events) for rank, (_, path, label, value, events) in enumerate(told, 1)]


def intervals(columns: Columns, name: str, *, chosen: Filter = HAPPENED, top: int | None = None, runs: int = 100) -> list[Ranked]:
    """The ranking of the "actors" network with the ranks that chance would give.

    Each of `runs` networks draws as many events as there are, with replacement, and keeps each with its confidence as the chance; what is left
    makes the edges' weights. `low` and `high` are the 2.5th and 97.5th percentiles of the rank among the nodes of the full network.
    """
    one, made = measure(name), measured(network(columns, chosen=chosen), [name])
    ranks = np.array([_places(one, drawn) for drawn in _resampled(columns, chosen, made, runs)]).reshape(runs, made.size)
    low, high = (np.percentile(ranks, q, axis=0, method=how) for q, how in ((2.5, "lower"), (97.5, "higher")))  # type: ignore[call-overload]
    rows = {path: row for row, path in enumerate(made.nodes["id"])}
    return [replace(found, low=int(low[rows[found.id]]), high=int(high[rows[found.id]])) for found in ranking(made, name, top=top)]


def measure(name: str) -> Measure:
    """Raises NetworkError for a name that no measure has."""
    if name not in MEASURES:
        raise NetworkError(f"{name!r} is no measure; use one of {', '.join(MEASURES)}")
    return MEASURES[name]


def _values(one: Measure, graph: Ties) -> Array:
    if one.sampled and not _is_exact(graph):
        return SAMPLED[one.name](graph, pivots(graph))
    return one.values(graph)


def pivots(graph: Ties) -> int:
    """From how many sources the sampled measures are estimated."""
    return max(FEWEST, min(MOST, WORK // max(len(graph.source), 1)))


def _is_exact(graph: Ties) -> bool:
    return graph.size * len(graph.source) <= EXACT or graph.size <= MOST


def _triads(made: Network) -> tuple[Array, Array]:
    """Balanced triads and all triads of each node; the sign of a tie is that of all that passed between the two."""
    low, high = np.minimum(made.source, made.target), np.maximum(made.source, made.target)
    keys, group = np.unique(low * made.size + high, return_inverse=True)
    sign = np.sign(np.bincount(group, made.edges["cooperation"] - made.edges["conflict"], len(keys)))
    return structure.balance(made.size, keys // made.size, keys % made.size, sign)


def _order(values: Array, *, low: bool) -> Array:
    """Rows by value, the best first, without NaN; values that differ by rounding only are equal."""
    rounded = np.round(values, 12)
    rows = np.lexsort((np.arange(len(values)), rounded if low else -rounded))
    return rows[~np.isnan(values[rows])]


def _places(one: Measure, graph: Ties) -> Array:
    """The rank of each node; those without a value come last together."""
    values = _values(one, graph)
    rows = _order(values, low=one.low)
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
    dice = np.random.default_rng(SEED)
    for _ in range(runs):
        drawn = np.bincount(dice.integers(0, len(events), len(events)), minlength=len(events)) if len(events) else np.zeros(0, dtype=np.int64)
        weight = np.bincount(group, dice.binomial(drawn, columns.confidence[events])[place], len(keys))
        keep = known & (weight > 0)
        yield Ties(made.size, keys[keep] // made.size, keys[keep] % made.size, weight[keep], True)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)


def _sum(graph: Ties, ends: Array, weight: Array | None = None) -> Array:
    return np.bincount(ends, weight, graph.size)


def _in(graph: Ties, weight: Array | None = None) -> Array:
    return _sum(graph, graph.target, weight) + (0 if graph.directed else _sum(graph, graph.source, weight))


def _out(graph: Ties, weight: Array | None = None) -> Array:
    return _sum(graph, graph.source, weight) + (0 if graph.directed else _sum(graph, graph.target, weight))


SAMPLED: Mapping[str, Callable[[Ties, int], Array]] = {
    "betweenness": lambda graph, pivots: centrality.betweenness(graph, pivots=pivots),
    "harmonic": lambda graph, pivots: centrality.harmonic(graph, pivots=pivots),
}
MEASURES: Mapping[str, Measure] = {
    one.name: one
    for one in (
        Measure("pagerank", "is acted on by those who are acted on", centrality.pagerank),
        Measure("in_degree", "number of actors that acted on it", lambda g: _in(g)),
        Measure("out_degree", "number of actors that it acted on", lambda g: _out(g)),
        Measure("in_strength", "events in which it was acted on", lambda g: _in(g, g.weight)),
        Measure("out_strength", "events in which it acted", lambda g: _out(g, g.weight)),
        Measure("betweenness", "lies on the shortest chains between others: a go-between", centrality.betweenness, sampled=True),
        Measure("harmonic", "is few steps away for most", centrality.harmonic, sampled=True),
        Measure("eigenvector", "is tied to those who are well tied", centrality.eigenvector),
        Measure("hub", "acts on those on whom all act", lambda g: centrality.hits(g)[0]),
        Measure("authority", "is acted on by those who act on all", lambda g: centrality.hits(g)[1]),
        Measure("core", "belongs to a part in which everybody has so many ties", centrality.core),
        Measure("clustering", "its contacts know each other", centrality.clustering),
        Measure("constraint", "its contacts hold it in one circle; low for brokers", structure.constraint, low=True),
        Measure("effective_size", "contacts that do not repeat each other", structure.effective_size),
        Measure("articulation", "1 where the network falls apart without it", lambda g: structure.blocks(g)[0].astype(np.int64)),
        Measure("community", "number of its community, 0 the largest", communities, low=True),
        Measure("balance", "share of its triads that are balanced: a friend's friend, an enemy's enemy", centrality.clustering),
    )
}
