"""How long it takes to work out who is who: synthetic readings whose names follow Zipf's law. `python -m bench.identity [ARTICLES]`."""

import itertools
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from graph.identity import identity
from graph.records import Entity, EntityKind, Reading

ENTITIES = 15
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
SECTORS = ("GOV", "MIL", "BUS", "CVL", None, None)
COUNTRIES = ("RUS", "USA", "FRA", "CHN", "CHL", "NGA", "IND", None, None)


def readings(articles: int, *, seed: int = 7) -> Iterator[Reading]:
    """Fifteen entities an article: half persons, one in four of these by surname only; bodies, states, groups, things."""
    dice = random.Random(seed)
    names = 20 + articles // 2
    weights = list(itertools.accumulate(1 / rank for rank in range(1, names + 1)))
    for number in range(articles):
        picks = dice.choices(range(names), cum_weights=weights, k=ENTITIES)
        yield Reading(f"{number:016x}", "bench", tuple(_entity(pick, slot, dice) for slot, pick in enumerate(picks)))


def _entity(pick: int, slot: int, dice: random.Random) -> Entity:
    kind: EntityKind = ("person", "person", "organization", "person", "state", "group", "thing")[slot % 7]
    country = COUNTRIES[pick % len(COUNTRIES)] if dice.random() < 0.7 else None
    if kind == "person":
        given, family = _word(pick, 2), _word(pick // 3, 3)
        return Entity(kind, family if dice.random() < 0.25 else f"{given} {family}", (), True, country=country, sector=SECTORS[pick % 6])
    if kind == "organization":
        return Entity(kind, f"{_word(pick, 3)} {_word(pick * 7, 2)} Agency", (), True, country=country)
    return Entity(kind, _word(pick, 2), (), kind == "state", country=country, sector=SECTORS[pick % 4] if kind == "group" else None)


def _word(number: int, length: int) -> str:
    dice = random.Random(number * 31 + length)
    return "".join(dice.choice(SYLLABLES) for _ in range(length)).capitalize()


def main() -> None:
    """Writes bench/identity.json."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made = list(readings(articles))
    start = time.perf_counter()
    found = identity(made)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {"articles": articles, "entities": articles * ENTITIES, "actors": len(found.actors), "seconds": round(seconds, 2), "peak_mb": peak}
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
