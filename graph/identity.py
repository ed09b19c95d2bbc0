"""Who is who: which entities of which articles are one actor or one place.

A pure function of the set of readings and the user's decisions: order and batching never matter, and undoing a decision restores every byte.
"""

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.cells import Cluster, common, suffix
from graph.clusters import clusters
from graph.countries import countries
from graph.decisions import Decision, Refusal, decide
from graph.names import slug
from graph.ontology import vocabulary
from graph.records import Place, Reading
from graph.sightings import PUBLISHER, Sighting, place_of, sightings

IDENTITY_VERSION = 2  # raise it when equal readings and decisions give another identity; stores then settle anew
References = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A position that articles give to an actor."""

    title: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A name that was joined by more than equality of names: the rule and how sure it is, from 0 to 1."""

    name: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor over all articles. `key` is the last part of its IRI; `anchor` a sighting that decisions can point at."""

    key: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    offices: tuple[Office, ...]
    joined: tuple[Joined, ...]
    articles: int
    anchor: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place over all articles; `place` is what the gazetteer says of it, None for a name that it does not know."""

    key: str
    label: str
    aliases: tuple[str, ...]
    place: Place | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Actors and places by key, and for each article the relative IRI of each of its entities.

    `links` gives by path what others call an actor: (SKOS relation, IRI) pairs (graph.links).
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Spot] = field(default_factory=dict)
    articles: Mapping[str, References] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    links: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def references(self, article: str) -> References:
        """By entity index "actor/KEY" or "place/KEY"; None for a thing. Raises KeyError for an article that is not in the set."""
        return self.articles[article]

    def publisher(self, article: str) -> str | None:
        """ "actor/KEY" of who published the article."""
        return self.publishers.get(article)


def identity(readings: Iterable[Reading], decisions: Sequence[Decision] = (), *, publishers: Mapping[str, str | None] | None = None) -> Identity:
    """Who is who in a set of readings; `publishers` gives the publisher's name by article id."""
    named = publishers or {}
    sizes: dict[str, int] = {}
    found: list[Sighting] = []
    for reading in readings:
        sizes[reading.article] = len(reading.entities)
        found += sightings(reading, named.get(reading.article))
    return resolve(found, sizes, decisions)


def resolve(found: Iterable[Sighting], sizes: Mapping[str, int], decisions: Sequence[Decision] = ()) -> Identity:
    """`identity` from sightings; `sizes` gives the number of entities of each article."""
    parts, refusals = decide(clusters(found), decisions)
    paths = _paths(parts)
    references: dict[str, list[str | None]] = {article: [None] * size for article, size in sizes.items()}
    publishers: dict[str, str] = {}
    for path, cluster in paths.items():
        for member in cluster.members:
            if member.number == PUBLISHER:
                publishers[member.article] = path
            else:
                references[member.article][member.number] = path
    return Identity(
        actors={path[6:]: _actor(path[6:], cluster) for path, cluster in sorted(paths.items()) if path.startswith("actor/")},
        places={path[6:]: _spot(path[6:], cluster) for path, cluster in sorted(paths.items()) if path.startswith("place/")},
        articles={article: tuple(items) for article, items in references.items()},
        publishers=publishers,
        refusals=refusals,
    )


def _paths(parts: list[Cluster]) -> dict[str, Cluster]:
    """Each cluster's path. The largest bearer of a name has the plain slug, the others a hash of what tells them apart."""
    paths: dict[str, Cluster] = {}
    slugs: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in parts:
        if cluster.path:
            paths[cluster.path] = cluster
        else:
            slugs[_slug(cluster)].append(cluster)
    for (room, name), bearers in slugs.items():
        plain = room == "actor" and not _is_reserved(name) and f"actor/{name}" not in paths
        for number, cluster in enumerate(sorted(bearers, key=_rank) if len(bearers) > 1 else bearers):
            paths[f"{room}/{name}" if plain and number == 0 else f"{room}/{name}-{suffix(cluster)}"] = cluster
    return paths


def _slug(cluster: Cluster) -> tuple[str, str]:
    room = "place" if cluster.kind == "place" else "actor"
    return room, "-".join(cluster.words)[:60].strip("-") or slug(_label(cluster))


def _rank(cluster: Cluster) -> tuple[int, str]:
    return -len({member.article for member in cluster.members}), cluster.descriptor


def _is_reserved(name: str) -> bool:
    """Whether the slug looks like the key of a state ("prk"), of a group ("prk-mil") or of an actor of one article alone."""
    code, _, sector = name.partition("-")
    state = code.upper() in countries() and (not sector or sector.upper() in vocabulary().sectors)
    return state or re.match(r"[0-9a-f]{16}-", name) is not None


def _actor(key: str, cluster: Cluster) -> Actor:
    kind = common(member.kind for member in cluster.members) or "organization"
    label = cluster.label or _label(cluster)
    return Actor(
        key=key,
        kind=kind,
        label=label,
        aliases=tuple(sorted(_aliases(cluster, kind) - {label})),
        country=cluster.country or common(member.country for member in cluster.members),
        sector=common(member.sector for member in cluster.members),
        offices=_offices(cluster) if kind == "person" else (),
        joined=tuple(Joined(*item) for item in sorted(cluster.joined)),
        articles=len({member.article for member in cluster.members}),
        anchor=min(member.anchor for member in cluster.members),
    )


def _label(cluster: Cluster) -> str:
    """The most frequent way to write the full name; for states and groups what their country and sector are called."""
    if cluster.path and cluster.kind in ("state", "group") and (label := _coded_label(cluster.path.removeprefix("actor/"))):
        return label
    full = [member.name for member in cluster.members if member.words == cluster.words or cluster.path]
    counts = Counter(full or [member.name for member in cluster.members])
    return min(counts, key=lambda name: (-counts[name], name))


def _coded_label(key: str) -> str | None:
    code, _, sector = key.upper().partition("-")
    country = countries().get(code)
    if country is None:
        return code if not sector else None
    if not sector:
        return country.name
    return f"{country.adjective} {vocabulary().sectors[sector]}" if sector in vocabulary().sectors else None


def _aliases(cluster: Cluster, kind: str) -> set[str]:
    """Other names that articles use; of what is unnamed only those with a proper word in them."""
    names = {name for member in cluster.members for name in (member.name, *member.aliases)}
    own = cluster.path is not None and kind in ("group", "person", "organization")
    return {name for name in names if not own or name != name.lower()}


def _offices(cluster: Cluster) -> tuple[Office, ...]:
    """Each office once: titles that differ in case or punctuation only are one, written the most frequent way."""
    forms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for member in cluster.members:
        for title, country in member.positions:
            forms[slug(title), country or ""][title] += 1
    return tuple(Office(min(c, key=lambda title, c=c: (-c[title], title)), country or None) for (_, country), c in sorted(forms.items()))  # type: ignore[misc]


def _spot(key: str, cluster: Cluster) -> Spot:
    known = Counter(member.place for member in cluster.members if member.place)
    best = min(known, key=lambda text: (-known[text], text)) if known else None
    place = next(place_of(member) for member in cluster.members if member.place == best) if best else None
    label = cluster.label or (place.name if place else _label(cluster))
    names = {name for member in cluster.members for name in (member.name, *member.aliases)}
    if place and place.key != key:
        place = dataclasses.replace(place, key=key)
    return Spot(key, label, tuple(sorted(names - {label})), place, place.country if place else common(m.country for m in cluster.members))
