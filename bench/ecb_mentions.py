"""The given mentions of an ECB+ article: their words, what the reader sees around them, and who is who in the article.

Not looked at before scoring are the chains (`Given.gold`), within or across articles.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bench.ecb_reader import Seen
from graph.names import generation, organization_tokens, person_tokens
from graph.records import EntityKind

Document = dict[str, Any]
PRONOUNS = dict.fromkeys("he she him her his himself herself hers".split(), "person")
PRONOUNS |= dict.fromkeys("i me my mine myself you your".split(), "speaker")
PRONOUNS |= dict.fromkeys("it its itself they them their themselves we us our ours".split(), "other")
PRONOUNS |= dict.fromkeys("who whom whose which that".split(), "relative")
CLITIC = re.compile(r"['’](?:s|d|m|re|ve|ll)$")
EMPTY = frozenset("the a an this that these those its his her their our my your some all any both 's of in at s".split())
RUN = re.compile(r"[A-Z0-9][\w.'’-]*(?: (?:of|the|for|and|de|von|bin|al|&) (?=[A-Z])(?:the )?[A-Z][\w.'’-]*| [A-Z0-9][\w.'’-]*)*")
ADDING = frozenset("of in on at from for with who that which to near by and , -".split())
DEFINITE = frozenset("the this that these those".split())
BODIES = frozenset("company firm team giant maker club group organization agency network studio bank carmaker franchise startup chain".split())
BETWEEN = re.compile(r"(?:,|is|was|remains|became|,? (?:is|was))( (?!and$|who$|which$|said$)[\w’'.-]+){0,5}")
HERE = frozenset("there here where one everyone someone everybody anyone".split())


@dataclass(slots=True)
class Given:
    """One given mention: where it stands, its chain (`gold`) and its words.

    By the reader: the lemma of its head, whether that is plural, its `part` in what happens (verb; "A" who does it or "P" to whom), its cluster, and
    nouns that stand beside its name anywhere in the article.
    """

    article: str
    place: tuple[int, int, int]
    gold: str
    kind: EntityKind
    tokens: tuple[str, ...]
    sentence: tuple[str, ...] = ()
    named: bool = False
    lemma: str = ""
    plural: bool = False
    part: tuple[str, str] | None = None
    cluster: int | None = None
    beside: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """As written, without a determiner in front or a possessive behind; of a name with more around it the longest run of capitals."""
        words = [word for place, word in enumerate(self.tokens) if not (word.lower() in EMPTY and (place == 0 or word in ("'s", "’s")))]
        text = re.sub(r"\b([A-Z]) \. ?(?=[A-Z] \.|$| )", r"\1.", " ".join(words or self.tokens).replace(" - ", "-"))
        runs = RUN.findall(text) if self.named else []
        return max(runs, key=len) if runs else text

    @property
    def words(self) -> tuple[str, ...]:
        """Normalized; the plural "s" of the last word is cut."""
        found = person_tokens(self.text) if self.kind == "person" else organization_tokens(self.text)
        found = tuple(word for word in found if word not in EMPTY) or found
        return found if self.named or not found else (*found[:-1], re.sub(r"(?<=\w{3})s$", "", found[-1]))

    @property
    def core(self) -> tuple[str, ...]:
        """Up to the head: the words before anything that only adds to it."""
        words = [word for word in self.tokens if word not in ("'s", "’s")] or [self.tokens[0]]
        return tuple(words[: next((place for place, word in enumerate(words) if place and word.lower() in ADDING), len(words))])

    @property
    def head(self) -> str:
        """The last word of the core without a plural "s"."""
        return re.sub(r"(?<=\w{2}[^s])s$", "", self.core[-1].lower())

    @property
    def definite(self) -> bool:
        """Whether it is spoken of as known: "the actress", "this company"."""
        before = self.sentence[self.place[1] - 1].lower() if self.place[1] else ""
        return self.tokens[0].lower() in DEFINITE or before in DEFINITE

    @property
    def pronoun(self) -> str | None:
        return PRONOUNS.get(CLITIC.sub("", self.tokens[0].lower().strip("'’\""))) if len(self.tokens) == 1 else None

    @property
    def refers(self) -> bool:
        """Whether it is a pronoun or the like, so that its words tell nothing."""
        return bool(self.pronoun) or self.words[-1:] == () or self.words[-1] in HERE

    @property
    def description(self) -> bool:
        return not self.named and not self.refers


def mentions(documents: Iterable[tuple[Document, Seen]]) -> dict[str, list[Given]]:
    """The given mentions of the articles of one topic by article, each in text order."""
    pairs = list(documents)
    written = Counter(token for document, _ in pairs for sentence in document["sentences"] for token in sentence["tokens"])
    lower: Counter[str] = Counter()
    for token, count in written.items():
        lower[token.lower()] += count if token.islower() else -count
    return {document["doc_id"]: _of_article(document, seen, lower) for document, seen in pairs}


def _of_article(document: Document, seen: Seen, lower: Counter[str]) -> list[Given]:
    small = {token for sentence in document["sentences"] for token in sentence["tokens"] if token.islower()}
    found = []
    for entity in document["entities"]:
        if entity["type"].startswith(("HUMAN_PART", "LOC_")):
            for sentence, begin, end in entity["mentions"]:
                if document["sentences"][sentence].get("selected"):
                    around = tuple(document["sentences"][sentence]["tokens"])
                    one = Given(document["doc_id"], (sentence, begin, end), entity["id"], _kind(entity["type"]), around[begin:end], around)
                    one.named = _is_name(one, small, lower)
                    found.append(_as_seen(one, seen))
    return sorted(found, key=lambda one: one.place)


def _is_name(one: Given, small: set[str], lower: Counter[str]) -> bool:
    """A capital not of a headline only; of people and bodies the head, which the topic does not mostly write small: not "Obama team", "Man"."""
    capital = any(word[:1].isupper() and word.lower() not in small | EMPTY | PRONOUNS.keys() for word in one.tokens)
    return capital and (one.kind == "place" or not (one.core[-1][:1].islower() or lower[one.core[-1].lower()] > 0))


def _as_seen(one: Given, seen: Seen) -> Given:
    sentence, begin, end = one.place
    at = seen.head(sentence, begin, end)
    one.lemma, one.plural = seen.lemma(sentence, at), seen.plural(sentence, at)
    one.part, one.cluster = seen.part(sentence, at), seen.cluster(sentence, begin, end, at)
    if one.named and one.kind == "person":
        one.beside = seen.beside(one.core[-1]) | _titles(one)
    return one


def _titles(one: Given) -> frozenset[str]:
    """What stands in front of the name within the mention: "coach Maurice Cheeks", "President Nixon"."""
    core = one.core
    first = next((place for place, word in enumerate(core) if word[:1].isupper()), 0)
    if first:
        return frozenset((core[first - 1],)) if core[first - 1].isalpha() and core[first - 1] not in EMPTY else frozenset()
    return frozenset((core[0].lower(),)) if len(core) > 2 and core[0].istitle() and core[0].lower() not in one.words else frozenset()


def _kind(corpus_type: str) -> EntityKind:
    if corpus_type == "HUMAN_PART_PER":
        return "person"
    return "place" if corpus_type.startswith("LOC_") or corpus_type.endswith("GPE") else "organization"


def grouped(found: list[Given]) -> list[list[Given]]:
    """Mentions of one article by whom they mean: names by their words, then descriptions; then the reader's clusters, pronouns last."""
    groups: list[list[Given]] = []
    for one in sorted((one for one in found if one.named), key=lambda one: (-len(one.words), one.place)):
        home = next((group for group in groups if any(other.named and _is_name_of(one, other) for other in group)), None)
        _put(groups, home, one)
    for one in found:
        if one.description:
            _put(groups, _home(one, groups), one)
    groups = _clustered(groups)
    for one in found:
        if not one.named and one.refers:
            mate = next((group for group in groups for other in group if one.cluster is not None and other.cluster == one.cluster), None)
            _put(groups, mate or _referred(one, groups), one)
    return groups


