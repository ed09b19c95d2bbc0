"""What a network says of its nodes: the measures of the textbooks, each a column, and ranks by them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph import centrality, paths, structure
from graph.centrality import Ties
from graph.columns import Array
from graph.communities import communities, modularity
from graph.network import Network, NetworkError, with_nodes
from graph.paths import Estimate

# Shortest paths are searched from as many sources as this work allows, a few seconds: sources times (edges and four times nodes); but from no
# fewer than so many. From all of them, where that is fewer, and the measure is exact.
WORK = {"betweenness": 300_000_000, "harmonic": 4_000_000_000}
FEWEST = {"betweenness": 1024, "harmonic": 4096}
ROUGH = {"betweenness": 512, "harmonic": 2048}  # and in each of the resampled networks from so many
ERROR = "_error"  # what the column of the bound of an estimate ends in


@dataclass(frozen=True, slots=True)
class Measure:
    """`reading` tells a person what a value means; `low` that small values rank first; `rough` is quicker, for the many networks of `intervals`."""

    name: str
    reading: str
    values: Callable[[Ties], Array | Estimate]
    low: bool = False
    rough: Callable[[Ties], Array | Estimate] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The network as a whole. `error` gives, by estimated measure, the largest of its nodes' errors (9 times in 10, for all nodes at once;
    betweenness as it stands, harmonic divided by the number of other nodes); a measure that is not in it is exact or was not asked for.
    `balanced` is the share of balanced triads."""

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
    """One node of a ranking. `low` and `high` bound its rank in 95 of 100 resampled networks, None where none were drawn; `error` bounds what the
    value is off by (as in Summary), None where it is exact."""

    rank: int
    id: str
    label: str
    value: float
    events: int
    error: float | None = None
    low: int | None = None
    high: int | None = None


def ties(made: Network) -> Ties:
    """The graph that the measures run on: parallel edges as one, weights added up."""
    keys, group = np.unique(made.source * made.size + made.target, return_inverse=True)
    mood = np.bincount(group, made.edges["cooperation"] - made.edges["conflict"], len(keys)) if "conflict" in made.edges else None
    return Ties(made.size, keys // made.size, keys % made.size, np.bincount(group, made.weight, len(keys)), made.directed, mood)


def measured(made: Network, names: Iterable[str] = ()) -> Network:
    """The network with a column for each measure named, or for all; an estimate has another, NAME_error, with the bound of each node's error.

    With "articulation" the edges get `bridge`: 1 where the network falls apart without all that passed between the two.
    """
    graph = ties(made)
    found: dict[str, Array] = {}
    for one in [measure(name) for name in names] or MEASURES.values():
        told = one.values(graph)
        if isinstance(told, Estimate):
            found |= {one.name: told.values} | ({} if told.error is None else {one.name + ERROR: told.error})
        else:
            found[one.name] = told
    full = with_nodes(made, **found)
    return replace(full, edges={**full.edges, "bridge": _bridges(made, graph)}) if "articulation" in found else full


def summary(made: Network) -> Summary:
    """The numbers of the whole network; uses the columns of `measured` where they are there."""
    graph = ties(made)
    labels = made.nodes["community"] if "community" in made.nodes else communities(graph)
    even, triads = structure.balanced(graph)
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
        error={name: _up(float(made.nodes[name + ERROR].max(initial=0))) for name in MEASURES if name + ERROR in made.nodes},
    )


def ranking(made: Network, name: str, *, top: int | None = None) -> list[Ranked]:
    """The nodes by a measure that `measured` has put there; equals by path. Nodes without a value are left out."""
    values = np.asarray(made.nodes[measure(name).name], dtype=np.float64)
    rows = order(values, low=measure(name).low)[:top]
    nodes, error = made.nodes, made.nodes.get(name + ERROR)
    return [
        Ranked(
            rank=rank,
            id=nodes["id"][row],
            label=nodes["label"][row],
            value=round(float(values[row]), 9),
            events=int(nodes["events"][row]),
            error=None if error is None else _up(float(error[row])),
        )
        for rank, row in enumerate(rows.tolist(), 1)
    ]


