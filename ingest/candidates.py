"""What a name can mean before the article is asked: nations, regions of the world, divisions and towns, with a score each."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.records import Place
from ingest import nations
from ingest.gazetteer import Candidate, fold, gazetteer
from ingest.regions import region

SHORT_NAMES = Path(__file__).parent / "data" / "shortnames.psv"
ALIAS = 1.2  # what a name loses that is not the main one
KNOWN = 50_000  # people of a town of note
EXONYM = 0.4  # what a town of note loses by another name: English has names of its own for many
HIDDEN = frozenset(("us-dc",))  # divisions that are the city of their name
SEAT = 1.0  # what the capital of a country gains
SHARE = 0.15  # a city with this part of the people of the division it names is meant rather than the division
MOST = 12
SHORT = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """A meaning of a name. `score`: about the decimal logarithm of its people. `sure`: holds without looking at the article."""

    place: Place
    score: float
    population: int
    primary: bool
    sure: bool = False


@lru_cache(maxsize=16_384)
def scored(name: str) -> tuple[Scored, ...]:
    """What the name can mean, best first: countries, then the table of regions, then by people."""
    found = [*_nation(name), *_region(name), *_short(name)]
    keys = {option.place.key for option in found}
    bearers = [c for c in gazetteer().places(name) if c.place.key not in keys]
    rivaled = any(c.primary and c.population > KNOWN for c in bearers)
    towns = [_town(c, name, rivaled) for c in bearers[: MOST * 4]]
    divisions = [_division(c, towns + found) for c in gazetteer().divisions_named(name) if c.place.key not in keys | HIDDEN]
    rest = sorted(divisions + towns, key=lambda o: (-o.score, -o.population, o.place.key))
    return tuple(found + rest[:MOST])


@lru_cache(maxsize=4_096)
def containers(name: str) -> tuple[Place, ...]:
    """Countries and divisions, and failing these towns, that can stand beside a name to tell where it is: "Texas", "Ont.", "France"."""
    options = scored(name)
    wide = tuple(o.place for o in options if o.place.precision in ("country", "region"))
    return wide or tuple(o.place for o in options[:1])


def _nation(name: str) -> Iterator[Scored]:
    code = nations.named(name)
    if code:
        candidate = gazetteer().nations[code.lower()]
        yield Scored(_titled(candidate.place, nations.nations()[code].name), 9.0, candidate.population, True, True)


def _titled(place: Place, name: str) -> Place:
    return Place(place.key, name, place.precision, place.lat, place.long, place.country, place.admin1, place.geonames)


def _region(name: str) -> Iterator[Scored]:
    place = region(name)
    if place and name.removeprefix("the ")[:1].isupper():
        yield Scored(place, 8.0, 0, True, True)


def _short(name: str) -> Iterator[Scored]:
    letters = name.replace(" ", "")
    if len(fold(name)) <= SHORT and "." not in name and not letters.isupper():
        return  # "La" is not L.A.
    for key in _short_names().get(fold(name), ()):
        candidate = gazetteer().divisions.get(key) or _capitals_and_more()[key]
        yield Scored(candidate.place, 7.5, candidate.population, True, True)


def _town(candidate: Candidate, name: str, rivaled: bool) -> Scored:
    """`rivaled`: some town of note has this as its main name, so that others of the name are less likely: Cancun is not Changchun."""
    place = candidate.place
    score = math.log10(candidate.population + 1) - (0 if candidate.primary else EXONYM if candidate.population > KNOWN and not rivaled else ALIAS)
    if place.country and nations.seat(name) == place.country and candidate.population > 100_000:
        score += SEAT
    return Scored(place, score, candidate.population, candidate.primary, candidate.primary and score > 6.3)


def _division(candidate: Candidate, others: list[Scored]) -> Scored:
    """A division scores by its people, but gives way to the city of its name that lies in it."""
    place, score = candidate.place, math.log10(candidate.population + 1) - (0 if candidate.primary else ALIAS / 2)
    for other in others:
        if other.place.admin1 == place.admin1 and other.place.precision == "city" and other.population > SHARE * candidate.population:
            score = min(score, other.score - 0.1)
    return Scored(place, score, candidate.population, candidate.primary, candidate.primary and score > 5.8)


@cache
def _short_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SHORT_NAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, names = line.split("|")
            for name in names.split(";"):
                found.setdefault(fold(name), []).append(key)
    return found


@cache
def _capitals_and_more() -> dict[str, Candidate]:
    """The towns that the table of short names speaks of, by key."""
    keys: dict[str, list[str]] = {}
    for name, places in _short_names().items():
        for key in places:
            keys.setdefault(key, []).append(name)
    towns = {key: [c for name in names for c in gazetteer().places(name) if c.place.key == key] for key, names in keys.items() if key.isdigit()}
    return {key: candidates[0] for key, candidates in towns.items()}
