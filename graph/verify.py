"""Is the store sound? Shapes, quotes, and whether the graph says what the book says. Problems are values, not exceptions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from graph.identity import Identity
from graph.literals import clean
from graph.register import register
from graph.relations import relations
from graph.select import select, text
from graph.shapes import violations
from graph.store import Store
from graph.terms import IDENTITY, METRICS, RELATIONS, is_derived

PHRASES = "SELECT ?phrase ?begin ?end ?words WHERE {{ GRAPH {} {{ ?phrase nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words }} }}"


@dataclass(frozen=True, slots=True)
class Problem:
    """`check` says which promise is broken, `where` names the node or graph, `detail` what was found."""

    check: Literal["shape", "quote", "book", "blank node", "two graphs"]
    where: str
    detail: str


def verify(store: Store) -> Iterator[Problem]:
    """All problems of a store; none means that it is sound."""
    identity = store.identity()
    yield from (Problem("shape", v.focus, f"{v.constraint}: {v.value}" if v.value else v.constraint) for v in violations(store.graph))
    for article in store.book.articles():
        yield from _quotes(store, article)
    yield from _graphs(store, identity)
    yield from _places(store)


def _quotes(store: Store, article: str) -> Iterator[Problem]:
    """text[begin:end] == anchorOf, for every mention."""
    whole = clean(store.book.article(article).text)
    for row in select(store.graph, PHRASES.format(store.iris.article(article))):
        begin, end, words = int(text(row, "begin")), int(text(row, "end")), text(row, "words")
        if whole[begin:end] != words:
            yield Problem("quote", text(row, "phrase"), f"the article has {whole[begin:end]!r} there, the graph {words!r}")


def _graphs(store: Store, identity: Identity) -> Iterator[Problem]:
    """Each graph holds what the book makes of it, and there is no other."""
    copies = store.book.copies()
    for article in store.book.articles():
        yield from _compare(store, f"article/{article}", store.article_quads(article, identity, copies.get(article)))
    yield from _compare(store, IDENTITY, register(identity, iris=store.iris))
    yield from _compare(store, RELATIONS, relations(store.graph, iris=store.iris))
    known = {f"article/{article}" for article in store.book.articles()} | {IDENTITY, RELATIONS, METRICS}
    for graph in store.graph.named_graphs():
        if is_derived(graph.value, store.iris.base) and store.iris.relative(graph.value) not in known:
            yield Problem("book", graph.value, "no article of this graph is in the book")


def _compare(store: Store, graph: str, wanted: Iterable[ox.Quad]) -> Iterator[Problem]:
    expected, present = set(wanted), set(store.graph.quads_for_pattern(None, None, None, store.iris(graph)))
    yield from (Problem("book", graph, f"missing: {quad}") for quad in sorted(expected - present, key=str))
    yield from (Problem("book", graph, f"not from the book: {quad}") for quad in sorted(present - expected, key=str))


def _places(store: Store) -> Iterator[Problem]:
    """No blank node, and no triple in two graphs: each graph speaks of subjects of its own only."""
    for quad in store.graph.quads_for_pattern(None, None, None, None):
        if not isinstance(quad.graph_name, ox.NamedNode) or not is_derived(quad.graph_name.value, store.iris.base):
            continue  # the user's own
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield Problem("blank node", str(quad.graph_name), str(quad))
        elif not _owns(store, quad.graph_name.value, str(quad.subject)):
            yield Problem("two graphs", str(quad.graph_name), f"another graph should say: {quad.triple}")


def _owns(store: Store, graph: str, subject: str) -> bool:
    room, _, article = store.iris.relative(graph).partition("/")
    if room == "article":
        return subject.startswith((f"<{graph}", f"<{store.iris.base}event/{article}-"))
    owned = {"identity": ("actor/", "place/"), "relations": ("relation/",)}.get(article, ("measure/", "run/"))
    return subject.startswith(tuple(f"<{store.iris.base}{start}" for start in owned))
