"""The user's word on who is who: merge, split, rename; applied in their order on top of what the names say.

Decisions point at anchors, (article id, entity index) pairs, for these stay when keys change. Undo is the removal of the latest decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.cells import Cluster
from graph.sightings import Sighting

Anchor = tuple[str, int]


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


def decide(found: list[Cluster], decisions: Sequence[Decision]) -> tuple[list[Cluster], tuple[Refusal, ...]]:
    """The clusters under the decisions. Equal sets of sightings give equal results, whatever their order."""
    if not decisions:
        return found, ()
    table = _Table(found, decisions)
    refusals = [Refusal(decision, reason) for decision in decisions if (reason := table.apply(decision))]
    return table.clusters(), tuple(refusals)


class _Table:
    """Clusters while decisions are applied, with the place of every anchor that some decision speaks of."""

    def __init__(self, found: list[Cluster], decisions: Iterable[Decision]) -> None:
        self.found: dict[int, Cluster] = dict(enumerate(found))
        self.splits: list[Decision] = []
        wanted = {anchor for decision in decisions for part in decision.parts for anchor in part.of}
        self.where = {m.anchor: number for number, cluster in self.found.items() for m in cluster.members if m.anchor in wanted}

    def clusters(self) -> list[Cluster]:
        return list(self.found.values())

    def apply(self, decision: Decision) -> str | None:
        """Why it could not be applied, or None."""
        if not all(any(anchor in self.where for anchor in part.of) for part in decision.parts):
            return "its articles are not in the store"
        if decision.action == "split":
            self._split(decision)
            return None
        homes = list(dict.fromkeys(self._home(part) for part in decision.parts))
        if decision.action == "rename":
            self.found[homes[0]] = _renamed(self.found[homes[0]], decision.name or "")
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
        part_of = {anchor: number for number, part in enumerate(decision.parts) for anchor in part.of}
        for home in {self.where[anchor] for anchor in part_of if anchor in self.where}:
            self._part(home, part_of, decision)

    def _part(self, home: int, part_of: dict[Anchor, int], decision: Decision) -> None:
        cluster = self.found[home]
        present = {part_of[member.anchor] for member in cluster.members if member.anchor in part_of}
        for number in sorted(present)[1:]:
            members = [member for member in cluster.members if part_of.get(member.anchor) == number]
            new = max(self.found) + 1
            self.found[new] = _split_off(cluster, members, decision.parts[number])
            self.where.update({member.anchor: new for member in members if member.anchor in self.where})
        rest = [member for member in cluster.members if part_of.get(member.anchor, min(present)) == min(present)]
        cluster.members = rest


def _renamed(cluster: Cluster, name: str) -> Cluster:
    cluster.label = name
    return cluster


def _together(kept: Cluster, other: Cluster) -> Cluster:
    kept.joined = kept.joined | other.joined | {(_smallest_name(other.members), "decision", 1.0)}
    kept.members = kept.members + other.members
    return kept


def _split_off(cluster: Cluster, members: list[Sighting], part: Anchors) -> Cluster:
    words = max((member.words for member in members), key=lambda words: (len(words), words))
    return Cluster(cluster.kind, f"{cluster.descriptor}|split {min(part.of)}", members, words=words, country=cluster.country, walk=cluster.walk)


def _smallest_name(members: list[Sighting]) -> str:
    return min(member.name for member in members)
