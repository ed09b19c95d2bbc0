"""Names that a description bears: "the trade union IF Metall", "Its chairman, Holger Brinkmeyer", "a group that calls itself Frozen Harbor"."""

from collections.abc import Mapping

from spacy.tokens import Span, Token

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
CLOSE = ("appos", "flat", "nmod:desc")
NAMING = frozenset("call name dub nickname know style title".split())
NAMED_AS = ("obj", "xcomp", "obl", "ccomp")


def beside(span: Span, named: Mapping[int, Span]) -> Span | None:
    """The name, of those by root token, that stands in apposition to a description of the same kind, before or behind it."""
    root, kind = span.root, KINDS.get(span.label_)
    if root.pos_ in ("PRON", "PROPN") or kind is None:
        return None
    if root.dep_ == "appos" and root.i > root.head.i and root.head.i in named:
        return named[root.head.i] if named[root.head.i].label_ == kind else None
    behind = (named[c.i] for c in root.children if c.i > root.i and c.i in named and c.dep_ in CLOSE)
    return next((name for name in behind if name.label_ == kind), None) or adjacent(root, kind, named) or after_comma(root, kind, named)


def adjacent(root: Token, kind: str, named: Mapping[int, Span]) -> Span | None:
    """A name right behind a singular noun, where the tree gives both the same part in the clause: "the trade union IF Metall said"."""
    if root.tag_ != "NN":
        return None
    name = next((n for n in named.values() if n.start == root.i + 1 and n.label_ == kind), None)
    together = name is not None and any(t.head.i == root.head.i and t.dep_ == root.dep_ for t in name)
    return name if together else None


def after_comma(root: Token, kind: str, named: Mapping[int, Span]) -> Span | None:
    """An appositive name behind a comma right behind the noun, wherever the tree hangs it: "Kohl and his French counterpart, Mitterrand, met"."""
    name = next((n for n in named.values() if n.start == root.i + 2 and n.label_ == kind), None)
    return name if name is not None and name.root.dep_ == "appos" and root.doc[root.i + 1].text == "," else None


def bearer(name: Span) -> Token | None:
    """The noun that a verb of naming gives this name to: "known as ...", "that calls itself ..."."""
    verb = name.root.head
    if verb.lemma_ in NAMING and verb.dep_.startswith("acl") and name.root.dep_ in NAMED_AS and name.start > verb.i:
        return verb.head
    return None
