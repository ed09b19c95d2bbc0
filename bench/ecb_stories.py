"""Whom descriptions mean across the articles of one story: what wiregraph itself does not store, to tell what that is worth on ECB+.

A story is a set of articles whose words are alike. Within one, two groups of mentions (one group is one entity of one article) are one where
* their words are the same, whether as a name or not ("Navy", "the navy"), or their names end or begin alike ("Sixers", "Philadelphia Sixers");
* two full names have the same family name and given names that begin alike ("Mo", "Maurice"), or differ by one letter ("Rait", "Raite");
* their heads are the same or near synonyms, and no word tells them apart ("robbers", "the thieves"; not "first man", "second man");
* one is a description that stands beside the name of one person only ("coach" beside "Maurice Cheeks");
* at most one has a name, and they do or undergo the same as often as not ("the man escaped", "Comeaux escaped").
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from bench.ecb_mentions import Given

ALIKE = 0.08  # mean cosine of two sets of articles that are one story
SHARED = 0.3  # of all that the one who does less does, so much both must do
LONG = 4  # letters of a word in which one may be wrong
NEAR = [line.split() for line in """
    robber thief crook raider bandit brigand burglar pirate hijacker gunman
    police cop officer policeman
    official authority
    protester demonstrator rioter protestor
    ship vessel boat warship
    teen teenager youth
    co-worker coworker colleague worker employee
    facility rehab center centre
    publicist rep spokesman spokeswoman spokesperson representative
    lawyer attorney
    team club
    nation country
    mother mum mom
    sister sis
    hacker attacker cybercriminal
    user customer
    jail prison cell
    store shop
    woman lady
    inmate prisoner
    voter elector
    scientist biologist expert
""".strip().splitlines()]  # fmt: skip
SENSE = {word: line[0] for line in reversed(NEAR) for word in line}
Group = list[Given]


class Joined:
    """Disjoint sets of groups by number."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        while self._parent[one] != one:
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        self._parent[self.find(one)] = self.find(other)


