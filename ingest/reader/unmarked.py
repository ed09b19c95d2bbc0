"""Names of bodies that the network did not mark, or not in full, though the words beside or within them show what they are.

"The newspaper Hafenkurier", "the trade union ver.di": a noun for a body has its name right behind it, and a word with a dot between letters is one.
"""

import re
from collections.abc import Sequence

from ingest.reader.naming import OPENING, PERSONS, PROPER, Name
from ingest.reader.speech import Tree

NOUNS = frozenset(
    "newspaper paper daily weekly magazine tabloid journal broadcaster channel station website portal outlet company firm carmaker automaker "
    "manufacturer airline bank union party agency group organization organisation charity club foundation institute association retailer supermarket "
    "operator developer publisher brewer refiner miner insurer startup start-up conglomerate subsidiary contractor militia gang band brand".split()
)
NAMING = frozenset("call dub name nickname style know".split())
BODIES = frozenset(("itself", "themselves"))
THEMSELVES = BODIES | {"himself", "herself", "as"}
DOTTED = re.compile(r"[^\W\d_]{2,}\.[^\W\d_]{2,}")


def shown(names: Sequence[Name], dates: Sequence[Name], words: Sequence[str], tree: Tree) -> list[Name]:
    """The names with those that a noun in front or a dot within shows; where something is marked already, it stays."""
    taken = {i for begin, end, _ in (*names, *dates) for i in range(begin, end)}
    found: list[Name] = []
    for at, word in enumerate(words):
        end = behind(at, words, tree) if word in NOUNS else at + 1
        begin = at + 1 if word in NOUNS else at
        named = begin < end and (word in NOUNS or (DOTTED.fullmatch(word) is not None and tree.tags[at] in PROPER))
        if named and not taken & {*range(begin, end + 1)}:
            taken |= {*range(begin, end)}
            found.append((begin, end, "ORG"))
    return sorted([*names, *found])


def called(names: Sequence[Name], words: Sequence[str], tree: Tree) -> list[Name]:
    """The names, each as long as a verb of naming makes it: all proper nouns behind "calls itself" or "known as" are one. What calls itself by a name
    that nobody marked is a body."""
    found = list(names)
    for at in range(1, len(words) - 1):
        if words[at].lower() in THEMSELVES and tree.lemmas[at - 1] in NAMING:
            begin, end = at + 1, behind(at, words, tree)
            parts = [n for n in found if begin <= n[0] and n[1] <= end]
            if parts and (begin, end) != parts[0][:2]:
                found = [n for n in found if n not in parts] + [(begin, end, parts[-1][2])]
            elif begin < end and words[at].lower() in BODIES and not any(n[0] < end and begin < n[1] for n in found):
                found.append((begin, end, "ORG"))
    return sorted(found)


def behind(noun: int, words: Sequence[str], tree: Tree) -> int:
    """The end of the proper nouns right behind a singular noun; none where an office begins there: "the company CEO"."""
    end = noun + 1
    while end < len(words) and tree.tags[end] in PROPER and words[end][:1].isupper() and words[end] not in OPENING:
        if words[end].lower() in PERSONS:
            return noun
        end += 1
    return end
