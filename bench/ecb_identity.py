"""Who is who across articles, on ECB+ dev. `python -m bench.ecb_identity [--corpora DIR] [--errors N]`.

Given are: the spans of all mentions of people, bodies and places in the fully annotated ("selected") sentences, whether the corpus calls each a
person, a place or something else, and the topic of each article (43 of them in all, 8 here; each mixes two stories). Not given are chains, within
or across articles. Mentions are grouped within an article by words alone (below: no reader, no syntax), each group becomes an entity of a Reading,
and graph.identity joins what is named over the articles of one topic. It joins no descriptions ("the host") of different articles, for it must not
take the police of two towns for one; `with descriptions` also joins those of equal words within a topic, to tell what that costs here.

CoNLL F1: the mean of MUC, B-cubed and CEAF-e (ingest.training.scores), clusters of one mention included, counts summed over topics.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.identity import identity
from graph.names import generation, organization_tokens, person_tokens
from graph.records import Entity, EntityKind, Reading
from ingest.training.scores import Coreference

CORPORA = Path("../shared/corpora")
Document = dict[str, Any]
PRONOUNS = {
    "he": "person",
    "she": "person",
    "him": "person",
    "her": "person",
    "his": "person",
    "himself": "person",
    "herself": "person",
    "hers": "person",
}
PRONOUNS |= dict.fromkeys("i me my mine myself you your".split(), "speaker")
PRONOUNS |= dict.fromkeys("it its itself they them their themselves we us our ours".split(), "other")
PRONOUNS |= dict.fromkeys("who whom whose which that".split(), "relative")
EMPTY = frozenset("the a an this that these those its his her their our my your some all any both 's of in at s".split())
RUN = re.compile(r"[A-Z0-9][\w.'’-]*(?: (?:of|the|for|and|de|von|bin|al|&) (?=[A-Z])(?:the )?[A-Z][\w.'’-]*| [A-Z0-9][\w.'’-]*)*")
ADDING = frozenset("of in on at from for with who that which to near by and , -".split())
DEFINITE = frozenset("the this that these those".split())
BODIES = frozenset("company firm team giant maker club group organization agency network studio bank carmaker franchise startup chain".split())
BETWEEN = re.compile(r"(?:,|is|was|remains|became|,? (?:is|was))( (?!and$|who$|which$|said$)[\w’'.-]+){0,5}")
HERE = frozenset("there here where one everyone someone everybody anyone".split())


@dataclass(slots=True)
class Given:
    """One given mention: where it stands, its chain (`gold`, not looked at before scoring) and its words."""

    article: str
    place: tuple[int, int, int]
    gold: str
    kind: EntityKind
    tokens: tuple[str, ...]
    sentence: tuple[str, ...] = ()
    named: bool = False

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
    def head(self) -> str:
        """The last word before anything that only adds to it, without a plural "s"."""
        words = [word.lower() for word in self.tokens if word not in ("'s", "’s")] or [self.tokens[0].lower()]
        cut = next((place for place, word in enumerate(words) if place and word in ADDING), len(words))
        return re.sub(r"(?<=\w{2}[^s])s$", "", words[cut - 1])

    @property
    def definite(self) -> bool:
        """Whether it is spoken of as known: "the actress", "this company"."""
        before = self.sentence[self.place[1] - 1].lower() if self.place[1] else ""
        return self.tokens[0].lower() in DEFINITE or before in DEFINITE

    @property
    def pronoun(self) -> str | None:
        return PRONOUNS.get(self.tokens[0].lower()) if len(self.tokens) == 1 else None


def mentions(document: Document) -> list[Given]:
    """The given mentions of one article in text order."""
    found = []
    small = {token for sentence in document["sentences"] for token in sentence["tokens"] if token.islower()}
    for entity in document["entities"]:
        if entity["type"].startswith(("HUMAN_PART", "LOC_")):
            for sentence, begin, end in entity["mentions"]:
                if document["sentences"][sentence].get("selected"):
                    words = tuple(document["sentences"][sentence]["tokens"][begin:end])
                    around = tuple(document["sentences"][sentence]["tokens"])
                    found.append(Given(document["doc_id"], (sentence, begin, end), entity["id"], _kind(entity["type"]), words, around))
    for one in found:
        one.named = any(word[:1].isupper() and word.lower() not in small | EMPTY | PRONOUNS.keys() for word in one.tokens)
    return sorted(found, key=lambda one: one.place)


def _kind(corpus_type: str) -> EntityKind:
    if corpus_type == "HUMAN_PART_PER":
        return "person"
    return "place" if corpus_type.startswith("LOC_") or corpus_type.endswith("GPE") else "organization"


def grouped(found: list[Given]) -> list[list[Given]]:
    """Mentions of one article by whom they mean: names by their words, then descriptions, then pronouns by what stands before them."""
    groups: list[list[Given]] = []
    for one in sorted((one for one in found if one.named), key=lambda one: (-len(one.words), one.place)):
        home = next((group for group in groups if any(other.named and _is_name_of(one, other) for other in group)), None)
        _put(groups, home, one)
    for one in found:
        if not one.named:
            _put(groups, _home(one, groups), one)
    return groups


def _put(groups: list[list[Given]], home: list[Given] | None, one: Given) -> None:
    if home is None:
        groups.append([one])
    else:
        home.append(one)


def _is_name_of(short: Given, full: Given) -> bool:
    a, b = short.words, full.words
    if a == b or not a:
        return a == b
    if short.kind == "person" == full.kind:
        core = b[:-1] if generation(b) else b
        return (len(a) == 1 and a[0] in (core[0], core[-1])) or (len(a) < len(core) and core[-len(a) :] == a)
    return short.kind == full.kind and (b[: len(a)] == a or b[-len(a) :] == a or "".join(a) == "".join(word[0] for word in b))


def _home(one: Given, groups: list[list[Given]]) -> list[Given] | None:
    before = [(other.place, group) for group in groups for other in group if other.place < one.place]
    touching = [group for place, group in before if place[0] == one.place[0] and one.place[1] - place[2] in (0, 1)]
    if one.pronoun == "relative":
        return touching[-1] if touching else None
    if one.pronoun:
        wanted = {"person": ("person",), "speaker": ("person",), "other": ("organization", "place")}[one.pronoun]
        fits = [(place, group) for place, group in before if group[0].kind in wanted]
        return max(fits, key=lambda item: (item[0][0], item[1][0].named, item[0][1]))[1] if fits else None
    if one.words[-1:] and one.words[-1] in HERE:
        return None
    same = [g for g in groups if any(not other.named and not other.pronoun and other.head == one.head and other.kind == one.kind for other in g)]
    return _beside(one, groups) or next((group for group in same if _agree(group, one)), None) or _meant(one, before)


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


def reading(article: str, groups: list[list[Given]]) -> Reading:
    """One entity a group, called by its longest name."""
    return Reading(article, "bench", tuple(map(_entity, groups)))


def _entity(group: list[Given]) -> Entity:
    names = [one.text for one in group if one.named] or [one.text for one in group]
    name = min(names, key=lambda text: (-len(text.split()), text))
    kind = Counter(one.kind for one in group).most_common(1)[0][0]
    return Entity(kind, name, (), group[0].named, tuple(sorted(set(names) - {name})))


def answer(articles: dict[str, list[list[Given]]], *, descriptions: bool) -> Iterator[tuple[str, list[Given]]]:
    """Each group of one topic with the node that it got."""
    found = identity([reading(article, groups) for article, groups in articles.items()])
    for article, groups in articles.items():
        for ref, group in zip(found.references(article), groups, strict=True):
            words = next((one.words for one in group if not one.pronoun), ())
            if descriptions and words and not any(one.named for one in group) and words[-1] not in HERE:
                yield f"{group[0].kind} {words}", group
            else:
                yield str(ref), group


def main() -> None:
    """Writes bench/ecb-identity.json."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--errors", type=int, default=0, help="print this many wrong links and missed links a kind")
    options = parser.parse_args()
    with gzip.open(options.corpora / "ecbplus.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        topics: defaultdict[int, dict[str, list[list[Given]]]] = defaultdict(dict)
        for document in map(json.loads, lines):
            topics[document["meta"]["topic"]][document["doc_id"]] = grouped(mentions(document))
    figures = {}
    for name, descriptions in (("names", False), ("with descriptions", True)):
        score = Coreference()
        for articles in topics.values():
            given, wanted = _clusters(articles, descriptions=descriptions)
            score.add(given, wanted)
        figures[name] = dict(zip(("MUC", "B3", "CEAF-e", "CoNLL"), (round(f, 1) for f in score.f1()), strict=True))
    within = Coreference()
    for article in (groups for articles in topics.values() for groups in articles.values()):
        places = {id(one): number for number, one in enumerate(one for group in article for one in group)}
        gold: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for group in article:
            for one in group:
                gold[one.gold].add((0, places[id(one)]))
        within.add([{(0, places[id(one)]) for one in group} for group in article], list(gold.values()))
    figures["within articles"] = dict(zip(("MUC", "B3", "CEAF-e", "CoNLL"), (round(f, 1) for f in within.f1()), strict=True))
    all_mentions = [one for articles in topics.values() for groups in articles.values() for group in groups for one in group]
    figures["mentions"] = {
        "all": len(all_mentions),
        "names": sum(one.named for one in all_mentions),
        "pronouns": sum(bool(one.pronoun) for one in all_mentions),
    }
    Path(__file__).with_name("ecb-identity.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    if options.errors:
        _print_errors(topics, options.errors)


def _clusters(articles: dict[str, list[list[Given]]], *, descriptions: bool) -> tuple[list[set[tuple[int, int]]], list[set[tuple[int, int]]]]:
    numbers = {article: number for number, article in enumerate(articles)}
    given: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    wanted: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, (ref, group) in enumerate(answer(articles, descriptions=descriptions)):
        for place, one in enumerate(group):
            mention = numbers[one.article], number * 1000 + place
            given[ref].add(mention)
            wanted[one.gold].add(mention)
    return list(given.values()), list(wanted.values())


def _print_errors(topics: dict[int, dict[str, list[list[Given]]]], limit: int) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    for articles in topics.values():
        groups = list(answer(articles, descriptions=True))
        heads = [(ref, next((one for one in group if one.named), group[0])) for ref, group in groups]
        for (ref, one), (that, other) in combinations(heads, 2):
            if (one.gold == other.gold) != (ref == that):
                names = sorted((f"{one.kind[:3]} {one.text}", f"{other.kind[:3]} {other.text}"))
                counts["wrong link" if ref == that else "missed link", names[0], names[1]] += 1
    for (error, one_text, other_text), times in counts.most_common(limit):
        print(times, error, one_text, other_text, sep="\t")


if __name__ == "__main__":
    main()
