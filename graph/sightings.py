"""What identity needs to know of an article's entities, and no more: small enough to keep a hundred thousand articles' worth in memory.

Entities whose key is clear from the article alone (states, groups by country and sector, places, the unnamed) carry it as `path`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graph.names import digest, is_office, organization_tokens, person_tokens, slug, tokens
from graph.records import Entity, Reading, to_json

PUBLISHER = -1  # number of the article's publisher, which is no entity of its reading


class Sighting(NamedTuple):
    """One entity of one article: `number` is its index in the reading, `words` the normalized name, `path` the relative IRI
    where no other article can change it.

    `positions` are (title, country) pairs, `terms` those with dates: (title, country, since, until); `company` are the named persons and
    organizations beside whom a person known by one word appears.
    """

    article: str
    number: int
    kind: str
    name: str
    words: tuple[str, ...]
    path: str | None = None
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    positions: tuple[tuple[str, str | None], ...] = ()
    company: frozenset[str] = frozenset()
    place: str | None = None
    terms: tuple[tuple[str, str | None, str | None, str | None], ...] = ()

    @property
    def anchor(self) -> tuple[str, int]:
        """What a decision points at: this entity of this article."""
        return self.article, self.number

    @property
    def joined(self) -> str:
        """The normalized name without spaces, so that "Kim Jong-un" and "Kim Jongun" are one."""
        return "".join(self.words)


def sightings(reading: Reading, publisher: str | None = None) -> tuple[Sighting, ...]:
    """The actors and places of one reading, and the publisher of its article as one more; things are left out."""
    taken: Counter[str] = Counter()
    found = [_sighting(reading.article, number, entity, taken) for number, entity in enumerate(reading.entities) if entity.kind != "thing"]
    if publisher and tokens(publisher):
        found.append(Sighting(reading.article, PUBLISHER, "organization", publisher, organization_tokens(publisher)))
    return tuple(_with_company(found))


def _sighting(article: str, number: int, entity: Entity, taken: Counter[str]) -> Sighting:
    words = person_tokens(entity.name) if entity.kind == "person" else organization_tokens(entity.name)
    return Sighting(
        article, number, entity.kind, entity.name, words,
        path=_path(article, entity, words, taken),
        country=entity.country,
        sector=entity.sector,
        aliases=entity.aliases,
        positions=tuple((position.title, position.country) for position in entity.positions),
        place=to_json(entity.place) if entity.place else None,
        terms=tuple((one.title, one.country, one.since, one.until) for one in entity.positions if one.since or one.until),
    )  # fmt: skip


def _path(article: str, entity: Entity, words: tuple[str, ...], taken: Counter[str]) -> str | None:
    code = entity.country.lower() if entity.country else None
    if entity.place:
        return f"place/{entity.place.key}"
    if entity.kind == "state" and code:
        return f"actor/{code}"
    if entity.kind == "group" and code and entity.sector:
        return f"actor/{code}-{entity.sector.lower()}"
    if entity.named and words and not (entity.kind == "person" and is_office(words)):
        return f"place/{slug(entity.name)}-{digest(f'{words}|{code}')}" if entity.kind == "place" else None
    return _own_path(article, entity, taken)


def _own_path(article: str, entity: Entity, taken: Counter[str]) -> str:
    """A node of this article alone; the second one of the same words gets a number."""
    path = f"{'place' if entity.kind == 'place' else 'actor'}/{article}-{slug(entity.name)}"
    taken[path] += 1
    return path if taken[path] == 1 else f"{path}.{taken[path]}"


def _with_company(found: list[Sighting]) -> Iterator[Sighting]:
    known = [(s.number, s.joined) for s in found if s.path is None and s.number != PUBLISHER and (s.kind == "organization" or len(s.words) > 1)]
    for sighting in found:
        if sighting.kind == "person" and sighting.path is None and len(sighting.words) == 1:
            sighting = sighting._replace(company=frozenset(name for number, name in known if number != sighting.number))
        yield sighting


def to_row(found: Iterable[Sighting]) -> str:
    """The sightings of one article as JSON; `from_row` reads it."""
    return json.dumps([[*s[1:10], sorted(s.company), s.place, s.terms] for s in found], ensure_ascii=False, separators=(",", ":"))


def from_row(article: str, row: str) -> tuple[Sighting, ...]:
    """What `to_row` wrote."""
    return tuple(_from_list(article, item) for item in json.loads(row))


def _from_list(article: str, item: Any) -> Sighting:
    number, kind, name, words, path, country, sector, aliases, positions, company, place, terms = item
    offices = tuple((title, of) for title, of in positions)
    dated = tuple((title, of, since, until) for title, of, since, until in terms)
    return Sighting(article, number, kind, name, tuple(words), path, country, sector, tuple(aliases), offices, frozenset(company), place, dated)
