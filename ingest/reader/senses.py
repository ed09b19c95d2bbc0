"""Types that a word has only in some of its senses, told by what hangs on it: an employee is fired or a rocket is, hostages are released or names.

What is certain by the tree overrules the network, which goes by the word and by what the rest of the article is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.reader.speech import Tree

Floats = NDArray[np.float32]
MOVED = 0.98  # of the probability of a type that the tree rules out
PROJECTILES = frozenset(
    "shot round bullet rocket missile mortar shell gun weapon rifle pistol cannon volley canister grenade artillery torpedo salvo projectile "
    "flare arrow cartridge pellet shotgun musket ammunition tracer engine warhead gas charge arm live".split()
)
AIMED = frozenset("at on upon into toward towards".split())
INFORMATION = frozenset(
    "name identity id detail information statement report document footage video photo photograph picture image recording transcript tape "
    "data figure finding result study album film song book version poll letter list text message condition cause memo audio script trailer "
    "plan evidence update".split()
)
VEHICLES = frozenset(
    "car truck lorry bus van train tram vehicle motorist driver motorcycle motorbike bicycle cab taxi suv minibus minivan locomotive cyclist "
    "motorcyclist".split()
)
PASSIVE = frozenset("be is are was were been being get got".split())
QUESTIONS = frozenset("if whether what why how who where which when".split())
COURTESY = frozenset("time agree talk speak take join have interview discussion be answer participate come".split())


@dataclass(frozen=True, slots=True)
class Sense:
    """The PLOVER types that the words around a trigger rule out, and the one that they speak for instead: "" is no type."""

    against: tuple[str, ...] = ()
    speaks_for: str = ""


def weighed(types: Floats, names: Sequence[str], sense: Sense) -> Floats:
    """The distribution over types, with what the sense rules out given to what it speaks for."""
    out, given = types.copy(), [names.index(name) for name in sense.against]
    to = names.index(sense.speaks_for)
    out[to] += MOVED * float(types[given].sum())
    out[given] *= 1 - MOVED
    return out


def sense(word: int, tree: Tree) -> Sense:
    """What hangs on the word tells of its type."""
    rule = RULES.get(tree.lemmas[word].lower())
    return rule(word, tree) if rule is not None else Sense()


def fired(word: int, tree: Tree) -> Sense:
    """Who is fired is dismissed, unless it is a shot, or something is fired at."""
    helpers = {tree.words[c].lower() for c in tree.of(word, "aux")}
    whom = [*tree.of(word, "nsubj" if tree.tags[word] == "VBN" and helpers & PASSIVE else "nsubj:pass"), *tree.of(word, "obj")]
    if tree.relations[word] in ("amod", "acl") and tree.tags[word] == "VBN":
        whom.append(tree.heads[word])
    if tree.tags[word].startswith("NN"):
        whom += tree.of(word, "nmod:poss")
    behind = {w.lower() for w in tree.words[word + 1 : word + 2]}
    is_shot = any(tree.lemmas[w].lower() in PROJECTILES for w in whom) or bool((cases(word, tree) | behind) & AIMED)
    return Sense(("ASSAULT",), "SANCTION") if whom and not is_shot else Sense()


def released(word: int, tree: Tree) -> Sense:
    """Nobody gives way who releases a statement."""
    what = [*tree.of(word, "nsubj:pass"), *tree.of(word, "obj"), *(c for c in tree.of(word, "nmod") if "of" in tree.cases(c))]
    if tree.relations[word] in ("amod", "acl") and tree.tags[word] == "VBN":
        what.append(tree.heads[word])
    return Sense(("RETREAT", "CONCEDE")) if any(tree.lemmas[w].lower() in INFORMATION for w in what) else Sense()


def run_over(word: int, tree: Tree) -> Sense:
    """What a car or its driver does to somebody is an accident, where no word says that it is more."""
    doers = [*tree.of(word, "obl:agent"), *(c for c in tree.of(word, "obl") if "by" in tree.cases(c))]
    doers += [] if tree.of(word, "nsubj:pass") else tree.of(word, "nsubj")
    return Sense(("ASSAULT",)) if any(tree.lemmas[w].lower() in VEHICLES for w in doers) else Sense()


def asked(word: int, tree: Tree) -> Sense:
    """Who asks whether wants to know."""
    for clause in tree.children.get(word, ()):
        if tree.relations[clause] in ("ccomp", "xcomp", "advcl") and clause > word:
            opening = {
                tree.words[c].lower() for c in tree.children.get(clause, ()) if c < clause and tree.relations[c] in ("mark", "advmod", "obj", "nsubj")
            }
            if opening & QUESTIONS:
                return Sense(("REQUEST",))
    return Sense()


def thanked(word: int, tree: Tree) -> Sense:
    """ "Thank you" by itself, or for somebody's time, is courtesy."""
    objects = tree.of(word, "obj")
    if tree.of(word, "nsubj") or [tree.words[c].lower() for c in objects] != ["you"] or tree.of(objects[0], "appos"):
        return Sense()
    said = [c for c in tree.children[word] if tree.relations[c].split(":")[0] in ("obl", "advcl", "nmod")]
    return Sense(("SUPPORT",)) if all(tree.lemmas[c].lower() in COURTESY for c in said) else Sense()


def cases(word: int, tree: Tree) -> set[str]:
    """The prepositions of what hangs on a word."""
    return {case for c in tree.children.get(word, ()) if tree.relations[c].startswith(("obl", "nmod")) for case in tree.cases(c)}


RULES: Mapping[str, Callable[[int, Tree], Sense]] = {
    "fire": fired, "firing": fired, "release": released, "ask": asked, "thank": thanked,
    **dict.fromkeys(("hit", "strike", "kill", "injure", "hurt", "wound", "knock", "mow"), run_over),
}  # fmt: skip
