"""Countries that the tree takes for their officials: in "United States President Donald Trump spoke" it may be the States that speak."""

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from ingest import nations
from ingest.groups import Group, is_title

if TYPE_CHECKING:
    from ingest.cast import Book

LONGEST = 5  # words of a title
PARTS = ("compound", "amod", "nmod:desc", "nmod:poss", "flat")  # relations of a country that is but part of the title


def settle(doc: Doc, found: list[Group], book: "Book") -> None:
    """Gives the country right before a title and a person's name, where the tree makes it act, to that person."""
    openings = {name.start: name for g in found if g.kind == "PER" for name in g.names if name.root.i in book.acting}
    for country in doc.ents:
        if country.label_ == "LOC" and country.root.i in book.acting and country.root.dep_ not in PARTS and nations.named(country.text):
            holder = official(country, openings)
            if holder is not None:
                book.give(Span(doc, country.start, holder.end, label="person"), book.acting[holder.root.i])


def official(country: Span, openings: dict[int, Span]) -> Span | None:
    """The name behind the country and a title, with nothing between."""
    doc, at = country.doc, country.end
    while at < len(doc) and at not in openings and at - country.end < LONGEST and doc[at].pos_ in ("NOUN", "PROPN", "ADJ"):
        at += 1
    titled = any(is_title(t) for t in doc[country.end : at])
    return openings.get(at) if titled else None
