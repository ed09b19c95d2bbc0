"""Where an event is by the grammar: names of places that a preposition of place ties to the trigger.

The reader may give such a name the part of somebody ("spread to Bremerhaven"), or none. A state can be sent to and taken from, so countries and
capitals stay what the reader made of them, unless something happens *in* them.
"""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from ingest import nations
from ingest.groups import name_heads
from ingest.reader.events import Event

WITHIN = frozenset("in at near inside outside within throughout across".split())
TOWARDS = frozenset("to toward towards into from over through around".split())
MOVING = frozenset(
    "send spread move travel fly go come return transfer bring take deploy dispatch deliver flee march evacuate extend expand ship transport "
    "deport extradite relocate head arrive sail drive withdraw expel remove evict escape retreat depart leave drop carry run walk migrate "
    "smuggle airlift divert reroute advance rush convoy parachute land patrol circle flow drift pass cross exile banish pull".split()
)
PATIENT = frozenset(("recipient", "participant"))


def placed(doc: Doc) -> list[Event]:
    """The events of a Doc with the places that their sentences name: roles turned into places, and one added where there was none."""
    named = {root: name for root, name in name_heads(doc).items() if name.label_ == "LOC"}
    return [in_place(event, list(venues(event.trigger.root, named))) for event in doc._.events]


def in_place(event: Event, found: list[Span]) -> Event:
    """The event with its roles as the names of places found say; the reader's own places stay."""
    roots = {span.root.i: span for span in found}
    kept = [("place", roots[span.root.i]) if role in PATIENT and span.root.i in roots else (role, span) for role, span in event.roles]
    known = {span.root.i for _, span in kept}
    turned = any(role == "place" and span in found for role, span in kept)
    if found and (turned or not any(role == "place" for role, _ in kept)):
        kept += [("place", span) for span in found if span.root.i not in known]
    return event if kept == event.roles else dataclasses.replace(event, roles=kept)


def venues(trigger: Token, named: dict[int, Span]) -> Iterator[Span]:
    """Names that a preposition of place ties to the trigger, with those coordinated with them."""
    for child in trigger.children:
        if child.dep_ in ("obl", "nmod") and child.i in named and leads(trigger, child, named[child.i]):
            yield named[child.i]
            yield from (named[c.i] for c in child.children if c.dep_ == "conj" and c.i in named)


def leads(trigger: Token, name: Token, span: Span) -> bool:
    """Whether the preposition says where: "in Tartu" always, "to Tartu" of what moves, and of a state only what happens in it."""
    cases = {c.lower_ for c in name.children if c.dep_ == "case"}
    if cases & WITHIN:
        return True
    state = nations.named(span.text) is not None or (nations.seat(span.text) is not None and "from" not in cases)
    return bool(cases & TOWARDS) and trigger.lemma_.lower() in MOVING and not state
