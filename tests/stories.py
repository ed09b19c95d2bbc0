"""Small articles and readings for tests, written down as a reader would give them; spans are found by their words."""

from collections.abc import Iterable, Sequence

from graph.records import Article, Entity, EntityKind, Event, Mention, Place, Position, Reading, Role, RoleName, Status, When
from graph.store import Store

READER = "hand 1"


def span(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where the words stand in the text, the nth time."""
    begin = -1
    for _ in range(nth + 1):
        begin = text.index(words, begin + 1)
    return begin, begin + len(words)


def entity(
    text: str,
    kind: EntityKind,
    name: str,
    *mentions: str,
    named: bool = True,
    country: str | None = None,
    sector: str | None = None,
    aliases: tuple[str, ...] = (),
    offices: Sequence[tuple[str, str | None]] = (),
    place: Place | None = None,
) -> Entity:
    """An entity mentioned by each of the given words, or by its name."""
    spans = tuple(Mention(*span(text, words), "name" if named else "nominal") for words in mentions or (name,))
    positions = tuple(Position(title, *span(text, title), country=of) for title, of in offices)
    return Entity(kind, name, tuple(sorted(spans, key=lambda m: m.begin)), named, aliases, country, sector, positions, place)


def event(
    text: str,
    trigger: str,
    label: str,
    *roles: tuple[RoleName, int | None, str],
    type_: str | None = None,
    mode: str | None = None,
    contexts: tuple[str, ...] = (),
    status: Status = "happened",
    confidence: float = 0.9,
    speaker: int | None = None,
    said_by: str | None = None,
    when: When | None = None,
) -> Event:
    """An event whose evidence is the sentence around its trigger."""
    begin, end = span(text, trigger)
    sentence = text.rfind(". ", 0, begin) + 2 if ". " in text[:begin] else 0
    stop = text.find(".", end) + 1 or len(text)
    speech = span(text, said_by) if said_by else (None, None)
    return Event(
        begin, end, trigger.lower(), label, status, confidence, (sentence, stop), type_, mode, contexts,
        tuple(Role(role, who, *span(text, words)) for role, who, words in roles), when, speaker, *speech,
    )  # fmt: skip


def reading(article: Article, *entities: Entity, events: Sequence[Event] = ()) -> Reading:
    """What a careful reader saw."""
    return Reading(article.id, READER, entities, tuple(events))


KURSK = Place("538555", "Kursk Oblast", "region", 51.667, 36.083, "RUS", "Kursk Oblast", 538555)


def monument() -> tuple[Article, Reading]:
    """A plan, announced in one sentence, with a thing, a place, a speaker and a date without a year."""
    text = (
        "Kursk Governor Alexander Khinstin announced plans to erect a monument in the Kursk Region on December 4. "
        "KCNA said Putin praised North Korean sappers. Somebody sang for Kim Jong Un."
    )
    article = Article(text, published="2025-12-05T10:00:00+03:00", publisher="Example Wire", url="https://example.org/a b")
    entities = (
        entity(text, "person", "Alexander Khinstin", country="RUS", sector="GOV", offices=[("Kursk Governor", "RUS")]),
        entity(text, "thing", "a monument", named=False),
        entity(text, "place", "Kursk Region", place=KURSK),
        entity(text, "organization", "KCNA", country="PRK", sector="JRN"),
        entity(text, "person", "Putin", country="RUS", sector="GOV"),
        entity(text, "group", "North Korean sappers", named=False, country="PRK", sector="MIL"),
        entity(text, "person", "Kim Jong Un", country="PRK", sector="GOV"),
    )
    when = When("stated", "--12-04", "gMonthDay", begin=span(text, "December 4")[0], end=span(text, "December 4")[1])
    events = (
        event(text, "announced", "Khinstin announced plans", ("actor", 0, "Alexander Khinstin"), when=when),
        event(
            text, "erect", "erect a monument", ("actor", 0, "Alexander Khinstin"), ("participant", 1, "a monument"), ("place", 2, "Kursk Region"),
            status="planned", contexts=("military",), confidence=0.75, speaker=0, said_by="Alexander Khinstin",
        ),
        event(
            text, "praised", "Putin praised North Korean sappers", ("actor", 4, "Putin"), ("recipient", 5, "North Korean sappers"),
            type_="SUPPORT", speaker=3, said_by="KCNA",
        ),
        event(text, "sang", "Somebody sang for Kim Jong Un", ("actor", None, "Somebody"), ("recipient", 6, "Kim Jong Un")),
    )  # fmt: skip
    return article, reading(article, *entities, events=events)


def toggle(store: Store, stories: Iterable[tuple[Article, Reading]]) -> None:
    """Removes those that the store has, and adds the others."""
    known = set(store.book.articles())
    for article, read in stories:
        if article.id in known:
            store.book.remove(article.id)
        else:
            store.add(article, read)
