"""What look-ups and relations keep of one article, told before it is known who is who: `outline` by who reads, the rest by who stores."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from graph.entries import QUADS, TOLD, UNTYPED, Happening, Story
from graph.facts import ACTOR_KINDS
from graph.literals import clean, day, decimal, moment
from graph.ontology import vocabulary
from graph.records import Article, Entity, Event, Reading
from graph.relations import Deed

DOERS = ("actor", "recipient")
HAPPENED = TOLD.index("happened")
Names = Sequence[str | None]  # by entity of a reading "actor/KEY" or "place/KEY"; None for a thing


def outline(article: Article, reading: Reading) -> str:
    """JSON of the events and mentions of an article; entities are numbers in it. Raises VocabularyError."""
    text = clean(article.text)
    published = day(moment(article.published).value) if article.published else None
    events = [_event(event, reading.entities, text, published) for event in reading.events]
    mentions = [[number, sorted({(m.begin, m.end) for m in entity.mentions})] for number, entity in enumerate(reading.entities) if _is_known(entity)]
    return json.dumps([events, mentions], ensure_ascii=False, separators=(",", ":"))


def story(article: str, outline: Any, names: Names, copy_of: str | None) -> Story:
    """What the index keeps of the article (its id); `outline` is that of `outline`, parsed."""
    events, mentions = outline
    spans: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, found in mentions:
        spans[names[number] or ""].update((begin, end) for begin, end in found)
    happenings = tuple(_happening(f"{article}-{number}", event, names) for number, event in enumerate(events))
    return Story(article, copy_of, happenings, tuple(sorted((path, len(found)) for path, found in spans.items())))


def deeds(article: str, outline: Any, names: Names, base: str) -> Iterator[Deed]:
    """The typed events that happened, for graph.relations; paths become IRIs under the base."""
    for _, _, quad, score, told, _, first, last, _, _, _, _, doers, receivers, *_ in outline[0]:
        if told == HAPPENED and quad != UNTYPED and (doers or receivers):
            actors, recipients = ({f"{base}{names[number]}" for number in some} for some in (doers, receivers))
            yield Deed(f"{base}article/{article}", QUADS[quad], score / 1000, first or None, last or None, actors, recipients)


def _is_known(entity: Entity) -> bool:
    return entity.kind != "thing"


def _event(event: Event, entities: Sequence[Entity], text: str, published: str | None) -> list[object]:
    terms, when, (begin, end) = vocabulary(), event.when, event.sentence
    cast = [(role.role, role.entity, entities[role.entity].kind) for role in event.roles if role.entity is not None]
    doers, receivers = (sorted({number for name, number, kind in cast if name == role and kind in ACTOR_KINDS}) for role in DOERS)
    return [
        clean(event.label),
        event.type or "Occurrence",
        QUADS.index(terms.quad(event.type)) if event.type else UNTYPED,
        round(float(decimal(terms.score(event.type, event.mode)).value) * 1000) if event.type else None,
        TOLD.index(event.status),
        float(decimal(event.confidence).value),
        (when.earliest if when else None) or published or "",
        (when.latest if when else None) or published or "",
        event.speaker if event.speaker is not None and entities[event.speaker].kind in ACTOR_KINDS else None,
        begin,
        end,
        text[begin:end],
        doers,
        receivers,
        sorted({number for _, number, kind in cast if kind in ACTOR_KINDS}),
        sorted({number for name, number, kind in cast if kind == "place" and name == "place"}),
    ]


def _happening(name: str, event: Any, names: Names) -> Happening:
    label, kind, quad, score, told, confidence, first, last, speaker, begin, end, words, _, _, actors, places = event
    return Happening(
        name, label, kind, quad, score, told, confidence, first, last, names[speaker] if speaker is not None else None, begin, end, words,
        tuple(sorted({names[number] or "" for number in actors})),
        tuple(sorted({names[number] or "" for number in places})),
    )  # fmt: skip
