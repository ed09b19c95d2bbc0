"""Networks: who is linked to whom, by which events, under which filters. Columns inside; plain networkx objects come out.

Nodes and edges carry the attributes that `projections` documents; what is unknown is left out, never None.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import networkx as nx
import numpy as np

from graph.columns import QUADS, Array, Columns
from graph.ontology import vocabulary
from graph.records import Status

Shape = Literal["events", "relations", "actors", "meetings", "actor-event", "actor-place"]
Rollup = Literal["state", "sector", "organization"]


class NetworkError(ValueError):
    """A filter or a column that makes no sense; the message names it."""


def _day(name: str, text: str | None) -> None:
    try:
        np.datetime64(text or "2000-01-01", "D")
    except ValueError as error:
        raise NetworkError(f"{name} is {text!r}; give a day such as 2025-12-31") from error


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events and edges count. Empty tuples and None take everything.

    `since` and `until` are days; an event counts when its days, or the day its article appeared, touch the span. `speaker` is the path of an
    actor, or "" for what articles say in their own voice. `countries` (ISO 3166-1 alpha-3) keep an edge when one of its ends belongs to them.
    `evidence` is how many independent sources must tell of a pair: publishers, near-copies left out; an article of an unknown publisher is a
    source of its own. `copies` counts near-copies too.
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    status: Status | None = "happened"
    speaker: str | None = None
    countries: tuple[str, ...] = ()
    confidence: float = 0.0
    evidence: int = 1
    copies: bool = False

    def __post_init__(self) -> None:
        for type_ in self.types:
            if type_ not in vocabulary().types and type_ != "Occurrence":
                raise NetworkError(f"{type_!r} is no PLOVER type; use Occurrence or one of {', '.join(sorted(vocabulary().types))}")
        for quad in self.quads:
            if quad not in QUADS:
                raise NetworkError(f"{quad!r} is no quad class; use one of {', '.join(QUADS)}")
        for name in ("since", "until"):
            _day(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Network:
    """`nodes` and `edges` are columns of equal length by attribute; `source` and `target` index the nodes, which are sorted by "id".

    A column holds text (object arrays, None for unknown), integers, floats (NaN) or days (datetime64, NaT). `key` names the edge attribute that
    tells parallel edges apart, None where there are none.
    """

    shape: Shape
    directed: bool
    nodes: Mapping[str, Array]
    source: Array
    target: Array
    edges: Mapping[str, Array]
    key: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.nodes["id"])

    @property
    def weight(self) -> Array:
        """One float an edge."""
        return np.asarray(self.edges.get("weight", np.ones(len(self.source))), dtype=np.float64)


LABELED = ("events", "actor-event")  # shapes that show the labels of events
HAPPENED = Filter()  # what happened, near-copies once


def select(columns: Columns, chosen: Filter) -> Array:
    """Which events pass, as a mask; countries and evidence are for edges."""
    mask = np.ones(len(columns.event), dtype=bool) if chosen.copies else ~columns.copy
    if chosen.status:
        mask &= columns.status == chosen.status
    if chosen.since:
        mask &= columns.last >= np.datetime64(chosen.since)
    if chosen.until:
        mask &= columns.first <= np.datetime64(chosen.until)
    if chosen.types:
        mask &= np.isin(columns.type.astype(str), chosen.types)
    if chosen.quads:
        mask &= np.isin(columns.quad, [QUADS.index(quad) for quad in chosen.quads])
    if chosen.confidence:
        mask &= columns.confidence >= chosen.confidence
    return mask & _said(columns, chosen.speaker)


def to_networkx(network: Network) -> Any:
    """A networkx graph of the fitting class; nodes are paths such as "actor/prk-mil", the graph's attributes tell the shape."""
    kinds = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph, (False, False): nx.Graph}
    graph = kinds[network.directed, network.key is not None](shape=network.shape, **network.extra)
    ids = network.nodes["id"]
    graph.add_nodes_from(zip(ids, records(network.nodes), strict=True))
    ends = zip(ids[network.source], ids[network.target], strict=True)
    if network.key is None:
        graph.add_edges_from((u, v, data) for (u, v), data in zip(ends, records(network.edges), strict=True))
    else:
        keys = network.edges[network.key]
        graph.add_edges_from((u, v, key, data) for (u, v), key, data in zip(ends, keys, records(network.edges), strict=True))
    return graph


def records(columns: Mapping[str, Array]) -> Iterator[dict[str, Any]]:
    """Row after row of columns, as plain Python values; "id" and what is unknown are left out. Reads a few thousand rows at a time."""
    names = [name for name in columns if name != "id"]
    count = len(next(iter(columns.values()))) if columns else 0
    for begin in range(0, count, 4096):
        parts = [plain(columns[name][begin : begin + 4096]) for name in names]
        for row in zip(*parts, strict=True) if parts else ({} for _ in range(min(4096, count - begin))):
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None} if parts else {}


def plain(column: Array) -> list[Any]:
    """Python values: days as ISO 8601 text, None for NaN and NaT."""
    if column.dtype.kind == "M":
        return [None if text == "NaT" else text for text in np.datetime_as_string(column).tolist()]
    values: list[Any] = column.tolist()
    return [None if value != value else value for value in values] if column.dtype.kind == "f" else values


def with_nodes(network: Network, **columns: Array) -> Network:
    """The network with more columns on its nodes."""
    for name, column in columns.items():
        if len(column) != network.size:
            raise NetworkError(f"the column {name!r} has {len(column)} values for {network.size} nodes; give one a node")
    return replace(network, nodes={**network.nodes, **columns})


def ego(network: Network, node: str, *, radius: int = 1) -> Network:
    """What lies within so many steps of a node, whatever the direction. Raises NetworkError for a node that is not there."""
    start = np.flatnonzero(network.nodes["id"] == node)
    if not len(start):
        raise NetworkError(f"{node!r} is not in this network; loosen the filter, or look its path up with `wiregraph entity`")
    inside = np.zeros(network.size, dtype=bool)
    inside[start] = True
    for _ in range(radius):
        reached = inside[network.source] | inside[network.target]
        inside[network.source[reached]] = inside[network.target[reached]] = True
    return part(network, inside)


def part(network: Network, nodes: Array) -> Network:
    """The network on the nodes of a mask."""
    numbers = np.cumsum(nodes) - 1
    edges = nodes[network.source] & nodes[network.target]
    return replace(
        network,
        nodes={name: column[nodes] for name, column in network.nodes.items()},
        source=numbers[network.source[edges]],
        target=numbers[network.target[edges]],
        edges={name: column[edges] for name, column in network.edges.items()},
    )


def _said(columns: Columns, speaker: str | None) -> Array:
    if speaker is None:
        return np.ones(len(columns.event), dtype=bool)
    if speaker == "":
        return np.asarray(columns.speaker == -1)
    found = np.flatnonzero(columns.actors.path == speaker)
    if not len(found):
        raise NetworkError(f"no actor has the path {speaker!r}; look it up with `wiregraph entity`")
    return np.asarray(columns.speaker == found[0])
