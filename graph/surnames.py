"""Bare surnames and acronyms: whom they stand for, where that can be told; else kept apart."""

from collections import defaultdict
from collections.abc import Iterator

from graph.cells import Cluster, agree, cell, cells, walk_of
from graph.names import slug
from graph.sightings import Sighting

Plan = tuple[list[tuple[Cluster, list[Sighting]]], list[Cluster]]


def plan(key: str, members: list[Sighting], candidates: list[Cluster]) -> Plan:
    """For bearers of one short name: who joins which candidate, and the rest as clusters of their own."""
    rest: list[Sighting] = []
    claims: defaultdict[int, list[Sighting]] = defaultdict(list)
    titles = _titles(candidates) if any(member.positions for member in members) else []
    for member in members:
        fits = _fitting(member, candidates, titles)
        (claims[fits[0]] if len(fits) == 1 else rest).append(member)
    agreed = []
    for number, claimed in claims.items():
        refused = _conflicting(candidates[number], claimed)
        rest += refused
        agreed.append((candidates[number], [member for member in claimed if not refused or member not in refused]))
    return agreed, list(_bare(key, rest, doubtful=bool(candidates))) if rest else []


def _titles(candidates: list[Cluster]) -> list[set[str]]:
    return [{slug(title) for member in candidate.members for title, _ in member.positions} for candidate in candidates]


def _fitting(member: Sighting, candidates: list[Cluster], titles: list[set[str]]) -> list[int]:
    kind = (member.country, walk_of(member))
    fits = [number for number, candidate in enumerate(candidates) if agree(kind, (candidate.country, candidate.walk))]
    if len(fits) < 2 or not member.positions:
        return fits
    return [number for number in fits if not titles[number].isdisjoint(slug(title) for title, _ in member.positions)]


def _conflicting(candidate: Cluster, claimed: list[Sighting]) -> list[Sighting]:
    """Where the candidate's country or walk is unknown, bearers of two different ones cannot both be meant: none of them is."""
    refused = []
    for part, known in ((0, candidate.country), (1, candidate.walk)):
        told = [member for member in claimed if known is None and (member.country, walk_of(member))[part]]
        if len({(member.country, walk_of(member))[part] for member in told}) > 1:
            refused += [member for member in told if member not in refused]
    return refused


def join(candidate: Cluster, members: list[Sighting]) -> None:
    """Carries out one claim of a plan."""
    rule, score = ("bare surname", 0.85) if candidate.kind == "person" else ("acronym", 0.95)
    candidate.joined |= {(member.name, rule, score) for member in members}
    candidate.members = candidate.members + members


def _bare(key: str, members: list[Sighting], *, doubtful: bool) -> Iterator[Cluster]:
    """Short names that join nobody: one actor a country where no full name is known at all, else only those in the same company."""
    if members[0].kind != "person":
        yield from cells(key, members)
        return
    told = [member for member in members if member.country and not doubtful]
    untold = [member for member in members if not (member.country and not doubtful)]
    yield from cells(key, told) if told else ()
    yield from (cell(key, part, alone=True) for part in _companies(untold))


def _companies(members: list[Sighting]) -> Iterator[list[Sighting]]:
    """Parts whose members are tied, one by one, by a name beside which both appear, with equal country and walk."""
    above = list(range(len(members)))
    first: dict[tuple[str | None, str | None, str], int] = {}
    for number, member in enumerate(members):
        for name in member.company:
            one, two = _top(above, number), _top(above, first.setdefault((member.country, walk_of(member), name), number))
            above[max(one, two)] = min(one, two)
    parts: defaultdict[int, list[Sighting]] = defaultdict(list)
    for number, member in enumerate(members):
        parts[_top(above, number)].append(member)
    yield from parts.values()


def _top(above: list[int], number: int) -> int:
    while above[number] != number:
        above[number] = above[above[number]]
        number = above[number]
    return number
