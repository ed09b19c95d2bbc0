"""Roles that others entail: what shells a village happens there, and who a song is dedicated to has a part in its performance."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.records import Role
from ingest.cast import Cast
from ingest.reader import events as read
from ingest.spans import tight

REACHING = frozenset(
    "shell bomb bombard strike hit attack raid storm capture seize besiege invade occupy visit tour enter reach target flood".split()
)
PATIENT = frozenset(("recipient", "participant"))
TOWARDS = frozenset("to for at against towards toward".split())


def entailed(seen: read.Event, cast: Cast, given: set[tuple[str, int]]) -> Iterator[Role]:
    """Roles to add to those given, as pairs of role and entity."""
    if not any(role == "place" for role, _ in given):
        yield from places(seen, cast)
    for role, span in seen.roles:
        if role == "participant":
            yield from addressed(span, seen.trigger.root, cast, given)


def places(seen: read.Event, cast: Cast) -> Iterator[Role]:
    """The place that an act reaches, where it is no state that suffers it."""
    if seen.trigger.root.lemma_ not in REACHING and seen.type != "ASSAULT":
        return
    for role, span in seen.roles:
        number = cast.place(span.root) if role in PATIENT and cast.entity(span.root, role) in (None, cast.place(span.root)) else None
        if number is not None and cast.entities[number].kind == "place":
            begin, end = tight(span)
            yield Role("place", number, begin, end)
            return


def addressed(span: Span, trigger: Token, cast: Cast, given: set[tuple[str, int]]) -> Iterator[Role]:
    """Persons, bodies and states that a participle behind the participant's noun leads to: "a song dedicated to Kim", "aid meant for Mali"."""
    known = {entity for _, entity in given}
    for participle in span.root.children:
        if participle.dep_ == "acl" and participle.tag_ == "VBN" and participle.i != trigger.i:
            for word in participle.children:
                number = cast.entity(word, "participant") if word.dep_ == "obl" and cases(word) & TOWARDS else None
                if number is not None and number not in known and cast.entities[number].named and cast.entities[number].kind != "place":
                    yield Role("participant", number, *tight(word.doc[word.left_edge.i : word.right_edge.i + 1]))


def cases(word: Token) -> set[str]:
    return {c.lower_ for c in word.children if c.dep_ == "case"}
