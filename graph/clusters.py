"""Which sightings are one actor, by their names alone: a pure function of the set, whatever its order.

Persons and bodies of one name are one unless country or walk of life differ (graph.cells). Full names that differ in spelling, middle names and the
like are tied by rules of graph.variants. A bare surname joins the one full-named person whom it fits, an acronym the one body that some article
gives it to (graph.surnames); neither ever ties two full names together. Doubt leaves things apart and goes to graph.review.
"""

from collections import defaultdict
from collections.abc import Iterable

from graph.bodies import body_key
from graph.cells import Cluster, cells, words_of
from graph.names import family_names, is_abbreviation, is_acronym, organization_tokens, person_tokens
from graph.sightings import Sighting
from graph.spellings import FAMILY_IN_FRONT, sound
from graph.surnames import join, plan
from graph.variants import join_variants

NameKey = tuple[str, str]
Groups = dict[NameKey, list[Sighting]]


def clusters(found: Iterable[Sighting]) -> list[Cluster]:
    """All sightings, each in one cluster; in no particular order."""
    known: dict[str, Cluster] = {}
    groups: defaultdict[NameKey, list[Sighting]] = defaultdict(list)
    for sighting in found:
        if sighting.path is None:
            key, sighting = _key(sighting)
            groups[key].append(sighting)
        elif sighting.path in known:
            known[sighting.path].members.append(sighting)
        else:
            known[sighting.path] = Cluster(sighting.kind, sighting.path, [sighting], path=sighting.path)
    return [*known.values(), *_named(groups)]


def _key(sighting: Sighting) -> tuple[NameKey, Sighting]:
    """What all bearers of the name share; a body whose name tells its country gets that country."""
    if sighting.kind == "person":
        return ("person", sighting.joined), sighting
    key, country = body_key(sighting.words, sighting.country)
    return ("body", key), sighting if sighting.country or not country else sighting._replace(country=country)


def _named(groups: Groups) -> list[Cluster]:
    acronyms = _acronyms(groups)
    short = {key for key, members in groups.items() if (len(words_of(members)) == 1 if key[0] == "person" else key in acronyms)}
    full = (cells(key[1], members) for key, members in groups.items() if key not in short)
    found = join_variants([cluster for parts in full for cluster in parts])
    index = _Index(found, acronyms)
    plans = [
        plan(key[1], groups[key], index.candidates(key, groups[key])) for key in short
    ]  # all planned before any is carried out: order must not matter
    for claims, _ in plans:
        for candidate, members in claims:
            join(candidate, members)
    return found + [cluster for _, rest in plans for cluster in rest]


def _acronyms(groups: Groups) -> dict[NameKey, set[str]]:
    """For each acronym the full names that some article gives it to. One not made of initials ("MSF") must never stand beside it."""
    found: defaultdict[NameKey, set[str]] = defaultdict(set)
    for (kind, name), members in groups.items():
        words = words_of(members)
        if kind == "person" or len(words) < 2:
            continue
        for alias in {alias for member in members for alias in member.aliases if is_abbreviation(alias)}:
            key = kind, body_key(organization_tokens(alias), None)[0]
            if is_acronym(alias, words) or (key[1] != name and _never_beside(members, groups.get(key, []))):
                found[key].add(name)
    return found


def _never_beside(one: list[Sighting], other: list[Sighting]) -> bool:
    return {member.article for member in one}.isdisjoint(member.article for member in other)


class _Index:
    """Whom bare surnames and acronyms may stand for: by exact name; else by sound; else by what articles call somebody."""

    def __init__(self, found: list[Cluster], acronyms: dict[NameKey, set[str]]) -> None:
        self.exact: defaultdict[NameKey, list[Cluster]] = defaultdict(list)
        self.sounds: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
        self.called: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
        given: defaultdict[str, set[str]] = defaultdict(set)
        for (_, acronym), names in acronyms.items():
            for name in names:
                given[name].add(acronym)
        for cluster in found:
            shorts = _surnames(cluster) if cluster.kind == "person" else {short for key in cluster.keys for short in given.get(key, ())}
            for short in shorts:
                self.exact[cluster.kind, short].append(cluster)
            if cluster.kind == "person" and cluster.country:
                self._also(cluster, cluster.country, shorts)

    def _also(self, cluster: Cluster, country: str, surnames: set[str]) -> None:
        for heard in {heard for name in surnames if (heard := sound((name,), country))}:
            self.sounds[country, heard].append(cluster)
        aliases = {person_tokens(alias) for member in cluster.members for alias in member.aliases}
        for words in aliases:
            if len(words) == 1:
                self.called[country, words[0]].append(cluster)

    def candidates(self, key: NameKey, members: list[Sighting]) -> list[Cluster]:
        kind, name = key
        if kind != "person" or key in self.exact:
            return self.exact.get(key, [])
        countries = sorted({member.country for member in members if member.country})
        alike = [cluster for country in countries for cluster in self.sounds.get((country, sound((name,), country) or ""), [])]
        return alike or [c for country in countries for c in self.called.get((country, name), []) if _never_beside(c.members, members)]


def _surnames(cluster: Cluster) -> set[str]:
    """Where the family name comes first, the first word may be it, whatever it is."""
    found = {name for words in cluster.forms for name in family_names(words)}
    return found | {words[0] for words in cluster.forms} if cluster.country in FAMILY_IN_FRONT else found
