"""Bearers of one name, parted into actors: by country and walk of life where these conflict."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.names import digest, is_generic, organization_tokens, person_tokens
from graph.sightings import Sighting
from graph.spellings import variants
from graph.tallies import Anchor, Bucket, Part, Tally, Unit, summed
from graph.walks import walk

Kind = tuple[str | None, str | None]  # country and walk of life
LARGER = 5  # times as many articles as all others of the name together: then what is unclear is taken for him


@dataclass(slots=True)
class Cluster:
    """Sightings taken for one actor or place. `descriptor` tells it from others of its name, whatever else is in the set.

    `country` and `walk` are what all its first parts agree on; `joined` lists (name, rule, score) of what was joined by more than equal names,
    `keys` the names under which it was found, `forms` all ways to write them. `lone` is one of whom only its article is known.
    """

    kind: str
    descriptor: str
    parts: tuple[Part, ...]
    words: tuple[str, ...] = ()
    path: str | None = None
    country: str | None = None
    walk: str | None = None
    joined: frozenset[tuple[str, str, float]] = frozenset()
    label: str | None = None
    keys: frozenset[str] = frozenset()
    forms: frozenset[tuple[str, ...]] = frozenset()
    lone: bool = False
    counted: Tally | None = None

    @property
    def tally(self) -> Tally:
        """The counts of all parts, reckoned once."""
        if self.counted is None:
            self.counted = summed(self.parts)
        return self.counted

    @property
    def units(self) -> list[Unit]:
        """The names under which it was found, as units."""
        return [(self.kind, key) for key in self.keys]

    def buckets(self) -> list[Bucket]:
        """Of all parts."""
        return [part.bucket for part in self.parts]

    def articles(self) -> set[str]:
        """Where its sightings are."""
        return {article for part in self.parts for article in part.articles()}

    def anchors(self, most: int | None = None) -> tuple[Anchor, ...]:
        """The smallest anchors of its sightings, sorted."""
        return tuple(sorted(anchor for part in self.parts for anchor in part.anchors(most))[:most])


def cells(key: str, buckets: Iterable[Bucket]) -> tuple[list[Cluster], list[Bucket]]:
    """Bearers of one name, parted where country or walk of life conflict, and the buckets of those who fit several parts: each of these stays
    alone, with the article, unless one of the parts is of far more articles than the others."""
    parts: defaultdict[Kind, list[Bucket]] = defaultdict(list)
    for bucket in buckets:
        parts[bucket.trait.country, bucket.trait.walk].append(bucket)
    kind = next(iter(parts.values()))[0].unit[0]
    generic = kind != "person" and is_generic(tuple(key.split()))
    if not generic and len({c for c, _ in parts if c}) <= 1 and len({w for _, w in parts if w}) <= 1:
        return [cell(key, [bucket for part in parts.values() for bucket in part])], []
    homes = _homes(set(parts))
    fits = {trait: [trait] if trait in homes else [home for home in homes if agree(home, trait)] for trait in parts}
    into, weight = _folded(parts, fits, homes) if kind == "person" else ({}, {})
    found: defaultdict[Kind, list[Bucket]] = defaultdict(list)
    lone: list[Bucket] = []
    for trait in sorted(parts, key=lambda trait: trait not in homes or trait in into):
        ends = _outweighing({into.get(home, home) for home in fits[trait]}, weight)
        lost = len(ends) != 1 or (generic and trait[0] is None)
        (lone if lost else found[ends.pop()]).extend(parts[trait])
    return [cell(key, part) for part in found.values() if part], lone


def _homes(kinds: set[Kind]) -> set[Kind]:
    """The most telling of the (country, walk) pairs: those that no other pair says more than."""
    return {kind for kind in kinds if not any(other != kind and _says_more(other, kind) for other in kinds)}


def _folded(parts: Mapping[Kind, list[Bucket]], fits: Mapping[Kind, list[Kind]], homes: set[Kind]) -> tuple[dict[Kind, Kind], dict[Kind, int]]:
    """Homes that are taken for another one, and of how many articles each is, with what fits it alone.

    Somebody of the same walk and office as one of far more articles is taken for him though of another country: where so many know the prime
    minister of that name, the few that make him another country's have misread it.
    """
    weight: dict[Kind, int] = dict.fromkeys(homes, 0)
    for trait, (home, *others) in fits.items():
        weight[home] += 0 if others else sum(bucket.tally.articles for bucket in parts[trait])
    titles = {home: _titles(parts[home]) for home in homes}
    into: dict[Kind, Kind] = {}
    ranked = sorted(homes, key=lambda home: (-weight[home], str(home)))
    for few in reversed(ranked):
        for many in ranked:
            alike = many != few and many not in into and few[1] == many[1] and not agree(few, many)
            if alike and weight[many] >= LARGER * weight[few] and not titles[few].isdisjoint(titles[many]):
                into[few] = many
                weight[many] += weight[few]
                break
    return into, weight


def _titles(part: list[Bucket]) -> set[str]:
    """The last words of the titles, which name the office: "minister", "president"."""
    return {title.casefold().split()[-1] for bucket in part for title, _ in bucket.tally["position"] if title.split()}


def _outweighing(ends: set[Kind], weight: Mapping[Kind, int]) -> set[Kind]:
    """The only one of far more articles than all others together, or else all."""
    total = sum(weight.get(end, 0) for end in ends)
    great = {end for end in ends if weight.get(end, 0) >= LARGER * (total - weight.get(end, 0)) > 0}
    return great or ends


def _says_more(other: Kind, kind: Kind) -> bool:
    return all(mine is None or mine == theirs for mine, theirs in zip(kind, other, strict=True))


def agree(one: Kind, two: Kind) -> bool:
    """Whether two may be one; what is unknown conflicts with nothing."""
    return all(a is None or b is None or a == b for a, b in zip(one, two, strict=True))


def walk_of(member: Sighting) -> str | None:
    """The walk of life of a person; None for bodies."""
    return walk(member.sector, [title for title, _ in member.positions]) if member.kind == "person" else None


def cell(key: str, buckets: list[Bucket], *, own: Anchor | None = None) -> Cluster:
    """One cluster of these buckets, found under `key`; `own` where nothing but its own articles tells it from others of the name."""
    country = next((bucket.trait.country for bucket in buckets if bucket.trait.country), None)
    walk = next((bucket.trait.walk for bucket in buckets if bucket.trait.walk), None)
    kind = buckets[0].unit[0]
    names = {name for bucket in buckets for name in bucket.tally["name"]}
    forms = frozenset(words_of(kind, name) for name in names)
    return Cluster(
        kind, _descriptor(kind, key, country, walk, own or ""), tuple(map(Part, buckets)),
        words=most_parted(forms),
        country=country,
        walk=walk,
        keys=frozenset((key,)),
        forms=forms | variants(names) if kind == "person" else forms,
    )  # fmt: skip


def lone(bucket: Bucket, sighting: Sighting) -> Cluster:
    """Somebody of whom nothing but his article is known."""
    (kind, key), (country, walk, _, _) = bucket.unit, bucket.trait
    descriptor = _descriptor(kind, key, country, walk, sighting.anchor)
    part = Part(bucket, frozenset((sighting.anchor,)))
    return Cluster(kind, descriptor, (part,), words=sighting.words, country=country, walk=walk, keys=frozenset((key,)), lone=True)


def _descriptor(kind: str, key: str, country: str | None, walk: str | None, own: object) -> str:
    return f"{kind}|{key}|{country}|{walk}|{own}"


def words_of(kind: str, name: str) -> tuple[str, ...]:
    """The normalized words of a person's or a body's name."""
    return person_tokens(name) if kind == "person" else organization_tokens(name)


def most_parted(forms: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The most parted form of one name: ("kim", "jong", "un") before ("kim", "jongun")."""
    return max(forms, key=lambda words: (len(words), words))


def common(counts: Mapping[str, int]) -> str | None:
    """The most frequent value, the smallest of equals; None where there is none."""
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def suffix(cluster: Cluster) -> str:
    """What tells the cluster from others with the same slug."""
    return digest(cluster.descriptor)
