"""The user's own graphs: what was written over HTTP and follows from no article.

Their truth is the book, as that of everything else: a change is on the disk there before it enters the index, and `restore` makes the index
agree after a crash or a rebuild. Blank nodes keep the labels that they got when they were written, so that none is doubled.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import pyoxigraph as ox

from graph.book import Book
from graph.rows import Statement
from graph.terms import is_derived

DEFAULT = ""  # the name of the graph without a name
MARK = "user graphs"  # stands in the book's table `unsettled` while the index may lack a change
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Kind = Literal["create", "clear", "drop", "add", "remove"]


class ProtectedError(PermissionError):
    """A write to a graph that is made from the book; the message says which graphs are the user's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One elementary change of one graph. `triple` is N-Triples without the full stop, for "add" and "remove" only."""

    kind: Kind
    graph: str
    triple: str = ""


def refuse_derived(graph: str, base: str) -> None:
    """Raises ProtectedError."""
    if is_derived(graph, base):
        raise ProtectedError(
            f"<{graph}> is rebuilt from the articles and cannot be written to. Rebuilt are the graphs under <{base}article/> and <{base}graph/>; "
            "the default graph and graphs of any other name are your own"
        )


def write(book: Book, graph: ox.Store, steps: Sequence[Step], base: str) -> None:
    """Does all steps or none of them; the book has them on the disk. Raises ProtectedError."""
    for name in {step.graph for step in steps}:
        refuse_derived(name, base)
    if not steps:
        return
    book.change([("INSERT OR IGNORE INTO unsettled VALUES (?)", (MARK,)), *(row for step in steps for row in _rows(step))])
    perform(graph, steps)


def settled(book: Book, graph: ox.Store) -> None:
    """To be called before the store is closed: what was written is on the index's disk too, and need not be looked for at the next start."""
    graph.flush()
    book.change([("DELETE FROM unsettled WHERE what = ?", (MARK,))])


def perform(graph: ox.Store, steps: Iterable[Step]) -> None:
    """Does the steps in an index only."""
    for (kind, name), same in groupby(steps, key=lambda step: (step.kind, step.graph)):
        node = _node(name)
        if kind == "add":
            graph.extend(_quads((step.triple for step in same), node))
        elif kind == "remove":
            for quad in _quads((step.triple for step in same), node):
                graph.remove(quad)
        elif kind == "create":
            graph.add_graph(node)
        elif kind == "clear":
            graph.clear_graph(node)
        else:
            graph.remove_graph(node)


def restore(book: Book, graph: ox.Store, base: str) -> None:
    """Makes the user's graphs of the index what the book says; only looks where a change may be missing, or a graph is."""
    known = {row[0] for row in book.rows("SELECT graph FROM user_graphs")}
    pending = next(iter(book.rows("SELECT 1 FROM unsettled WHERE what = ?", MARK)), None)
    if pending is None and all(_is_there(book, graph, name) for name in known):
        return
    for other in [node for node in graph.named_graphs() if node.value not in known and not is_derived(node.value, base)]:
        graph.remove_graph(other)
    for name in {DEFAULT, *known}:
        _replace(graph, _node(name), book.rows("SELECT triple FROM user_triples WHERE graph = ?", name))
    settled(book, graph)


def _rows(step: Step) -> list[Statement]:
    known: Statement = ("INSERT OR IGNORE INTO user_graphs VALUES (?)", (step.graph,))
    emptied: Statement = ("DELETE FROM user_triples WHERE graph = ?", (step.graph,))
    if step.kind == "add":
        return [known, ("INSERT OR IGNORE INTO user_triples VALUES (?, ?)", (step.graph, step.triple))]
    if step.kind == "remove":
        return [("DELETE FROM user_triples WHERE graph = ? AND triple = ?", (step.graph, step.triple))]
    if step.kind == "create":
        return [known]
    return [emptied] if step.kind == "clear" else [emptied, ("DELETE FROM user_graphs WHERE graph = ?", (step.graph,))]


def _is_there(book: Book, graph: ox.Store, name: str) -> bool:
    """Whether the index has the graph and a triple of it: what is lost with the index's files is lost as a whole."""
    first = next(iter(book.rows("SELECT triple FROM user_triples WHERE graph = ? LIMIT 1", name)), None)
    if first is not None:
        return all(quad in graph for quad in _quads([first[0]], _node(name)))
    return name == DEFAULT or graph.contains_named_graph(ox.NamedNode(name))


def _replace(graph: ox.Store, node: GraphName, rows: Iterator[tuple[str]]) -> None:
    if isinstance(node, ox.NamedNode):
        graph.add_graph(node)
    wanted, present = set(_quads((row[0] for row in rows), node)), set(graph.quads_for_pattern(None, None, None, node))
    for quad in present - wanted:
        graph.remove(quad)
    graph.extend(wanted - present)


def _quads(triples: Iterable[str], node: GraphName) -> Iterator[ox.Quad]:
    lines = "".join(f"{triple} .\n" for triple in triples)
    return (ox.Quad(quad.subject, quad.predicate, quad.object, node) for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))


def _node(name: str) -> GraphName:
    return ox.NamedNode(name) if name else ox.DefaultGraph()
