"""Names of places with the noun that says what they are: "Sunamganj district", "the Sylhet Division", "the Port of Hamburg"."""

from spacy.tokens import Span, Token

from ingest import nations

BEHIND = frozenset(
    "district province region county division oblast governorate prefecture department municipality voivodeship krai canton territory state "
    "peninsula valley".split()
)
BEFORE = frozenset(
    "port gulf bay strait straits sea cape isle island province state city republic territory department region".split()
)  # with a capital


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
            return Span(name.doc, first_of(kind), name.end, label=name.label_)
    return name


def is_kind(noun: Token, kinds: frozenset[str]) -> bool:
    return noun.lower_ in kinds and noun.pos_ in ("NOUN", "PROPN")


def parted(noun: Token) -> bool:
    """Whether the noun is one of several or has another name: "a Kent district", "the Iowa county of Lee", but not "the Kursk region of Russia"."""
    named = (c for c in noun.children if c.i > noun.i and c.pos_ == "PROPN" and c.dep_ in ("nmod", "appos", "flat", "compound"))
    return any(c.lower_ in ("a", "an", "another") for c in noun.children) or any(nations.named(c.text) is None for c in named)


def first_of(kind: Token) -> int:
    """Where the capitalized words begin that stand with the noun: "Eastern Province of Kasai"."""
    begin = kind.i
    while (
        begin > 0 and kind.doc[begin - 1].head.i == kind.i and kind.doc[begin - 1].pos_ in ("PROPN", "ADJ") and kind.doc[begin - 1].text[:1].isupper()
    ):
        begin -= 1
    return begin
