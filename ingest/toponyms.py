"""Names of places with the noun that says what they are: "Sunamganj district", "the Sylhet Division", "the Port of Hamburg"."""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from ingest import nations
from ingest.candidates import scored

BEHIND = frozenset(
    "district province region county division oblast governorate prefecture department municipality voivodeship krai canton territory state "
    "peninsula valley".split()
)
BEFORE = frozenset("port gulf bay strait straits sea cape isle".split())  # with a capital


def settled(found: Sequence[Span]) -> list[Span]:
    """The names, with places that no gazetteer knows made bodies where the article has the name as one elsewhere and nothing happens "in" or "at" it,
    "Tampere-based" a place, and nobody called "South Korea"."""
    bodies = {name.text for name in found if name.label_ == "ORG"}
    return [Span(name.doc, name.start, name.end, label=kind_of(name, bodies)) for name in found]


def kind_of(name: Span, bodies: set[str]) -> str:
    behind = [t.lower_ for t in name.doc[name.end : name.end + 2]]
    if name.label_ == "ORG" and behind in (["-", "based"], ["-based"]) and scored(name.text):
        return "LOC"
    if name.label_ == "PER" and len(name) > 1 and nations.named(name.text) is not None:
        return "LOC"
    unknown = name.label_ == "LOC" and name.text in bodies and name.root.dep_ != "obl" and not scored(name.text)
    return "ORG" if unknown else name.label_


def widened(name: Span) -> Span:
    """A place's name with the noun behind or, by "of" and with a capital, before it; any other name as it is.

    A country is no name of its part, and "a Valencia district" is one of several.
    """
    if name.label_ != "LOC" or nations.named(name.text) is not None:
        return name
    head = name.root.head
    if head.i == name.end and is_kind(head, BEHIND) and not parted(head):
        return Span(name.doc, name.start, head.i + 1, label=name.label_)
    before = [t.lower_ for t in name.doc[max(0, name.start - 2) : name.start]]
    if before[1:] in (["of"],) and name.start > 1:
        kind = name.doc[name.start - 2]
        if kind.text[:1].isupper() and head.i == kind.i and is_kind(kind, BEFORE):
            return Span(name.doc, kind.i, name.end, label=name.label_)
    return name


def is_kind(noun: Token, kinds: frozenset[str]) -> bool:
    return noun.lower_ in kinds and noun.pos_ in ("NOUN", "PROPN")


def parted(noun: Token) -> bool:
    """Whether the noun is one of several or has another name: "a Kent district", "the Iowa county of Lee", but not "the Kursk region of Russia"."""
    named = (c for c in noun.children if c.i > noun.i and c.pos_ == "PROPN" and c.dep_ in ("nmod", "appos", "flat", "compound"))
    return any(c.lower_ in ("a", "an", "another") for c in noun.children) or any(nations.named(c.text) is None for c in named)
