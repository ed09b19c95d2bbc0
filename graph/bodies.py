"""When two names mean one body: spelling, word order, "of" and "the", legal forms, and the country that a ministry's name may or may not repeat."""

from collections import defaultdict
from functools import cache, lru_cache

from graph.countries import countries
from graph.names import GENERIC, JOINERS, is_generic, tokens

Words = tuple[str, ...]
SPELLINGS = dict(pair.split("=") for pair in """
    defence=defense centre=center labour=labor organisation=organization programme=program theatre=theater harbour=harbor dept=department
    univ=university govt=government intl=international natl=national assn=association assoc=association cttee=committee st=saint
    first=1st second=2nd third=3rd fourth=4th fifth=5th sixth=6th seventh=7th eighth=8th ninth=9th tenth=10th eleventh=11th twelfth=12th
""".split())  # fmt: skip
PHRASES = {("united", "nations"): "un", ("united", "states"): "us", ("united", "kingdom"): "uk", ("european", "union"): "eu"}
OTHER_WORDS = {"us": "USA", "usa": "USA", "uk": "GBR", "britain": "GBR", "russian federation": "RUS", "uae": "ARE", "emirati": "ARE"}
FORMS = frozenset("fc afc cf pjsc oao pao ooo jsc ojsc kgaa kg se asa ab bhd pte pty llp lp sarl sas srl oy kk".split())
TAILS = frozenset("group movement newspaper militia holding holdings company".split())  # "Wagner Group" and "Wagner", but no "News Group"
# What a country has one of, so that the bare word and its country say enough.
SINGLE = frozenset("army navy police parliament senate congress cabinet government military treasury".split())
HEADS = frozenset("party ministry department court parliament fleet brigade division regiment battalion".split())


@cache
def _country_words() -> dict[str, list[tuple[Words, str]]]:
    """By first word, phrases that name a country, the longest first."""
    found: defaultdict[str, list[tuple[Words, str]]] = defaultdict(list)
    phrases = list(OTHER_WORDS.items())
    phrases += [(words, c.code) for c in countries().values() for words in (c.name, c.adjective)]
    for text, code in phrases:
        words = tokens(text)
        found[words[0]].append((words, code))
    return {first: sorted(items, key=lambda item: -len(item[0])) for first, items in found.items()}


@lru_cache(maxsize=1 << 17)
def body_key(words: Words, country: str | None) -> tuple[str, str | None]:
    """What all names of one body share, and the country that it tells: ("defense ministry", "RUS") of the Russian Ministry of Defence."""
    spelled = _spelled(words)
    rest, named = _without_country(spelled)
    own = named is not None and named == (country or named) and _is_office(rest)
    core = rest if own else spelled
    if _is_office(core):
        return " ".join(
            sorted(word for word in core if word not in JOINERS and not (word == "affairs" and "foreign" in core))
        ), named if own else None
    return "".join(core), None


def _spelled(words: Words) -> Words:
    found = [SPELLINGS.get(word, word) for word in words]
    for place in range(len(found) - 1, 0, -1):
        if short := PHRASES.get((found[place - 1], found[place])):
            found[place - 1 : place + 1] = [short]
    while len(found) > 1 and found[-1] in FORMS:
        found.pop()
    while len(found) > 1 and found[-1] in TAILS and found[0] not in GENERIC:
        found.pop()
    return tuple(found[1:] if len(found) > 1 and found[0] in FORMS else found)


def _without_country(words: Words) -> tuple[Words, str | None]:
    for place, word in enumerate(words):
        for phrase, code in _country_words().get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                return (*words[:place], *words[place + len(phrase) :]), code
    return words, None


def _is_office(words: Words) -> bool:
    """Whether each country has its own body of this name: ministries, parliaments, parties; but "Bank" alone is none."""
    content = [word for word in words if word not in JOINERS]
    if len(content) == 1:
        return content[0] in SINGLE
    return len(content) > 1 and (is_generic(tuple(content)) or not HEADS.isdisjoint(content))
