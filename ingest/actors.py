"""Who, as far as words tell: the country, the PLOVER sector and the kind of an actor from its name, description and title."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.records import EntityKind
from ingest import nations
from ingest.candidates import scored
from ingest.organizations import Organization, organization
from ingest.regions import region
from ingest.sectors import SECTORS, head_noun, sector_of

LONGEST = 6
NOT_HERS = re.compile(
    r"\b(?:pro|anti|non)-[\w-]+|\b[\w.]+-(?:backed|occupied|trained|made|owned|supported|funded|born|built|held|controlled|imposed|sponsored|"
    r"brokered)\b|\b[Ee]thnic\s+\w+",
    re.U,
)
WORD = re.compile(r"[^\W\d_](?:[\w’'&]|\.(?=\w)|(?<=\b[A-Z])\.|-(?=\w))*")
LOCATED = re.compile(
    r"\b(?:in|of|from|near|throughout|across|around|at)\s+(?:the\s+)?(?:(?:north|south|east|west|central|capital|city|town|province|"
    r"region)\w*\s+(?:of\s+)?)*$",
    re.I,
)
OFFICE = re.compile(
    r"^\s*(?:region\w*\s+|provinc\w+\s+|state\s+|city\s+|oblast\s+|(?:supreme|high|district|superior|circuit|appeals)\s+(?=court))?(?:governor|mayor|police|court|authorit|official|government|council|"
    r"prosecutor|resident|hospital|university|assembly)",
    re.I,
)
COLLECTIVE = frozenset(
    (
        "army", "military", "police", "government", "parliament", "opposition", "court", "navy", "media", "press", "public", "militia",
        "force", "group", "crowd", "contingent", "troops", "people", "staff", "crew", "team", "union", "party", "ministry", "regime",
        "junta", "intelligence", "judiciary", "personnel", "population", "council", "delegation", "family", "band", "gang", "company",
        "firm", "maker", "carmaker", "automaker", "bank", "corporation", "agency", "organization", "organisation", "coalition", "movement",
        "commission", "committee",
    )
)  # fmt: skip
ORGANIZATION = re.compile(
    r"\b(?:Party|Ministry|Department|Army|Navy|University|College|Institute|Inc|Ltd|Corp|Corporation|Company|Co|GmbH|PLC|LLC|Group|Holdings|Bank|"
    r"Union|Agency|"
    r"Association|Federation|Organi[sz]ation|Committee|Commission|Council|Court|Parliament|Congress|Senate|Assembly|Bureau|Office|Service|"
    r"Authority|Front|Movement|"
    r"Brigade|Times|Post|Herald|News|Television|Radio|Church|Foundation|League|Alliance|Coalition|Board|Force|Forces|Guard|Police|Hospital|"
    r"Airlines|Airways|Society|Club|Network|Center|Centre)\b"
)
BEHIND = re.compile(  # what makes a name of its own of one word that is another's
    r"\s+(?:[A-Z]\w+\s+){0,2}(?:Party|Union|Institute|Association|Federation|Front|Movement|Church|Foundation|League|Alliance|Coalition|Society|Club|"
    r"Network)\b"
)
AHEAD = re.compile(r"\b(?:National|People's|International|World|General|Democratic|Socialist|Workers'?)\s+$")
PARTISAN = frozenset(("PTY", "REB", "IMG", "GOV"))  # sectors of those that are a party, front or movement themselves
TITLE = re.compile(r"^(?:Vice[- ])?(?:President|Premier|Chancellor|King|Queen|Prime Minister|Sheikh|Emir|Gen|General)\b")
ETHNIC = re.compile(r"\b[Ee]thnic\s+[A-Z]")
PEOPLE_ABROAD = re.compile(r"^\W*(?:the\s+)?\w+s\s+(?:in|of)\b", re.I)
COMPANY = re.compile(r"\b(?:Inc|Ltd|Corp|GmbH|PLC|plc|LLC|Holdings|S\.A\.|AG)\b\.?$")
SENT = re.compile(r"\b(?:ambassador|envoy|representative|delegate|mission|delegation)\s+(?:to|at)\s+(?:the\s+)?$", re.I)  # a state's at a body
CHIEF = re.compile(r"^(?:the )?(.+?)(?:'s|’s)? chief executive$|\bchief executive of (.+)$", re.I)
COUNTRY_WORDS = re.compile(r"^(?:the\s+)?(?:government|state|republic|kingdom|nation|country)\s+of\s+(?:the\s+)?", re.I)


@lru_cache(maxsize=1 << 14)
def country_of(words: str, *, context: str = "") -> str | None:
    """ISO 3166-1 alpha-3 code of the country an actor belongs to, by its description, title or name.

    Well-known organizations first, if no demonym is right before them, then demonyms and countries, then towns and divisions beside an office ("Kursk
    governor") or a preposition.
    `context`, the sentence or article around, settles which town is meant; and the country of those who hold a sector in some country, if it speaks
    of one country alone.
    """
    plain, around = _own(words), _own(context)
    body, begin = next(_bodies(words), (None, 0))
    if body is not None:
        owned = SENT.search(words[:begin]) or nations.demonym(next(iter(words.split()), ""))
        if body.country and (theirs := nations.demonym(next(reversed(plain[:begin].split()), ""))):
            return theirs  # "Libyan House of Representatives"
        return body.country or (_national(plain) if owned else None)
    found = _national(plain) or _local(plain, set(_codes(around)))
    if found or not (sector_of(words) or ETHNIC.search(words)):
        return found
    names_only = TITLE.match(words) is not None
    spoken = {code for code, begin, end in _spoken(around) if not names_only or not nations.demonym(around[begin:end])}
    return spoken.pop() if len(spoken) == 1 else None


@lru_cache(maxsize=1 << 14)
def sector_of_actor(words: str) -> str | None:
    """The PLOVER sector by name or description; a people without more ("Libyans") are civilians; None for a state or a mere name."""
    if state(words):
        return None
    body, begin = next(_bodies(words), (None, 0))
    if (body is not None and SENT.search(words[:begin])) or _governs(words):
        return "GOV"
    if body is not None and body.sector != "PTY":
        return body.sector
    told = sector_of(_without_places(words)) or (body.sector if body else None) or ("BUS" if COMPANY.search(words) else None)
    return told or ("CVL" if ETHNIC.search(words) or _people(words) else None)


def _governs(words: str) -> bool:
    """Whether the chief executive is of a territory, such as Hong Kong, not of a company."""
    found = CHIEF.search(words)
    return found is not None and nations.named(found[1] or found[2]) is not None


def state(words: str) -> str | None:
    """The country whose state acts under this name: "Russia", "the United States", "Moscow", "the Kremlin"; None for anything else."""
    name = COUNTRY_WORDS.sub("", words.strip(" .,'’\""))
    return nations.named(name) or nations.former(name) or nations.seat(name)


def kind_of(words: str, *, named: bool) -> EntityKind:
    """What sort of actor the words mean. `named`: they are a name, not a description; a name that nothing tells apart is a person's."""
    if state(words):
        return "state"
    if named and (organization(words) or ORGANIZATION.search(words)):
        return "organization"
    head = _head(words)
    if named and not (sector_of(head) and head in words):
        return "person"
    plural = (head.endswith("s") and not head.endswith("ss")) or head in ("men", "women", "people", "children", "police", "servicemen", "gunmen")
    return "group" if plural or head in COLLECTIVE else "person"


def group_label(country: str | None, sector: str | None) -> str | None:
    """The common name of an unnamed collective: ("PRK", "MIL") is "North Korean military"; None unless both are known."""
    if country is None or sector is None:
        return None
    return f"{nations.adjective(country)} {SECTORS[sector]}"


def _own(words: str) -> str:
    """The words without those that name a country an actor is not of: "pro-Iranian", "Syrian-backed", "ethnic Albanian"; offsets stay."""
    return NOT_HERS.sub(lambda m: " " * len(m.group()), words.replace("’", "'"))


def _people(words: str) -> bool:
    """Whether the head is a people's name in the plural: "Young Algerians", "Palestinians of the West Bank"."""
    head = head_noun(words)
    return head.endswith("s") and not head.endswith("ss") and nations.demonym(head) is not None and nations.named(head) is None


def _without_places(words: str) -> str:
    """The words without names of regions, whose parts could be taken for a sector: the West Bank is no bank."""
    for run, _, _ in _runs(words):
        if " " in run and region(run):
            return words.replace(run, "")
    return words


def _head(words: str) -> str:
    return head_noun(words).lower().removesuffix("'s").removesuffix("’s")


def _bodies(words: str) -> Iterator[tuple[Organization, int]]:
    """Well-known organizations, and where their names begin; a word within a longer name is none: "American Solidarity Party"."""
    for run, begin, end in _runs(words):
        found = organization(run)
        if found and not (len(run) <= 3 and nations.named(run)) and not _inside(words, begin, end, found):
            yield found, begin


def _inside(words: str, begin: int, end: int, found: Organization) -> bool:
    """Whether one word is but a part of somebody else's name."""
    alone = words[begin:end].isalpha() and words[begin:end].istitle()
    return alone and (AHEAD.search(words[:begin]) is not None or (found.sector not in PARTISAN and BEHIND.match(words[end:]) is not None))


def _national(words: str) -> str | None:
    """By country, demonym or seat of government: what is "in" or "of" a country beats the people's origin, otherwise the first wins."""
    found = [(code, LOCATED.search(words[:begin]) is not None) for code, begin, _ in _spoken(words)]
    demonyms = [code for code, located in found if not located]
    located = [code for code, is_located in found if is_located]
    if located and demonyms and PEOPLE_ABROAD.match(words):
        return located[-1]
    return next(iter(demonyms or located), None)


def _codes(words: str) -> Iterator[str]:
    yield from (code for code, _, _ in _spoken(words))


def _spoken(words: str) -> Iterator[tuple[str, int, int]]:
    """Countries that the words speak of, and where, the longest names first: "South Korean" is no Korean."""
    end_of_last = 0
    for run, begin, end in _runs(words):
        if begin < end_of_last:
            continue
        name = run.removesuffix("'s").removesuffix("'")
        code = _region_code(name) if " " in name else None
        code = code or nations.demonym(name) or nations.named(name) or nations.former(name)
        if code is None and not LOCATED.search(words[:begin]):
            code = nations.seat(name)
        if code is None and "-" in name:
            code = nations.demonym(name.split("-")[0]) if name.split("-")[-1] in ("led", "Led", "speaking") else None
        if code is None and begin > 0:
            code = place.country if (place := region(name)) else None
        if code:
            end_of_last = end
            yield code, begin, end


def _region_code(name: str) -> str | None:
    """The country of a region or division of several words, if it is in one: "Northern Ireland", "the West Bank"."""
    place = region(name) or next((o.place for o in scored(name)[:1] if o.sure and o.place.precision == "region"), None)
    return place.country if place else None


def _local(words: str, spoken: set[str]) -> str | None:
    """By a town or division that stands before an office or after a preposition; of several towns the one in a country that is spoken of."""
    for run, begin, end in _runs(words):
        options = scored(run.removesuffix("'s"))
        beside = LOCATED.search(words[:begin]) or OFFICE.match(words[end:]) or run == words.strip()
        if not options or not beside:
            continue
        there = [o for o in options if o.place.country in spoken and (o.primary or o.population > 100_000)]
        best = (there or list(options))[0]
        known = best.primary if best.place.precision == "region" else best.population > 100_000
        if best.place.country and (there or best.sure or known):
            return best.place.country
    return None


def _runs(words: str) -> Iterator[tuple[str, int, int]]:
    """Runs of words that begin with a capital, or may be a name in its own spelling, with their offsets; at each word the longest first."""
    tokens = [(m.group(), m.start(), m.end()) for m in WORD.finditer(words)]
    for at, (first, begin, _) in enumerate(tokens):
        if not (first[:1].isupper() or first.startswith("al-")):
            continue
        for size in range(min(LONGEST + 4, len(tokens) - at), 0, -1):
            last, _, end = tokens[at + size - 1]
            if last[:1].isupper() or size == 1 or last in ("nations", "d'Ivoire"):
                yield words[begin:end].removesuffix("'s"), begin, end
