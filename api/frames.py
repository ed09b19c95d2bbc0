"""How server and query workers talk: frames of a kind (one byte), a length and that many bytes. Values travel as JSON."""

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any

HEADER = struct.Struct(">cI")
READY, ASK, HEAD, DATA, WHOLE, END, ERROR = b"R", b"A", b"H", b"D", b"W", b"E", b"X"
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, and what to write its answer as: media types for rows and for triples, None where the client takes none.

    `default_graphs` and `named_graphs`, where either is not None, are the protocol's dataset and win over the query's own.
    """

    query: str
    rows: str | None
    triples: str | None
    union: bool = True
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    max_rows: int | None = None
    max_bytes: int | None = None


def frame(kind: bytes, data: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(data)) + data


def pack(ask: Ask) -> bytes:
    return frame(ASK, json.dumps(asdict(ask)).encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Ask:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(data).items()}
    return Ask(**values)
