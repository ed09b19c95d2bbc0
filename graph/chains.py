"""How two actors hang together: the shortest chains of shared events between them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from graph.connections import Quote
from graph.index import Index
from graph.neighbors import evidence, passing, values
from graph.wanted import Wanted

Number = int
Way = tuple[float, tuple[str, ...]]  # resistance, and the paths of the actors passed
KEPT = "SELECT actor, other, events, path FROM ties WHERE told = :told AND actor IN (SELECT value FROM json_each(:listed))"
COUNTED = """
SELECT p.actor, p.other, count(*), t.path FROM pairs p JOIN things t ON t.id = p.other
WHERE NOT p.copy AND {passing} AND p.actor IN (SELECT value FROM json_each(:listed)) GROUP BY p.actor, p.other
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: two actors (paths), how many events they share, and the surest of them to quote."""

    one: str
    other: str
    events: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Chain:
    """From the first actor to the last, at least one hop."""

    hops: tuple[Hop, ...]


class _Side:
    """What is reached from one end, ring by ring."""

    def __init__(self, start: Number, path: str) -> None:
        self.rings: list[set[Number]] = [{start}]
        self.paths = {start: path}
        self._links: dict[Number, list[tuple[Number, int]]] = {}  # by actor those of the ring before, and the events shared
        self._ways: dict[Number, list[Way]] = {start: [(0.0, (path,))]}

    def grow(self, index: Index, wanted: Wanted) -> None:
        found: defaultdict[Number, list[tuple[Number, int]]] = defaultdict(list)
        seen = set(self.paths)
        for actor, other, events, path in _shared(index, self.rings[-1], wanted):
            if other not in seen:
                found[other].append((actor, events))
                self.paths[other] = path
        self._links.update(found)
        self.rings.append(set(found))

    def ways(self, end: Number, limit: int) -> list[Way]:
        """The ways to an actor that is reached, least resistance first."""
        if end not in self._ways:
            before = ((way, events) for actor, events in self._links[end] for way in self.ways(actor, limit))
            self._ways[end] = sorted((round(way[0] + 1 / events, 9), (*way[1], self.paths[end])) for way, events in before)[:limit]
        return self._ways[end]


def chains(index: Index, one: str, other: str, wanted: Wanted, *, longest: int = 4, limit: int = 5) -> list[Chain]:
    """Those of the fewest hops, at most `longest`; of several, those that share most events at each hop come first.

    A hop resists as much as one divided by the number of its events; the resistances of a chain add up.
    """
    ends = index.number(one), index.number(other)
    if ends[0] is None or ends[1] is None or one == other:
        return []
    left, right = _Side(ends[0], one), _Side(ends[1], other)
    while not (met := left.rings[-1] & right.rings[-1]):
        if len(left.rings) + len(right.rings) - 2 >= longest or not left.rings[-1] or not right.rings[-1]:
            return []
        min(left, right, key=lambda side: len(side.rings[-1])).grow(index, wanted)
    found = [
        (round(begun + ended, 9), (*passed, *reversed(rest[:-1])))
        for node in met
        for begun, passed in left.ways(node, limit)
        for ended, rest in right.ways(node, limit)
    ]
    return [_chain(index, paths, wanted) for _, paths in sorted(found)[:limit]]


def _shared(index: Index, actors: Iterable[Number], wanted: Wanted) -> Iterable[tuple[Number, Number, int, str]]:
    sql = KEPT if wanted.plain else COUNTED.format(passing=passing(wanted, "p."))
    return index.rows(sql, {**values(wanted), "listed": json.dumps(sorted(actors))})


def _chain(index: Index, paths: tuple[str, ...], wanted: Wanted) -> Chain:
    hops = []
    for one, other in pairwise(paths):
        (quote,) = evidence(index, one, other, wanted, limit=1)
        hops.append(Hop(one, other, _events(index, one, other, wanted), quote))
    return Chain(tuple(hops))


def _events(index: Index, one: str, other: str, wanted: Wanted) -> int:
    named = {**values(wanted), "one": index.number(one), "other": index.number(other)}
    (found,) = index.row(f"SELECT count(*) FROM pairs WHERE actor = :one AND other = :other AND NOT copy AND {passing(wanted)}", named)
    return int(found)
