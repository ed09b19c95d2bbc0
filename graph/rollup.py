"""States, organizations, or bodies of a country and sector, in the place of those who belong to them."""

from dataclasses import replace

import numpy as np

from graph.columns import Array, Columns, Links, Things, objects
from graph.countries import countries
from graph.network import Rollup
from graph.ontology import vocabulary


def rolled(columns: Columns, rollup: Rollup) -> Columns:
    """The same events between other actors; of whom nothing is known to roll up to stays himself."""
    actors = columns.actors
    belongs = np.where(columns.member < 0, np.arange(len(actors)), columns.member) if rollup == "organization" else np.arange(len(actors))
    wanted = [_body(actors, int(number), rollup) for number in belongs]
    paths, first, numbers = np.unique(np.array([path for path, *_ in wanted], dtype=object), return_index=True, return_inverse=True)
    rows = [wanted[number] for number in first]
    labels, kinds, places, sectors = (objects(row[n] for row in rows) for n in range(1, 5))
    lat, long = nowhere(len(paths))
    made = Things(paths, labels, kinds, places, sectors, lat, long)
    speaker = np.where(columns.speaker < 0, -1, numbers[columns.speaker]) if len(numbers) else columns.speaker
    links = {name: _unique(getattr(columns, name), numbers) for name in ("acting", "receiving", "involved")}
    return replace(columns, actors=made, speaker=speaker, member=np.full(len(paths), -1), **links)  # type: ignore[arg-type]


def _body(actors: Things, number: int, rollup: Rollup) -> tuple[str, str, str, str | None, str | None]:
    """Path, label, kind, country and sector of what stands in the place of an actor."""
    path, label, kind, country, sector = (getattr(actors, name)[number] for name in ("path", "label", "kind", "country", "sector"))
    if country in countries() and rollup == "state":
        return f"actor/{country.lower()}", countries()[country].name, "state", country, None
    if country in countries() and sector and rollup == "sector" and kind in ("person", "group"):
        return (
            f"actor/{country.lower()}-{sector.lower()}",
            f"{countries()[country].adjective} {vocabulary().sector(sector)}",
            "group",
            country,
            sector,
        )
    return path, label, kind, country, sector


def _unique(links: Links, numbers: Array) -> Links:
    rows = np.unique(np.stack([links.event, numbers[links.thing]]), axis=1) if len(links.event) else np.zeros((2, 0), dtype=np.int64)
    return Links(rows[0], rows[1])


def nowhere(size: int) -> tuple[Array, Array]:
    """Latitudes and longitudes of what has none."""
    return np.full(size, np.nan), np.full(size, np.nan)
