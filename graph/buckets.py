"""Sightings sorted by name and by what tells bearers of a name apart; articles come and go one by one.

Bearers of a bare surname are of one company when a name beside which they appear ties them together, with equal country and walk of life.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.bodies import body_key
from graph.cells import walk_of
from graph.names import slug
from graph.sightings import Sighting
from graph.tallies import Anchor, Bucket, Trait, Unit

Circle = tuple[Unit, str | None, str | None]  # bearers of one surname in one country and walk of life


class Filing(NamedTuple):
    """One article: the number of its entities, its sightings, and the bucket of each."""

    size: int
    sightings: tuple[Sighting, ...]
    buckets: tuple[Bucket, ...]


class Buckets:
    """All sightings. `touched` are the units and `moved` the articles whose buckets are others than before; whoever reads these empties them."""

    def __init__(self) -> None:
        self.articles: dict[str, Filing] = {}
        self.units: dict[Unit, dict[Trait, Bucket]] = {}
        self.touched: set[Unit] = set()
        self.moved: set[str] = set()
        self._companies: dict[Circle, dict[str, Anchor]] = {}
        self._names: dict[Anchor, set[str]] = {}

    def of(self, unit: Unit) -> Iterable[Bucket]:
        """The buckets of one name; none when nobody bears it."""
        return self.units.get(unit, {}).values()

    def bucket(self, anchor: Anchor) -> Bucket | None:
        """Where a sighting is; None when there is none."""
        filing = self.articles.get(anchor[0])
        for sighting, bucket in zip(filing.sightings, filing.buckets, strict=True) if filing else ():
            if sighting.number == anchor[1]:
                return current(bucket)
        return None

    def put(self, article: str, size: int, found: tuple[Sighting, ...]) -> None:
        """Adds an article, or what another reader sees in it. What is there already is not touched."""
        if article in self.articles:
            if self.articles[article][:2] == (size, found):
                return
            self.take(article)
        self.moved.add(article)
        alike: dict[int, tuple[Bucket, list[Sighting]]] = {}
        homes = []
        for sighting in found:
            homes.append(self._home(sighting))
        homes = [current(home) for home in homes]  # a later one may have brought companies together
        for sighting, home in zip(found, homes, strict=True):
            alike.setdefault(id(home), (home, []))[1].append(sighting)
        for home, own in alike.values():
            home.put(article, tuple(own))
        self.articles[article] = Filing(size, found, tuple(homes))

    def take(self, article: str) -> None:
        """Takes an article out, if it is in."""
        filing = self.articles.pop(article, None)
        circles: set[Circle] = set()
        self.moved.add(article)
        for bucket in {id(bucket): bucket for bucket in map(current, filing.buckets if filing else ())}.values():
            bucket.take(article)
            self.touched.add(bucket.unit)
            if bucket.trait.company:
                circles.add((bucket.unit, bucket.trait.country, bucket.trait.walk))
            self._sweep(bucket)
        for circle in circles:
            self._regroup(circle)

    def _sweep(self, bucket: Bucket) -> None:
        if not bucket.members:
            del self.units[bucket.unit][bucket.trait]
            if not self.units[bucket.unit]:
                del self.units[bucket.unit]

    def _home(self, sighting: Sighting) -> Bucket:
        unit, country = unit_of(sighting)
        self.touched.add(unit)
        walk = walk_of(sighting) if unit[0] == "person" else None
        if unit[0] == "path":
            return self._bucket(unit, Trait())
        if unit[0] == "body" or len(sighting.words) > 1:
            return self._bucket(unit, Trait(country, walk))
        titles = tuple(sorted({slug(title) for title, _ in sighting.positions}))
        return self._bucket(unit, Trait(country, walk, titles, self._company((unit, country, walk), sighting)))

    def _bucket(self, unit: Unit, trait: Trait) -> Bucket:
        known = self.units.setdefault(unit, {})
        if trait not in known:
            known[trait] = Bucket(unit, trait)
        return known[trait]

    def _company(self, circle: Circle, sighting: Sighting) -> Anchor:
        """The company that knows one of the names beside which the sighting appears; those that meet so become one, under the largest."""
        known = self._companies.setdefault(circle, {})
        met = sorted({known[name] for name in sighting.company if name in known}, key=lambda company: (-len(self._names[company]), company))
        home = met[0] if met else sighting.anchor
        for other in met[1:]:
            self._unite(circle, home, other)
        names = self._names.setdefault(home, set())
        names |= sighting.company
        known |= dict.fromkeys(sighting.company, home)
        return home

    def _unite(self, circle: Circle, home: Anchor, other: Anchor) -> None:
        unit = circle[0]
        gone = self._names.pop(other)
        self._companies[circle] |= dict.fromkeys(gone, home)
        self._names[home] |= gone
        for bucket in [bucket for bucket in self.of(unit) if bucket.trait[:2] == circle[1:] and bucket.trait.company == other]:
            kept = self._bucket(unit, bucket.trait._replace(company=home))
            for article, found in bucket.members.items():
                kept.put(article, (*kept.take(article), *found) if article in kept.members else found)
            self.moved.update(bucket.members)
            del self.units[unit][bucket.trait]
            bucket.into = kept

    def _regroup(self, circle: Circle) -> None:
        """Works a circle's companies out anew, for one who tied them together is gone."""
        unit = circle[0]
        old = [bucket for bucket in self.of(unit) if bucket.trait[:2] == circle[1:] and bucket.trait.company]
        for company in {*self._companies.pop(circle, {}).values(), *(bucket.trait.company for bucket in old if bucket.trait.company)}:
            self._names.pop(company, None)
        for bucket in old:
            del self.units[unit][bucket.trait]
        if not self.units.get(unit, True):
            del self.units[unit]
        for article in {article for bucket in old for article in bucket.members}:
            size, found, buckets = self.articles.pop(article)
            self._refile(article, Filing(size, found, tuple(map(current, buckets))), {id(bucket) for bucket in old})

    def _refile(self, article: str, filing: Filing, gone: set[int]) -> None:
        homes = [self._home(s) if id(b) in gone else b for s, b in zip(filing.sightings, filing.buckets, strict=True)]
        homes = [current(home) for home in homes]
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for place, (home, before) in enumerate(zip(homes, filing.buckets, strict=True)):
            if id(before) in gone:
                alike[id(home)].append(place)
        for places in alike.values():
            homes[places[0]].put(article, tuple(filing.sightings[place] for place in places))
        self.moved.add(article)
        self.articles[article] = Filing(filing.size, filing.sightings, tuple(homes))

    def everything(self) -> Iterator[Bucket]:
        """All buckets."""
        return (bucket for known in self.units.values() for bucket in known.values())


def current(bucket: Bucket) -> Bucket:
    """The bucket, or the one that took it up."""
    while bucket.into:
        bucket = bucket.into
    return bucket


def unit_of(sighting: Sighting) -> tuple[Unit, str | None]:
    """The unit of a sighting, and its country; a body whose name tells its country gets that country."""
    if sighting.path is not None:
        return ("path", sighting.path), sighting.country
    if sighting.kind == "person":
        return ("person", sighting.joined), sighting.country
    key, country = body_key(sighting.words, sighting.country)
    return ("body", key), sighting.country or country
