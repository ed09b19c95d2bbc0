"""The vocabulary as the code needs it, read once from ontology.ttl: PLOVER's types, modes, contexts and sectors with their scores.

ontology.ttl is the only place where terms are defined. It lies in the root of the source tree and beside this module in an installed package.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.terms import PLV, RDF, SKOS, WG


class VocabularyError(ValueError):
    """A name that PLOVER, as ontology.ttl has it, does not know."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names without their namespace. `modes` maps (type, mode) to its score; `types` and `quads` map a type to its score and its quad class."""

    types: Mapping[str, float]
    quads: Mapping[str, str]
    modes: Mapping[tuple[str, str], float]
    contexts: frozenset[str]
    sectors: Mapping[str, str]

    def quad(self, type_: str) -> str:
        """The quad class of a type, such as "VerbalConflict"."""
        if type_ not in self.quads:
            raise VocabularyError(f"{type_!r} is no PLOVER type; use one of {sorted(self.quads)} or None")
        return self.quads[type_]

    def score(self, type_: str, mode: str | None = None) -> float:
        """Conflict-cooperation score from -10 to 10: of the mode, or of the type where there is none."""
        if mode is None:
            self.quad(type_)
            return self.types[type_]
        if (type_, mode) not in self.modes:
            raise VocabularyError(f"{mode!r} is no mode of {type_}; use one of {sorted(m for t, m in self.modes if t == type_)} or None")
        return self.modes[type_, mode]

    def context(self, name: str) -> str:
        """The name itself, when it is a PLOVER context."""
        if name not in self.contexts:
            raise VocabularyError(f"{name!r} is no PLOVER context; use one of {sorted(self.contexts)}")
        return name

    def sector(self, code: str) -> str:
        """What people of a sector are called, such as "military" for MIL."""
        if code not in self.sectors:
            raise VocabularyError(f"{code!r} is no PLOVER sector; use one of {sorted(self.sectors)}")
        return self.sectors[code]


def ontology_path() -> Path:
    """Where ontology.ttl lies: beside this module when installed, one folder up in the source tree."""
    beside = Path(__file__).with_name("ontology.ttl")
    return beside if beside.exists() else Path(__file__).parent.with_name("ontology.ttl")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary; some 3 ms the first time."""
    facts: dict[tuple[str, str], str] = {}
    for triple in ox.parse(path=ontology_path(), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(PLV):
            value = triple.object.value if isinstance(triple.object, ox.NamedNode | ox.Literal) else ""
            facts.setdefault((triple.subject.value.removeprefix(PLV), triple.predicate.value), value)
    return _vocabulary(facts)


def _vocabulary(facts: Mapping[tuple[str, str], str]) -> Vocabulary:
    kinds = {name: value.removeprefix(WG) for (name, predicate), value in facts.items() if predicate == RDF + "type"}
    broader = {name: facts.get((name, SKOS + "broader"), "").removeprefix(PLV) for name in kinds}
    types = {name: float(facts[name, WG + "score"]) for name in _of(kinds, "EventType")}
    modes = {}
    for name in _of(kinds, "Mode"):
        type_ = broader[name]
        modes[type_, facts[name, SKOS + "notation"]] = float(facts.get((name, WG + "score"), types[type_]))
    sectors = {name: facts[name, SKOS + "prefLabel"] for name in _of(kinds, "Sector")}
    return Vocabulary(types, {name: broader[name] for name in types}, modes, frozenset(_of(kinds, "Context")), sectors)


def _of(kinds: Mapping[str, str], kind: str) -> list[str]:
    return sorted(name for name, value in kinds.items() if value == kind)
