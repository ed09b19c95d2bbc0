"""Continents, regions of the world, seas, rivers: what has a name on every map and no town of its own. The table is `data/regions.psv`.

Coordinates are approximate, for a pin on a map: most of these things are wide, some disputed, and the table takes no side.
"""

import re
from functools import cache
from pathlib import Path
from typing import cast

from graph.records import Place, Precision
from ingest.gazetteer import fold

TABLE = Path(__file__).parent / "data" / "regions.psv"
GEONAMES = {"Africa": 6255146, "Asia": 6255147, "Europe": 6255148, "North America": 6255149, "South America": 6255150, "Oceania": 6255151}


def region(name: str) -> Place | None:
    """The continent, region or water of that name, with or without "the"; None when the table has none."""
    return _regions().get(fold(name).removeprefix("the "))


def slug(name: str) -> str:
    """A name as the last part of an IRI: letters and digits, hyphens between the words."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).removeprefix("the ")).strip("-")


@cache
def _regions() -> dict[str, Place]:
    found: dict[str, Place] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, names, lat, long, precision, country = line.split("|")
        place = Place(slug(name), name, cast(Precision, precision), float(lat), float(long), country or None, None, GEONAMES.get(name))
        for title in (name, *names.split(";")):
            found.setdefault(fold(title).removeprefix("the "), place)
    found.pop("", None)
    return found
