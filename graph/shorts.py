"""Bare surnames and acronyms, kept as articles come and go: whom they stand for, where that can be told; else kept apart.

A bare surname joins the one full-named person whom it fits, an acronym the one body that some article gives it to; neither ever ties two full
names together.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace

from graph.bodies import body_key
from graph.cells import Cluster, agree, cell, cells, most_parted, words_of
from graph.drawers import PAIRS, SET, Disk, Memory
from graph.names import family_names, is_abbreviation, is_acronym, is_pair, organization_tokens, slug
from graph.spellings import FAMILY_IN_FRONT, sound
from graph.tallies import Bucket, Part, Unit, never_beside

Find = Callable[[Unit], Iterable[Bucket]]
Call = tuple[Hashable, ...]  # how somebody may be called: ("person", "putin"), ("sound", country, sound), ("byname", country, word)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of the bearers of a short name: whom which buckets join, by descriptor; the rest as clusters of their own; and who stays alone."""

    claims: dict[str, tuple[Bucket, ...]]
    rest: tuple[Cluster, ...]
    lone: tuple[Bucket, ...] = ()


class Acronyms:
    """Which full names of bodies say that they are also called by an acronym."""

    def __init__(self, find: Find, drawers: Memory | Disk) -> None:
        self._find = find
        self._says: MutableMapping[Unit, dict[Unit, bool]] = drawers.drawer(PAIRS)
        self._said: MutableMapping[Unit, set[Unit]] = drawers.drawer(SET, set)

    def update(self, unit: Unit) -> set[Unit]:
        """Looks at a name again; returns all names for which something may have changed."""
        before = self._says.pop(unit, {})
        after = _acronyms(unit, self._find(unit))
        for acronym in before.keys() - after.keys():
            self._said[acronym].discard(unit)
        for acronym in after:
            self._said[acronym].add(unit)
        if after:
            self._says[unit] = after
        return {*before, *after, *self._said.get(unit, ())}

    def of(self, unit: Unit) -> Iterator[str]:
        """The acronyms of a full name. One not made of initials ("MSF") must never stand beside it."""
        for acronym, spelled in self._says.get(unit, {}).items():
            if spelled or (acronym != unit and never_beside(self._find(unit), self._find(acronym))):
                yield acronym[1]

    def is_short(self, unit: Unit) -> bool:
        """Whether a name of bodies is an acronym of some full name."""
        return any(unit[1] in self.of(full) for full in self._said.get(unit, ()))


def _acronyms(unit: Unit, buckets: Iterable[Bucket]) -> dict[Unit, bool]:
    """The acronyms that articles give a body, and whether each is made of its initials."""
    tallies = [bucket.tally for bucket in buckets]
    if unit[0] != "body" or not tallies:
        return {}
    words = most_parted({organization_tokens(name) for tally in tallies for name in tally["name"]})
    found: dict[Unit, bool] = {}
    for alias in {alias for tally in tallies for alias in tally["alias"] if is_abbreviation(alias)} if len(words) > 1 else ():
        acronym = "body", body_key(organization_tokens(alias), None)[0]
        found[acronym] = found.get(acronym, False) or is_acronym(alias, words)
    return found


def calls(cluster: Cluster, acronyms: Acronyms) -> set[Call]:
    """How somebody of a full name may be called for short: by exact name; by what sounds alike; by what articles call him."""
    if cluster.kind != "person":
        return {("body", acronym) for unit in cluster.units for acronym in acronyms.of(unit)}
    surnames = set() if all(map(is_pair, cluster.tally["name"])) else _surnames(cluster)
    found: set[Call] = {("person", name) for name in surnames}
    if cluster.country:
        found |= {("sound", cluster.country, heard) for name in surnames if (heard := sound((name,), cluster.country))}
        bynames = {words_of("person", alias) for alias in cluster.tally["alias"]}
        found |= {("byname", cluster.country, words[0]) for words in bynames if len(words) == 1}
    return found


def _surnames(cluster: Cluster) -> set[str]:
    """Where the family name comes first, the first word may be it, whatever it is."""
    found = {name for words in cluster.forms for name in family_names(words)}
    return found | {words[0] for words in cluster.forms} if cluster.country in FAMILY_IN_FRONT else found