def stories(documents: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """The story of each article of a topic: average-link clustering of the words that more than one of them has, by rarity."""
    vectors = _vectors(documents)
    likeness = {(a, b): sum(weight * vectors[b].get(word, 0.0) for word, weight in vectors[a].items()) for a in vectors for b in vectors}
    clusters = [[article] for article in sorted(documents)]
    while len(clusters) > 1:
        links = (
            (sum(likeness[a, b] for a in clusters[i] for b in clusters[j]) / len(clusters[i]) / len(clusters[j]), i, j)
            for i, j in combinations(range(len(clusters)), 2)
        )
        likest, i, j = max(links)
        if likest < ALIKE:
            break
        clusters[i] += clusters.pop(j)
    return {article: number for number, cluster in enumerate(clusters) for article in cluster}


def _vectors(documents: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    bags = {
        article: {token.lower() for sentence in document["sentences"] for token in sentence["tokens"] if len(token) > 2 and token[0].isalpha()}
        for article, document in documents.items()
    }
    spread = Counter(word for bag in bags.values() for word in bag)
    vectors = {}
    for article, bag in bags.items():
        weights = {word: math.log(len(bags) / spread[word]) for word in sorted(bag) if spread[word] > 1}
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[article] = {word: weight / norm for word, weight in weights.items()}
    return vectors


def joined(groups: list[Group], refs: list[str], story: Mapping[str, int]) -> list[int]:
    """A number for each group of one topic, equal where they mean the same; `refs` are the nodes that wiregraph gave."""
    one = Joined(len(groups))
    first: dict[str, int] = {}
    for number, ref in enumerate(refs):
        one.join(number, first.setdefault(ref, number))
    told: defaultdict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        told[story[group[0].article]].append(number)
    for members in told.values():
        for a, b in (*_by_words(groups, members), *_by_heads(groups, members), *_by_names(groups, members)):
            one.join(a, b)
        for a, b in _beside_names(groups, members, one):
            one.join(a, b)
    _by_parts(groups, told, one)
    return [one.find(number) for number in range(len(groups))]


def _name(group: Group) -> Given | None:
    return max((given for given in group if given.named), key=lambda given: len(given.words), default=None)


def _description(group: Group) -> Given | None:
    """What a group without a name is called first."""
    return None if _name(group) else next((given for given in group if given.description), None)


def _by_key(keyed: Iterable[tuple[Any, int]]) -> Iterator[tuple[int, int]]:
    first: dict[Any, int] = {}
    for key, number in keyed:
        if first.setdefault(key, number) != number:
            yield number, first[key]


def _by_words(groups: list[Group], members: list[int]) -> Iterator[tuple[int, int]]:
    called = [(number, given) for number in members if (given := _name(groups[number]) or _description(groups[number])) and given.words]
    return _by_key(((given.kind, (*given.words[:-1], re.sub(r"(?<=\w{3})s$", "", given.words[-1]))), number) for number, given in called)


def _by_heads(groups: list[Group], members: list[int]) -> Iterator[tuple[int, int]]:
    described = [(number, given) for number in members if (given := _description(groups[number]))]
    for (a, one), (b, other) in combinations(described, 2):
        if one.kind == other.kind and one.plural == other.plural:
            mine, theirs = set(one.words), set(other.words)
            alike = one.lemma == other.lemma and (mine <= theirs or theirs <= mine)
            near = one.lemma in SENSE and SENSE[one.lemma] == SENSE.get(other.lemma) and max(len(mine), len(theirs)) < 3
            if alike or near:
                yield a, b


def _by_names(groups: list[Group], members: list[int]) -> Iterator[tuple[int, int]]:
    named = [(number, given) for number in members if (given := _name(groups[number])) and given.words]
    for (a, one), (b, other) in combinations(named, 2):
        if one.kind == other.kind and one.words != other.words:
            short, long = sorted((one.words, other.words), key=len)
            ends = long[-len(short) :] == short or (one.kind != "person" and long[: len(short)] == short)
            if (ends and len(short) < len(long)) or (one.kind == "person" and len(short) == len(long) > 1 and _spelled_alike(short, long)):
                yield a, b


def _spelled_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one[-1] == other[-1] and one[0][0] == other[0][0]:
        return True
    wrong = [DamerauLevenshtein.distance(a, b) for a, b in zip(one, other, strict=True)]
    return sum(wrong) == 1 and all(not count or min(len(a), len(b)) >= LONG for count, a, b in zip(wrong, one, other, strict=True))


def _beside_names(groups: list[Group], members: list[int], one: Joined) -> Iterator[tuple[int, int]]:
    """Descriptions whose head goes with one name of the story only."""
    bearers: defaultdict[tuple[str, str, bool], set[int]] = defaultdict(set)
    for number in members:
        if name := _name(groups[number]):
            heads = {(given.lemma, given.plural) for given in groups[number] if given.description and given.kind == name.kind}
            for head, plural in heads | {(word, False) for given in groups[number] for word in given.beside}:
                bearers[name.kind, head, plural].add(number)
    for number in members:
        if given := _description(groups[number]):
            found = bearers.get((given.kind, given.lemma, given.plural), set())
            if len({one.find(other) for other in found}) == 1:
                yield number, min(found)


def _by_parts(groups: list[Group], told: Mapping[int, list[int]], one: Joined) -> None:
    """Joins people of one story, the likest first, of whom at most one has a name."""
    found: defaultdict[int, Group] = defaultdict(list)
    where: defaultdict[int, set[int]] = defaultdict(set)
    for story, members in told.items():
        for number in members:
            found[one.find(number)] += groups[number]
            where[one.find(number)].add(story)
    people = {root: group for root, group in found.items() if Counter(given.kind for given in group).most_common(1)[0][0] == "person"}
    parts = {root: Counter(given.part for given in group if given.part) for root, group in people.items()}
    many = {root: _mostly_plural(group) for root, group in people.items()}
    named = {root: any(given.named for given in group) for root, group in people.items()}
    links = []
    for a, b in combinations(sorted(people), 2):
        both = (parts[a] & parts[b]).total()
        if both and where[a] & where[b] and many[a] == many[b]:
            links.append((-both / min(parts[a].total(), parts[b].total()), a, b))
    for share, a, b in sorted(links):
        x, y = one.find(a), one.find(b)
        if -share >= SHARED and x != y and not (named[x] and named[y]):
            named[y] = named[x] or named[y]
            one.join(x, y)


def _mostly_plural(group: Group) -> bool:
    counts = Counter(given.plural for given in group if given.description)
    return counts[True] > counts[False]
