"""Which sightings are one actor, by their names alone: a pure function of the set, whatever its order.

Persons and bodies of one name are one unless country or walk of life differ (graph.cells). A bare surname joins the one full-named person whom
it fits, an acronym the one body that some article gives it to (graph.surnames); neither ever ties two full names together. Doubt leaves things
apart and goes to graph.review.
"""

from collections import defaultdict
from collections.abc import Iterable

from graph.cells import Cluster, agree, cells, words_of
from graph.names import family_names, generation, is_acronym, organization_tokens
from graph.sightings import Sighting
from graph.surnames import join, plan

NameKey = tuple[str, str]


def clusters(found: Iterable[Sighting]) -> list[Cluster]:
    """All sightings, each in one cluster; in no particular order."""
    known: dict[str, Cluster] = {}
    groups: defaultdict[NameKey, list[Sighting]] = defaultdict(list)
    for sighting in found:
        if sighting.path is None:
            groups["person" if sighting.kind == "person" else "body", sighting.joined].append(sighting)
        elif sighting.path in known:
            known[sighting.path].members.append(sighting)
        else:
            known[sighting.path] = Cluster(sighting.kind, sighting.path, [sighting], path=sighting.path)
    return [*known.values(), *_named(groups)]


def _named(groups: dict[NameKey, list[Sighting]]) -> list[Cluster]:
    acronyms = _acronyms(groups)
    short = {key for key, members in groups.items() if (len(words_of(members)) == 1 if key[0] == "person" else key in acronyms)}
    full = (cells(members) for key, members in groups.items() if key not in short)
    found = _join_middle_names([cluster for parts in full for cluster in parts])
    index = _short_names(found, acronyms)
    plans = [plan(groups[key], index.get(key, [])) for key in short]  # all planned before any is carried out: order must not matter
    for claims, _ in plans:
        for candidate, members in claims:
            join(candidate, members)
    return found + [cluster for _, rest in plans for cluster in rest]


def _acronyms(groups: dict[NameKey, list[Sighting]]) -> dict[NameKey, set[str]]:
    """For each acronym the full names that some article gives it to."""
    found: defaultdict[NameKey, set[str]] = defaultdict(set)
    for (kind, joined), members in groups.items():
        words = words_of(members)
        if kind != "person" and len(words) > 1:
            for alias in {alias for member in members for alias in member.aliases}:
                if is_acronym(alias, words):
                    found[kind, "".join(organization_tokens(alias))].add(joined)
    return found


def _join_middle_names(found: list[Cluster]) -> list[Cluster]:
    """ "Joseph R. Biden" and "Joseph Biden", where there is but one of each and the countries agree."""
    plain: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
    longer: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in found:
        if cluster.kind == "person" and not generation(cluster.words):
            (longer if len(cluster.words) > 2 else plain)[cluster.words[0], cluster.words[-1]].append(cluster)
    gone = set()
    for ends in plain.keys() & longer.keys():
        if len(plain[ends]) == len(longer[ends]) == 1 and _same_but_for_middle(plain[ends][0], longer[ends][0]):
            _absorb(plain[ends][0], longer[ends][0], rule="middle name", score=0.9)
            gone.add(id(longer[ends][0]))
    return [cluster for cluster in found if id(cluster) not in gone]


def _same_but_for_middle(plain: Cluster, longer: Cluster) -> bool:
    initials = all(len(word) == 1 for word in longer.words[1:-1])
    known = plain.country is not None and plain.country == longer.country
    return (known or initials) and agree((plain.country, plain.walk), (longer.country, longer.walk))


def _absorb(cluster: Cluster, other: Cluster, *, rule: str, score: float) -> None:
    cluster.joined.add((min(member.name for member in other.members), rule, score))
    cluster.joined |= other.joined
    cluster.members = cluster.members + other.members
    cluster.country = cluster.country or other.country
    cluster.walk = cluster.walk or other.walk


def _short_names(found: list[Cluster], acronyms: dict[NameKey, set[str]]) -> dict[NameKey, list[Cluster]]:
    """Bare surnames and acronyms, each with the clusters of full names that it may stand for."""
    index: defaultdict[NameKey, list[Cluster]] = defaultdict(list)
    given: defaultdict[NameKey, list[str]] = defaultdict(list)
    for (kind, acronym), names in acronyms.items():
        for name in names:
            given[kind, name].append(acronym)
    for cluster in found:
        shorts = family_names(cluster.words) if cluster.kind == "person" else given.get((cluster.kind, "".join(cluster.words)), ())
        for short in shorts:
            index[cluster.kind, short].append(cluster)
    return index
