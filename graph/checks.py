"""What a reading must be before it may enter the book: about its article, within its text, in the vocabulary's words."""

import re
from collections.abc import Iterator

from graph.literals import is_day
from graph.ontology import Vocabulary, VocabularyError, vocabulary
from graph.records import Article, Entity, Event, Reading

PLACE_KEY = re.compile(r"[A-Za-z0-9]+(?:[-_.~][A-Za-z0-9]+)*")
DATATYPES = {
    "date": r"\d{4}-\d\d-\d\d", "gYearMonth": r"\d{4}-\d\d", "gYear": r"\d{4}", "gMonthDay": r"--\d\d-\d\d", "gMonth": r"--\d\d",
}  # fmt: skip


class ReadingError(ValueError):
    """A reading that does not fit its article or the vocabulary; the message names the place and the value."""


def check(article: Article, reading: Reading) -> None:
    """Raises ReadingError with the first thing that is wrong."""
    if reading.article != article.id:
        raise ReadingError(f"the reading is of article {reading.article!r}, not of {article.id!r}; read the article that is stored")
    for problem in _problems(reading, len(article.text)):
        raise ReadingError(f"article {article.id}: {problem}")


def _problems(reading: Reading, length: int) -> Iterator[str]:
    terms = vocabulary()
    for number, entity in enumerate(reading.entities):
        yield from (f"entity {number} ({entity.name!r}): {problem}" for problem in _entity_problems(entity, length, terms))
    for number, event in enumerate(reading.events):
        yield from (f"event {number} ({event.label!r}): {problem}" for problem in _event_problems(event, reading, length, terms))


def _entity_problems(entity: Entity, length: int, terms: Vocabulary) -> Iterator[str]:
    for begin, end in [(m.begin, m.end) for m in entity.mentions] + [(p.begin, p.end) for p in entity.positions]:
        yield from _span_problems(begin, end, length)
    for country in (entity.country, *(position.country for position in entity.positions), entity.place.country if entity.place else None):
        if country is not None and not re.fullmatch(r"[A-Z]{3}", country):
            yield f"{country!r} is no ISO 3166-1 alpha-3 code"
    if entity.sector is not None and entity.sector not in terms.sectors:
        yield f"{entity.sector!r} is no PLOVER sector"
    if entity.place and not PLACE_KEY.fullmatch(entity.place.key):
        yield f"{entity.place.key!r} is no key of a place; use letters, digits and single hyphens"
    if entity.place and entity.kind != "place":
        yield f"a {entity.kind} has a place; states and places are two entities"


def _event_problems(event: Event, reading: Reading, length: int, terms: Vocabulary) -> Iterator[str]:
    spans = [(event.begin, event.end), event.sentence, *((m.begin, m.end) for m in event.mentions), *((r.begin, r.end) for r in event.roles)]
    for begin, end in spans:
        yield from _span_problems(begin, end, length)
    optional = [(event.speaker_begin, event.speaker_end)] + ([(event.when.begin, event.when.end)] if event.when else [])
    for first, last in optional:
        if (first is None) != (last is None):
            yield f"span [{first}, {last}) has one end only"
        elif first is not None and last is not None:
            yield from _span_problems(first, last, length)
    for index in (event.speaker, *(role.entity for role in event.roles)):
        if index is not None and not 0 <= index < len(reading.entities):
            yield f"there is no entity {index}; the reading has {len(reading.entities)}"
    if not 0 <= event.confidence <= 1:
        yield f"confidence {event.confidence} does not lie between 0 and 1"
    yield from _word_problems(event, terms)
    yield from _date_problems(event)


def _word_problems(event: Event, terms: Vocabulary) -> Iterator[str]:
    if event.type is None and event.mode is not None:
        yield f"mode {event.mode!r} without a type"
    try:
        if event.type is not None:
            terms.score(event.type, event.mode)
        for context in event.contexts:
            terms.context(context)
    except VocabularyError as error:
        yield str(error)


def _date_problems(event: Event) -> Iterator[str]:
    when = event.when
    if when is None:
        return
    if (when.value is None) != (when.datatype is None):
        yield f"date {when.value!r} and its type {when.datatype!r} must come together"
    elif when.value and when.datatype and not re.fullmatch(DATATYPES[when.datatype], when.value):
        yield f"{when.value!r} is no xsd:{when.datatype}"
    days = [when.earliest, when.latest, when.value if when.datatype == "date" else None]
    yield from (f"{day!r} is no day of the calendar; write YYYY-MM-DD" for day in days if day is not None and not is_day(day))


def _span_problems(begin: int, end: int, length: int) -> Iterator[str]:
    if not 0 <= begin < end <= length:
        yield f"span [{begin}, {end}) does not lie in the {length} characters of the text"
