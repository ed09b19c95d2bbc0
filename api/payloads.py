"""What a client sends to put into a graph: RDF of one graph, in one of the syntaxes we write ourselves."""

from collections.abc import Iterator

import pyoxigraph as ox

from api.answering import Refusal
from api.formats import TRIPLES

ONE_GRAPH = "; send the triples of one graph, and name the graph in the address"


def triples(body: bytes, media: str, base: str) -> Iterator[ox.Quad]:
    """With blank nodes of their own, so that the same document sent twice gives two of each. Raises Refusal."""
    syntax = TRIPLES[media]
    if syntax == ox.RdfFormat.RDF_XML and (b"<!DOCTYPE" in body or b"<!ENTITY" in body):
        raise Refusal("bad-data", "the document has a DTD; write the entities out")
    try:
        for quad in ox.parse(body, syntax, base_iri=base, rename_blank_nodes=True):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise Refusal("bad-data", f"the document speaks of the graph {quad.graph_name}{ONE_GRAPH}")
            yield quad
    except (SyntaxError, ValueError, OSError) as error:
        raise Refusal("bad-data", f"this is no {media}: {error}") from error