def _put(groups: list[list[Given]], home: list[Given] | None, one: Given) -> None:
    if home is None:
        groups.append([one])
    else:
        home.append(one)


def _clustered(groups: list[list[Given]]) -> list[list[Given]]:
    """Groups without a name join the group that the reader's clusters tie them to most."""
    found = [list(group) for group in groups]
    for group in groups:
        if not any(one.named for one in group):
            own = next(place for place, other in enumerate(found) if group[0] in other)
            ties = Counter(
                place
                for place, other in enumerate(found)
                for mate in other
                for one in group
                if place != own and one.cluster is not None and one.cluster == mate.cluster and one.kind == mate.kind
            )
            if ties:
                home = max(ties, key=lambda place: (ties[place], -place))
                found[home] += found[own]
                found[own] = []
    return [group for group in found if group]


def _is_name_of(short: Given, full: Given) -> bool:
    a, b = short.words, full.words
    if a == b or not a:
        return a == b
    if short.kind == "person" == full.kind:
        core = b[:-1] if generation(b) else b
        return (len(a) == 1 and a[0] in (core[0], core[-1])) or (len(a) < len(core) and core[-len(a) :] == a)
    return short.kind == full.kind and (b[: len(a)] == a or b[-len(a) :] == a or "".join(a) == "".join(word[0] for word in b))


