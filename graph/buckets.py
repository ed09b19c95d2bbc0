"""Sightings sorted by name and by what tells bearers of a name apart; articles come and go one by one.

Bearers of a bare surname are of one company when a name beside which they appear ties them together, with equal country and walk of life.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple

from graph.bodies import body_key
from graph.cells import walk_of
from graph.drawers import PLAIN, Codec, Disk, Kept, Memory, tupled
from graph.names import slug
from graph.sightings import Sighting, from_row, to_row
from graph.tallies import Anchor, Bucket, Trait, Unit

Circle = tuple[Unit, str | None, str | None]  # bearers of one surname in one country and walk of life


class Filing(NamedTuple):
    """One article: the number of its entities, its sightings, and the bucket of each."""

    size: int
    sightings: tuple[Sighting, ...]
    buckets: Sequence[Bucket]


class Homes(Sequence[Bucket]):
    """Buckets by number, each of which is read when it is asked for."""

    __slots__ = ("_of", "numbers")

    def __init__(self, of: Mapping[int, Bucket], numbers: list[int]) -> None:
        self._of, self.numbers = of, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: int) -> Bucket:  # type: ignore[override]  # nobody asks for slices
        return self._of[self.numbers[place]]


class Buckets:
    """All sightings. `touched` are the units and `moved` the articles whose buckets are others than before; whoever reads these empties them."""

    def __init__(self, drawers: Memory | Disk) -> None:
        self._drawers = drawers
        self.numbers: MutableMapping[int, Bucket] = drawers.drawer(Codec(self._bucket_row, self._bucket_of, "noted"))
        self.articles: MutableMapping[str, Filing] = drawers.drawer(Codec(_filing_row, self._filing_of, "replaced"))
        self.units: MutableMapping[Unit, dict[Trait, Bucket]] = drawers.drawer(Codec(_numbers, self._by_trait))
        self.touched: set[Unit] = set()
        self.moved: set[str] = set()
        self._companies: MutableMapping[tuple[Circle, str], Anchor] = drawers.drawer(PLAIN)
        self._names = drawers.companies()
        self._last: MutableMapping[str, int] = drawers.drawer(PLAIN)

    def of(self, unit: Unit) -> Iterable[Bucket]:
        """The buckets of one name; none when nobody bears it."""
        return self.units.get(unit, {}).values()

    def bucket(self, anchor: Anchor) -> Bucket | None:
        """Where a sighting is; None when there is none."""
        filing = self.articles.get(anchor[0])
        places = (place for place, sighting in enumerate(filing.sightings) if sighting.number == anchor[1]) if filing else iter(())
        place = next(places, None)
        return current(filing.buckets[place]) if filing and place is not None else None

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
        filing = self.articles.get(article)
        circles: defaultdict[Circle, set[Anchor]] = defaultdict(set)
        self.moved.add(article)
        for bucket in {id(bucket): bucket for bucket in map(current, filing.buckets if filing else ())}.values():
            bucket.take(article)
            self.touched.add(bucket.unit)
            if bucket.trait.company:
                circles[bucket.unit, bucket.trait.country, bucket.trait.walk].add(bucket.trait.company)
            self._sweep(bucket)
        self.articles.pop(article, None)
        for circle, companies in circles.items():
            self._regroup(circle, companies)

    def _sweep(self, bucket: Bucket) -> None:
        if not bucket.members:
            del self.units[bucket.unit][bucket.trait]
            if not self.units[bucket.unit]:
                del self.units[bucket.unit]
            bucket.end()

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
            number = self._last["bucket"] = self._last.get("bucket", 0) + 1
            self.numbers[number] = known[trait] = self._new(number, unit, trait)
        return known[trait]

    def _new(self, number: int, unit: Unit, trait: Trait) -> Bucket:
        note = self.numbers.noted.add if isinstance(self.numbers, Kept) else _unnoted
        return Bucket(number, unit, trait, self._drawers.members(number, lambda article: self._found(number, article)), note)

    def _found(self, number: int, article: str) -> tuple[Sighting, ...]:
        filing = self.articles[article]
        return tuple(own for own, bucket in zip(filing.sightings, filing.buckets, strict=True) if current(bucket).number == number)

    def _company(self, circle: Circle, sighting: Sighting) -> Anchor:
        """The company that knows one of the names beside which the sighting appears; those that meet so become one, under the largest."""
        known = {name: company for name in sighting.company if (company := self._companies.get((circle, name)))}
        met = sorted(set(known.values()), key=lambda company: (-self._names.size(company), company))
        home = met[0] if met else sighting.anchor
        for other in met[1:]:
            self._unite(circle, home, other)
        self._tie(circle, home, frozenset(name for name in sighting.company if name not in known))
        return home

    def _tie(self, circle: Circle, company: Anchor, names: frozenset[str] | set[str]) -> None:
        self._names.add(company, names)
        for name in names:
            self._companies[circle, name] = company

    def _unite(self, circle: Circle, home: Anchor, other: Anchor) -> None:
        unit = circle[0]
        self._tie(circle, home, self._names.pop(other))
        for bucket in [bucket for bucket in self.of(unit) if bucket.trait[:2] == circle[1:] and bucket.trait.company == other]:
            kept = self._bucket(unit, bucket.trait._replace(company=home))
            for article, found in bucket.members.items():
                kept.put(article, (*kept.take(article), *found) if article in kept.members else found)
            self.moved.update(bucket.members)
            del self.units[unit][bucket.trait]
            bucket.join(kept)

    def _regroup(self, circle: Circle, gone: set[Anchor]) -> None:
        """Works a circle's companies out anew, for one who tied them together is gone, perhaps with all of his."""
        unit = circle[0]
        old = [bucket for bucket in self.of(unit) if bucket.trait[:2] == circle[1:] and bucket.trait.company]
        for company in gone | {bucket.trait.company for bucket in old if bucket.trait.company}:
            for name in self._names.pop(company):
                self._companies.pop((circle, name), None)
        for bucket in old:
            del self.units[unit][bucket.trait]
        if not self.units.get(unit, True):
            del self.units[unit]
        for article in sorted({article for bucket in old for article in bucket.members}):
            size, found, buckets = self.articles[article]
            self._refile(article, Filing(size, found, tuple(map(current, buckets))), {id(bucket) for bucket in old})
        for bucket in old:
            bucket.end()

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
        units = self.units.everything() if isinstance(self.units, Kept) else iter(self.units)
        return (bucket for unit in units for bucket in self.units[unit].values())

    def _by_trait(self, numbers: Any) -> dict[Trait, Bucket]:
        return {bucket.trait: bucket for bucket in (self.numbers[number] for number in numbers)}

    def _filing_of(self, row: Any) -> Filing:
        size, found, numbers = row
        article, *sightings = found
        return Filing(size, from_row(article, *sightings), Homes(self.numbers, numbers))

    def _bucket_row(self, bucket: Bucket) -> Any:
        if bucket.gone:
            return None
        fields = {field: list(counts.items()) for field, counts in bucket.tally.fields.items() if counts}
        return [bucket.number, bucket.unit, bucket.trait, bucket.path, bucket.into.number if bucket.into else None, bucket.tally.articles, fields]

    def _bucket_of(self, row: Any) -> Bucket:
        number, unit, (country, walk, titles, company), path, into, articles, fields = row
        bucket = self._new(number, tupled(unit), Trait(country, walk, tupled(titles), tupled(company)))
        bucket.path, bucket.tally.articles = path, articles
        bucket.tally.fields = {field: {tupled(value): times for value, times in counts} for field, counts in fields.items()}
        bucket.into = self.numbers[into] if into is not None else None
        return bucket


def _unnoted(number: int) -> None:
    """Nobody needs to know."""


def _numbers(known: dict[Trait, Bucket]) -> list[int]:
    return [bucket.number for bucket in known.values()]


def _filing_row(filing: Filing) -> Any:
    article = [filing.sightings[0].article, to_row(filing.sightings)] if filing.sightings else ["", "[]"]
    buckets = filing.buckets
    return [filing.size, article, buckets.numbers if isinstance(buckets, Homes) else [bucket.number for bucket in buckets]]


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
