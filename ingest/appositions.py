"""Names that a description bears: "the trade union IF Metall", "Its chairman, Holger Brinkmeyer", "a group that calls itself Frozen Harbor"."""

from collections.abc import Mapping

from spacy.tokens import Span, Token

from ingest.sectors import STATE, sector_of

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
CLOSE = ("appos", "flat", "nmod:desc")
CLOSING = frozenset(",.;)")
REACH = 6  # words of a description before its noun or behind it
NAMING = frozenset("call name dub nickname know style title".split())
NAMED_AS = ("obj", "xcomp", "obl", "ccomp")


def beside(span: Span, named: Mapping[int, Span]) -> Span | None:
    """The name, of those by root token, that stands in apposition to a description of the same kind, before or behind it."""
    root, kind = span.root, KINDS.get(span.label_)
    if root.pos_ == "PRON" or kind is None or (root.pos_ == "PROPN" and not (kind == "PER" and is_office(root))):
        return None
    if root.dep_ == "appos" and root.i > root.head.i and root.head.i in named:
        return named[root.head.i] if named[root.head.i].label_ == kind else None
    behind = (named[c.i] for c in root.children if c.i > root.i and c.i in named and c.dep_ in CLOSE)
    return (
        next((name for name in behind if name.label_ == kind), None)
        or adjacent(root, kind, named)
        or headed(span, named)
        or after_comma(root, kind, named)
    )


def adjacent(root: Token, kind: str, named: Mapping[int, Span]) -> Span | None:
    """A name right behind a singular noun, where the tree gives both the same part in the clause: "the trade union IF Metall said"."""
    if root.tag_ != "NN":
        return None
    name = next((n for n in named.values() if n.start == root.i + 1 and n.label_ == kind), None)
    together = name is not None and any(t.head.i == root.head.i and t.dep_ == root.dep_ for t in name)
    return name if together else None


def headed(span: Span, named: Mapping[int, Span]) -> Span | None:
    """The person's name right behind a whole office: "speaker of the parliament Ali Larijani"."""
    if span.label_ != "person" or span.root.tag_ not in ("NN", "NNP") or span.end - 1 == span.root.i or sector_of(span.root.text) not in STATE:
        return None
    return next((n for n in named.values() if n.start == span.end and n.label_ == "PER"), None)


def after_comma(root: Token, kind: str, named: Mapping[int, Span]) -> Span | None:
    """An appositive name behind the noun and a comma, wherever the tree hangs it: "Kohl and his French counterpart, Mitterrand, met"."""
    near = range(root.i + 2, root.i + REACH + 3)
    return next((n for n in named.values() if n.start in near and n.label_ == kind and apposed(root, n)), None)


def apposed(noun: Token, name: Span) -> bool:
    """Whether a name behind "noun," or "noun of ...," is in apposition to it: by the tree, by having the same part in the clause, or because the noun
    is somebody's and a comma closes the name: "her Tajik counterpart, Farrukh Nazarzoda, ..."."""
    doc, last = noun.doc, name.start - 2
    if last < noun.i or doc[last + 1].text != "," or not (noun.pos_ == "NOUN" or is_office(noun)) or noun.tag_ in ("NNS", "NNPS"):
        return False
    if last > noun.i and (last - noun.i > REACH or not noun.is_ancestor(doc[last])):
        return False
    closed = name.end < len(doc) and doc[name.end].text in CLOSING
    return name.root.dep_ == "appos" or (closed and (name.root.dep_ in CLOSE or any(same_part(t, noun) for t in name) or owned(noun)))


def is_office(noun: Token) -> bool:
    """Whether a word in capitals is an office, as in "the Vice President, Mike Pence"; one that a name follows at once is a title."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return noun.pos_ == "PROPN" and behind.pos_ != "PROPN" and sector_of(noun.text) in STATE


def same_part(one: Token, other: Token) -> bool:
    return bool(one.head.i == other.head.i and one.dep_ == other.dep_)


def owned(noun: Token) -> bool:
    """Whether a possessive opens the noun phrase: "its", "China's"."""
    start = noun.i
    while start > 0 and noun.i - start < REACH and noun.doc[start - 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    return start > 0 and noun.doc[start - 1].tag_ in ("PRP$", "POS")


def bearer(name: Span) -> Token | None:
    """The noun that a verb of naming gives this name to: "known as ...", "that calls itself ..."."""
    verb, doc = name.root.head, name.doc
    if verb.lemma_ in NAMING and verb.dep_.startswith("acl") and name.root.dep_ in NAMED_AS and name.start > verb.i:
        return verb.head
    known = doc[name.start - 2] if name.start > 2 and doc[name.start - 1].lower_ == "as" else None
    return known.head if known is not None and known.lemma_ in NAMING and known.dep_.startswith("acl") else None
