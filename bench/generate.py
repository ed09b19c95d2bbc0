"""A large synthetic graph for load runs: the newsroom's articles, told of thousands of actors of whom few are in the news often.

Nothing of it is in a book, for who is who is drawn by dice as well.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyoxigraph as ox

from bench.newsroom import TOWNS, newsroom
from graph import checkpoints
from graph.book import Book
from graph.identity import Identity
from graph.portraits import Actor, Spot
from graph.quads import quads
from graph.register import register

KINDS = ("person", "person", "organization", "group")
COUNTRIES = ("RUS", "USA", "FRA", "KEN", "CHL", "PRK", None)
GIVEN = """
Ada Boris Chidi Dalia Emeka Farid Galina Hiro Ines Jorge Kamala Levan Mei Nadia Omar Petra Rosa Samir Tariq
Ulla Viktor Wanjiru Yusuf Zofia
""".split()
SYLLABLES = "ba de fo gi ha ki lo mu na po ra si ta vu we yo zan kor lin mar".split()
SECTORS = ("GOV", "MIL", "CVL", "COP", None)


def index(articles: int, actors: int, *, seed: int = 1) -> Iterator[ox.Quad]:
    """The identity graph and the graphs of all articles."""
    people = {f"a{n}": _actor(n) for n in range(actors)}
    towns = {town.key: Spot(town.key, town.name, (), town, town.country) for town in TOWNS}
    yield from register(Identity(actors=people, places=towns))
    dice = np.random.default_rng(seed)
    for article, reading in newsroom(articles, seed=seed):
        cast = np.unique((actors * dice.power(0.5, 8)).astype(int))[:4]
        people_of = [f"actor/a{n}" for n in dice.permutation(np.resize(cast, 4))]
        references = {reading.article: (*people_of, f"place/{TOWNS[int(dice.integers(2))].key}")}
        yield from quads(article, reading, Identity(articles=references, publishers={reading.article: f"actor/a{len(cast)}"}))


def _actor(number: int) -> Actor:
    country, sector = COUNTRIES[number % len(COUNTRIES)], SECTORS[number % len(SECTORS)]
    return Actor(f"a{number}", KINDS[number % 4], name(number), (), country, sector, (), (), 1, ("", number))  # type: ignore[arg-type]


def name(number: int) -> str:
    """Of the actor with this number; no two are the same."""
    rest, family = divmod(number, len(GIVEN))[0], ""
    for _ in range(3):
        rest, place = divmod(rest, len(SYLLABLES))
        family += SYLLABLES[place]
    return f"{GIVEN[number % len(GIVEN)]} {family.capitalize()}{'' if rest == 0 else f' {rest}'}"


def store(folder: Path, articles: int) -> Path:
    """A store with an empty book, such a graph and a checkpoint of it; one that is there is taken as it is."""
    if not folder.exists():
        Book(folder, write=True).close()
        graph = ox.Store(folder / "graph")
        graph.bulk_extend(index(articles, articles * 2 // 5))
        graph.flush()
        graph.optimize()
        checkpoints.make(graph, folder)
    return folder
