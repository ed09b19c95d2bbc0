"""Pairs of actors that may be one but were kept apart: ranked, with a score and the evidence, for the user to decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from rapidfuzz.distance import JaroWinkler

from graph.decisions import Decision
from graph.names import JOINERS, family_names, generation, is_acronym, is_generic, organization_tokens, person_tokens
from graph.portraits import Actor
from graph.rulings import Who

FLOOR = 0.6
BLOCK = 40  # a name part that more actors share says nothing; only neighbors in the alphabet are then compared


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors (keys, sorted) that may be one; `score` from 0 to 1, `evidence` in words."""

    one: str
    other: str
    score: float
    evidence: tuple[str, ...]


def review(who: Who, decisions: Sequence[Decision] = (), *, most: int | None = None) -> list[Tie]:
    """Near ties, the likeliest first; pairs that a split has parted are left out."""
    parted = _parted(who, decisions)
    ties = (tie for one, other in _pairs(who.everyone()) if (tie := _tie(one, other)) and tie.score >= FLOOR)
    ranked = sorted((tie for tie in ties if (tie.one, tie.other) not in parted), key=lambda tie: (-tie.score, tie.one, tie.other))
    return [_counted(tie, who) for tie in ranked[:most]]


def _counted(tie: Tie, who: Who) -> Tie:
    """With what is known of each of the two."""
    one, other = who.actor(tie.one), who.actor(tie.other)
    reason, *rest = tie.evidence
    seen = f"{one.label!r} in {one.articles} and {other.label!r} in {other.articles} articles"
    return replace(tie, evidence=(reason, seen, *rest))


def _pairs(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Actor]]:
    blocks: defaultdict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in sorted(actors, key=lambda actor: (actor.label, actor.key)):
        for block in _blocks(actor):
            blocks[block].append(actor)
    seen = set()
    for members in blocks.values():
        for one, other in combinations(members, 2) if len(members) <= BLOCK else pairwise(members):
            pair = (one, other) if one.key < other.key else (other, one)
            if (pair[0].key, pair[1].key) not in seen:
                seen.add((pair[0].key, pair[1].key))
                yield pair


def _blocks(actor: Actor) -> Iterator[tuple[str, str]]:
    """Actors are compared when they share a family name, the given name and the start of the family name, or a body's name or acronym."""
    words = _words(actor)
    if not words or actor.kind in ("state", "group"):
        return
    yield "called", "".join(words)
    yield from (("called", "".join(alias)) for alias in _other_names(actor))
    if actor.kind == "person":
        yield from (("family", name) for name in family_names(words))
        if len(words) > 1:
            yield "given", f"{words[0]} {family_names(words)[0][:2]}"
    else:
        yield "words", " ".join(sorted(word for word in words if word not in JOINERS))
        yield from (("body", "".join(organization_tokens(alias))) for alias in actor.aliases if is_acronym(alias, words))


def _tie(one: Actor, other: Actor) -> Tie | None:
    mine, theirs = _words(one), _words(other)
    if (one.kind == "person") != (other.kind == "person") or generation(mine) != generation(theirs):
        return None
    stated = mine in _other_names(other) or theirs in _other_names(one)
    score, reason = (0.75, "an article calls one by the name of the other") if stated else _likeness(mine, theirs)
    evidence = [reason]
    for name, this, that in (("country", one.country, other.country), ("sector", one.sector, other.sector)):
        if this and that:
            score += 0.05 if this == that else -0.15
            evidence.append(f"{name} {this}" if this == that else f"{name} {this} against {that}")
    return Tie(one.key, other.key, round(min(score, 1.0), 3), tuple(evidence))


def _likeness(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str]:
    if "".join(mine) == "".join(theirs):
        return 0.8, "same name"
    if len(mine) > 1 and sorted(w for w in mine if w not in JOINERS) == sorted(w for w in theirs if w not in JOINERS):
        return 0.75, "same words in another order"
    short, long = sorted((mine, theirs), key=len)
    if len(short) == 1:
        return 0.7, "one name is a part of the other, and there are more bearers of it"
    if short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long):
        return 0.75, "same but for a middle name"
    if len(mine) != len(theirs):
        return 0.0, "different names"
    return min(_word_likeness(a, b) for a, b in zip(mine, theirs, strict=True)) * 0.8, "spelled alike"


def _word_likeness(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    return JaroWinkler.similarity(one, other) if one[0] == other[0] and min(len(one), len(other)) > 2 else float(one == other)


def _words(actor: Actor) -> tuple[str, ...]:
    return person_tokens(actor.label) if actor.kind == "person" else organization_tokens(actor.label)


def _other_names(actor: Actor) -> set[tuple[str, ...]]:
    """Aliases of two words and more, and of bodies also single ones."""
    found = {person_tokens(alias) if actor.kind == "person" else organization_tokens(alias) for alias in actor.aliases}
    return {words for words in found if len(words) > 1 or (words and actor.kind != "person" and not is_generic(words))}


def _parted(who: Who, decisions: Iterable[Decision]) -> set[tuple[str, str]]:
    pairs = set()
    for decision in decisions:
        if decision.action == "split":
            paths = {path for part in decision.parts for anchor in part.of if (path := who.bearer(anchor))}
            pairs |= set(combinations(sorted(path.removeprefix("actor/") for path in paths), 2))
    return pairs
