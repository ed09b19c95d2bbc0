"""Nations by name, demonym and seat of government: which country a word speaks of. The table is `data/nations.psv`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.gazetteer import fold

TABLE = Path(__file__).parent / "data" / "nations.psv"
NO_PLURAL = ("ese", "ish", "ch", "ss", "men", "man", "s", "i-kiribati")
DEMONYM = re.compile(
    r"\b(?:U\.S\.|US|USA|U\.K\.|UK|UAE|DRC|DPRK|PRC|(?:North |South |East |West |Saudi |New |Sri |Costa |Puerto |Sierra |El |Central |Papua |"
    r"Bosnian )?[A-Z][a-zé]{3,})(?!\w)"
)
CONTINENTS = re.compile(r"\b(?:South|Central|Latin|North|Meso)[- ]?Americas?n?s?\b")  # no country of theirs
SHARED = frozenset(("Georgia",))  # country and division alike: tells nothing about where the rest is
FORMER = {
    "soviet union": "RUS", "ussr": "RUS", "soviet": "RUS", "soviets": "RUS", "west germany": "DEU", "east germany": "DEU", "west german": "DEU",
    "east german": "DEU", "gdr": "DEU", "czechoslovakia": "CZE", "czechoslovak": "CZE", "czechoslovakian": "CZE", "yugoslavia": "SRB",
    "yugoslav": "SRB",
    "rhodesia": "ZWE", "rhodesian": "ZWE", "north yemen": "YEM", "south yemen": "YEM", "north vietnam": "VNM", "north vietnamese": "VNM",
    "south vietnam": "VNM", "south vietnamese": "VNM", "czechs": "CZE", "ottoman": "TUR",
}  # fmt: skip
PEOPLES = {
    "taliban": "AFG", "pashtun": "AFG", "hazara": "AFG", "bosnian serb": "BIH", "kosovo serb": "XKX", "northern irish": "GBR",
    "northern ireland": "GBR",
    "chechen": "RUS",
    "tatar": "RUS",
    "catalan": "ESP", "basque": "ESP", "tibetan": "CHN", "uyghur": "CHN", "uighur": "CHN", "zulu": "ZAF", "igbo": "NGA", "hutu": "RWA",
    "tutsi": "RWA",
    "tamil": "LKA", "rohingya": "MMR", "karen": "MMR", "kachin": "MMR", "abkhaz": "GEO", "abkhazian": "GEO", "south ossetian": "GEO",
    "crimean": "UKR",
    "tigrayan": "ETH", "oromo": "ETH", "darfuri": "SDN", "houthi": "YEM", "zapatista": "MEX", "quebecois": "CAN", "puntland": "SOM",
    "somaliland": "SOM",
    "texan": "USA", "californian": "USA", "new yorker": "USA", "londoner": "GBR", "parisian": "FRA", "muscovite": "RUS", "transnistrian": "MDA",
    "sicilian": "ITA",
    "bavarian": "DEU", "siberian": "RUS", "dagestani": "RUS", "kashmiri": "IND", "punjabi": "IND", "acehnese": "IDN", "papuan": "IDN",
    "sandinista": "NIC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nation:
    """A country or territory of ISO 3166-1 (and Kosovo, XKX). `demonyms`: the adjective first. `seats`: its capital first, then what stands for its
    government.
    """

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


@cache
def nations() -> dict[str, Nation]:
    """All nations by ISO 3166-1 alpha-3 code."""
    lines = (line.split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {code: Nation(code, name, _split(names), _split(demonyms), _split(seats)) for code, name, names, demonyms, seats in lines}


def named(name: str) -> str | None:
    """The country of that name, short, long or abbreviated. A capital is needed: "US", not "us"; "Turkey", not "turkey"."""
    return _names().get(_bare(name)) if _capital(name) else None


def demonym(words: str) -> str | None:
    """The country whose people or things these words mean: "Russian", "North Koreans", "Dutchman"; also former states and best known peoples."""
    return _demonyms().get(_bare(words)) if _capital(words) else None


def adjectival(word: str) -> str | None:
    """The country whose state an adjective means: "Russian"; none for a people or movement within a country, as "Houthi" or "Kurdish" is."""
    return None if _bare(word).removesuffix("s") in PEOPLES or _bare(word) in PEOPLES else demonym(word)


def seat(name: str) -> str | None:
    """The country whose government is meant by its capital, palace or street: "Moscow", "the Kremlin", "Downing Street"."""
    return _seats().get(_bare(name)) if _capital(name) else None


def former(name: str) -> str | None:
    """The successor of a state that is no more, for its actors: "the Soviet Union" gives RUS. Never for places."""
    return FORMER.get(_bare(name)) if _capital(name) else None


def adjective(code: str) -> str:
    """How that country's things are called in English: RUS gives "Russian"; its name where the table has no adjective."""
    nation = nations()[code]
    return nation.demonyms[0] if nation.demonyms else nation.name


def spoken(text: str) -> Counter[str]:
    """How often a text speaks of each country, by name, demonym or seat of government; "Hong Kong" and "Dominican Republic" as a whole."""
    found: Counter[str] = Counter()
    for match in _long().finditer(text):
        if code := named(match.group()) or demonym(match.group()):
            found[code] += 1
    for match in DEMONYM.finditer(CONTINENTS.sub("", _long().sub(" ", text))):
        words = match.group()
        last = "" if words.startswith("New ") else words.split()[-1]  # New Mexico is not Mexico
        code = demonym(words) or named(words) or demonym(last) or named(last)
        if code and words not in SHARED:
            found[code] += 1
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _capital(name: str) -> bool:
    return name.removeprefix("the ")[:1].isupper()


@cache
def _names() -> dict[str, str]:
    found = {_bare(name): n.code for n in nations().values() for name in (n.name, *n.names)}
    return found | {"congo": "COD"}


@cache
def _long() -> re.Pattern[str]:
    """Names and adjectives of several words, the longest first."""
    own = {form.removeprefix("the ").removeprefix("The ") for n in nations().values() for form in (n.name, *n.names, *n.demonyms)}
    own |= {form.title() for form in PEOPLES}
    forms = sorted((form for form in own if " " in form), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})s?(?!\w)")


@cache
def _demonyms() -> dict[str, str]:
    found = {form: n.code for n in reversed(nations().values()) for word in n.demonyms for form in _forms(fold(word))}
    return found | {form: code for word, code in (FORMER | PEOPLES).items() for form in _forms(word)} | {"congolese": "COD"}


def _forms(word: str) -> Iterator[str]:
    yield word
    if not word.endswith(NO_PLURAL):
        yield word + "s"


@cache
def _seats() -> dict[str, str]:
    return {_bare(name): n.code for n in nations().values() for name in n.seats}
