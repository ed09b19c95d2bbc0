"""Words that mean somebody who has a name: members of a body that fight or speak for it, adjectives of states, and two countries together."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from ingest import nations
from ingest.groups import Group
from ingest.spans import sentence

if TYPE_CHECKING:
    from ingest.cast import Book

MEMBERS = frozenset(
    "rebel fighter militant guerrilla insurgent combatant militiaman partisan jihadist gunman commander leadership delegation negotiator "
    "representative delegate".split()
)
COUNTRIES = frozenset("countries nations states neighbors neighbours governments".split())
BOTH = frozenset(("two", "both"))
FAR = 8  # sentences before in which the two are looked for


def refer(found: list[Group], book: "Book") -> None:
    """Gives the plural "rebels of the Resistance Front" and "Resistance Front rebels" to the body that they are of, and "rebels" with them."""
    bodies = {name.root.i: book.acting[name.root.i] for g in found if g.kind == "ORG" for name in g.names if name.root.i in book.acting}
    openings = {name.start: name.root for g in found if g.kind == "ORG" for name in g.names}
    for group in found:
        if group.names:
            continue
        members = [span for span in group.mentions if is_members(span)]
        of = {whose.i for span in members if (whose := body(span, openings)) is not None}
        given = {bodies[i] for i in of & bodies.keys()}
        for span in members if len(given) == 1 else ():
            book.give(span, *given)


def is_members(span: Span) -> bool:
    return span.root.lemma_.lower() in MEMBERS and span.root.tag_ == "NNS"


def body(span: Span, openings: dict[int, Token]) -> Token | None:
    """The word that says of whom the members are; `openings` gives the heads of bodies' names by their first words, for what no tree tells."""
    root, doc = span.root, span.doc
    behind = root.i + 2 + (root.i + 2 < len(doc) and doc[root.i + 2].lower_ == "the")
    if root.i + 1 < len(doc) and doc[root.i + 1].lower_ == "of" and behind in openings:
        return openings[behind]
    compound = next((c for c in root.children if c.dep_ == "compound" and c.tag_ in ("NNP", "NNPS")), None)
    of = (c for c in root.children if c.dep_ == "nmod" and any(g.dep_ == "case" and g.lower_ in ("of", "from") for g in c.children))
    return next(of, compound)


def by_adjective(doc: Doc, book: "Book", state: Callable[["Book", str], int]) -> None:
    """The state that an adjective says has done or suffered something: "Armenian aggression", "the Chinese offer"."""
    for event in doc._.events:
        for role, span in event.roles:
            code = nations.adjectival(span.text) if role in ("actor", "recipient") and len(span) == 1 else None
            if code is not None and span.root.dep_ in ("amod", "compound") and span.root.i not in book.acting:
                book.mention(state(book, code), span)


def pairs(doc: Doc, book: "Book", state: Callable[["Book", str], int]) -> dict[int, tuple[int, int]]:
    """By root token, the two states that "the two countries" means: those that the sentences before spoke of last, if they are two and no more."""
    found = {}
    for span in doc.spans["mentions"]:
        if means_two(span):
            codes = last_two(doc, span)
            if codes is not None:
                first, second = (state(book, code) for code in codes)
                found[span.root.i] = (first, second)
                for number in (first, second):
                    book.drafts[number].mentions.append(span)
    return found


def means_two(span: Span) -> bool:
    """Whether a description is "the two countries", "both nations" or the like, without more that tells which."""
    root = span.root
    if root.lower_ not in COUNTRIES:
        return False
    words = {t.lower_ for t in span if t.i < root.i}
    return bool(words & BOTH) and words <= BOTH | {"the", "these", "of"}


def last_two(doc: Doc, span: Span) -> tuple[str, str] | None:
    """Two country codes, in the order of the alphabet."""
    start, seen = sentence(span[0]).start, set(nations.spoken(doc[sentence(span[0]).start : span.start].text))
    for _ in range(FAR):
        if len(seen) > 1 or start == 0:
            break
        opening = sentence(doc[start - 1]).start
        seen |= set(nations.spoken(doc[opening:start].text))
        start = opening
    first, *rest = [*sorted(seen), ""]
    return (first, rest[0]) if len(seen) == 2 else None
