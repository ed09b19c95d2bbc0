"""From events to networks: six shapes, all with the same attributes.

Nodes: `label`, `kind` (person, organization, state, group, place, event), `country`, `sector`, `lat`, `long`; `events`, `first_seen` and
`last_seen` over the edges that are in the network. Edges: `weight` and `events` (number of events), `articles`, `sources` (independent
publishers), `confidence` (mean), `score` (mean of the typed ones), `cooperation` and `conflict` (sums of their positive and of their negative
scores, both as positive numbers), `balance` (their difference divided by their sum, from -1 to 1), one count by quad class, `first_seen`,
`last_seen`, `type` (the most frequent PLOVER type, Occurrence where there is none).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from graph.columns import QUADS, Array, Columns, Links, Things
from graph.network import HAPPENED, Filter, Network, NetworkError, Rollup, Shape, select
from graph.ontology import vocabulary
from graph.rollup import nowhere, rolled
from graph.sums import commonest, distinct, joined, mean, span

COUNTS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
OTHER = "Occurrence"


@dataclass(frozen=True, slots=True)
class Pairs:
    """One row an event and pair of nodes; `kind` is 0 where kinds do not matter."""

    source: Array
    target: Array
    event: Array
    kind: Array


def network(columns: Columns, *, shape: Shape = "actors", chosen: Filter = HAPPENED, rollup: Rollup | None = None) -> Network:
    """The network of one shape. Nobody is linked to himself.

    "events": a directed multigraph, one edge an event and pair. "relations": one edge a pair and quad class. "actors": one edge an ordered pair.
    From actor to recipient; where an event has several actors and no recipient, from each to each other. "meetings": undirected, all who take
    part. "actor-event", "actor-place": undirected and bipartite. `rollup` puts in the place of those who belong to them states ("state"), the
    body of a country and sector ("sector": for persons and groups), or the organization that a person's office names ("organization").
    """
    if shape not in MAKERS:
        raise NetworkError(f"{shape!r} is no shape of a network; use one of {', '.join(MAKERS)}")
    return MAKERS[shape](rolled(columns, rollup) if rollup else columns, chosen)


def pairs(columns: Columns, chosen: Filter) -> Pairs:
    """Who acted on whom in the events that pass, sorted by event."""
    mask = select(columns, chosen)
    acting, receiving = _passing(columns.acting, mask), _passing(columns.receiving, mask)
    alone = ~np.isin(acting.event, receiving.event)
    among = Links(acting.event[alone], acting.thing[alone])
    found = [joined(acting, receiving), joined(among, among)]
    source, target, event = (np.concatenate(parts) for parts in zip(*found, strict=True))
    keep = source != target
    order = np.lexsort((target[keep], source[keep], event[keep]))
    source, target, event = source[keep][order], target[keep][order], event[keep][order]
    return Pairs(source, target, event, np.zeros(len(event), dtype=np.int64))


def _events(columns: Columns, chosen: Filter) -> Network:
    found = pairs(columns, chosen)
    single = replace(found, kind=found.event)
    made = _actors_network(columns, chosen, single, "events", directed=True, key="event")
    rows = made.edges["_kind"]
    told = {"event": columns.event[rows], "label": columns.label[rows], "status": columns.status[rows]}
    return replace(made, edges={**told, **_without(made)})


def _relations(columns: Columns, chosen: Filter) -> Network:
    found = pairs(columns, chosen)
    made = _actors_network(columns, chosen, replace(found, kind=columns.quad[found.event] + 1), "relations", directed=True, key="kind")
    names = np.array([OTHER, *QUADS], dtype=object)
    return replace(made, edges={"kind": names[made.edges["_kind"]], **_without(made)})


def _actors(columns: Columns, chosen: Filter) -> Network:
    made = _actors_network(columns, chosen, pairs(columns, chosen), "actors", directed=True)
    return replace(made, edges=_without(made))


def _meetings(columns: Columns, chosen: Filter) -> Network:
    involved = _passing(columns.involved, select(columns, chosen))
    source, target, event = joined(involved, involved)
    keep = source < target
    found = Pairs(source[keep], target[keep], event[keep], np.zeros(int(keep.sum()), dtype=np.int64))
    made = _actors_network(columns, chosen, found, "meetings", directed=False)
    return replace(made, edges=_without(made))


def _at_events(columns: Columns, chosen: Filter) -> Network:
    if chosen.evidence > 1:
        raise NetworkError(f"an event has one source, so no edge of actor-event has {chosen.evidence}; leave evidence at 1 or choose another shape")
    mask = select(columns, chosen)
    nothing = _filled(None, len(mask))
    lat, long = nowhere(len(mask))
    others = Things(columns.event, columns.label, _filled("event", len(mask)), nothing, nothing, lat, long)
    involved = _passing(columns.involved, mask)
    return _bipartite(columns, chosen, others, Pairs(involved.thing, involved.event, involved.event, involved.event * 0), "actor-event")


def _at_places(columns: Columns, chosen: Filter) -> Network:
    mask = select(columns, chosen)
    source, target, event = joined(_passing(columns.involved, mask), _passing(columns.located, mask))
    return _bipartite(columns, chosen, columns.places, Pairs(source, target, event, event * 0), "actor-place")


MAKERS: dict[Shape, Callable[[Columns, Filter], Network]] = {
    "events": _events, "relations": _relations, "actors": _actors, "meetings": _meetings, "actor-event": _at_events, "actor-place": _at_places,
}  # fmt: skip


def _actors_network(columns: Columns, chosen: Filter, found: Pairs, shape: Shape, *, directed: bool, key: str | None = None) -> Network:
    return _network(columns, chosen, columns.actors, found, shape, directed=directed, key=key)


def _bipartite(columns: Columns, chosen: Filter, others: Things, found: Pairs, shape: Shape) -> Network:
    both = Things(*(np.concatenate([getattr(columns.actors, name), getattr(others, name)]) for name in Things.__slots__))
    made = _network(columns, chosen, both, replace(found, target=found.target + len(columns.actors)), shape, directed=False)
    return replace(made, edges=_without(made))


def _network(columns: Columns, chosen: Filter, things: Things, found: Pairs, shape: Shape, *, directed: bool, key: str | None = None) -> Network:
    if chosen.countries:
        here = np.isin(things.country.astype(str), chosen.countries)
        found = _only(found, here[found.source] | here[found.target])
    if chosen.evidence > 1:
        found = _evident(columns, found, len(things), chosen.evidence)
    source, target, edges = _summed(columns, found, len(things))
    used = np.unique(np.concatenate([source, target]))
    numbers = np.zeros(len(things), dtype=np.int64)
    numbers[used] = np.arange(len(used))
    return Network(shape, directed, _nodes(columns, things, found, used, numbers), numbers[source], numbers[target], edges, key)


def _evident(columns: Columns, found: Pairs, size: int, evidence: int) -> Pairs:
    """The rows of pairs that enough sources tell, all their events and kinds together."""
    keys, group = np.unique(found.source * size + found.target, return_inverse=True)
    return _only(found, (distinct(group, columns.source[found.event], len(keys)) >= evidence)[group])


def _summed(columns: Columns, found: Pairs, size: int) -> tuple[Array, Array, dict[str, Array]]:
    """The edges: source, target and attributes."""
    kinds = int(found.kind.max(initial=0)) + 1
    keys, group = np.unique((found.source * size + found.target) * kinds + found.kind, return_inverse=True)
    score = columns.score[found.event]
    typed = ~np.isnan(score)
    events = np.bincount(group, minlength=len(keys))
    edges: dict[str, Array] = {"_kind": keys % kinds, "weight": events.astype(np.float64), "events": events}
    edges["articles"] = distinct(group, columns.article[found.event], len(keys))
    edges["sources"] = distinct(group, columns.source[found.event], len(keys))
    edges["confidence"] = mean(group, columns.confidence[found.event], len(keys))
    edges["score"] = mean(group[typed], score[typed], len(keys))
    edges["cooperation"] = np.bincount(group, np.where(typed, np.maximum(score, 0), 0), len(keys))
    edges["conflict"] = np.bincount(group, np.where(typed, np.maximum(-score, 0), 0), len(keys))
    both = edges["cooperation"] + edges["conflict"]
    edges["balance"] = np.divide(edges["cooperation"] - edges["conflict"], both, out=np.full(len(keys), np.nan), where=both > 0).round(6)
    for number, name in enumerate(COUNTS):
        edges[name] = np.bincount(group, columns.quad[found.event] == number, len(keys)).astype(np.int64)
    edges["first_seen"], edges["last_seen"] = span(group, columns.first[found.event], columns.last[found.event], len(keys))
    types = np.array([*sorted(vocabulary().types), OTHER], dtype=object)  # what is untyped counts where nothing else is there: last, by -1
    place = {name: n for n, name in enumerate(types)}
    type_ = np.array([place[name] for name in columns.type[found.event][typed]], dtype=np.int64)
    edges["type"] = types[commonest(group[typed], type_, len(keys))]
    return keys // kinds // size, keys // kinds % size, edges


def _nodes(columns: Columns, things: Things, found: Pairs, used: Array, numbers: Array) -> dict[str, Array]:
    ends, events = np.concatenate([found.source, found.target]), np.concatenate([found.event, found.event])
    first, last = span(numbers[ends], columns.first[events], columns.last[events], len(used))
    traits: dict[str, Array] = {"id": things.path[used], "label": things.label[used]}
    traits |= {name: getattr(things, name)[used] for name in ("kind", "country", "sector")}
    if not np.isnan(things.lat[used]).all():
        traits |= {"lat": things.lat[used], "long": things.long[used]}
    return {**traits, "events": distinct(numbers[ends], events, len(used)), "first_seen": first, "last_seen": last}


def _passing(links: Links, mask: Array) -> Links:
    keep = mask[links.event]
    return Links(links.event[keep], links.thing[keep])


def _only(found: Pairs, mask: Array) -> Pairs:
    return Pairs(found.source[mask], found.target[mask], found.event[mask], found.kind[mask])


def _without(made: Network) -> dict[str, Array]:
    return {name: column for name, column in made.edges.items() if name != "_kind"}


def _filled(value: str | None, size: int) -> Array:
    return np.full(size, value, dtype=object)
