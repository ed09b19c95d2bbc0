"""Who was killed and who is charged with it are two people: where the coreference made them one, what is told of them by name decides.

A description or pronoun that cannot mean who bears the name stays without one; so do "woman" for a man and "police" for anybody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from ingest.actors import COLLECTIVE
from ingest.groups import Group
from ingest.pronouns import MEN, WOMEN, by_given_name, personal
from ingest.spans import sentence

KILLING = frozenset("kill murder shoot assassinate stab gun slay lynch strangle behead killing shooting stabbing slaying assassination".split())
CHARGED = frozenset("charge arrest indict accuse convict sentence jail imprison detain prosecute".split())
KILLED = frozenset(("victim",))
KILLERS = frozenset("suspect gunman attacker shooter killer assailant murderer defendant".split())


def parted(doc: Doc, found: list[Group]) -> list[Group]:
    """The groups, with people who are taken for somebody else put in groups of their own."""
    told = Told.of(doc)
    alone: list[Group] = []
    for group in found:
        lost = list(strangers(group, told)) if group.kind == "PER" and group.names else []
        group.mentions = [s for s in group.mentions if s not in lost]
        alone += [Group([span], [], "organization" if is_body(span) else "person") for span in lost]
    return [*found, *alone]


@dataclass(frozen=True, slots=True)
class Told:
    """Root tokens of who is killed, of who kills or is charged, arrested or convicted, and of these with who does any violence."""

    dead: set[int]
    guilty: set[int]
    violent: set[int]

    @classmethod
    def of(cls, doc: Doc) -> "Told":
        """What the events of an article tell."""
        kills = [(role, root) for type, lemma, role, root in parts(doc) if type == "ASSAULT" and lemma in KILLING]
        charged = {root for _, lemma, role, root in parts(doc) if lemma in CHARGED and role == "recipient"}
        violent = {root for type, _, role, root in parts(doc) if type == "ASSAULT" and role == "actor"}
        dead = {root for role, root in kills if role in ("recipient", "participant")}
        return cls(dead, charged | {root for role, root in kills if role == "actor"}, charged | violent)


def parts(doc: Doc) -> Iterator[tuple[str, str, str, int]]:
    """Type, lemma of the trigger, role and root token, of all typed events."""
    for event in doc._.events:
        if event.type is not None:
            yield from ((event.type, event.trigger.root.lemma_.lower(), role, span.root.i) for role, span in event.roles)


def strangers(group: Group, told: Told) -> Iterator[Span]:
    """Mentions of a person that cannot mean him."""
    names = {name.root.i for name in group.names}
    named = [span for span in group.mentions if any(is_beside(span, name) for name in group.names)]
    died = any(s.root.i in told.dead or s.root.lemma_.lower() in KILLED for s in named) or bool(names & told.dead)
    did = any(s.root.i in told.violent or s.root.lemma_.lower() in KILLERS for s in named) or bool(names & told.violent)
    gender = by_given_name(group)
    yield from (span for span in group.mentions if is_body(span))
    for span in (s for s in group.mentions if not (s in named or is_body(s))):
        noun = span.root.pos_ == "NOUN"
        other = noun and gender is not None and span.root.lower_ in (WOMEN if gender == "m" else MEN)
        victim = noun and did and not died and is_one(span, told.dead, KILLED)
        killer = died and not did and is_one(span, told.guilty, KILLERS) and (noun or (personal(span) and is_far(span, named)))
        if other or victim or killer:
            yield span


def is_body(span: Span) -> bool:
    """Whether a word that is no person's name means many together, as "police" does, however it is tagged."""
    return span.root.ent_type_ != "PER" and span.root.lower_ in COLLECTIVE


def is_beside(span: Span, name: Span) -> bool:
    """Whether a mention holds a name or stands in apposition to it."""
    apposed = (name.root.dep_ == "appos" and name.root.head.i == span.root.i) or (span.root.dep_ == "appos" and span.root.head.i == name.root.i)
    return span.start <= name.root.i < span.end or apposed


def is_one(span: Span, roots: set[int], nouns: frozenset[str]) -> bool:
    """Whether a mention is among those, by its part in an event or its noun."""
    return span.root.i in roots or span.root.lemma_.lower() in nouns


def is_far(span: Span, others: Iterable[Span]) -> bool:
    """Whether none of the others stands before it in the same sentence or in the one before."""
    opening = sentence(span[0]).start
    begin = sentence(span.doc[opening - 1]).start if opening else 0
    return not any(begin <= s.start < span.start for s in others)
