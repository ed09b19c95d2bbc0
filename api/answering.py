"""One query to the bytes of its answer, within the bounds that were asked for. Runs in a query worker, in one thread."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from api.formats import ROWS, TRIPLES
from api.frames import CHUNK, DATA, END, HEAD, WHOLE, Ask, frame
from api.scan import asked
from graph.terms import PREFIXES

Send = Callable[[bytes], None]
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
UNKNOWN = re.compile(r"custom function <(.*)> is not supported")
FUNCTIONS = 50  # unknown ones that a query may call
# Where a row ends, apart from what looks alike inside a string.
JSON_ROWS, CSV_ROWS = re.compile(rb'"(?:[^"\\]|\\.)*"|(\},\{)', re.DOTALL), re.compile(rb'"[^"]*"|(\r\n)')


class Refusal(Exception):
    """Why there is no answer: a kind of api.problems and the details."""


class Sheet:
    """A file to write an answer to: it leaves in chunks, or as one piece when it is small or bounded."""

    def __init__(self, send: Send, head: bytes, limit: int | None) -> None:
        self.data, self._send, self._limit, self._started = bytearray(), send, limit, False
        self._head = head  # leaves with what follows it

    def write(self, data: bytes) -> int:
        self.data += data
        if self._limit is not None and len(self.data) > self._limit:
            raise Refusal("answer-too-large", f"the answer is larger than {self._limit:,} bytes; ask for less, with LIMIT and OFFSET")
        if self._limit is None and len(self.data) >= CHUNK:
            self._leave(frame(DATA, bytes(self.data)))
            self.data.clear()
            self._started = True
        return len(data)

    def flush(self) -> None:
        """Chunks leave when they are full."""

    def close(self) -> None:
        """Sends what is left."""
        rest = bytes(self.data)
        self._leave(frame(DATA, rest) + frame(END) if self._started else frame(WHOLE, rest))

    def _leave(self, data: bytes) -> None:
        self._send(self._head + data)
        self._head = b""


def answer(store: ox.Store, ask: Ask, base: str, send: Send) -> None:
    """Sends the head and the answer. Raises Refusal, SyntaxError for no query, and OSError for what fails on the way."""
    found = _evaluate(store, ask, base) if ask.graph is None else _all_of(store, ask.graph)
    triples = not isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    media = ask.triples if triples else ask.rows
    if media is None:
        takes = ", ".join(TRIPLES if triples else ROWS)
        raise Refusal("not-acceptable", f"this query gives {'triples' if triples else 'rows'}; accept one of {takes}")
    if isinstance(found, ox.QueryBoolean) and "json" not in media and "xml" not in media:
        media = next(iter(ROWS))  # CSV and TSV have no form for yes and no
    sheet = Sheet(send, frame(HEAD, json.dumps(media).encode()), ask.max_bytes)
    out = cast("IO[bytes]", sheet)
    if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        ox.serialize(_capped(found, ask.max_rows), out, TRIPLES[media], prefixes=PREFIXES)
    else:
        found.serialize(out, ROWS[media])
        _check_rows(bytes(sheet.data), media, ask.max_rows)
    sheet.close()


def _all_of(store: ox.Store, graph: str) -> Iterator[ox.Triple]:
    if graph and not store.contains_named_graph(node(graph)):
        raise Refusal("not-found", f"there is no graph <{graph}>")
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, node(graph) if graph else ox.DefaultGraph()))


def _evaluate(store: ox.Store, ask: Ask, base: str) -> Found:
    wants = asked(ask.query)
    if wants.service:
        raise Refusal("refused", "SERVICE: this server asks no other; fetch from both and join what they give")
    refuse_remote(store, wants.graphs, base)
    query = partial(store.query, ask.query, base_iri=base, prefixes=PREFIXES)
    if ask.default_graphs is None and ask.named_graphs is None:
        # Oxigraph's union flag would silently win over FROM.
        return tolerant(partial(query, use_default_graph_as_union=ask.union and not wants.dataset))
    default, named = [node(iri) for iri in ask.default_graphs or ()], [node(iri) for iri in ask.named_graphs or ()]
    return tolerant(partial(query, default_graph=list(default), named_graphs=list(named)))


def tolerant(query: Callable[..., Found]) -> Found:
    """A query whose unknown functions are errors where they are called, so that BIND leaves unbound and FILTER leaves out, as SPARQL 1.1 says (17.6).

    Oxigraph refuses such a query as a whole.
    """
    unknown: dict[ox.NamedNode, Callable[..., None]] = {}
    while True:
        try:
            return query(custom_functions=unknown)
        except RuntimeError as error:
            match = UNKNOWN.search(str(error))
            if match is None or len(unknown) == FUNCTIONS:
                raise
            unknown[ox.NamedNode(match[1])] = lambda *_: None


def refuse_remote(store: ox.Store, graphs: tuple[str, ...], base: str) -> None:
    """Raises Refusal for a graph of the web that the store does not have."""
    for iri in graphs:
        if iri.startswith(("http:", "https:", "file:", "ftp:")) and not iri.startswith(base) and not store.contains_named_graph(node(iri)):
            raise Refusal("refused", f"FROM <{iri[:200]}>: this server fetches nothing and has no such graph; GRAPH ?g {{}} lists what it has")


def node(iri: str) -> ox.NamedNode:
    """The name of a graph. Raises Refusal."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise Refusal("bad-request", f"{iri[:200]!r} is no absolute IRI of a graph ({error})") from error


def _capped(triples: Iterator[ox.Triple], limit: int | None) -> Iterator[ox.Triple]:
    yield from triples if limit is None else islice(triples, limit)
    if limit is not None and next(triples, None) is not None:
        raise _too_many(limit, "triples")


def _check_rows(data: bytes, media: str, limit: int | None) -> None:
    if limit is not None and rows(data, media) > limit:
        raise _too_many(limit, "rows")


def rows(data: bytes, media: str) -> int:
    """Rows in a whole answer that has at least one, as Oxigraph writes it; at most one for an answer of none."""
    kind = ROWS[media]
    if kind == ox.QueryResultsFormat.XML:
        return data.count(b"<result>")  # in text the < is escaped
    if kind == ox.QueryResultsFormat.TSV:
        return data.count(b"\n") - 1  # in text the line feed is escaped
    if kind == ox.QueryResultsFormat.CSV:
        return sum(bool(end) for end in CSV_ROWS.findall(data)) - 1
    return sum(bool(end) for end in JSON_ROWS.findall(data)) + 1


def _too_many(limit: int, what: str) -> Refusal:
    return Refusal("answer-too-large", f"the answer has more than {limit:,} {what}; ask for less, with LIMIT and OFFSET")
