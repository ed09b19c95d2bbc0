"""CREATE, CLEAR, DROP, ADD, COPY and MOVE of graphs: https://www.w3.org/TR/sparql11-update/#graphManagement"""

from collections.abc import Iterable, Iterator
from itertools import chain

import pyoxigraph as ox

from api.answering import Refusal, node
from api.templates import GraphName, graph_name
from api.updates import ALL, NAMED, Manage
from graph.terms import is_derived
from graph.userdata import Step, refuse_derived


def managed(store: ox.Store, operation: Manage, base: str) -> list[Step]:
    """The steps of one operation. Raises Refusal where a graph is missing or there already, and ProtectedError."""
    if operation.verb in ("CLEAR", "DROP") and operation.graph in (ALL, NAMED):
        return _emptied(store, operation, base)
    graph = graph_name(operation.graph, operation.prologue, base)
    there = exists(store, graph)
    if operation.verb == "CREATE":
        if there and not operation.silent:
            raise Refusal("conflict", f"there is a graph <{graph}> already; CREATE SILENT does not mind")
        return [] if there else allowed([Step("create", graph)], base)
    if not there:
        if operation.silent:
            return []
        raise Refusal("not-found", f"there is no graph <{graph}>; {operation.verb} SILENT does not mind")
    if operation.verb in ("CLEAR", "DROP"):
        return allowed([_emptying(operation, graph)], base)
    return allowed(_transferred(store, operation.verb, graph, graph_name(operation.target, operation.prologue, base)), base)


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
    for quad in store.quads_for_pattern(None, None, None, place(source)):
        yield Step("add", target, str(quad.triple))
    if verb == "MOVE":
        yield Step("drop" if source else "clear", source)


def allowed(steps: Iterable[Step], base: str) -> list[Step]:
    """Sorted out before anything is sent. Raises ProtectedError."""
    found = list(steps)
    for name in {one.graph for one in found}:
        refuse_derived(name, base)
    return found


def exists(store: ox.Store, graph: str) -> bool:
    """Whether there is a graph of this name; the default graph, "", always is."""
    return not graph or store.contains_named_graph(node(graph))


def place(name: str) -> GraphName:
    """The node of a graph's name."""
    return node(name) if name else ox.DefaultGraph()
