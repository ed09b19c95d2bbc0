"""Lemmas by the rules of English inflection, with a table of what they get wrong.

The rules propose stems ("sentenced": sentenc, sentence) and take the first that is a word; words are the whole words of the encoder's
vocabulary and the lemmas of the training treebanks. The table holds, by form and Penn tag, what the treebanks have otherwise.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

VOWELS = frozenset("aeiouy")
NAMES = ("NNP", "NNPS")
LOST_E = ("ate", "ade", "ite", "ute", "ive", "ize", "ise", "yze", "yse", "ce", "ge", "ue", "ve", "ure", "ble", "dle", "gle", "ple", "tle")
ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s", "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}


class Lemmas:
    """`lemma(form, tag)` for Penn tags; names keep their form, everything else comes in lower case unless the table says otherwise."""

    def __init__(self, exceptions: Mapping[str, str], known: Iterable[str]) -> None:
        self.exceptions, self.known = exceptions, frozenset(known)
        self.lemma = lru_cache(maxsize=200_000)(self._lemma)

    @classmethod
    def load(cls, path: Path, vocabulary: Iterable[str]) -> "Lemmas":
        """From the model's `lemmas.json`; `vocabulary` are the whole words of the encoder."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(stored["exceptions"], {*stored["known"], *vocabulary})

    def _lemma(self, form: str, tag: str) -> str:
        if tag in NAMES:
            return self.exceptions.get(f"{form} {tag}", form)
        lower = form.lower()
        return self.exceptions.get(f"{lower} {tag}") or self.regular(lower, tag)

    def regular(self, lower: str, tag: str) -> str:
        """By rule alone."""
        proposed = list(stems(lower, ENDINGS.get(tag, "")))
        if not proposed:
            return lower
        return next((stem for stem in proposed if stem in self.known), guess(proposed))


def stems(word: str, ending: str) -> Iterator[str]:
    """What the word may be an inflection of, likeliest first; nothing where it has no such ending."""
    if ending == "s" and word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        yield from plain(word)
    elif ending in ("ed", "ing", "er", "est") and word.endswith(ending) and VOWELS & set(word[: -len(ending)]):
        yield from suffixed(word, ending)


def guess(proposed: list[str]) -> str:
    """Of stems that are all unknown: with the e that most stems of their ending have ("extradite", "liaise"), otherwise the first."""
    return next((stem for stem in proposed if stem.endswith(LOST_E)), proposed[0])


def plain(word: str) -> Iterator[str]:
    """Of a word in -s: watches, cities, wives, heroes, causes."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith("ves"):
        yield word[:-1]
        yield word[:-3] + "f"
        yield word[:-3] + "fe"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        yield word[:-2]
    yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]


def suffixed(word: str, ending: str) -> Iterator[str]:
    """Of a word in -ed, -ing, -er or -est: stopped, hoping, dying, tried, created, visited."""
    stem = word[: -len(ending)]
    if ending == "ing" and stem.endswith("y") and len(stem) <= 2:
        yield stem[:-1] + "ie"
    if ending != "ing" and stem.endswith("i"):
        yield stem[:-1] + "y"
        yield stem + "e"
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    if doubled and stem[-1] not in "lsfz":
        yield stem[:-1]
    if len(stem) <= 2 or short(stem):
        yield stem + "e"
    yield stem
    yield stem + "e"
    if doubled:
        yield stem[:-1]


def short(stem: str) -> bool:
    """One syllable in consonant, vowel, consonant: its own -ed or -ing form would double the last letter, so here an e was lost."""
    return (
        sum(c in VOWELS for c in stem) == 1 and len(stem) > 2 and stem[-1] not in VOWELS and stem[-1] not in "wxy" and stem[-2] in VOWELS
    )  # fmt: skip
