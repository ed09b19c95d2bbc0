"""Which organization a person belongs to, as far as the graph knows: the one that an office of his names ("Siemens chief executive")."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyoxigraph as ox

from graph.names import tokens
from graph.terms import IDENTITY, RDFS, SKOS, WG, Iris, term

Words = tuple[str, ...]


def memberships(graph: ox.Store, paths: Sequence[str], kinds: Sequence[str], iris: Iris) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """By actor the index of its organization, -1 where no office names one, or offices name several. `paths` are those of all actors."""
    rows = {iris(path).value: row for row, path in enumerate(paths)}
    known = _organizations(graph, rows, kinds, iris)
    found = np.full(len(paths), -1, dtype=np.int64)
    named: defaultdict[int, set[int]] = defaultdict(set)
    for quad in graph.quads_for_pattern(None, term(WG + "position"), None, iris(IDENTITY)) if known else ():
        for label in graph.quads_for_pattern(quad.object, term(RDFS + "label"), None, iris(IDENTITY)):  # type: ignore[arg-type]
            named[rows[quad.subject.value]] |= set(_named(tuple(tokens(label.object.value)), known))  # type: ignore[union-attr]
    for row, organizations in named.items():
        if len(organizations) == 1:
            found[row] = organizations.pop()
    return found


def _organizations(graph: ox.Store, rows: Mapping[str, int], kinds: Sequence[str], iris: Iris) -> dict[Words, int]:
    """Organizations by name, in words; names that several bear are left out."""
    found: dict[Words, set[int]] = defaultdict(set)
    for predicate in ("prefLabel", "altLabel"):
        for quad in graph.quads_for_pattern(None, term(SKOS + predicate), None, iris(IDENTITY)):
            row = rows.get(quad.subject.value)  # type: ignore[union-attr]
            if row is not None and kinds[row] == "organization":
                found[tuple(tokens(quad.object.value))].add(row)  # type: ignore[union-attr]
    return {words: next(iter(bearers)) for words, bearers in found.items() if words and len(bearers) == 1}


def _named(title: Words, known: Mapping[Words, int]) -> Iterable[int]:
    """The organizations with the longest names among those that the title holds."""
    for length in range(len(title), 0, -1):
        found = {known[part] for begin in range(len(title) - length + 1) if (part := title[begin : begin + length]) in known}
        if found:
            return found
    return ()
