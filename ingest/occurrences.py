"""The events of a Reading: the reader's events with roles resolved to entities, a date each where one is stated, and a readable label."""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.records import Event, Role, Status, When
from ingest import times
from ingest.cast import Cast
from ingest.reader import events as read
from ingest.spans import tight

LABEL_WORDS = 16
ROLES = ("actor", "recipient", "participant", "place")
DROPPED = frozenset(("punct", "cc", "mark", "discourse", "parataxis", "advcl", "acl:relcl", "acl", "advcl:relcl", "appos", "list", "dep"))


def events(doc: Doc, cast: Cast, *, published: str | None) -> tuple[Event, ...]:
    """In text order. Dates refer back to the date resolved before them, so this is one pass."""
    found, previous = [], None
    for seen in doc._.events:
        when = dated(doc, seen, published, previous)
        previous = when if when and when.value else previous
        found.append(event(doc, seen, cast, when or undated(seen, published)))
    return tuple(found)


def event(doc: Doc, seen: read.Event, cast: Cast, when: When | None) -> Event:
    token = seen.trigger.root
    speaker = seen.speaker.root if seen.speaker is not None else None
    bounds = tight(seen.speaker) if seen.speaker is not None else (None, None)
    return Event(
        begin=token.idx, end=token.idx + len(token), predicate=token.lemma_, label=label(token), status=status(seen), confidence=round(seen.confidence, 3),
        sentence=span_of(token.sent), type=seen.type, mode=seen.mode, contexts=seen.context, roles=tuple(roles(seen, cast)), when=when,
        speaker=cast.entity(speaker, "speaker") if speaker is not None else None, speaker_begin=bounds[0], speaker_end=bounds[1],
    )  # fmt: skip


def status(seen: read.Event) -> Status:
    return seen.status  # type: ignore[return-value]  # the reader's labels are checked against Status on loading


def roles(seen: read.Event, cast: Cast) -> Iterator[Role]:
    """One role an entity; a mention that resolves to nothing is kept without one."""
    given = set()
    for role, span in seen.roles:
        if role not in ROLES:
            continue
        entity = cast.entity(span.root, role)
        key = (role, entity if entity is not None else ("span", span.start))
        if key not in given:
            given.add(key)
            begin, end = tight(span)
            yield Role(role, entity, begin, end)  # type: ignore[arg-type]  # one of ROLES


def dated(doc: Doc, seen: read.Event, published: str | None, previous: When | None) -> When | None:
    """By the reader's time role, otherwise by a date that hangs on the trigger or opens its clause."""
    for span in [*(s for r, s in seen.roles if r == "time"), *hanging(doc, seen.trigger.root)]:
        begin, end = whole_date(doc, span)
        when = times.resolve(doc.text, begin, end, published=published, tense=tense(seen), previous=previous)
        if when is not None:
            return when
    return None


def hanging(doc: Doc, trigger: Token) -> Iterator[Span]:
    for entity in doc.ents:
        if entity.label_ == "DATE" and entity.sent.start == trigger.sent.start and (entity.root.head.i == trigger.i):
            yield entity


def whole_date(doc: Doc, span: Span) -> tuple[int, int]:
    """The date expression that the reader's span touches, which may be longer than the role's span."""
    for entity in doc.ents:
        if entity.label_ == "DATE" and entity.start < span.end and span.start < entity.end:
            return min(span.start_char, entity.start_char), max(span.end_char, entity.end_char)
    return span.start_char, span.end_char


def tense(seen: read.Event) -> str | None:
    if seen.status == "planned":
        return "future"
    return seen.tense if seen.tense != "none" else "past" if seen.status == "happened" else None


def undated(seen: read.Event, published: str | None) -> When | None:
    """What happened did so by the day of publication; nothing is known of the rest."""
    if published is None or seen.status != "happened":
        return None
    return When("publication", latest=published[:10]) if len(published) >= 10 else None


def span_of(sentence: Span) -> tuple[int, int]:
    tokens = [t for t in sentence if not t.is_space]
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def label(trigger: Token) -> str:
    """The trigger's clause from the text: its words in order, without side clauses, at most LABEL_WORDS and a sign where more was cut."""
    kept = sorted(clause(trigger), key=lambda t: t.i)
    at = next(k for k, t in enumerate(kept) if t.i == trigger.i)
    first = max(0, min(at - LABEL_WORDS // 2, len(kept) - LABEL_WORDS))
    shown = kept[first : first + LABEL_WORDS]
    text = "".join(t.text + (" " if t.whitespace_ or (k + 1 < len(shown) and shown[k + 1].i > t.i + 1) else "") for k, t in enumerate(shown)).strip()
    return ("… " if first else "") + text + (" …" if first + LABEL_WORDS < len(kept) else "")


def clause(trigger: Token) -> Iterator[Token]:
    yield trigger
    if trigger.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in trigger.children):
        yield from (t for c in trigger.head.children if c.dep_.startswith("nsubj") for t in phrase(c))
    for child in trigger.children:
        if child.dep_ not in DROPPED and child.dep_ != "conj" and not child.is_space:
            yield from phrase(child)


def phrase(token: Token) -> Iterator[Token]:
    """A dependent with what belongs to it closely."""
    yield token
    for child in token.children:
        if child.dep_ not in DROPPED and not child.is_space:
            yield from phrase(child)


def renumbered(event: Event, number: dict[int, int]) -> Event:
    """With entity indices changed; an index that is not kept becomes None."""
    roles_ = tuple(dataclasses.replace(r, entity=None if r.entity is None else number.get(r.entity)) for r in event.roles)
    return dataclasses.replace(event, roles=roles_, speaker=None if event.speaker is None else number.get(event.speaker))
