"""Is the store sound? Shapes, quotes, and whether the graph says what the book says. Problems are values, not exceptions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from graph.judging import Judge
from graph.literals import clean
from graph.register import register
from graph.relations import relations
from graph.shapes import violations
from graph.store import Store
from graph.terms import IDENTITY, METRICS, NIF, RELATIONS, is_derived

SPAN = ("beginIndex", "endIndex", "anchorOf")


@dataclass(frozen=True, slots=True)
class Problem:
    """`check` says which promise is broken, `where` names the node or graph, `detail` what was found."""

    check: Literal["shape", "quote", "book", "blank node", "two graphs"]
    where: str
    detail: str


Looked = tuple[list[Problem], set[ox.Quad]]  # what is wrong with a graph, and its quads


def verify(store: Store) -> Iterator[Problem]:
    """All problems of a store; none means that it is sound."""
    judge, sound = Judge(store.graph), True
    for problems, present in _graphs(store):
        yield from problems
        sound = sound and not problems and judge.is_sound(present)
    if not sound or _has_more(store):  # what several graphs say of one node counts together: then it takes queries
        yield from (Problem("shape", v.focus, f"{v.constraint}: {v.value}" if v.value else v.constraint) for v in violations(store.graph))


def _graphs(store: Store) -> Iterator[Looked]:
    """Each graph that is made from the book, and any that only says so."""
    identity, copies = store.identity(), store.book.copies()
    for article in store.book.articles():
        problems, present = _graph(store, f"article/{article}", store.article_quads(article, identity, copies.get(article)))
        yield [*problems, *_quotes(store, article, present)], present
    yield _graph(store, IDENTITY, register(identity, iris=store.iris))
    yield _graph(store, RELATIONS, relations(store.graph, iris=store.iris))
    yield from _others(store)


def _has_more(store: Store) -> bool:
    """Whether there are graphs that are not made from the book."""
    if next(store.graph.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
        return True
    return any(not is_derived(graph.value, store.iris.base) for graph in store.graph.named_graphs())


def _graph(store: Store, graph: str, wanted: Iterable[ox.Quad]) -> Looked:
    """Whether a graph holds what the book makes of it, and speaks of its own subjects; its quads."""
    name = store.iris(graph)
    expected, present = set(wanted), set(store.graph.quads_for_pattern(None, None, None, name))
    problems = [Problem("book", graph, f"missing: {quad}") for quad in sorted(expected - present, key=str)]
    problems += [Problem("book", graph, f"not from the book: {quad}") for quad in sorted(present - expected, key=str)]
    return [*problems, *_places(store, name, present)], present


def _quotes(store: Store, article: str, present: Iterable[ox.Quad]) -> Iterator[Problem]:
    """text[begin:end] == anchorOf, for every mention."""
    whole = clean(store.book.article(article).text)
    told: dict[str, dict[str, str]] = {name: {} for name in SPAN}
    for quad in present:
        if (name := quad.predicate.value.removeprefix(NIF)) in told:
            told[name][quad.subject.value] = quad.object.value  # type: ignore[union-attr]  # subjects are IRIs here, objects literals
    begins, ends, words = (told[name] for name in SPAN)
    for phrase in sorted(begins.keys() & ends.keys() & words.keys()):
        quoted = whole[int(begins[phrase]) : int(ends[phrase])]
        if quoted != words[phrase]:
            yield Problem("quote", phrase, f"the article has {quoted!r} there, the graph {words[phrase]!r}")


def _others(store: Store) -> Iterator[Looked]:
    """There is no other graph that says it comes from the book, but that of the measures."""
    known = {f"article/{article}" for article in store.book.articles()} | {IDENTITY, RELATIONS}
    for graph in store.graph.named_graphs():
        path = store.iris.relative(graph.value) if is_derived(graph.value, store.iris.base) else None
        if path == METRICS and isinstance(graph, ox.NamedNode):
            present = set(store.graph.quads_for_pattern(None, None, None, graph))
            yield list(_places(store, graph, present)), present
        elif path is not None and path not in known:
            yield [Problem("book", graph.value, "no article of this graph is in the book")], set()


def _places(store: Store, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Iterator[Problem]:
    """No blank node, and no triple in two graphs: each graph speaks of subjects of its own only."""
    own: dict[object, bool] = {}
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield Problem("blank node", str(graph), str(quad))
            continue
        if subject not in own:
            own[subject] = _owns(store, graph.value, str(subject))
        if not own[subject]:
            yield Problem("two graphs", str(graph), f"another graph should say: {quad.triple}")


def _owns(store: Store, graph: str, subject: str) -> bool:
    room, _, article = store.iris.relative(graph).partition("/")
    if room == "article":
        return subject.startswith((f"<{graph}", f"<{store.iris.base}event/{article}-"))
    owned = {"identity": ("actor/", "place/"), "relations": ("relation/",)}.get(article, ("measure/", "run/"))
    return subject.startswith(tuple(f"<{store.iris.base}{start}" for start in owned))
