"""How well a name fits what somebody asked for."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

Rank = Literal[0, 1, 2, 3]
LIKE = 75.0  # a word that is so much like another, out of 100, may be it with a letter wrong
MOST = 8  # words of a query that are looked for with a letter wrong
SHORT = 3  # letters of a word in which none may be wrong


@dataclass(frozen=True, slots=True)
class Match:
    """An actor or place found by name.

    `rank` is 0 for its label, 1 for an alias, 2 where all words of the query begin words of a name, 3 where each is like one.
    """

    path: str
    label: str
    kind: str
    country: str | None
    name: str
    rank: Rank


def rank(words: tuple[str, ...], known: tuple[str, ...], own: Rank) -> Rank | None:
    """How a query fits a name that is of rank `own`, spelling mistakes aside."""
    if not words:
        return None
    if "".join(words) == "".join(known):
        return own
    return 2 if all(any(one.startswith(word) for one in known) for word in words) else None


def likeness(words: tuple[str, ...], known: tuple[str, ...]) -> float | None:
    """From LIKE to 100, the mean over the query's words of the likest word of the name; None where one is like none, or the query is long."""
    if len(words) > MOST:
        return None
    best = [max((_alike(word, one) for one in known), default=0.0) for word in words]
    return sum(best) / len(best) if best and min(best) >= LIKE else None


def _alike(word: str, one: str) -> float:
    if len(word) <= SHORT:
        return 100.0 if one.startswith(word) else 0.0
    return max(fuzz.ratio(word, one), fuzz.ratio(word, one[: len(word)]))
