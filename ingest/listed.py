"""Descriptions of several people whose names are listed beside them: "two astronauts, Doug Hurley and Bob Behnken"."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from ingest.calendar import NUMBERS
from ingest.groups import Group

if TYPE_CHECKING:
    from ingest.cast import Book

BESIDE = ("appos", "flat", "nmod:desc", "list")
TITLE = 4  # words of a title before a name
DEFINITE = frozenset("the these those both two three four five all".split())
COUNTS = {"both": 2} | {word: n for word, n in NUMBERS.items() if n > 1} | {str(n): n for n in range(2, 100)}


def everyone(found: list[Group], book: "Book") -> dict[int, tuple[int, ...]]:
    """By root token, the entities of all whom a description in the plural lists; also of "the astronauts" and "they" in its group."""
    names = {name.root.i: name for g in found if g.kind == "PER" for name in g.names if name.root.i in book.acting}
    out: dict[int, tuple[int, ...]] = {}
    for group in (g for g in found if not g.names):
        lists = [people for span in group.mentions if len(people := listed(span, names)) > 1]
        if len(lists) == 1:
            numbers = tuple(dict.fromkeys(book.acting[name.root.i] for name in lists[0]))
            for span in (s for s in group.mentions if listed(s, names) or takes_up(s)):
                out[span.root.i] = numbers
                for number in numbers:
                    book.drafts[number].mentions.append(span)
    return out


def takes_up(span: Span) -> bool:
    """Whether the words mean those who were listed: "the officers", "both", "they", and any in a headline; "officers" may be others."""
    return span[0].lower_ in DEFINITE or span.root.pos_ == "PRON" or span.start == 0


def listed(span: Span, names: Mapping[int, Span]) -> list[Span]:
    """The names of people beside a plural noun, first to last, if they are as many as a number before the noun says."""
    root = span.root
    first = next((n for n in names.values() if begins(n, root)), None) if root.tag_ == "NNS" else None
    if first is None:
        return []
    people = [first, *following(first, {name.start: name for name in names.values()})]
    said = next((COUNTS[t.lower_] for t in span if t.lower_ in COUNTS and t.i < root.i), len(people))
    return people if said == len(people) else []


def begins(name: Span, noun: Token) -> bool:
    """Whether a name right behind a noun, or behind a comma and a title, is what the tree puts beside it."""
    if not 0 < name.start - noun.i <= TITLE + 2:
        return False
    tied = (name.root.head.i == noun.i and name.root.dep_ in BESIDE) or (noun.head in name and noun.dep_ in BESIDE)
    return tied and all(t.text in (",", ":") or is_title(t) for t in name.doc[noun.i + 1 : name.start])


def following(first: Span, openings: Mapping[int, Span]) -> list[Span]:
    """The names that commas and at last "and" join to a name, each with or without a title before it; none where no "and" comes."""
    doc, at, people = first.doc, first.end, list[Span]()
    while at < len(doc) and doc[at].lower_ in (",", "and"):
        last = "and" in (doc[at].lower_, doc[min(at + 1, len(doc) - 1)].lower_)
        if last and doc[at].text == "," and not people:
            return []  # "users, Ann Lee, and Ivo Lem" are three
        at += 1 + (doc[at].text == "," and last)
        begin = at
        while at < len(doc) and at not in openings and at - begin < TITLE and is_title(doc[at]):
            at += 1
        if at not in openings:
            return []
        people.append(openings[at])
        if last:
            return people
        at = openings[at].end
    return []


def is_title(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ == "PRP$"
