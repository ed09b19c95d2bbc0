"""How long it takes to work out who is who: synthetic readings whose names follow Zipf's law. `python -m bench.identity [ARTICLES]`.

All articles at once, kept on disk as a store keeps them; then each of 200 more by itself (fifteen names, most of them known already), by a resolver
that has just been opened and knows nothing but what is on the disk. Times are of the processor.
"""

import gc
import itertools
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.drawers import FILE, Disk
from graph.records import Entity, EntityKind, Reading
from graph.resolver import Resolver
from graph.sightings import Sighting, sightings

ENTITIES = 15
MORE = 200
PARTS = {"median": 0.5, "95 of 100": 0.95, "slowest": 1.0}
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
    made = [(one.article, (len(one.entities), sightings(one))) for one in readings(articles + MORE)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        full, written, paths = _all(path, dict(made[:articles]))
        gc.collect()
        gc.freeze()
        one_more = sorted(_timed(lambda item=item: _one_more(path, item)) for item in made[articles:])  # type: ignore[misc]
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {
        "articles": articles,
        "entities": articles * ENTITIES,
        "actors and places": paths,
        "full resolve, s": round(full, 2),
        "kept on disk, s": round(written, 2),
        "on disk, MB": round(size / 1e6),
        "one more article, ms": {name: round(1000 * one_more[int(part * (MORE - 1))], 1) for name, part in PARTS.items()},
        "peak_mb": peak,
        "load": f"{os.getloadavg()[0]:.1f} processes on {os.cpu_count()} cores",
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


def _all(path: Path, articles: dict[str, tuple[int, tuple[Sighting, ...]]]) -> tuple[float, float, int]:
    """Seconds to work out who is who and to write that down, and how many there are."""
    disk = Disk(path)
    resolver = Resolver(disk)
    full = _timed(lambda: resolver.update(articles))
    paths = sum(1 for _ in resolver.everybody())
    written = _timed(disk.commit)
    disk.close()
    return full, written, paths


def _one_more(path: Path, item: tuple[str, tuple[int, tuple[Sighting, ...]]]) -> None:
    """What a new process does, but for its start."""
    disk = Disk(path)
    Resolver(disk).update(dict([item]))
    disk.commit()
    disk.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
