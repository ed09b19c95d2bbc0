"""Which sightings are one actor, by their names alone: a pure function of the set, kept up as articles come and go.

Persons and bodies of one name are one unless country or walk of life differ (graph.cells). Full names that differ in spelling, middle names and the
like are tied by rules of graph.variants (graph.kin). A bare surname joins the one full-named person whom it fits, an acronym the one body that some
article gives it to (graph.shorts). Doubt leaves things apart and goes to graph.review.
"""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass

from graph.buckets import Buckets
from graph.cells import Cluster, common
from graph.codecs import Codecs
from graph.drawers import SET, Disk, Memory
from graph.kin import Kin
from graph.shorts import Acronyms, Call, Plan, calls, candidates, plan, wanted, with_claims
from graph.tallies import Bucket, Part, Unit


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at again: descriptors of all clusters that are new, gone or other than before, buckets where everybody stays alone, and all
    the names."""

    changed: frozenset[str]
    lone: tuple[Bucket, ...]
    units: frozenset[Unit]


class Clusters:
    """All sightings, each in one cluster or in a bucket where everybody stays alone."""

    def __init__(self, drawers: Memory | Disk) -> None:
        self.buckets = Buckets(drawers)
        codecs = Codecs(self.buckets.numbers)
        self._kin = Kin(drawers, codecs.clusters)
        self._acronyms = Acronyms(self.buckets.of, drawers)
        self._calls: MutableMapping[str, set[Call]] = drawers.drawer(SET)
        self._callers: MutableMapping[Call, set[str]] = drawers.drawer(SET, set)
        self._wants: MutableMapping[Unit, set[Call]] = drawers.drawer(SET)
        self._wanters: MutableMapping[Call, set[Unit]] = drawers.drawer(SET, set)
        self._plans: MutableMapping[Unit, Plan] = drawers.drawer(codecs.plans)
        self._claims: MutableMapping[str, dict[Unit, tuple[Bucket, ...]]] = drawers.drawer(codecs.claims, dict)
        self._rest: MutableMapping[str, Cluster] = drawers.drawer(codecs.clusters)

    def get(self, name: str) -> Cluster | None:
        """The cluster of a descriptor; None when there is none."""
        if name in self._kin.clusters:
            return with_claims(self._kin.clusters[name], [bucket for claim in self._claims.get(name, {}).values() for bucket in claim])
        if name in self._rest:
            return self._rest[name]
        known = tuple(map(Part, self.buckets.of(("path", name))))
        return Cluster(common(known[0].tally()["kind"]) or "", name, known, path=name) if known else None

    def home(self, bucket: Bucket) -> str | None:
        """The descriptor of the cluster that a bucket is in; None where everybody stays alone."""
        if bucket.unit[0] == "path":
            return bucket.unit[1]
        if bucket.unit not in self._plans:
            return self._kin.home(bucket)
        plan = self._plans[bucket.unit]
        claimed = (name for name, buckets in plan.claims.items() if bucket in buckets)
        return next(claimed, None) or next((own.descriptor for own in plan.rest if bucket in own.buckets()), None)

    def update(self) -> Looked:
        """Follows what changed in the buckets."""
        touched, self.buckets.touched = self.buckets.touched, set()
        changed = {path for kind, path in touched if kind == "path"}
        names = {unit for unit in touched if unit[0] != "path"}
        for unit in sorted(names):
            names |= self._acronyms.update(unit)
        exists = {unit for unit in names if unit in self.buckets.units}
        short = {unit for unit in exists if self._is_short(unit)}
        full = self._kin.update({unit: unit in exists and unit not in short for unit in names}, self.buckets.of)
        planned = short | {unit for unit in names if unit in self._plans}
        asked = planned | self._recalled(full.old, full.new)
        for unit in planned:
            self._set_wants(unit, wanted(unit, self.buckets.of(unit)) if unit in short else set())
        changed |= full.old.keys() | full.new.keys()
        lone = list(full.lone)
        for unit in sorted(asked):
            changed |= self._replan(unit, short=unit not in names or unit in short)
            lone += self._plans[unit].lone if unit in self._plans else ()
        return Looked(frozenset(changed), tuple(lone), frozenset(names | asked))

    def _is_short(self, unit: Unit) -> bool:
        if unit[0] == "person":
            return all(bucket.trait.company for bucket in self.buckets.of(unit))
        return self._acronyms.is_short(unit)

    def _recalled(self, old: Iterable[str], new: dict[str, Cluster]) -> set[Unit]:
        """Notes how the new clusters may be called; the short names for which that matters, and whom the old ones were called by."""
        before = {name: self._calls.get(name, set()) for name in {*old, *new}}
        after = {name: calls(cluster, self._acronyms) for name, cluster in new.items()}
        for name, known in before.items():
            if known != after.get(name, set()):
                self._set_calls(name, after.get(name, set()))
        asked: set[Unit] = set()
        for call in {call for some in (before, after) for found in some.values() for call in found}:
            asked |= self._wanters.get(call, set())
        return asked

    def _set_calls(self, name: str, after: set[Call]) -> None:
        for call in self._calls.pop(name, set()):
            self._callers[call].discard(name)
            if not self._callers[call]:
                del self._callers[call]
        for call in after:
            self._callers[call].add(name)
        if after:
            self._calls[name] = after

    def _set_wants(self, unit: Unit, wants: set[Call]) -> None:
        if self._wants.get(unit, set()) == wants:
            return
        for call in self._wants.pop(unit, set()):
            self._wanters[call].discard(unit)
            if not self._wanters[call]:
                del self._wanters[call]
        for call in wants:
            self._wanters[call].add(unit)
        if wants:
            self._wants[unit] = wants

    def _replan(self, unit: Unit, *, short: bool) -> set[str]:
        """Plans a short name anew; descriptors of all that changes by it."""
        before = self._plans.pop(unit, Plan({}, ()))
        changed = {*before.claims, *(cluster.descriptor for cluster in before.rest)}
        for name in before.claims:
            self._claims[name].pop(unit, None)
            if not self._claims[name]:
                del self._claims[name]
        for cluster in before.rest:
            del self._rest[cluster.descriptor]
        if not short:
            return changed
        buckets = list(self.buckets.of(unit))
        after = self._plans[unit] = plan(unit, buckets, candidates(unit, buckets, self._called))
        for name, claimed in after.claims.items():
            self._claims[name][unit] = claimed
        self._rest.update({cluster.descriptor: cluster for cluster in after.rest})
        return changed | {*after.claims, *(cluster.descriptor for cluster in after.rest)}

    def _called(self, call: Call) -> list[Cluster]:
        return [self._kin.clusters[name] for name in sorted(self._callers.get(call, ()))]
