"""What all articles together say of an actor or a place: its name, other names, country, walk of life, offices."""

import dataclasses
from collections import Counter, defaultdict
from dataclasses import dataclass

from graph.cells import Cluster, common, words_of
from graph.countries import countries
from graph.names import slug
from graph.ontology import vocabulary
from graph.records import Place, from_json


@dataclass(frozen=True, slots=True)
class Office:
    """A position that articles give to an actor, with its dates as they state them; articles may differ."""

    title: str
    country: str | None = None
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A name that was joined by more than equality of names: the rule and how sure it is, from 0 to 1."""

    name: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor over all articles. `key` is the last part of its IRI; `anchor` a sighting that decisions can point at.

    `articles` and `anchor` are known of an Identity's actors only.
    """

    key: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    offices: tuple[Office, ...]
    joined: tuple[Joined, ...]
    articles: int = 0
    anchor: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place over all articles; `place` is what the gazetteer says of it, None for a name that it does not know."""

    key: str
    label: str
    aliases: tuple[str, ...]
    place: Place | None
    country: str | None


def actor(key: str, cluster: Cluster) -> Actor:
    """The actor that a cluster is."""
    tally = cluster.tally
    kind = common(tally["kind"]) or "organization"
    called = label(cluster)
    return Actor(
        key=key,
        kind=kind,
        label=called,
        aliases=tuple(sorted(_aliases(cluster, kind) - {called})),
        country=cluster.country or common(tally["country"]),
        sector=common(tally["sector"]),
        offices=_offices(cluster) if kind == "person" else (),
        joined=tuple(Joined(*item) for item in sorted(cluster.joined)),
    )


def counted(key: str, cluster: Cluster) -> Actor:
    """The actor, with the number of articles and the first sighting."""
    return dataclasses.replace(actor(key, cluster), articles=len(cluster.articles()), anchor=cluster.anchors(1)[0])


def label(cluster: Cluster) -> str:
    """What a decision calls it; else the most frequent way to write the full name; of states and groups what their country and sector are called."""
    if cluster.label:
        return cluster.label
    if cluster.path and cluster.kind in ("state", "group") and (coded := _coded_label(cluster.path.removeprefix("actor/"))):
        return coded
    names = cluster.tally["name"]
    full = names if cluster.path else {name: times for name, times in names.items() if words_of(cluster.kind, name) == cluster.words}
    return common(full or names) or ""


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
    names = {*cluster.tally["name"], *cluster.tally["alias"]}
    own = cluster.path is not None and kind in ("group", "person", "organization")
    return {name for name in names if not own or name != name.lower()}


def _offices(cluster: Cluster) -> tuple[Office, ...]:
    """Each office once: titles that differ in case or punctuation only are one, written the most frequent way."""
    forms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (title, country), times in cluster.tally["position"].items():
        forms[slug(title), country or ""][title] += times
    since: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    until: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for title, country, begun, ended in cluster.tally["term"]:
        since[slug(title), country or ""] |= {begun} if begun else set()
        until[slug(title), country or ""] |= {ended} if ended else set()
    return tuple(
        Office(common(titles) or "", key[1] or None, tuple(sorted(since[key])), tuple(sorted(until[key]))) for key, titles in sorted(forms.items())
    )


def spot(key: str, cluster: Cluster) -> Spot:
    """The place that a cluster is."""
    known = common(cluster.tally["place"])
    place = from_json(Place, known) if known else None
    called = cluster.label or (place.name if place else label(cluster))
    names = {*cluster.tally["name"], *cluster.tally["alias"]}
    if place and place.key != key:
        place = dataclasses.replace(place, key=key)
    return Spot(key, called, tuple(sorted(names - {called})), place, place.country if place else common(cluster.tally["country"]))
