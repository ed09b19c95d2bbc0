"""The whole graph as RDF, in any syntax."""

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph as ox

from graph.terms import PREFIXES

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD,
    ".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip


def write(graph: ox.Store, out: BinaryIO, ending: str) -> None:
    """Every quad, graph after graph; syntaxes that know no graphs get the union of all. No triple stands in two graphs, so none comes twice."""
    form = FORMATS[ending]
    rows = _quads(graph) if form.supports_datasets else (quad.triple for quad in _quads(graph))
    prefixes = None if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    ox.serialize(rows, out, form, prefixes=prefixes)


def _quads(graph: ox.Store) -> Iterator[ox.Quad]:
    """Graph after graph by name; within one as the index has them, which is by subject."""
    for name in sorted((g for g in graph.named_graphs() if isinstance(g, ox.NamedNode)), key=lambda g: g.value):
        yield from graph.quads_for_pattern(None, None, None, name)
