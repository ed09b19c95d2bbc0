"""The names of places as a text has them: what to look up, and what stands beside it that says where it is."""

import re
from dataclasses import dataclass

from ingest import nations
from ingest.candidates import containers, scored
from ingest.gazetteer import fold

QUALIFIER = re.compile(
    r"^(?:’s|'s)?\s*(?:,\s*|\(\s*|(?:(?:in|of)\s+(?:the\s+)?(?:(?:north|south|east|west|central)\w*\s+)?))([A-Z][\w’'.-]*(?:\s+(?:and\s+|"
    r"of\s+(?:the\s+)?)?[A-Z][\w’'.-]*){0,3})"
)
LIST = re.compile(r"^\s*,?\s*(?:and|or|,)\s+[A-Z]")
ADJOINED = re.compile(r"\s*,\s*|\s+\(\s*|\s+in\s+(?:the\s+)?(?=[A-Z])")
DIRECTION = re.compile(
    r"^(?:the\s+)?((?:(?:north|south)(?:-?\s?(?:east|west))?|east|west)(?:ern)?|central|mainland|upper|lower|eastern|western|inner|outer|rural|"
    r"downtown|greater)\s+(?=[A-Z])",
    re.I,
)
KIND_LAST = re.compile(
    r"\s+(?:region|oblast|province|state|governorate|prefecture|department|canton|krai|republic|territory|voivodeship|division|autonomous region|"
    r"emirate)s?$",
    re.I,
)
KIND_FIRST = re.compile(
    r"^(?:the\s+)?(?:(?:region|province|state|governorate|prefecture|department|canton|republic|territory|emirate|commonwealth)\s+of)\s+(?:the\s+)?",
    re.I,
)
TOWN = re.compile(
    r"^(?:the\s+)?(?:(?:capital\s+)?city|town|village|municipality|port(?:\s+city)?|capital|suburb|district|county|island|"
    r"area)\s+of\s+(?:the\s+)?|\s+(?:city|town|village|area|district|municipality|suburbs?|metropolitan area)$",
    re.I,
)
HELD = re.compile(r"([A-ZÀ-Þ][\w’'.-]*(?:\s[A-ZÀ-Þ][\w’'.-]*){0,2})\s?,\s$")
TOWN_BEFORE = re.compile(r"\b(?:city|town|village|municipality|capital|port|suburb)(?: of)?\s$", re.I)
REGION_BEFORE = re.compile(r"\b(?:region|province|state|governorate|prefecture|oblast|island)(?: of)?\s$", re.I)
SITE = (
    "airport|airfield|air base|airbase|base|barracks|university|college|school|academy|institute|hospital|clinic|medical center|station|stadium|"
    "arena|bridge|"
    "street|avenue|road|boulevard|highway|square|plaza|park|garden|gardens|museum|gallery|library|theatre|theater|cathedral|church|mosque|"
    "synagogue|temple|abbey|"
    "monastery|cemetery|palace|castle|tower|building|center|centre|complex|hall|house|hotel|mall|market|prison|jail|camp|port|harbor|harbour|"
    "terminal|plant|"
    "refinery|mine|dam|reservoir|crossing|checkpoint|courthouse|headquarters|embassy|zoo|aquarium|observatory|planetarium|monument|memorial|"
    "stock exchange|forest|tunnel|metro"
)
SITE_LAST = re.compile(rf"\b(?:{SITE})s?$", re.I)
SITE_FIRST = re.compile(
    r"^(?:the\s+)?(?:university|port|hospital|airport|church|palace|cathedral|bank|museum|institute|school|battle|basilica|temple)\s+of\b", re.I
)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place as the text has it: what to look up, and what was said about it."""

    whole: str
    core: str
    qualifiers: tuple[str, ...]
    near: frozenset[str]
    follows: str
    region: bool
    town: bool
    direction: bool
    site: bool
    listed: bool


def read(text: str, begin: int, end: int) -> Name:
    """What the span says and what stands beside it."""
    whole = " ".join(text[begin:end].split()).replace(" ,", ",").strip(' ,;:“”"')
    whole = re.sub(r"-(?:based|born|area)$", "", whole)  # "New York City-based"
    whole = re.sub(r"(?<=\w{5})\.$", "", whole)  # the end of a sentence, not of "Calif."
    whole = re.sub(r"\s?[’']s?$", "", whole) if re.search(r"s?[’']s?$", whole) and fold(whole) else whole
    head, *inside = [part.strip(" )") for part in ADJOINED.split(whole)]
    after = text[end : end + 80]
    beside = QUALIFIER.match(after)
    qualifiers = [q for q in inside if q[:1].isupper()] + ([_container(beside.group(1))] if beside else [])
    before = text[max(0, begin - 70) : begin].rsplit(". ", 1)[-1]
    near = frozenset(nations.spoken(before))
    held = HELD.search(before)
    direction, bare = DIRECTION.match(head), head
    if direction and not scored(head):
        bare = head[direction.end() :]
    core = bare if nations.named(bare) else _core(bare)
    site = bool((SITE_LAST.search(head) and " " in head) or SITE_FIRST.match(head))
    region = bool((core != bare and KIND_LAST.search(bare)) or KIND_FIRST.match(bare) or REGION_BEFORE.search(before))
    listed = bool(beside and LIST.match(after[beside.end() :]))
    return Name(
        whole,
        core,
        tuple(qualifiers),
        near,
        held.group(1) if held else "",
        region,
        bool(TOWN.search(bare) or TOWN_BEFORE.search(before)),
        bare != head,
        site,
        listed,
    )


def _core(name: str) -> str:
    """The name without the word for its kind, unless the whole is a name in its own right: "Kursk" of "Kursk Region", but "Mexico City"."""
    core = KIND_FIRST.sub("", TOWN.sub("", KIND_LAST.sub("", name))) or name
    code = nations.demonym(core) if core != name else None
    if code:
        return nations.nations()[code].name
    return name if core != name and scored(name) and not KIND_LAST.search(name) else core


def _container(words: str) -> str:
    """The longest beginning of the words that names a country, division or town: what follows may be the next sentence."""
    parts = re.split(r"(?<=\w{5})\.\s", words)[0].split()
    tries = (" ".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next(
        (found for found in (t.removesuffix("’s").removesuffix("'s") for t in tries) if containers(found) or containers(found.strip("."))), ""
    )
