"""Events of a Doc: triggers with type, mode, status, speaker and roles resolved to mentions."""

from dataclasses import dataclass, field
from math import exp, log

import numpy as np
from spacy.tokens import Doc, Span

from ingest.reader import labels as lab
from ingest.reader.arcs import Arc
from ingest.reader.labels import Labels
from ingest.reader.readout import Readout, Trigger

CONTEXT = 0.4
COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))


@dataclass(slots=True)
class Event:
    """What one trigger says. `type` is a PLOVER name or None; `roles` are pairs of a role and a Span, in text order.

    `polarity` POS or NEG, `certainty` CERTAIN, PROBABLE or POSSIBLE, `tense` past, present, future or none.
    `confidence` is the calibrated probability that trigger, type and status are right together; `types` the distribution behind `type`.
    """

    trigger: Span
    type: str | None
    mode: str | None
    context: tuple[str, ...]
    polarity: str
    certainty: str
    tense: str
    status: str
    confidence: float
    speaker: Span | None = None
    roles: list[tuple[str, Span]] = field(default_factory=list)
    types: dict[str, float] = field(default_factory=dict)

    @property
    def coded_type(self) -> str | None:
        """The type as PLOVER codes it: a cooperative act that is still to come is an AGREE."""
        return "AGREE" if self.status == "planned" and self.type in COOPERATIVE else self.type


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt (1999): the probability that trigger, type and status are all right, from the product of the network's three."""

    slope: float = 1.0
    offset: float = 0.0

    def confidence(self, sure: float) -> float:
        bounded = min(max(sure, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(self.slope * log(bounded / (1 - bounded)) + self.offset)))


def events(doc: Doc, out: Readout, labels: Labels, calibration: Calibration, tokens: list[int], spans: dict[int, Span]) -> list[Event]:
    """`tokens` maps words to tokens of the Doc, `spans` head tokens to their mention."""
    arcs: dict[int, list[Arc]] = {}
    for arc in out.roles:
        arcs.setdefault(arc.source, []).append(arc)
    return [event(doc, t, labels, calibration, arcs.get(t.word, []), tokens, spans) for t in out.triggers]


def event(doc: Doc, t: Trigger, labels: Labels, calibration: Calibration, arcs: list[Arc], tokens: list[int], spans: dict[int, Span]) -> Event:
    trigger = doc[tokens[t.word] : tokens[t.word] + 1]
    kind, status = t.type, t.status
    polarity = "NEG" if status == "negated" else t.polarity
    found = Event(
        trigger, kind, mode(t, kind, labels) if kind else None, contexts(t, labels), polarity, t.certainty, tense(trigger, t.time), status,
        calibration.confidence(t.sure), types={name: float(p) for name, p in zip(lab.TYPES, t.types, strict=False)},
    )  # fmt: skip
    for arc in arcs:
        head = tokens[arc.target]
        span = spans.get(head) or phrase(doc, head)
        if span.start <= trigger.start < span.end and head != trigger.start:
            span = doc[head : head + 1]
        if head == trigger.start:
            continue
        if arc.label == "speaker":
            found.speaker = found.speaker or span
        else:
            found.roles.append((arc.label, span))
    return found


def mode(t: Trigger, kind: str, labels: Labels) -> str | None:
    """The likeliest of the type's own modes, or none."""
    own = lab.MODES.get(kind, "").split()
    best = max(("-", *own), key=lambda name: t.modes[labels.modes.index(name)])
    return None if best == "-" else best


def contexts(t: Trigger, labels: Labels) -> tuple[str, ...]:
    """At most two contexts, the likelier first."""
    order = np.argsort(-t.contexts)[:2]
    return tuple(labels.contexts[i] for i in order if t.contexts[i] > CONTEXT)


def tense(trigger: Span, time: str) -> str:
    token = trigger[0]
    auxiliaries = {c.lower_ for c in token.children if c.dep_.startswith("aux")}
    if time == "FUTURE" or auxiliaries & {"will", "shall", "'ll", "’ll"}:
        return "future"
    if token.tag_ == "VBD" or auxiliaries & {"did", "was", "were", "had"}:
        return "past"
    if token.tag_ in ("VBZ", "VBP") or auxiliaries & {"does", "do", "is", "are", "has", "have", "'s", "’s"}:
        return "past" if auxiliaries & {"has", "have"} and token.tag_ in ("VBN", "VBD") else "present"
    return "none"


def phrase(doc: Doc, head: int) -> Span:
    """The word with its name or close modifiers, where no mention was read."""
    token = doc[head]
    inside = {token.i} | {c.i for c in token.children if c.dep_ in ("flat", "compound", "amod", "nummod", "det", "nmod:poss", "nmod:desc", "fixed")}
    first = last = token.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return doc[first : last + 1]
