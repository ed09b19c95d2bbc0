"""One write to the steps it takes. Runs in a confined worker, which reads the newest checkpoint and writes nothing but a scratch copy of it.

The worker that evaluates can harm nobody; what may be written is checked again, and done, by the writer (api.writer).
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from api.answering import Refusal, node, tolerant
from api.frames import CHUNK, DATA, END, HEAD, WHOLE, Change, frame
from api.payloads import triples
from api.scan import asked
from api.templates import GraphName, Term, graph_name, template
from api.updates import ALL, NAMED, Data, Load, Manage, Modify, operations
from graph.terms import PREFIXES
from graph.userdata import ProtectedError, Step, is_derived, perform, refuse_derived

THERE = "there"  # said of a graph that existed before the change


class Scratch:
    """The state of the store after the steps taken so far. A copy is made when the second operation of an update needs to see the first's work."""

    def __init__(self, store: ox.Store, path: Path) -> None:
        self.steps: list[Step] = []
        self._store, self._path, self._done = store, path, 0
        self._copy = path.parent / f"building-scratch-{os.getpid()}"  # swept with what else a crash leaves half made

    def store(self) -> ox.Store:
        """With all steps done."""
        if self._done < len(self.steps):
            if not self._copy.exists():
                self._store = self._writable()
            perform(self._store, self.steps[self._done :])
            self._done = len(self.steps)
        return self._store

    def close(self) -> None:
        del self._store
        shutil.rmtree(self._copy, ignore_errors=True)

    def _writable(self) -> ox.Store:
        self._copy.mkdir()
        for file in self._path.iterdir():
            (os.link if file.suffix == ".sst" else shutil.copyfile)(file, self._copy / file.name)
        return ox.Store(str(self._copy))


def change(store: ox.Store, path: Path, asked_for: Change, base: str) -> Iterator[bytes]:
    """The frames of the answer: a head that tells whether the graph existed, then the steps, a line each.

    Raises Refusal, SyntaxError for what is no update, and OSError for what fails on the way.
    """
    scratch = Scratch(store, path)
    try:
        existed = _exists(store, asked_for.graph)
        if asked_for.verb == "update":
            _update(scratch, asked_for, base)
        else:
            _graph(scratch, asked_for, existed, base)
        yield frame(HEAD, json.dumps(THERE if existed else "new").encode())
        yield from _framed(f"{step.kind}\t{step.graph}\t{step.triple}\n".encode() for step in scratch.steps)
    except ProtectedError as error:
        raise Refusal("protected", str(error)) from error
    finally:
        scratch.close()


def step(line: str) -> Step:
    """The step of a line."""
    kind, graph, triple = line.split("\t", 2)
    return Step(kind, graph, triple)  # type: ignore[arg-type]


def _framed(lines: Iterable[bytes]) -> Iterator[bytes]:
    data, started = bytearray(), False
    for line in lines:
        data += line
        if len(data) >= CHUNK:
            yield frame(DATA, bytes(data))
            data.clear()
            started = True
    yield frame(DATA, bytes(data)) + frame(END) if started else frame(WHOLE, bytes(data))


def _graph(scratch: Scratch, asked_for: Change, existed: bool, base: str) -> None:
    """The graph store protocol: https://www.w3.org/TR/sparql11-http-rdf-update/"""
    refuse_derived(asked_for.graph, base)
    if asked_for.verb == "delete" and not existed:
        raise Refusal("not-found", f"there is no graph <{asked_for.graph}>")
    if asked_for.verb == "delete":
        scratch.steps.append(Step("drop" if asked_for.graph else "clear", asked_for.graph))
        return
    new = triples(asked_for.body, asked_for.media, asked_for.graph or base)
    if asked_for.verb == "put" and existed:
        scratch.steps.append(Step("clear", asked_for.graph))
    if asked_for.graph:
        scratch.steps.append(Step("create", asked_for.graph))
    scratch.steps += (Step("add", asked_for.graph, str(quad.triple)) for quad in _as_stored(new))


def _update(scratch: Scratch, asked_for: Change, base: str) -> None:
    text = asked_for.body.decode("utf-8")
    _check_syntax(text, base)
    if asked(text).service:
        raise Refusal("refused", "SERVICE: this server asks no other; fetch from both and join what they give")
    for operation in operations(text):
        if isinstance(operation, Load):
            if not operation.silent:
                raise Refusal("refused", f"LOAD {operation.source[:200]}: this server fetches nothing; PUT or POST the file to /graphs")
        elif isinstance(operation, Data):
            quads = template(operation.quads, operation.prologue, base).quads({}, ox.DefaultGraph())
            scratch.steps += _steps("add" if operation.insert else "remove", quads, base)
        elif isinstance(operation, Modify):
            scratch.steps += _modified(scratch.store(), operation, asked_for, base)
        else:
            scratch.steps += _managed(scratch.store(), operation, base)


