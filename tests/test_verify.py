"""A sound store has no problems, a damaged one has exactly those that were made; pyshacl and the compiled shapes judge alike."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from stories import monument

from bench.newsroom import newsroom
from graph.judging import Judge
from graph.shapes import SHAPES, constraints, violations
from graph.store import Store
from graph.terms import PREFIXES
from graph.verify import Problem, verify

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib, through pyshacl
PREFIX = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items()) + "BASE <http://localhost:8000/> "
EVENT = f"event/{monument()[0].id}-2"
GRAPH = f"article/{monument()[0].id}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as store:
        store.add(*monument())
        for story in newsroom(3):
            store.add(*story)
        store.settle()
        yield store


def union(graph: ox.Store) -> rdflib.Graph:
    """All triples of all graphs, for pyshacl."""
    merged = rdflib.Graph()
    lines = "\n".join(f"{quad.triple} ." for quad in graph)
    return merged.parse(data=lines, format="nt")


def test_a_sound_store_has_no_problems(store: Store) -> None:
    assert list(verify(store)) == []


def test_pyshacl_finds_a_sound_store_sound(store: Store) -> None:
    conforms, _, report = pyshacl.validate(union(store.graph), shacl_graph=str(SHAPES))
    assert conforms, report


def instead(predicate: str, value: str) -> str:
    """The update that gives the event another value."""
    old, new = f"GRAPH ?g {{ <{EVENT}> {predicate} ?old }}", f"GRAPH ?g {{ <{EVENT}> {predicate} {value} }}"
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {old} }}"


DAMAGES = [
    ("two labels", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{EVENT}> rdfs:label 'again'@en }} }}"),
    ("no status", f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ <{EVENT}> wg:status ?any }} }}"),
    ("a wrong status", instead("wg:status", "wg:Maybe")),
    ("confidence over one", instead("wg:confidence", "1.5")),
    ("a date that is no date", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{EVENT}> wg:earliest 'soon' }} }}"),
    ("an actor that is none", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{EVENT}> wg:actor <place/538555> }} }}"),
    ("no mention", f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?m itsrdf:taIdentRef <{EVENT}> }} }}"),
    (
        "a country of two letters",
        "INSERT DATA { GRAPH <graph/identity> { <place/nowhere> a sem:Place ; skos:prefLabel 'Nowhere'@en ; wg:country 'RU' } }",
    ),
    ("a label without language", "INSERT DATA { GRAPH <graph/identity> { <place/nowhere> a sem:Place ; skos:prefLabel 'Nowhere' } }"),
    ("a latitude from another world", "INSERT DATA { GRAPH <graph/identity> { <place/538555> wgs:lat 97.5 } }"),
    ("an actor of no kind", "INSERT DATA { GRAPH <graph/identity> { <actor/x> a sem:Actor ; skos:prefLabel 'X'@en } }"),
    ("a mode that is text", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{EVENT}> wg:mode 'visit' }} }}"),
]


@pytest.mark.parametrize(("name", "update"), DAMAGES, ids=[name for name, _ in DAMAGES])
def test_both_ways_to_check_shapes_find_the_same_nodes_at_fault(store: Store, name: str, update: str) -> None:
    store.graph.update(PREFIX + update)
    ours = {violation.focus for violation in violations(store.graph)}
    conforms, report, _ = pyshacl.validate(union(store.graph), shacl_graph=str(SHAPES))
    theirs = {str(node) for node in report.objects(None, rdflib.SH.focusNode)}
    assert not conforms
    assert ours == theirs
    assert {problem.check for problem in verify(store)} >= {"shape", "book"}


def test_a_wrong_quote_is_found(store: Store) -> None:
    phrase = f"<{GRAPH}#char=0,14>"
    store.graph.update(f"{PREFIX} DELETE DATA {{ GRAPH <{GRAPH}> {{ {phrase} nif:anchorOf 'Kursk Governor' }} }}")
    store.graph.update(f"{PREFIX} INSERT DATA {{ GRAPH <{GRAPH}> {{ {phrase} nif:anchorOf 'Kursk governor' }} }}")
    (problem,) = [problem for problem in verify(store) if problem.check == "quote"]
    assert problem == Problem(
        "quote", f"http://localhost:8000/{GRAPH}#char=0,14", "the article has 'Kursk Governor' there, the graph 'Kursk governor'"
    )


def test_a_triple_too_many_and_one_too_few_are_found(store: Store) -> None:
    (quad,) = store.graph.quads_for_pattern(ox.NamedNode(f"http://localhost:8000/{EVENT}"), ox.NamedNode(PREFIXES["wg"] + "predicate"), None)
    store.graph.remove(quad)
    more = ox.Quad(quad.subject, quad.predicate, ox.Literal("lied"), quad.graph_name)
    store.graph.add(more)
    details = [problem.detail for problem in verify(store) if problem.check == "book"]
    assert details == [f"missing: {quad}", f"not from the book: {more}"]


def test_a_triple_in_two_graphs_a_blank_node_and_a_strange_graph_are_found(store: Store) -> None:
    store.graph.update(f"{PREFIX} INSERT DATA {{ GRAPH <graph/identity> {{ <{EVENT}> wg:predicate 'praised' . [] wg:country 'RUS' }} }}")
    store.graph.update(f"{PREFIX} INSERT DATA {{ GRAPH <article/0000000000000000> {{ <article/0000000000000000> wg:reader 'x' }} }}")
    checks = [problem.check for problem in verify(store)]
    assert checks.count("two graphs") == 1
    assert checks.count("blank node") == 1
    assert Problem("book", "http://localhost:8000/article/0000000000000000", "no article of this graph is in the book") in list(verify(store))


def test_every_constraint_of_the_shapes_is_compiled() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    properties = [prop for shape in shapes.subjects(rdflib.SH.targetClass) for prop in shapes.objects(shape, rdflib.SH.property)]
    written = sum(1 for prop in properties for predicate in shapes.predicates(prop) if predicate != rdflib.SH.path)
    assert len(constraints()) == written > 130


@pytest.mark.parametrize(("name", "update"), DAMAGES, ids=[name for name, _ in DAMAGES])
def test_a_graph_is_judged_without_queries_as_with_them(store: Store, name: str, update: str) -> None:
    def sound() -> bool:
        judge = Judge(store.graph)
        graphs = [node for node in store.graph.named_graphs() if isinstance(node, ox.NamedNode)]
        return all(judge.is_sound(list(store.graph.quads_for_pattern(None, None, None, node))) for node in graphs)

    assert sound()
    store.graph.update(PREFIX + update)
    assert not sound()
