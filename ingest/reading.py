"""An Article to a Reading: runs the reader and turns what it sees into entities, events and dates with exact offsets."""

from spacy.language import Language
from spacy.tokens import Doc

from graph.records import Article, Entity, Event, Reading
from ingest import cast, nations, occurrences, venues
from ingest.edition import version


def read(nlp: Language, article: Article) -> Reading:
    """What the article says; a pure function of the article and `version()`."""
    doc = nlp(article.text)
    doc._.events = venues.placed(doc)
    home = nations.demonym(article.publisher or "") or nations.named(article.publisher or "")
    people = cast.entities(doc, home=home)
    events = occurrences.events(doc, people, published=article.published)
    return Reading(article.id, version(), *used(doc, people, events))


def used(doc: Doc, people: cast.Cast, events: tuple[Event, ...]) -> tuple[tuple[Entity, ...], tuple[Event, ...]]:
    """Keeps the named entities and those with a part in an event, renumbered in text order."""
    acting = {r.entity for e in events for r in e.roles} | {e.speaker for e in events}
    kept = [i for i, entity in enumerate(people.entities) if entity.named or i in acting]
    number = {old: new for new, old in enumerate(kept)}
    return tuple(people.entities[i] for i in kept), tuple(occurrences.renumbered(e, number) for e in events)
