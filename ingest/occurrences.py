"""The events of a Reading: the reader's events with roles resolved to entities, a date each where one is stated, and a readable label."""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.records import Event, Role, Status, When
from ingest import headlines
from ingest.cast import Cast
from ingest.dating import Dates
from ingest.entailed import entailed
from ingest.reader import events as read
from ingest.spans import core, sentence, tight
from ingest.voices import Voices

LABEL_WORDS = 16
PARTY = frozenset("we us our ours ourselves you your yours".split())
ROLES = ("actor", "recipient", "participant", "place")
DROPPED = frozenset(("punct", "cc", "conj", "discourse", "parataxis", "advcl", "acl:relcl", "advcl:relcl", "appos", "list", "dep"))


def events(doc: Doc, cast: Cast, *, published: str | None) -> tuple[Event, ...]:
    """In text order. Dates refer back to the date resolved before them, so this is one pass; the headline's come last."""
    dates = Dates.of(doc, published)
    voices = Voices.of(doc)
    return headlines.dated([event(seen, cast, dates.when(seen), voices.speaker(seen)) for seen in doc._.events], doc.text)


def event(seen: read.Event, cast: Cast, when: When | None, who: Span | None) -> Event:
    token = seen.trigger.root
    speaker = who.root if who is not None else None
    bounds = tight(who) if who is not None else (None, None)
    return Event(
        begin=token.idx, end=token.idx + len(token), predicate=token.lemma_, label=label(token), status=status(seen),
        confidence=round(seen.confidence, 3), sentence=span_of(sentence(token)), type=seen.type, mode=seen.mode, contexts=seen.context,
        roles=tuple(roles(seen, cast)), when=when, speaker=cast.entity(speaker, "speaker") if speaker is not None else None,
        speaker_begin=bounds[0], speaker_end=bounds[1],
    )  # fmt: skip


def status(seen: read.Event) -> Status:
    return seen.status  # type: ignore[return-value]  # the reader's labels are checked against Status on loading


def roles(seen: read.Event, cast: Cast) -> Iterator[Role]:
    """One role an entity; a mention that resolves to nothing is kept without one. Roles that these entail follow."""
    given: set[tuple[str, object]] = set()
    doers = {spoken(seen, span, cast, cast.entity(span.root, role)) for role, span in seen.roles if role == "actor"}
    sufferer = passive(seen, cast)
    for role, span in seen.roles:
        if role not in ROLES:
            continue
        entity = spoken(seen, span, cast, cast.entity(span.root, role))
        if role != "place" and cast.both(span.root):
            new = [one for one in cast.both(span.root) if (role, one) not in given]
            given |= {(role, one) for one in new}
            yield from (Role(role, one, *tight(span)) for one in new)  # type: ignore[arg-type]  # one of ROLES
            continue
        if role == "actor" and entity is not None and entity == sufferer:
            continue  # what "it had not been consulted" tells of the union is no act of the union's
        if role == "recipient" and entity is not None and entity in doers - {sufferer} and not span.root.lower_.endswith(("self", "selves")):
            continue  # who does it to himself is said to
        key = (role, entity if entity is not None else ("span", span.start))
        if key not in given:
            given.add(key)
            begin, end = tight(span)
            yield Role(role, entity, begin, end)  # type: ignore[arg-type]  # one of ROLES
    yield from entailed(seen, cast, {(role, entity) for role, entity in given if isinstance(entity, int)})


def passive(seen: read.Event, cast: Cast) -> int | None:
    """Who is the subject of a passive trigger, if the reader took it for the recipient and no "by" names a doer."""
    children = {c.i: c.dep_ for c in seen.trigger.root.children}
    if "obl:agent" in children.values():
        return None
    subjects = (span.root for role, span in seen.roles if role == "recipient" and children.get(span.root.i) == "nsubj:pass")
    return next((cast.entity(root, "recipient") for root in subjects), None)


def spoken(seen: read.Event, span: Span, cast: Cast, entity: int | None) -> int | None:
    """ "I" in a quotation is who speaks, and elsewhere whoever writes; who "we" and "you" are, nothing tells: the mention stays without an entity."""
    if len(span) > 1 or span.root.pos_ != "PRON":
        return entity
    if span.root.lower_ in ("i", "me", "my", "mine", "myself"):
        return cast.entity(seen.speaker.root, "speaker") if seen.speaker is not None and quoted(span.root) else None
    return None if span.root.lower_ in PARTY else entity


def quoted(token: Token) -> bool:
    """Whether a quotation that begins before the word in its paragraph is still open there."""
    doc, start = token.doc, token.i
    while start > 0 and "\n\n" not in doc[start - 1].text:
        start -= 1
    before = doc[start : token.i].text
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def span_of(sentence: Span) -> tuple[int, int]:
    first = next(token for token in sentence if not token.is_space)
    last = next(token for k in range(len(sentence) - 1, -1, -1) if not (token := sentence[k]).is_space)
    return first.idx, last.idx + len(last)


def label(trigger: Token) -> str:
    """A short clause in the text's own words: the subject, then the trigger's words and what follows, with a sign where something was left out."""
    subject = next((c for c in trigger.children if c.dep_.startswith("nsubj") and c.i < trigger.i), None)
    if subject is None and trigger.dep_ == "conj":
        subject = next((c for c in trigger.head.children if c.dep_.startswith("nsubj")), None)
    begin = min([trigger.i] + [c.i for c in trigger.children if c.dep_ in LEADING and c.i < trigger.i])
    end = reach(trigger, begin)
    said = words(trigger.doc[begin:end]) + (" …" if end < last_of(trigger) else "")
    if subject is None or subject.tag_ in ("WP", "WDT"):
        return said
    own = core(trigger.doc[subject.left_edge.i : subject.right_edge.i + 1])
    return words(own) + (" " if own.end >= begin else " … ") + said if own.end <= begin else said


LEADING = frozenset(("aux", "aux:pass", "advmod", "amod", "compound", "det", "nmod:poss", "nummod", "cop", "neg", "case"))


def reach(trigger: Token, begin: int) -> int:
    """Where the label ends: after the last of the trigger's close dependents, or after LABEL_WORDS."""
    end = trigger.i + 1
    for child in sorted(trigger.children, key=lambda t: t.i):
        if child.i > trigger.i and child.dep_ not in DROPPED:
            whole = trigger.doc[child.left_edge.i : child.right_edge.i + 1]
            end = max(end, whole.end if child.dep_ in ("xcomp", "ccomp") else core(whole).end)
    return min(end, begin + LABEL_WORDS)


def last_of(trigger: Token) -> int:
    return max((c.right_edge.i + 1 for c in trigger.children if c.dep_ not in DROPPED and not c.is_punct), default=trigger.i + 1)


def words(span: Span) -> str:
    """On one line, without quotes and punctuation at its ends."""
    return " ".join(span.text.split()).strip(" ,;:.\"“”‘’'")


def renumbered(event: Event, number: dict[int, int]) -> Event:
    """With entity indices changed; an index that is not kept becomes None."""
    roles_ = tuple(dataclasses.replace(r, entity=None if r.entity is None else number.get(r.entity)) for r in event.roles)
    return dataclasses.replace(event, roles=roles_, speaker=None if event.speaker is None else number.get(event.speaker))
