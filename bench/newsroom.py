"""Articles and readings made by dice, for load and crash runs: a small world of actors who meet, blame and help each other."""

import random
from collections.abc import Iterator, Sequence

from graph.records import Article, Entity, EntityKind, Event, Mention, Place, Reading, Role, When

# name, kind, country, sector, aliases
CAST: tuple[tuple[str, EntityKind, str | None, str | None, tuple[str, ...]], ...] = (
    ("Vladimir Putin", "person", "RUS", "GOV", ()),
    ("Putin", "person", "RUS", "GOV", ()),
    ("Kim Jong Un", "person", "PRK", "GOV", ()),
    ("Kim Jong-un", "person", "PRK", None, ()),
    ("Angela Merkel", "person", "DEU", "GOV", ()),
    ("Merkel", "person", None, None, ()),
    ("Korean Central News Agency", "organization", "PRK", "JRN", ("KCNA",)),
    ("KCNA", "organization", None, "JRN", ()),
    ("United Nations", "organization", None, "IGO", ("UN",)),
    ("Ministry of Health", "organization", "FRA", "GOV", ()),
    ("Moscow", "state", "RUS", "GOV", ()),
    ("Pyongyang", "state", "PRK", "GOV", ()),
    ("North Korean sappers", "group", "PRK", "MIL", ()),
    ("protesters", "group", None, "CVL", ()),
)
TOWNS = (
    Place("538560", "Kursk", "city", 51.737, 36.187, "RUS", geonames=538560),
    Place("2988507", "Paris", "city", 48.853, 2.349, "FRA", geonames=2988507),
)
Verb = tuple[str, str | None, str | None]
VERBS: tuple[Verb, ...] = (
    ("met", "CONSULT", "visit"),
    ("blamed", "ACCUSE", "disapprove"),
    ("helped", "AID", None),
    ("attacked", "ASSAULT", "drone"),
    ("told", None, None),
)
STATUSES = ("happened", "happened", "happened", "planned", "possible", "negated")


def newsroom(count: int, *, seed: int = 1, sentences: int = 5) -> Iterator[tuple[Article, Reading]]:
    """`count` articles; five sentences make some 165 quads."""
    for number in range(count):
        yield _story(random.Random(seed * 1_000_003 + number), number, sentences)


def _story(dice: random.Random, number: int, sentences: int) -> tuple[Article, Reading]:
    cast = dice.sample(range(len(CAST)), 4)
    town = dice.choice(TOWNS)
    lines, plans = [], []
    for _ in range(sentences):
        one, other = dice.sample(range(4), 2)
        plans.append((one, other, dice.choice(VERBS), dice.choice(STATUSES)))
        lines.append(f"{CAST[cast[one]][0]} {plans[-1][2][0]} {CAST[cast[other]][0]} in {town.name}.")
    text = f"Story {number}\n\n" + " ".join(lines)
    published = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
    article = Article(text, headline=f"Story {number}", published=published, publisher=f"Wire {number % 3}")
    return article, _reading(article, cast, town, lines, plans)


def _reading(article: Article, cast: list[int], town: Place, lines: list[str], plans: Sequence[tuple[int, int, Verb, str]]) -> Reading:
    mentions: list[list[Mention]] = [[], [], [], [], []]
    events, begin = [], len(article.text) - len(" ".join(lines))
    for line, (one, other, (verb, type_, mode), status) in zip(lines, plans, strict=True):
        first, second = CAST[cast[one]][0], CAST[cast[other]][0]
        at, to, where = begin + len(first) + 1, begin + len(first) + len(verb) + 2, begin + len(line) - 1 - len(town.name)
        mentions[one].append(Mention(begin, begin + len(first), "name"))
        mentions[other].append(Mention(to, to + len(second), "name"))
        mentions[4].append(Mention(where, where + len(town.name), "name"))
        roles = (
            Role("actor", one, begin, begin + len(first)),
            Role("recipient", other, to, to + len(second)),
            Role("place", 4, where, where + len(town.name)),
        )
        events.append(
            Event(
                at, at + len(verb), verb, f"{first} {verb} {second}", status, 0.8, (begin, begin + len(line)),  # type: ignore[arg-type]
                type_, mode, (), roles, When("publication", article.published, "date", article.published, article.published),
            )
        )  # fmt: skip
        begin += len(line) + 1
    people = [
        Entity(kind, name, tuple(mentions[slot]), name != "protesters", aliases, country, sector)
        for slot, (name, kind, country, sector, aliases) in enumerate(CAST[index] for index in cast)
    ]
    return Reading(article.id, "bench 1", (*people, Entity("place", town.name, tuple(mentions[4]), True, place=town)), tuple(events))