def _home(one: Given, groups: list[list[Given]]) -> list[Given] | None:
    same = [g for g in groups if any(other.description and other.head == one.head and other.kind == one.kind for other in g)]
    return _beside(one, groups) or next((group for group in same if _agree(group, one)), None) or _meant(one, _before(one, groups))


def _before(one: Given, groups: list[list[Given]]) -> list[tuple[tuple[int, int, int], list[Given]]]:
    return [(other.place, group) for group in groups for other in group if other.place < one.place]


def _referred(one: Given, groups: list[list[Given]]) -> list[Given] | None:
    """Whom a pronoun means by what stands before it; where "there" is."""
    before = _before(one, groups)
    if one.pronoun == "relative":
        touching = [group for place, group in before if place[0] == one.place[0] and one.place[1] - place[2] in (0, 1)]
        return touching[-1] if touching else None
    wanted = {"person": ("person",), "speaker": ("person",), "other": ("organization", "place"), None: ("place",) if one.kind == "place" else ()}
    fits = [(place, group) for place, group in before if group[0].kind in wanted[one.pronoun]]
    if not one.pronoun:
        return max(fits, key=lambda item: item[0])[1] if fits else None
    return max(fits, key=lambda item: (item[0][0], item[1][0].named, item[0][1]))[1] if fits else None


def _agree(group: list[Given], one: Given) -> bool:
    """Whether no words tell the descriptions of a group apart from another one: "young man" and "man" do not, "first man" and "second man" do."""
    own = set(one.words)
    return any(set(other.words) <= own or own <= set(other.words) for other in group if not other.named and not other.pronoun)


def _beside(one: Given, groups: list[list[Given]]) -> list[Given] | None:
    """The name that a description stands beside: "actress Lindsay Lohan", "Lindsay Lohan, the actress", "Lindsay Lohan is an actress"."""
    if one.kind == "place":
        return None
    for group in groups:
        for other in group:
            if other.named and other.kind == one.kind and other.place[0] == one.place[0]:
                first, second = sorted((one, other), key=lambda given: given.place)
                between = " ".join(one.sentence[first.place[2] : second.place[1]]).lower()
                if (first is one and between in ("", ",")) or (first is other and BETWEEN.fullmatch(between)):
                    return group
    return None


def _meant(one: Given, before: list[tuple[tuple[int, int, int], list[Given]]]) -> list[Given] | None:
    """Whom "the company" means: the body named last; "the actress": the only person named so far."""
    named = [(place, group) for place, group in before if group[0].named and group[0].kind == one.kind]
    if not one.definite or not named:
        return None
    if one.kind == "organization" and one.head in BODIES:
        return max(named, key=lambda item: item[0])[1]
    people = {id(group): group for _, group in named}
    return next(iter(people.values())) if one.kind == "person" and len(people) == 1 and not one.tokens[-1].endswith("s") else None
