"""What single words say of an event's type: a prior of our own writing (`ingest/data/lexicon.psv`) that the network's verdict is weighed with.

A small model has seen few of the words that news has for an embargo or a pardon; the list knows them, and the network knows the context.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.reader import labels as lab
from ingest.reader.lemmas import stems
from ingest.reader.speech import Tree

Floats = NDArray[np.float32]
FILE = Path(__file__).parent.parent / "data" / "lexicon.psv"
FORCES = frozenset("troop soldier marine tank warship battalion brigade regiment division commando paratrooper infantry artillery gunboat".split())
TYPE_WEIGHT, MODE_WEIGHT = 2.0, 1.0  # natural logarithms; chosen on the dev splits


class LexiconError(ValueError):
    """A line of the lexicon that names no type or mode of PLOVER."""


@dataclass(slots=True)
class Said:
    """Types, and modes, that a word speaks for."""

    types: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)


@cache
def lexicon(path: Path = FILE) -> Mapping[tuple[str, str], Said]:
    """By lemma (with its particle after `_`) and VERB or NOUN. Raises LexiconError."""
    found: dict[tuple[str, str], Said] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, mode, pos, lemmas = line.split("|")
        if kind not in lab.TYPES or (mode != "-" and mode not in lab.MODES.get(kind, "").split()):
            raise LexiconError(f"{path}: {line!r}: {kind}/{mode} is no type and mode of PLOVER")
        for lemma in lemmas.split():
            said = found.setdefault((lemma, pos), Said())
            said.types.add(kind)
            if mode != "-":
                said.modes.add(mode)
    return found


def said(lemma: str, upos: str, particles: Iterable[str] = ()) -> Said | None:
    """What the lexicon has of a word: with its particle first, then alone; a lemma that still bears an ending, as of "the accused", without it."""
    pos = "VERB" if upos in ("VERB", "ADJ", "AUX") else "NOUN"
    words = lexicon()
    bare = [stem for ending in (("ed", "ing") if pos == "VERB" else ("s",)) for stem in stems(lemma, ending)]
    return next((words[key] for key in [*((f"{lemma}_{p}", pos) for p in particles), (lemma, pos), *((s, pos) for s in bare)] if key in words), None)


def moves_forces(verb: int, tree: Tree) -> bool:
    """Whether soldiers or their arms are moved, or move: the lexicon's "move_forces" is what troops are, and "move" alone is not."""
    parts = [child for relation in ("obj", "nsubj") for child in tree.of(verb, relation)]
    return any(tree.words[c].lower().removesuffix("s") in FORCES for c in parts)


def asks_a_question(verb: int, tree: Tree) -> bool:
    """ "Asked about the strike", "asked whether": without "to", "for" or "that" nothing is requested, and the word alone says nothing."""
    if tree.lemmas[verb].lower() != "ask":
        return False
    clauses = [c for c in tree.children.get(verb, ()) if tree.relations[c] in ("xcomp", "ccomp")]
    wanted = any(tree.words[m].lower() in ("to", "that") for c in clauses for m in tree.of(c, "mark"))
    return not wanted and not any(tree.words[m].lower() in ("for", "of") for c in tree.of(verb, "obl") for m in tree.of(c, "case"))


def weighed(distribution: Floats, names: Iterable[str], spoken_for: set[str], weight: float) -> Floats:
    """The distribution with what is spoken for made `exp(weight)` times likelier, against all else."""
    factors = np.array([np.exp(weight) if name in spoken_for else 1.0 for name in names], dtype=np.float32)
    raised = distribution * factors
    return np.asarray(raised / raised.sum(), dtype=np.float32)