def _check_syntax(text: str, base: str) -> None:
    """By the engine, on an empty store. What fails there for other reasons is seen later, or is nothing: a LOAD cannot connect from here."""
    with suppress(OSError, RuntimeError):
        ox.Store().update(text, base_iri=base, prefixes=PREFIXES)


def _modified(store: ox.Store, operation: Modify, asked_for: Change, base: str) -> list[Step]:
    prologue = operation.prologue
    default: GraphName = ox.DefaultGraph()
    if operation.default is not None:
        default = _place(graph_name(operation.default, prologue, base))
    delete, insert = (template(text, prologue, base) for text in (operation.delete, operation.insert))
    removed: dict[ox.Quad, None] = {}
    added: dict[ox.Quad, None] = {}
    for solution in _solutions(store, operation, asked_for, default, base):
        removed |= dict.fromkeys(delete.quads(solution, default))
        added |= dict.fromkeys(insert.quads(solution, default))
    return [*_steps("remove", removed, base), *_steps("add", added, base)]


def _solutions(store: ox.Store, operation: Modify, asked_for: Change, default: GraphName, base: str) -> Iterator[dict[str, Term | None]]:
    protocol = asked_for.default_graphs is not None or asked_for.named_graphs is not None
    written = bool(operation.using or operation.using_named)
    if protocol and (written or operation.default is not None):
        raise Refusal("bad-request", "the update has USING or WITH; leave using-graph-uri and using-named-graph-uri out")
    query = partial(store.query, f"{operation.prologue}SELECT * WHERE {operation.where}", base_iri=base, prefixes=PREFIXES)
    if protocol or written:
        using = asked_for.default_graphs or [graph_name(name, operation.prologue, base) for name in operation.using]
        named = asked_for.named_graphs or [graph_name(name, operation.prologue, base) for name in operation.using_named]
        query = partial(query, default_graph=[_place(name) for name in using], named_graphs=[node(name) for name in named])
    elif operation.default is not None:
        query = partial(query, default_graph=[default])
    else:
        query = partial(query, use_default_graph_as_union=asked_for.union)
    found = tolerant(query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return ({name: row[name] for name in names} for row in found)


def _managed(store: ox.Store, operation: Manage, base: str) -> list[Step]:
    """CREATE, CLEAR, DROP, ADD, COPY and MOVE: https://www.w3.org/TR/sparql11-update/#graphManagement"""
    if operation.verb in ("CLEAR", "DROP") and operation.graph in (ALL, NAMED):
        return _emptied(store, operation, base)
    graph = graph_name(operation.graph, operation.prologue, base)
    exists = _exists(store, graph)
    if operation.verb == "CREATE":
        if exists and not operation.silent:
            raise Refusal("conflict", f"there is a graph <{graph}> already; CREATE SILENT does not mind")
        return [] if exists else _allowed([Step("create", graph)], base)
    if not exists:
        if operation.silent:
            return []
        raise Refusal("not-found", f"there is no graph <{graph}>; {operation.verb} SILENT does not mind")
    if operation.verb in ("CLEAR", "DROP"):
        return _allowed([_emptying(operation, graph)], base)
    return _allowed(_transferred(store, operation.verb, graph, graph_name(operation.target, operation.prologue, base)), base)


def _emptied(store: ox.Store, operation: Manage, base: str) -> list[Step]:
    """All graphs that have a name, or simply all; refused where some are made from the book."""
    names = [graph.value for graph in store.named_graphs()]
    derived = next((name for name in names if is_derived(name, base)), None)
    if derived:
        refuse_derived(derived, base)
    return [_emptying(operation, name) for name in chain(names, [""] if operation.graph == ALL else [])]


def _emptying(operation: Manage, graph: str) -> Step:
    return Step("drop" if operation.verb == "DROP" and graph else "clear", graph)


def _transferred(store: ox.Store, verb: str, source: str, target: str) -> Iterator[Step]:
    if source == target:
        return
    if verb != "ADD":
        yield Step("clear", target)
    if target:
        yield Step("create", target)
    for quad in store.quads_for_pattern(None, None, None, _place(source)):
        yield Step("add", target, str(quad.triple))
    if verb == "MOVE":
        yield Step("drop" if source else "clear", source)


def _steps(kind: str, quads: Iterable[ox.Quad], base: str) -> list[Step]:
    return _allowed((Step(kind, _name(quad.graph_name), str(quad.triple)) for quad in _as_stored(quads)), base)  # type: ignore[arg-type]


def _allowed(steps: Iterable[Step], base: str) -> list[Step]:
    """Sorted out before anything is sent. Raises ProtectedError."""
    found = list(steps)
    for name in {one.graph for one in found}:
        refuse_derived(name, base)
    return found


def _as_stored(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Each once, with its literals as the store gives them back, so that the book knows a triple by the words by which it will be removed."""
    passing = ox.Store()
    passing.extend(quads)
    return iter(passing)


def _exists(store: ox.Store, graph: str) -> bool:
    return not graph or store.contains_named_graph(node(graph))


def _place(name: str) -> GraphName:
    return node(name) if name else ox.DefaultGraph()


def _name(graph: object) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else ""