def wanted(unit: Unit, buckets: Iterable[Bucket]) -> set[Call]:
    """The calls that a short name answers to."""
    kind, name = unit
    if kind != "person":
        return {unit}
    countries = {bucket.trait.country for bucket in buckets if bucket.trait.country}
    heard = {("sound", country, sound((name,), country) or "") for country in countries}
    return {unit, *heard, *(("byname", country, name) for country in countries)}


def candidates(unit: Unit, buckets: list[Bucket], called: Callable[[Call], Iterable[Cluster]]) -> list[Cluster]:
    """Whom a short name may stand for: by exact name; else by sound; else by what articles call somebody."""
    exact = list(called(unit))
    if exact or unit[0] != "person":
        return exact
    calls = wanted(unit, buckets)
    alike = _each_once(cluster for call in calls if call[0] == "sound" for cluster in called(call))
    bynames = _each_once(cluster for call in calls if call[0] == "byname" for cluster in called(call))
    return alike or [cluster for cluster in bynames if never_beside(cluster.buckets(), buckets)]


def _each_once(found: Iterable[Cluster]) -> list[Cluster]:
    return list({cluster.descriptor: cluster for cluster in found}.values())


def plan(unit: Unit, buckets: list[Bucket], candidates: list[Cluster]) -> Plan:
    """Who of a short name joins which candidate, and the rest as clusters of their own."""
    rest: list[Bucket] = []
    claims: defaultdict[str, list[Bucket]] = defaultdict(list)
    known = {candidate.descriptor: candidate for candidate in candidates}
    titles = {name: {slug(title) for title, _ in candidate.tally["position"]} for name, candidate in known.items()} if len(known) > 1 else {}
    for bucket in buckets:
        fits = _fitting(bucket, known, titles)
        (claims[fits[0]] if len(fits) == 1 else rest).append(bucket)
    agreed = {}
    for name, claimed in claims.items():
        refused = _conflicting(known[name], claimed)
        rest += refused
        if kept := tuple(bucket for bucket in claimed if bucket not in refused):
            agreed[name] = kept
    own, lone = _bare(unit, rest, doubtful=bool(candidates)) if rest else ([], [])
    return Plan(agreed, tuple(own), tuple(lone))


def _fitting(bucket: Bucket, candidates: dict[str, Cluster], titles: dict[str, set[str]]) -> list[str]:
    kind = bucket.trait[:2]
    fits = [name for name, candidate in candidates.items() if agree(kind, (candidate.country, candidate.walk))]
    if len(fits) < 2 or not bucket.trait.titles:
        return fits
    return [name for name in fits if not titles[name].isdisjoint(bucket.trait.titles)]


def _conflicting(candidate: Cluster, claimed: list[Bucket]) -> list[Bucket]:
    """Where the candidate's country or walk is unknown, bearers of two different ones cannot both be meant: none of them is."""
    refused: list[Bucket] = []
    for part, known in ((0, candidate.country), (1, candidate.walk)):
        told = [bucket for bucket in claimed if known is None and bucket.trait[part]]
        if len({bucket.trait[part] for bucket in told}) > 1:
            refused += [bucket for bucket in told if bucket not in refused]
    return refused


def _bare(unit: Unit, buckets: list[Bucket], *, doubtful: bool) -> tuple[list[Cluster], list[Bucket]]:
    """Short names that join nobody: one actor a country where no full name is known at all, else only those of one company."""
    kind, name = unit
    if kind != "person":
        return cells(name, buckets)
    told = [bucket for bucket in buckets if bucket.trait.country and not doubtful]
    found, lone = cells(name, told) if told else ([], [])
    companies: defaultdict[Hashable, list[Bucket]] = defaultdict(list)
    for bucket in buckets:
        if not (bucket.trait.country and not doubtful):
            companies[bucket.trait[:2], bucket.trait.company].append(bucket)
    for part in companies.values():
        own = min(bucket.first() for bucket in part)
        found.append(cell(name, part, own=own))
    return found, lone


def with_claims(candidate: Cluster, claimed: Iterable[Bucket]) -> Cluster:
    """The candidate with all who are called by a short name of his."""
    rule, score = ("bare surname", 0.85) if candidate.kind == "person" else ("acronym", 0.95)
    claimed = list(claimed)
    if not claimed:
        return candidate
    names = {(name, rule, score) for bucket in claimed for name in bucket.tally["name"]}
    return replace(candidate, joined=candidate.joined | names, parts=candidate.parts + tuple(map(Part, claimed)), counted=None)
