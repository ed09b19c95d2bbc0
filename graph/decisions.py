"""The user's word on who is who: merge, split, rename; applied in their order on top of what the names say.

Decisions point at anchors, (article id, entity index) pairs, for these stay when keys change. Undo is the removal of the latest decision.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.cells import Cluster, most_parted
from graph.tallies import Anchor, Bucket, Part


@dataclass(frozen=True, slots=True)
class Anchors:
    """Sightings that a decision speaks of together."""

    of: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """`merge`: the actors that the first anchors of all `parts` lie in are one, and keep the name of the first.
    `split`: the parts are different actors, now and after every later merge; sightings that no part lists go with the first.
    `rename`: the actor of the first anchor is called `name`. `label` is what the user saw, for lists of decisions."""

    action: Literal["merge", "split", "rename"]
    parts: tuple[Anchors, ...]
    name: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision that could not be applied to this set of readings, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions made of the clusters that they speak of: `taken` are the descriptors of these, `clusters` what stands in their place."""

    taken: frozenset[str] = frozenset()
    clusters: tuple[Cluster, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def decide(locate: Callable[[Anchor], tuple[Cluster, Bucket] | None], decisions: Sequence[Decision]) -> Decided:
    """Applies the decisions to the clusters that `locate` finds for their anchors; the others are not their business."""
    table = _Table(locate, decisions)
    taken = frozenset(cluster.descriptor for cluster in table.found.values())
    refusals = [Refusal(decision, reason) for decision in decisions if (reason := table.apply(decision))]
    return Decided(taken, tuple(table.found.values()), tuple(refusals))


class _Table:
    """Clusters while decisions are applied, with the place of every anchor that some decision speaks of."""

    def __init__(self, locate: Callable[[Anchor], tuple[Cluster, Bucket] | None], decisions: Iterable[Decision]) -> None:
        self.found: dict[int, Cluster] = {}
        self.splits: list[Decision] = []
        self.where: dict[Anchor, int] = {}
        self.buckets: dict[Anchor, Bucket] = {}
        numbers: dict[str, int] = {}
        for anchor in sorted({anchor for decision in decisions for part in decision.parts for anchor in part.of}):
            if home := locate(anchor):
                number = numbers.setdefault(home[0].descriptor, len(numbers))
                self.found[number], self.where[anchor], self.buckets[anchor] = home[0], number, home[1]

    def apply(self, decision: Decision) -> str | None:
        """Why it could not be applied, or None."""
        if not all(any(anchor in self.where for anchor in part.of) for part in decision.parts):
            return "its articles are not in the store"
        if decision.action == "split":
            self._split(decision)
            return None
        homes = list(dict.fromkeys(self._home(part) for part in decision.parts))
        if decision.action == "rename":
            self.found[homes[0]] = replace(self.found[homes[0]], label=decision.name or "")
            return None
        return self._merge(homes)

    def _home(self, part: Anchors) -> int:
        return next(self.where[anchor] for anchor in part.of if anchor in self.where)

    def _merge(self, homes: list[int]) -> str | None:
        if any(self._parted(one, two) for one in homes for two in homes if one != two):
            return "an earlier split has parted them; undo the split first"
        if len({self.found[home].kind == "place" for home in homes}) > 1:
            return "a place and an actor cannot be one"
        kept = homes[0]
        for home in homes[1:]:
            self.found[kept] = _together(self.found[kept], self.found.pop(home))
            self.where.update({anchor: kept for anchor, number in self.where.items() if number == home})
        return None

    def _parted(self, one: int, two: int) -> bool:
        for split in self.splits:
            homes = [{self.where[anchor] for anchor in part.of if anchor in self.where} for part in split.parts]
            if any(one in mine and two in theirs for n, mine in enumerate(homes) for m, theirs in enumerate(homes) if n != m):
                return True
        return False

    def _split(self, decision: Decision) -> None:
        self.splits.append(decision)
        part_of = {anchor: number for number, part in enumerate(decision.parts) for anchor in part.of if anchor in self.where}
        for home in sorted({self.where[anchor] for anchor in part_of}):
            here = {anchor: number for anchor, number in part_of.items() if self.where[anchor] == home}
            for number in sorted(set(here.values()))[1:]:
                self._split_off(home, frozenset(anchor for anchor in here if here[anchor] == number), decision.parts[number])

    def _split_off(self, home: int, anchors: frozenset[Anchor], part: Anchors) -> None:
        cluster, new = self.found[home], max(self.found) + 1
        own: defaultdict[int, set[Anchor]] = defaultdict(set)
        for anchor in anchors:
            own[id(self.buckets[anchor])].add(anchor)
        buckets = {id(bucket): bucket for bucket in self.buckets.values()}
        parts = tuple(Part(buckets[key], frozenset(some)) for key, some in own.items())
        words = most_parted({self.buckets[anchor].sighting(anchor).words for anchor in anchors})
        name = f"{cluster.descriptor}|split {min(part.of)}"
        self.found[new] = Cluster(cluster.kind, name, parts, words=words, country=cluster.country, walk=cluster.walk)
        self.found[home] = replace(cluster, parts=tuple(_left(cluster, own)), counted=None)
        self.where.update(dict.fromkeys(anchors, new))


def _left(cluster: Cluster, gone: Mapping[int, set[Anchor]]) -> Iterator[Part]:
    """The parts of a cluster without these sightings, by bucket; a sighting is in one part of it only."""
    for part in cluster.parts:
        rest = part.without(frozenset(anchor for anchor in gone.get(id(part.bucket), ()) if part.has(anchor)))
        if rest.only is None or rest.only:
            yield rest


def _together(kept: Cluster, other: Cluster) -> Cluster:
    name = min(other.tally["name"])
    return replace(kept, joined=kept.joined | other.joined | {(name, "decision", 1.0)}, parts=kept.parts + other.parts, counted=None)
