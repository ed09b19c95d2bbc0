"""The gazetteer: what places there are, by name. One file, mapped into memory; nothing is read until it is looked up.

The file is made by `ingest.training.build_gazetteer` from GeoNames (CC BY 4.0), ISO 3166-2 and CLDR, see docs/places.md. Layout: a magic line, a JSON
line telling where each section lies, then the sections: `places` (fixed records, most populous first), `names` (their names, length and bytes),
`keys` (folded names in sorted blocks of 16, each the letters it shares with the one before, its own, and the places it names), `blocks` (offsets of
the blocks), `divisions` and `nations` (text lines).
"""

import json
import mmap
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import IO

from graph.records import Place

FILE = Path(__file__).parent / "data" / "gazetteer.bin"
MAGIC = b"wiregraph gazetteer 1\n"
RECORD = 19  # bytes: GeoNames id 3, latitude 3, longitude 3, population 4, division 2, nation 1, name 3; all little endian
BLOCK = 16
NO_DIVISION = 0xFFFF
DEGREE = 10_000
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a"} | dict.fromkeys("'’‘ʻʼ`´ʿʾ′.", "") | dict.fromkeys("-–—/,_", " ")
)
LONG = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "&": " and "}
SAINTS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class GazetteerError(ValueError):
    """The data file is not a gazetteer of this version; build it again with `python -m ingest.training.build_gazetteer`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean. `primary`: it is its main name, not another one."""

    place: Place
    population: int
    primary: bool


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The form under which names are equal: without case, accents, apostrophes, periods; hyphens are spaces; St. is Saint."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c)).translate(LETTERS)
    for letter, letters in LONG.items():
        plain = plain.replace(letter, letters)
    words = plain.split()
    if len(words) > 1:
        words = [SAINTS.get(word, word) for word in words]
    return " ".join(words)


