"""What a client sends to put into a graph: RDF of one graph, in one of the syntaxes we write ourselves."""

from collections.abc import Iterator
from email import message_from_bytes

import pyoxigraph as ox

from api.answering import Refusal
from api.formats import SUFFIXES, TRIPLES

ONE_GRAPH = "; send the triples of one graph, and name the graph in the address"


def triples(body: bytes, media: str, base: str) -> Iterator[ox.Quad]:
    """With blank nodes of their own, so that a document sent twice gives two of each. `media` is of `body`, or of its parts. Raises Refusal."""
    for part, syntax in _parts(body, media):
        yield from _parsed(part, syntax, base)


def _parts(body: bytes, media: str) -> Iterator[tuple[bytes, str]]:
    """The files of multipart/form-data, else the body itself; each with its media type."""
    if media in TRIPLES:
        yield body, media
        return
    whole = message_from_bytes(f"Content-Type: {media}\r\n\r\n".encode("latin-1", "replace") + body)
    if not whole.is_multipart():
        raise Refusal("bad-data", "the body is not what its boundary says; send multipart/form-data with one file a part")
    for part in whole.walk():
        if part.is_multipart():
            continue
        told = part.get_content_type() if part["content-type"] else SUFFIXES.get((part.get_filename() or "").rpartition(".")[2], "")
        if told not in TRIPLES:
            raise Refusal("bad-data", f"a part is of the type {told[:100]!r}; send {', '.join(TRIPLES)}")
        data = part.get_payload(decode=True)
        yield data if isinstance(data, bytes) else b"", told


def _parsed(body: bytes, media: str, base: str) -> Iterator[ox.Quad]:
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
