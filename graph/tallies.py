"""What is known of the bearers of a name, counted, so that an article can come or go without a look at all the others.

A bucket holds the sightings of one name that are alike in all that tells bearers apart; a part is a bucket, or some of it, as part of an actor.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.drawers import Members, Rows
from graph.sightings import Sighting

Anchor = tuple[str, int]
Unit = tuple[str, str]  # "person" or "body" and what all bearers of the name share, or "path" and the path
Counts = Mapping[Any, int]
NOTHING: Counts = {}


class Trait(NamedTuple):
    """What all sightings of a bucket have in common. Of bare surnames also `titles` (slugs) and `company`, a sighting that stands for all who are
    tied to it by the names beside which they appear."""

    country: str | None = None
    walk: str | None = None
    titles: tuple[str, ...] = ()
    company: Anchor | None = None


class Tally:
    """Counts by field: "name", "kind", "country", "sector", "position" of sightings, "term" of sightings, "alias" of articles, "place" as JSON."""

    __slots__ = ("articles", "fields")

    def __init__(self) -> None:
        self.articles = 0
        self.fields: dict[str, dict[Any, int]] = {}

    def __getitem__(self, field: str) -> Counts:
        return self.fields.get(field, NOTHING)

    def count(self, found: Iterable[Sighting], sign: int = 1) -> None:
        """Adds the sightings of one article, or with sign -1 takes them out."""
        self.articles += sign
        aliases: set[str] = set()
        for sighting in found:
            self._count("name", sighting.name, sign)
            self._count("kind", sighting.kind, sign)
            if sighting.country:
                self._count("country", sighting.country, sign)
            if sighting.sector:
                self._count("sector", sighting.sector, sign)
            for position in sighting.positions:
                self._count("position", position, sign)
            for term in sighting.terms:
                self._count("term", term, sign)
            if sighting.place:
                self._count("place", sighting.place, sign)
            aliases.update(sighting.aliases)
        for alias in aliases:
            self._count("alias", alias, sign)

    def merge(self, other: "Tally", sign: int = 1) -> None:
        """Adds all that another one counted, or takes it out."""
        self.articles += sign * other.articles
        for field, counts in other.fields.items():
            for value, times in counts.items():
                self._count(field, value, sign * times)

    def _count(self, field: str, value: object, times: int) -> None:
        counts = self.fields.setdefault(field, {})
        left = counts.get(value, 0) + times
        if left:
            counts[value] = left
        else:
            del counts[value]


class Bucket:
    """Sightings of one name and trait, by article. `path` is what all of them refer to: empty while unknown, None where each stays alone.

    `into` is the bucket that took this one up when companies met. `note` hears the number of a bucket that changes.
    """

    __slots__ = ("_note", "gone", "into", "members", "number", "path", "tally", "trait", "unit")

    def __init__(self, number: int, unit: Unit, trait: Trait, members: Members, note: Callable[[int], object]) -> None:
        self.number, self.unit, self.trait = number, unit, trait
        self.members: MutableMapping[str, tuple[Sighting, ...]] = members
        self.tally = Tally()
        self.path: str | None = ""
        self.into: Bucket | None = None
        self.gone = False
        self._note = note

    def put(self, article: str, found: tuple[Sighting, ...]) -> None:
        """What one article says, all at once."""
        self.members[article] = found
        self.tally.count(found)
        self._note(self.number)

    def take(self, article: str) -> tuple[Sighting, ...]:
        """Takes out what one article says."""
        found = self.members.pop(article)
        self.tally.count(found, -1)
        self._note(self.number)
        return found

    def lead(self, path: str | None) -> None:
        """Notes what all of them refer to."""
        self.path = path
        self._note(self.number)

    def join(self, other: "Bucket") -> None:
        """Another bucket has taken everything."""
        self.members.clear()
        self.into = other
        self._note(self.number)

    def end(self) -> None:
        """Nobody is in it anymore."""
        self.members.clear()
        self.gone = True
        self._note(self.number)

    def first(self) -> Anchor:
        """The smallest anchor of a sighting in it."""
        return self.members.first() if isinstance(self.members, Rows) else min(sighting.anchor for sighting in self.members[min(self.members)])

    def sighting(self, anchor: Anchor) -> Sighting:
        """The one that an anchor points at; it must be here."""
        return next(sighting for sighting in self.members[anchor[0]] if sighting.number == anchor[1])


def never_beside(some: Iterable[Bucket], others: Iterable[Bucket]) -> bool:
    """Whether no article is in a bucket of both sides."""
    others = list(others)
    return not any(_meet(one, other) for one in some for other in others)


def _meet(one: Bucket, other: Bucket) -> bool:
    small, large = (one.members, other.members) if one.tally.articles <= other.tally.articles else (other.members, one.members)
    if isinstance(small, Rows) and isinstance(large, Rows):
        return small.meets(large)
    return any(article in large for article in small)


@dataclass(frozen=True, slots=True)
class Part:
    """A bucket, or `only` these of its sightings, or all `but` these."""

    bucket: Bucket
    only: frozenset[Anchor] | None = None
    but: frozenset[Anchor] = frozenset()

    def without(self, anchors: frozenset[Anchor]) -> "Part":
        """The part when these sightings have left it."""
        if self.only is not None:
            return Part(self.bucket, self.only - anchors)
        return Part(self.bucket, None, self.but | anchors)

    def sightings(self) -> Iterator[Sighting]:
        """All of them, in no particular order."""
        for found in self.bucket.members.values():
            for sighting in found:
                if self.has(sighting.anchor):
                    yield sighting

    def articles(self) -> set[str]:
        """Where they are."""
        if self.only is not None:
            return {article for article, _ in self.only}
        left = {article for article, _ in self.but if not any(self.has(one.anchor) for one in self.bucket.members[article])}
        return set(self.bucket.members) - left

    def anchors(self, most: int | None = None) -> list[Anchor]:
        """The smallest anchors of them, sorted."""
        if self.only is not None:
            return sorted(self.only)[:most]
        found: list[Anchor] = []
        for article in sorted(self.bucket.members):
            found += sorted(one.anchor for one in self.bucket.members[article] if self.has(one.anchor))
            if most is not None and len(found) >= most:
                break
        return found[:most]

    def has(self, anchor: Anchor) -> bool:
        """Whether this sighting of the bucket is in the part."""
        return anchor not in self.but and (self.only is None or anchor in self.only)

    def tally(self) -> Tally:
        """The counts of this part; not to be changed."""
        if self.only is not None:
            return _counted(self.bucket, self.only)
        if not self.but:
            return self.bucket.tally
        rest = Tally()
        rest.merge(self.bucket.tally)
        rest.merge(_counted(self.bucket, self.but), -1)
        return rest


def _counted(bucket: Bucket, anchors: frozenset[Anchor]) -> Tally:
    counted = Tally()
    for article in sorted({article for article, _ in anchors}):
        counted.count([sighting for sighting in bucket.members[article] if sighting.anchor in anchors])
    return counted


def summed(parts: Iterable[Part]) -> Tally:
    """The counts of several parts together; not to be changed."""
    first, *others = [part.tally() for part in parts]
    if not others:
        return first
    total = Tally()
    for tally in (first, *others):
        total.merge(tally)
    return total