def varint(number: int) -> bytes:
    """Seven bits a byte, least first; the high bit says that more follow."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*out, number))


def read_varint(data: bytes | mmap.mmap, at: int) -> tuple[int, int]:
    """The number at `at`, and where the next thing begins."""
    number = shift = 0
    while data[at] > 0x7F:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1


def pack(number: int, lat: int, long: int, people: int, division: int, nation: int, name: int) -> bytes:
    """A place as it lies in the file; latitude and longitude are in ten-thousandths of a degree."""
    parts = (number, 3, False), (lat, 3, True), (long, 3, True), (people, 4, False), (division, 2, False), (nation, 1, False), (name, 3, False)
    return b"".join(value.to_bytes(size, "little", signed=signed) for value, size, signed in parts)


def unpack(data: bytes | mmap.mmap, at: int) -> tuple[int, int, int, int, int, int, int]:
    """What `pack` wrote at `at`."""
    raw, number = data[at : at + RECORD], int.from_bytes
    return (
        number(raw[:3], "little"), number(raw[3:6], "little", signed=True), number(raw[6:9], "little", signed=True),
        number(raw[9:13], "little"), number(raw[13:15], "little"), raw[15], number(raw[16:], "little"),
    )  # fmt: skip


class Gazetteer:
    """An open gazetteer file. `divisions` and `nations` are small and read at once; places are read as they are asked for."""

    def __init__(self, path: Path = FILE) -> None:
        self._file: IO[bytes] = path.open("rb")
        self._data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[: len(MAGIC)] != MAGIC:
            raise GazetteerError(f"{path} does not begin with {MAGIC!r}; build it with python -m ingest.training.build_gazetteer")
        self._data.seek(len(MAGIC))
        header = json.loads(self._data.readline())
        self._start: dict[str, int] = {}
        offset = self._data.tell()
        for name, length in header["sections"]:
            self._start[name] = offset
            offset += length
        self.size: int = header["places"]
        self.sources: dict[str, str] = header["sources"]
        self._blocks = struct.unpack_from(f"<{header['blocks']}I", self._data, self._start["blocks"])
        self.nations = {place.key: Candidate(place, people, True) for place, people in self._nations()}
        self._codes = [key.upper() for key in self.nations]
        self._divisions = list(self._read_divisions())
        self.divisions = {candidate.place.key: candidate for candidate, _ in self._divisions}
        self._division_names: dict[str, list[int]] = {}
        for index, (_, names) in enumerate(self._divisions):
            for name in dict.fromkeys(fold(name) for name in names):
                self._division_names.setdefault(name, []).append(index)

    def close(self) -> None:
        self._data.close()
        self._file.close()

    def places(self, name: str) -> list[Candidate]:
        """Populated places of that name in any language of Latin script, most populous first."""
        key = fold(name)
        return [self._place(index, key) for index in self._find(key.encode())] if key else []

    def divisions_named(self, name: str) -> list[Candidate]:
        """First-level divisions of that name, with or without "Region", "Province" and the like; most populous first."""
        key = fold(name)
        found = [self._divisions[i][0] for i in self._division_names.get(key, ())]
        return sorted((Candidate(c.place, c.population, fold(c.place.name) == key) for c in found), key=lambda c: (-c.population, c.place.key))

    def _find(self, key: bytes) -> list[int]:
        low, high = 0, len(self._blocks)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._first(middle) <= key else (low, middle)
        for found, indices in self._entries(low):
            if found == key:
                return indices
        return []

    def _first(self, block: int) -> bytes:
        at = self._start["keys"] + self._blocks[block]
        return self._data[at + 2 : at + 2 + self._data[at + 1]]

    def _entries(self, block: int) -> Iterator[tuple[bytes, list[int]]]:
        data, at, key = self._data, self._start["keys"] + self._blocks[block], b""
        end = self._start["keys"] + self._blocks[block + 1] if block + 1 < len(self._blocks) else self._start["blocks"]
        while at < end:
            shared, length = data[at], data[at + 1]
            key = key[:shared] + data[at + 2 : at + 2 + length]
            count, at = read_varint(data, at + 2 + length)
            indices, index = [], 0
            for _ in range(count):
                step, at = read_varint(data, at)
                index += step
                indices.append(index)
            yield key, indices

    @lru_cache(maxsize=16_384)  # noqa: B019 - one gazetteer is opened a process and lives as long
    def _place(self, index: int, key: str) -> Candidate:
        number, lat, long, people, division, nation, name_at = unpack(self._data, self._start["places"] + index * RECORD)
        at = self._start["names"] + name_at
        name = self._data[at + 1 : at + 1 + self._data[at]].decode()
        within = None if division == NO_DIVISION else self._divisions[division][0].place
        place = Place(
            key=str(number), name=name, precision="city", lat=lat / DEGREE, long=long / DEGREE, country=self._codes[nation],
            admin1=within.admin1 if within else None, geonames=number,
        )  # fmt: skip
        return Candidate(place, people, fold(name) == key)

    def _lines(self, section: str, end: str | None) -> Iterator[list[str]]:
        stop = self._start[end] if end else len(self._data)
        for line in self._data[self._start[section] : stop].decode().splitlines():
            yield line.split("|")

    def _nations(self) -> Iterator[tuple[Place, int]]:
        for code, name, number, lat, long, people in self._lines("nations", None):
            geonames = int(number) if number else None
            yield Place(code.lower(), name, "country", _degree(lat), _degree(long), code, None, geonames), int(people)

    def _read_divisions(self) -> Iterator[tuple[Candidate, list[str]]]:
        for key, code, country, number, lat, long, people, names in self._lines("divisions", "nations"):
            titles = names.split(";")
            place = Place(key, titles[0], "region", _degree(lat), _degree(long), country, code or None, int(number) if number else None)
            yield Candidate(place, int(people), True), titles


def _degree(text: str) -> float | None:
    return float(text) if text else None


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with wiregraph, opened once."""
    return Gazetteer()
