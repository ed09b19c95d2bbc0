"""Whether the quads of one graph keep to shapes.ttl, without a query: a tenth of the work, where a graph says all there is of its subjects.

It tells only whether something is wrong; `graph.shapes` then names it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache

import pyoxigraph as ox

from graph.facts import A
from graph.shapes import SH, Constraint, ShapeError, Term, constraints

Test = Callable[[Term], bool]


@dataclass(slots=True)
class Rule:
    """What the values of one path must be: how many, and tests for each; `classes` are such that each value has to be of."""

    path: ox.NamedNode
    backwards: bool
    least: int = 0
    most: int | None = None
    tests: list[Test] = field(default_factory=list)
    classes: list[ox.NamedNode] = field(default_factory=list)


class Judge:
    """Looks at one graph after another; what is of which class it may look up in all of them."""

    def __init__(self, graph: ox.Store) -> None:
        self._graph = graph
        self._classes: dict[tuple[Term, ox.NamedNode], bool] = {}

    def is_sound(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether all that these quads, a whole graph, say is as the shapes want it."""
        said: defaultdict[Term, defaultdict[ox.NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        back: defaultdict[Term, defaultdict[ox.NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        turned = _turned()
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            said[subject][predicate].append(value)
            if predicate in turned:
                back[value][predicate].append(subject)
        found = dict(said)
        return all(
            self._keeps((back[subject] if rule.backwards else told).get(rule.path, ()), rule, found)
            for subject, told in found.items()
            for kind in told.get(A, ())
            for rule in _rules().get(kind, ())
        )

    def _keeps(self, values: Iterable[Term], rule: Rule, found: dict[Term, defaultdict[ox.NamedNode, list[Term]]]) -> bool:
        values = tuple(values)
        if len(values) < rule.least or (rule.most is not None and len(values) > rule.most):
            return False
        return all(test(value) for test in rule.tests for value in values) and all(
            self._is(value, kind, found) for kind in rule.classes for value in values
        )

    def _is(self, value: Term, kind: ox.NamedNode, found: dict[Term, defaultdict[ox.NamedNode, list[Term]]]) -> bool:
        if value in found and kind in found[value].get(A, ()):
            return True
        if (value, kind) not in self._classes:
            node = value if isinstance(value, ox.NamedNode | ox.BlankNode) else None
            self._classes[value, kind] = node is not None and next(self._graph.quads_for_pattern(node, A, kind, None), None) is not None
        return self._classes[value, kind]


@cache
def _rules() -> dict[Term, list[Rule]]:
    """By class what its nodes must keep."""
    found: dict[tuple[ox.NamedNode, ox.NamedNode, bool], Rule] = {}
    for one in constraints():
        rule = found.setdefault((one.target, one.path, one.backwards), Rule(one.path, one.backwards))
        _add(rule, one)
    rules: defaultdict[Term, list[Rule]] = defaultdict(list)
    for (target, _, _), rule in found.items():
        rules[target].append(rule)
    return dict(rules)


@cache
def _turned() -> frozenset[ox.NamedNode]:
    """Predicates that some rule goes backwards."""
    return frozenset(one.path for one in constraints() if one.backwards)


def _add(rule: Rule, one: Constraint) -> None:
    argument = one.argument[0]
    if one.kind == "minCount" and isinstance(argument, ox.Literal):
        rule.least = int(argument.value)
    elif one.kind == "maxCount" and isinstance(argument, ox.Literal):
        rule.most = int(argument.value)
    elif one.kind == "class" and isinstance(argument, ox.NamedNode):
        rule.classes.append(argument)
    else:
        rule.tests.append(_test(one, argument))


def _test(one: Constraint, argument: Term) -> Test:
    if one.kind == "datatype":
        return lambda value: isinstance(value, ox.Literal) and value.datatype == argument
    if one.kind == "pattern" and isinstance(argument, ox.Literal):
        pattern = re.compile(argument.value)
        return lambda value: isinstance(value, ox.NamedNode | ox.Literal) and pattern.search(value.value) is not None
    if one.kind == "in":
        return frozenset(one.argument).__contains__
    if one.kind == "nodeKind" and isinstance(argument, ox.NamedNode):
        wanted = ox.NamedNode if argument.value == SH + "IRI" else ox.Literal
        return lambda value: isinstance(value, wanted)
    if one.kind in ("minInclusive", "maxInclusive") and isinstance(argument, ox.Literal):
        limit, sign = Decimal(argument.value), 1 if one.kind == "minInclusive" else -1
        return lambda value: isinstance(value, ox.Literal) and _beyond(value.value, limit, sign)
    raise ShapeError(f"{one.name} is not known to graph/judging.py; add it there")


def _beyond(value: str, limit: Decimal, sign: int) -> bool:
    try:
        return (Decimal(value) - limit) * sign >= 0
    except InvalidOperation:
        return False
