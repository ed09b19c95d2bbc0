"""Bearers of one name, parted into actors: by country and walk of life where these conflict."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.names import digest, is_generic
from graph.sightings import Sighting
from graph.spellings import variants

Kind = tuple[str | None, str | None]  # country and walk of life
# Sectors that one person may hold within a life; CVL and ELI say too little to tell anybody apart.
WALKS = {
    "GOV": "state", "LEG": "state", "JUD": "state", "MIL": "state", "COP": "state", "SPY": "state", "OPP": "state", "PTY": "state",
    "IGO": "state", "REB": "armed", "UAF": "armed", "CRM": "armed", "BUS": "work", "MNC": "work", "LAB": "work", "AGR": "work",
    "IMG": "armed", "JRN": "media",
    "MED": "health", "EDU": "learning", "REL": "religion",
}  # fmt: skip


@dataclass(slots=True)
class Cluster:
    """Sightings taken for one actor or place. `descriptor` tells it from others of its name, whatever else is in the set.

    `country` and `walk` are what all its first members agree on; `joined` lists (name, rule, score) of what was joined by more than equal names,
    `keys` the names under which it was found, `forms` all ways to write them.
    """

    kind: str
    descriptor: str
    members: list[Sighting]
    words: tuple[str, ...] = ()
    path: str | None = None
    country: str | None = None
    walk: str | None = None
    joined: set[tuple[str, str, float]] = field(default_factory=set)
    label: str | None = None
    keys: frozenset[str] = frozenset()
    forms: frozenset[tuple[str, ...]] = frozenset()


def cells(key: str, members: list[Sighting]) -> list[Cluster]:
    """Bearers of one full name, parted where country or walk of life conflict; who fits several parts stays alone, with the article."""
    kinds = {(member.country, walk_of(member)) for member in members}
    generic = members[0].kind != "person" and is_generic(tuple(key.split()))
    if not generic and len({c for c, _ in kinds if c}) <= 1 and len({w for _, w in kinds if w}) <= 1:
        return [cell(key, members)]
    homes = _homes(kinds)
    parts: defaultdict[object, list[Sighting]] = defaultdict(list)
    for member in members:
        kind = (member.country, walk_of(member))
        fits = [kind] if kind in homes else [home for home in homes if agree(home, kind)]
        lost = len(fits) != 1 or (generic and member.country is None)
        parts[member.anchor if lost else fits[0]].append(member)
    return [cell(key, part, alone=home not in homes) for home, part in parts.items()]


def _homes(kinds: set[Kind]) -> set[Kind]:
    """The most telling of the (country, walk) pairs: those that no other pair says more than."""
    return {kind for kind in kinds if not any(other != kind and _says_more(other, kind) for other in kinds)}


def _says_more(other: Kind, kind: Kind) -> bool:
    return all(mine is None or mine == theirs for mine, theirs in zip(kind, other, strict=True))


def agree(one: Kind, two: Kind) -> bool:
    """Whether two may be one; what is unknown conflicts with nothing."""
    return all(a is None or b is None or a == b for a, b in zip(one, two, strict=True))


def walk_of(member: Sighting) -> str | None:
    """The walk of life of a person's sector; None for bodies."""
    return WALKS.get(member.sector or "") if member.kind == "person" else None


def cell(key: str, members: list[Sighting], *, alone: bool = False) -> Cluster:
    """One cluster of these members, found under `key`; `alone` where nothing but its own articles tells it from others of the name."""
    country = next((member.country for member in members if member.country), None)
    walk = next((walk for walk in map(walk_of, members) if walk), None)
    own = min(member.anchor for member in members) if alone else ""
    kind = "person" if members[0].kind == "person" else "body"
    descriptor = f"{kind}|{key}|{country}|{walk}|{own}"
    forms = frozenset(member.words for member in members) | (variants({member.name for member in members}) if kind == "person" else frozenset())
    return Cluster(kind, descriptor, members, words=words_of(members), country=country, walk=walk, keys=frozenset((key,)), forms=forms)


def words_of(members: list[Sighting]) -> tuple[str, ...]:
    """The most parted form of one name: ("kim", "jong", "un") before ("kim", "jongun")."""
    return max({member.words for member in members}, key=lambda words: (len(words), words))


def common(values: Iterable[str | None]) -> str | None:
    """The most frequent value, the smallest of equals; None where there is none."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def suffix(cluster: Cluster) -> str:
    """What tells the cluster from others with the same slug."""
    return digest(cluster.descriptor)