def measure(name: str) -> Measure:
    """Raises NetworkError for a name that no measure has."""
    if name not in MEASURES:
        raise NetworkError(f"{name!r} is no measure; use one of {', '.join(MEASURES)}")
    return MEASURES[name]


def pivots(name: str, graph: Ties) -> int:
    """From how many sources a measure of shortest paths is found; where there are no more, it is exact."""
    return int(max(FEWEST[name], WORK[name] // max(len(graph.source) + 4 * graph.size, 1)))


def _bridges(made: Network, graph: Ties) -> Array:
    """By edge whether its pair is a bridge."""
    low, high = np.minimum(made.source, made.target), np.maximum(made.source, made.target)
    found = structure.blocks(graph)[1]
    return np.isin(low * made.size + high, found[:, 0] * made.size + found[:, 1]).astype(np.int64)


def order(values: Array, *, low: bool) -> Array:
    """Rows by value, the best first, without NaN; values that differ by rounding only are equal."""
    rounded = np.round(values, 12)
    rows = np.lexsort((np.arange(len(values)), rounded if low else -rounded))
    return rows[~np.isnan(values[rows])]


def _up(error: float) -> float:
    """To four places, and never less than it is."""
    return float(np.ceil(error * 10_000) / 10_000)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)


def _betweenness(graph: Ties) -> Estimate:
    return paths.betweenness(graph, pivots=pivots("betweenness", graph))


def _betweenness_roughly(graph: Ties) -> Estimate:
    return paths.betweenness(graph, pivots=ROUGH["betweenness"])


def _harmonic_roughly(graph: Ties) -> Estimate:
    return paths.harmonic(graph, pivots=ROUGH["harmonic"])


def _harmonic(graph: Ties) -> Estimate:
    return paths.harmonic(graph, pivots=pivots("harmonic", graph))


def _sum(graph: Ties, ends: Array, weight: Array | None = None) -> Array:
    return np.bincount(ends, weight, graph.size)


def _in(graph: Ties, weight: Array | None = None) -> Array:
    return _sum(graph, graph.target, weight) + (0 if graph.directed else _sum(graph, graph.source, weight))


def _out(graph: Ties, weight: Array | None = None) -> Array:
    return _sum(graph, graph.source, weight) + (0 if graph.directed else _sum(graph, graph.target, weight))


MEASURES: Mapping[str, Measure] = {
    one.name: one
    for one in (
        Measure("pagerank", "is acted on by those who are acted on", centrality.pagerank),
        Measure("in_degree", "number of actors that acted on it", lambda g: _in(g)),
        Measure("out_degree", "number of actors that it acted on", lambda g: _out(g)),
        Measure("in_strength", "events in which it was acted on", lambda g: _in(g, g.weight)),
        Measure("out_strength", "events in which it acted", lambda g: _out(g, g.weight)),
        Measure("betweenness", "lies on the shortest chains between others: a go-between", _betweenness, rough=_betweenness_roughly),
        Measure("harmonic", "is few steps away for most", _harmonic, rough=_harmonic_roughly),
        Measure("eigenvector", "is tied to those who are well tied", centrality.eigenvector),
        Measure("hub", "acts on those on whom all act", lambda g: centrality.hits(g)[0]),
        Measure("authority", "is acted on by those who act on all", lambda g: centrality.hits(g)[1]),
        Measure("core", "belongs to a part in which everybody has so many ties", centrality.core),
        Measure("clustering", "its contacts know each other", centrality.clustering),
        Measure("constraint", "its contacts hold it in one circle; low for brokers", structure.constraint, low=True),
        Measure("effective_size", "contacts that do not repeat each other", structure.effective_size),
        Measure("articulation", "1 where the network falls apart without it", lambda g: structure.blocks(g)[0].astype(np.int64)),
        Measure("community", "number of its community, 0 the largest", communities, low=True),
        Measure("balance", "share of its triads that are balanced: a friend's friend, an enemy's enemy", structure.balance),
    )
}
