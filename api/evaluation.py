"""The operations of a SPARQL 1.1 Update to the steps they take: patterns by the engine, templates and the choice of graphs here.

So no engine decides what is written where, and the protocol's using-graph-uri works, which Oxigraph does not know.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial

import pyoxigraph as ox

from api.answering import Refusal, node, tolerant
from api.frames import Change
from api.management import allowed, managed, place
from api.scan import asked
from api.scratch import Scratch
from api.templates import GraphName, Term, graph_name, template
from api.updates import Data, Load, Modify, operations
from graph.terms import PREFIXES
from graph.userdata import Step


def update(scratch: Scratch, asked_for: Change, base: str) -> None:
    """Takes all steps in the scratch store. Raises Refusal, ProtectedError, SyntaxError."""
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
            scratch.steps += managed(scratch.store(), operation, base)


def _check_syntax(text: str, base: str) -> None:
    """By the engine, on an empty store. What fails there for other reasons is seen later, or is nothing: a LOAD cannot connect from here."""
    with suppress(OSError, RuntimeError):
        ox.Store().update(text, base_iri=base, prefixes=PREFIXES)


def _modified(store: ox.Store, operation: Modify, asked_for: Change, base: str) -> list[Step]:
    prologue = operation.prologue
    default: GraphName = ox.DefaultGraph()
    if operation.default is not None:
        default = place(graph_name(operation.default, prologue, base))
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
        query = partial(query, default_graph=[place(name) for name in using], named_graphs=[node(name) for name in named])
    elif operation.default is not None:
        query = partial(query, default_graph=[default])
    else:
        query = partial(query, use_default_graph_as_union=asked_for.union)
    found = tolerant(query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return ({name: row[name] for name in names} for row in found)


def _steps(kind: str, quads: Iterable[ox.Quad], base: str) -> list[Step]:
    return allowed((Step(kind, _name(quad.graph_name), str(quad.triple)) for quad in as_stored(quads)), base)  # type: ignore[arg-type]


def as_stored(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Each once, with its literals as the store gives them back, so that the book knows a triple by the words by which it will be removed."""
    passing = ox.Store()
    passing.extend(quads)
    return iter(passing)


def _name(graph: object) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else ""
