"""Descriptions that mean a named body by its own noun: "the commission" of an article with one commission in it, the Electoral Commission."""

from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.tokens import Span

from ingest.actors import sector_of_actor
from ingest.groups import Group
from ingest.sectors import sector_of
from ingest.spans import sentence

if TYPE_CHECKING:
    from ingest.cast import Book

NOUNS = frozenset(
    "commission committee agency ministry department council board union party bank university institute association federation foundation "
    "organization organisation office service bureau authority tribunal corporation company center centre academy league alliance front movement "
    "fund society".split()
)
KINDS = frozenset(  # nouns that are of one sector
    "court tribunal parliament senate legislature police army military navy embassy consulate government hospital university school".split()
)
FAR = 4  # sentences before, within which the body is named


def refer(found: list[Group], book: "Book") -> None:
    """Gives "the commission", of which nothing more is said, to the only body by name with that noun, if it was named shortly before."""
    called: defaultdict[str, set[int]] = defaultdict(set)
    named: defaultdict[int, list[Span]] = defaultdict(list)
    for group in found:
        for name in (n for n in group.names if n.label_ == "ORG" and n.root.i in book.acting):
            named[book.acting[name.root.i]].append(name)
            for word in {t.lower_ for t in name} & NOUNS:
                called[word].add(book.acting[name.root.i])
    for group in found:
        for span in group.mentions if not group.names and not described(group) else ():
            numbers = called[span.root.lower_]
            if is_bare(span) and len(numbers) == 1:
                (number,) = numbers
                if any(name.start < span.start and near(name, span) for name in named[number]):
                    book.give(span, number)


def doubt(found: list[Group], book: "Book") -> None:
    """Takes "the court" and the like from a body by name that is of another sector: the European Union is no court."""
    for group in (g for g in found if g.kind == "ORG" and g.names):
        sector, words = sector_of_actor(group.name), {t.lower_ for name in group.names for t in name}
        for span in group.mentions if sector is not None else ():
            noun = span.root.lower_
            if noun in KINDS - words and sector_of(noun) != sector and span.root.tag_ == "NN":
                book.forget(span)


def is_bare(span: Span) -> bool:
    """Whether a mention is but "the", "that" or "this" and its noun."""
    return len(span) == 2 and span[0].lower_ in ("the", "that", "this") and span.root.tag_ == "NN"


def described(group: Group) -> bool:
    """Whether some mention brings the body in as another, "a commission", or says more of it."""
    return any(span.root.pos_ not in ("PRON", "DET") and not is_bare(span) for span in group.mentions)


def near(name: Span, span: Span) -> bool:
    """Whether a name stands in the sentence of a mention or one of the FAR before."""
    doc, at, steps = span.doc, sentence(span[0]).start, 0
    while at > name.start and steps < FAR and at > 0:
        at, steps = sentence(doc[at - 1]).start, steps + 1
    return at <= name.start
