"""Offices that people hold according to an article, and descriptions that mean their holder: "the governor", "the Russian president"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from graph.records import Position
from ingest import actors
from ingest.groups import Group
from ingest.sectors import head_noun
from ingest.spans import tight, whole

if TYPE_CHECKING:
    from ingest.cast import Book

LONGEST = 10
DEFINITE = frozenset("the his her its their this that".split())


def held(group: Group) -> tuple[Position, ...]:
    """Titles before a name ("Kursk Governor Alexander ...") and appositions beside it ("..., the governor of Kursk"), once each."""
    found: dict[str, Position] = {}
    for span in group.mentions:
        for title in titles(span, group.names):
            begin, end = tight(title)
            text = whole(title)
            if len(title) <= LONGEST and actors.sector_of_actor(text) and not text[0].isdigit():
                found.setdefault(text.casefold(), Position(text, begin, end, actors.country_of(text)))
    return tuple(found.values())


def titles(span: Span, names: list[Span]) -> Iterator[Span]:
    doc = span.doc
    for name in names:
        if span.start <= name.start and name.end <= span.end and name.start > span.start:
            before = doc[span.start : name.start]
            while len(before) and (before[-1].is_punct or before[-1].is_space):
                before = doc[before.start : before.end - 1]
            if len(before) and not any(t.dep_ in ("case", "cc") for t in before[:1]):
                yield before
    for child in span.root.children:
        if child.dep_ == "appos" and child.i > span.root.i:
            inside = [t for t in child.subtree if t.dep_ not in ("acl:relcl", "punct")]
            if not any(n.start <= child.i < n.end for n in names):
                yield doc[inside[0].i : inside[-1].i + 1]


def refer(doc: Doc, found: list[Group], book: "Book") -> None:
    """Joins a lone description of one person to the last holder of such an office before it, if country and noun agree."""
    holders = [(g, d) for g in found if g.kind == "PER" and g.names for d in {book.acting.get(s.root.i) for s in g.mentions} if d is not None]
    for group in found:
        first = group.mentions[0]
        if group.names or group.kind != "person" or first.root.tag_ not in ("NN", "NNP") or first.root.i in book.acting:
            continue
        number = holder(first, holders, book)
        if number is not None:
            for span in group.mentions:
                book.mention(number, span)


def holder(span: Span, holders: list[tuple[Group, int]], book: "Book") -> int | None:
    noun, country = head_noun(whole(span)).casefold(), actors.country_of(whole(span))
    if span[0].lower_ not in DEFINITE and country is None:
        return None
    best: tuple[int, int] | None = None
    for group, number in holders:
        start = max((s.start for s in group.mentions if s.start < span.start), default=-1)
        fits = any(head_noun(p.title).casefold() == noun and (country is None or p.country in (None, country)) for p in book.drafts[number].positions)
        if start >= 0 and fits and (best is None or start > best[0]):
            best = (start, number)
    return best[1] if best else None
