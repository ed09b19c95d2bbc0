"""How server and query workers talk: frames of a kind (one byte), a length and that many bytes. Values travel as JSON."""

import json
import struct
from dataclasses import dataclass
from typing import Any, Literal

HEADER = struct.Struct(">cI")
READY, ASK, CHANGE, HEAD, DATA, WHOLE, END, ERROR = b"R", b"A", b"C", b"H", b"D", b"W", b"E", b"X"
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, and what to write its answer as: media types for rows and for triples, None where the client takes none.

    `default_graphs` and `named_graphs`, where either is not None, are the protocol's dataset and win over the query's own. With `graph` ("" is
    the default graph) it is no query but all that this graph holds.
    """

    query: str
    rows: str | None
    triples: str | None
    union: bool = True
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    max_rows: int | None = None
    max_bytes: int | None = None
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A write. `update` is SPARQL 1.1 Update in `body`; `put`, `post` and `delete` are of the graph store protocol: RDF in `body`, of the syntax
    `media`, into or out of `graph` ("" is the default graph). The graphs of an update are those of using-graph-uri and using-named-graph-uri.
    """

    verb: Literal["update", "put", "post", "delete"]
    body: bytes = b""
    media: str = ""
    graph: str = ""
    union: bool = True
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def frame(kind: bytes, data: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(data)) + data


def pack(ask: Ask | Change) -> bytes:
    """The frame; the body of a change stands behind a line of JSON."""
    values = {name: getattr(ask, name) for name in ask.__slots__}
    body = values.pop("body", b"")
    head = json.dumps(values).encode("utf-8", "surrogatepass")
    return frame(CHANGE, head + b"\n" + body) if isinstance(ask, Change) else frame(ASK, head)


def unpack(data: bytes) -> Ask:
    return Ask(**_values(data))


def unpack_change(data: bytes) -> Change:
    head, _, body = data.partition(b"\n")
    return Change(body=body, **_values(head))


def _values(data: bytes) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(data).items()}
