"""Full names and who bears them, kept as articles come and go: only names that share a key with a changed one are looked at again.

A key is what a rule of graph.variants brings clusters together by. Names that share keys, directly or by others, make a closed set: what the rules
make of it does not depend on any name outside, so it can be worked out alone, with the result that all names together would give.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass

from graph.cells import Cluster, cells
from graph.drawers import PLAIN, SET, Codec, Disk, Memory
from graph.tallies import Bucket, Unit
from graph.variants import join_variants

Key = tuple[int, bool]  # a hash of rule and key, and whether somebody seeks others there


@dataclass(frozen=True, slots=True)
class Change:
    """Clusters that are no more, and those in their place, by descriptor; and the buckets whose sightings each stay alone."""

    old: dict[str, Cluster]
    new: dict[str, Cluster]
    lone: tuple[Bucket, ...]


class Kin:
    """The clusters of all full names."""

    def __init__(self, drawers: Memory | Disk, clusters: Codec[Cluster]) -> None:
        self.clusters: MutableMapping[str, Cluster] = drawers.drawer(clusters)
        self._of: MutableMapping[Unit, tuple[str, ...]] = drawers.drawer(PLAIN)
        self._keys: MutableMapping[Unit, tuple[Key, ...]] = drawers.drawer(PLAIN)
        self._seekers: MutableMapping[int, set[Unit]] = drawers.drawer(SET, set)
        self._others: MutableMapping[int, set[Unit]] = drawers.drawer(SET, set)

    def update(self, changed: Mapping[Unit, bool], find: Callable[[Unit], Iterable[Bucket]]) -> Change:
        """`changed` tells of each name that changed whether it is a full name now; `find` gives the buckets of a name."""
        scope = self._reached(set(changed), {unit: self._keys.get(unit, ()) for unit in changed})
        while True:
            found, lone, keys = _run({unit: find(unit) for unit in scope if changed.get(unit, True)})
            grown = self._reached(scope, keys)
            if grown == scope:
                break
            scope = grown
        old = {name: self.clusters.pop(name) for unit in scope for name in self._of.pop(unit, ()) if name in self.clusters}
        new = {cluster.descriptor: cluster for cluster in found}
        self.clusters.update(new)
        for cluster in found:
            for unit in cluster.units:
                self._of[unit] = (*self._of.get(unit, ()), cluster.descriptor)
        for unit in scope:
            self._set_keys(unit, keys.get(unit, ()))
        return Change(old, new, tuple(lone))

    def home(self, bucket: Bucket) -> str | None:
        """The descriptor of the cluster that a bucket is in; None where everybody stays alone."""
        return next((name for name in self._of.get(bucket.unit, ()) if bucket in self.clusters[name].buckets()), None)

    def _reached(self, scope: set[Unit], keys: Mapping[Unit, Iterable[Key]]) -> set[Unit]:
        """The names and all that they share keys with, now or before, and so on."""
        reached = set(scope)
        front = [key for unit in scope for key in (*keys.get(unit, ()), *self._keys.get(unit, ()))]
        seen: set[Key] = set()
        while front:
            key = front.pop()
            if key in seen:
                continue
            seen.add(key)
            code, seeks = key
            if seeks or code in self._seekers:
                for unit in (self._seekers.get(code, set()) | self._others.get(code, set())) - reached:
                    reached.add(unit)
                    front += self._keys.get(unit, ())
        return reached

    def _set_keys(self, unit: Unit, keys: Iterable[Key]) -> None:
        kept = tuple(sorted(keys))
        if self._keys.get(unit, ()) == kept:
            return
        for code, seeks in self._keys.pop(unit, ()):
            index = self._seekers if seeks else self._others
            index[code].discard(unit)
            if not index[code]:
                del index[code]
        for code, seeks in kept:
            (self._seekers if seeks else self._others)[code].add(unit)
        if kept:
            self._keys[unit] = kept


def _run(names: Mapping[Unit, Iterable[Bucket]]) -> tuple[list[Cluster], list[Bucket], dict[Unit, set[Key]]]:
    """What the rules make of a closed set of names, and the keys that they went by."""
    found: list[Cluster] = []
    alone: list[Bucket] = []
    for (_, name), buckets in names.items():
        homes, lost = cells(name, buckets)
        found += homes
        alone += lost
    keys: defaultdict[Unit, set[Key]] = defaultdict(set)

    def seen(cluster: Cluster, key: Hashable, seeks: bool) -> None:
        code = _code(key)
        for name in cluster.keys:
            keys[cluster.kind, name].add((code, seeks))

    return join_variants(found, seen), alone, keys


def _code(key: Hashable) -> int:
    """A hash that is the same in every process, of 63 bits, so that SQLite can keep it."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest()) >> 1
