"""shapes.ttl as SPARQL: one SELECT a constraint, so that Oxigraph judges a whole store in the time pyshacl needs for a few articles.

Only the SHACL that shapes.ttl uses is understood; anything else raises ShapeError, so that no constraint is passed over in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.select import select, text, value
from graph.terms import RDF, term

SH = "http://www.w3.org/ns/shacl#"
SHAPES = Path(__file__).with_name("shapes.ttl")
# What makes a value bad. {x} stands for the constraint's own value.
BAD = {
    "datatype": "!(isLiteral(?value) && DATATYPE(?value) = {x})",
    "class": "!EXISTS {{ ?value a {x} }}",
    "pattern": "!REGEX(STR(?value), {x})",
    "minInclusive": "!COALESCE(?value >= {x}, false)",
    "maxInclusive": "!COALESCE(?value <= {x}, false)",
}
KINDS = {SH + "IRI": "!isIRI(?value)", SH + "Literal": "!isLiteral(?value)"}
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class ShapeError(ValueError):
    """SHACL in shapes.ttl that this module does not translate."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """`sparql` selects ?focus, and ?value where a value is at fault; no row means that all is well.

    The same in parts, for graph.judging: nodes of class `target` are looked at, `path` is a predicate (`backwards`: from its objects), `kind` the
    name in SHACL, `argument` its value or its list of values.
    """

    name: str
    sparql: str
    target: ox.NamedNode
    path: ox.NamedNode
    backwards: bool
    kind: str
    argument: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a constraint."""

    constraint: str
    focus: str
    value: str | None


def violations(graph: ox.Store) -> Iterator[Violation]:
    """Everything in the union of all graphs that shapes.ttl forbids, sorted within each constraint."""
    for constraint in constraints():
        rows = {(text(row, "focus"), value(row, "value")) for row in select(graph, constraint.sparql)}
        yield from (Violation(constraint.name, focus, found) for focus, found in sorted(rows, key=str))


@cache
def constraints() -> tuple[Constraint, ...]:
    """All constraints of shapes.ttl."""
    shapes = ox.Store()
    shapes.load(path=SHAPES, format=ox.RdfFormat.TURTLE)
    found: list[Constraint] = []
    for quad in shapes.quads_for_pattern(None, term(SH + "targetClass"), None):
        for prop in _all(shapes, quad.subject, "property"):
            found += _property(shapes, str(quad.object), prop)
    return tuple(sorted(found, key=lambda constraint: (constraint.name, constraint.sparql)))


def _property(shapes: ox.Store, target: str, prop: ox.NamedNode | ox.BlankNode) -> Iterator[Constraint]:
    path = _path(shapes, _all(shapes, prop, "path")[0])
    for quad in shapes.quads_for_pattern(prop, None, None):
        name = quad.predicate.value.removeprefix(SH)
        if name != "path":
            several = name == "in" and isinstance(quad.object, ox.NamedNode | ox.BlankNode)
            yield Constraint(
                f"{_short(target)} {_short(path)} {name}", _select(shapes, target, path, name, quad.object), _node(target), _node(path),
                path.startswith("^"), name, tuple(_list(shapes, quad.object)) if several else (quad.object,),  # type: ignore[arg-type]  # it was looked at
            )  # fmt: skip


def _select(shapes: ox.Store, target: str, path: str, name: str, argument: Term) -> str:
    if name in ("minCount", "maxCount") and isinstance(argument, ox.Literal):
        return _count(target, path, name, int(argument.value))
    return f"SELECT ?focus ?value WHERE {{ ?focus a {target} . ?focus {path} ?value FILTER({_fault(shapes, name, argument)}) }}"


def _count(target: str, path: str, name: str, limit: int) -> str:
    if name == "minCount" and limit == 1:
        return f"SELECT ?focus ?value WHERE {{ ?focus a {target} FILTER NOT EXISTS {{ ?focus {path} ?any }} }}"
    wrong = f"COUNT(DISTINCT ?any) {'<' if name == 'minCount' else '>'} {limit}"
    return f"SELECT ?focus WHERE {{ ?focus a {target} . OPTIONAL {{ ?focus {path} ?any }} }} GROUP BY ?focus HAVING({wrong})"


def _fault(shapes: ox.Store, name: str, argument: Term) -> str:
    if name == "in" and isinstance(argument, ox.NamedNode | ox.BlankNode):
        return f"?value NOT IN ({', '.join(map(str, _list(shapes, argument)))})"
    if name == "nodeKind" and isinstance(argument, ox.NamedNode) and argument.value in KINDS:
        return KINDS[argument.value]
    if name not in BAD:
        raise ShapeError(f"{SHAPES.name} uses sh:{name} {argument}, which graph/shapes.py does not translate; add it there")
    return BAD[name].format(x=argument)


def _path(shapes: ox.Store, path: ox.NamedNode | ox.BlankNode) -> str:
    return str(path) if isinstance(path, ox.NamedNode) else f"^{_all(shapes, path, 'inversePath')[0]}"


def _list(shapes: ox.Store, head: ox.NamedNode | ox.BlankNode) -> Iterator[Term]:
    while head.value != RDF + "nil":
        yield next(shapes.quads_for_pattern(head, term(RDF + "first"), None)).object
        rest = next(shapes.quads_for_pattern(head, term(RDF + "rest"), None)).object
        if not isinstance(rest, ox.NamedNode | ox.BlankNode):
            raise ShapeError(f"{rest} ends no list")
        head = rest


def _all(shapes: ox.Store, subject: Term, name: str) -> list[ox.NamedNode | ox.BlankNode]:
    if not isinstance(subject, ox.NamedNode | ox.BlankNode):
        raise ShapeError(f"{subject} is no shape")
    objects = [quad.object for quad in shapes.quads_for_pattern(subject, term(SH + name), None)]
    return [node for node in objects if isinstance(node, ox.NamedNode | ox.BlankNode)]


def _short(iri: str) -> str:
    mark = "^" if iri.startswith("^") else ""
    return mark + iri.strip("^<>").rsplit("#")[-1].rsplit("/")[-1]


def _node(path: str) -> ox.NamedNode:
    return ox.NamedNode(path.strip("^<>"))
