"""Countries by ISO 3166-1 alpha-3 code (and XKX for Kosovo): the English name and the adjective that the news use, from countries.tsv."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Country(NamedTuple):
    """`adjective` is what goes before "military" or "government"."""

    code: str
    name: str
    adjective: str


@cache
def alpha2() -> dict[str, str]:
    """The two letters of ISO 3166-1 (XK for Kosovo) by the three, for formats that want two; from alpha2.tsv."""
    with Path(__file__).with_name("alpha2.tsv").open(encoding="utf-8", newline="") as lines:
        return dict(list(csv.reader(lines, delimiter="\t"))[1:])


@cache
def countries() -> dict[str, Country]:
    """All countries by code."""
    with Path(__file__).with_name("countries.tsv").open(encoding="utf-8", newline="") as lines:
        return {row[0]: Country(*row) for row in list(csv.reader(lines, delimiter="\t"))[1:]}
