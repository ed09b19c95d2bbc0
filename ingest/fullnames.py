"""Which full names of one article contradict each other: Usman Khan is not Sadiq Khan, whoever "Khan" may be.

A full name has a given and a family name. Titles, initials, short given names, middle and second family names, quoted nicknames, turned order and a
slip in the family name are no contradiction.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from graph import names
from graph.given import EASTERN, called
from ingest.sectors import sector_of

TITLES = names.HONORIFICS | names.OFFICES | names.RANKS | names.STYLES | {"elect", "mme", "mlle", "cde", "comrade"}
ALIKE = 3  # letters with which two spellings of a family name begin


@lru_cache(maxsize=1 << 14)
def full(name: str) -> tuple[str, ...]:
    """The words of a person's name without any title in front and without "Jr." or "II"; fewer than two where it is no full name."""
    words = names.person_tokens(name)
    words = words[:-1] if names.generation(words) else words
    front = next((place for place, word in enumerate(words) if word not in TITLES and sector_of(word) is None), len(words))
    return words[front:]


@lru_cache(maxsize=1 << 14)
def contradict(one: str, two: str) -> bool:
    """Whether two names of persons are both full and cannot be those of one."""
    a, b = full(one), full(two)
    if len(a) < 2 or len(b) < 2 or set(a) == set(b):
        return False
    if a[-1] == b[-1] and (nicknames(one) & set(b) or nicknames(two) & set(a)):
        return False
    short, long = sorted((a, b), key=len)
    if is_part(short, long):
        return False
    return not (same_given(a[0], b[0]) and (a[-1] == b[-1] or alike(a[-1], b[-1]) or left_out(short, long)))


def fits(name: str, own: Iterable[str]) -> bool:
    """Whether a name is among these or contradicts none; what two of them contradict in may be told by a third that holds both."""
    own = list(own)
    if full(name) in map(full, own):
        return True
    held = [other for other in own if len(full(other)) > 2]
    return all(not contradict(name, other) or any(not contradict(name, long) and not contradict(other, long) for long in held) for other in own)


def nicknames(name: str) -> set[str]:
    """What stands in quotes within a name: Jeremy "Spike" Cohen."""
    return {word for quoted in re.findall(r"[\"“'‘](\w[^\"”’]*)[\"”'’](?=\s)", name) for word in names.tokens(quoted)}


def same_given(one: str, other: str) -> bool:
    """Joe and Joseph, J. and Joe, Sergei and Serhiy."""
    short, long = sorted((one, other), key=len)
    return called(one) == called(other) or EASTERN.get(one, one) == EASTERN.get(other, other) or (len(short) < 3 and long[0] == short[0])


def alike(one: str, other: str) -> bool:
    """A slip in a family name: one beginning, or the same consonants."""
    return min(len(one), len(other)) > ALIKE and (one[:ALIKE] == other[:ALIKE] or re.sub("[aeiouy]", "", one) == re.sub("[aeiouy]", "", other))


def is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one are a run of the other's, as the short form is by which a text goes on."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def left_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one stand in the other in their order."""
    rest = iter(long)
    return all(word in rest for word in short)


def best(written: list[str]) -> str:
    """The name of most words; where it only adds middle names in full to one used more often, that one."""
    longest = max(written, key=lambda text: len(names.tokens(text)))
    words = full(longest)
    plain = [text for text in written if 1 < len(full(text)) < len(words) and (full(text)[0], full(text)[-1]) == (words[0], words[-1])]
    plain = [text for text in plain if left_out(full(text), words) and all(len(word) > 1 for word in words if word not in full(text))]
    usual = max(plain, key=written.count, default=longest)
    return usual if written.count(usual) > written.count(longest) else longest
