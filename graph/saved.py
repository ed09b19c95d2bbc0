"""What graph/metrics says: the measures that the last `wiregraph metrics --save` found, by actor and by rank. Written by `graph.runs`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from graph.facts import A
from graph.literals import integer, string
from graph.network import Filter
from graph.select import select, text
from graph.terms import METRICS, PROV, WG, Iris, term

SHARED = ("harmonic",)  # whose error is that of the value divided by the number of other nodes, as `graph.paths` has it
USUAL = json.loads(json.dumps(asdict(Filter())))


@dataclass(frozen=True, slots=True)
class Run:
    """The network that was measured. `filters` are those of graph.network.Filter that are in force; `status` is always told, None for any."""

    path: str
    shape: str
    filters: Mapping[str, Any]
    nodes: int
    edges: int


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of one actor. `error` bounds an estimate as wg:errorBound has it, `interval` in units of the value: for all actors at once 9
    times in 10; both None where the value is exact."""

    metric: str
    actor: str
    value: float
    rank: int
    error: float | None = None
    interval: tuple[float, float] | None = None


def run(graph: ox.Store, iris: Iris) -> Run | None:
    """None where no measures are saved."""
    found = next(iter(graph.quads_for_pattern(None, A, term(PROV + "Activity"), iris(METRICS))), None)
    if found is None or not isinstance(found.subject, ox.NamedNode):
        return None
    told = _told(graph, iris, found.subject)
    settings = json.loads(told["settings"])
    shape = settings.pop("shape")
    chosen = {name: value for name, value in settings.items() if name == "status" or value != USUAL.get(name)}
    return Run(iris.relative(found.subject.value), shape, chosen, int(told["nodeCount"]), int(told["edgeCount"]))


def scores(graph: ox.Store, iris: Iris, made: Run, actor: str) -> list[Score]:
    """All measures of an actor (a path), by name."""
    try:
        node = iris(actor)
    except ValueError:
        return []
    found = graph.quads_for_pattern(None, term(WG + "of"), node, iris(METRICS))
    return sorted((_score(graph, iris, made, quad.subject) for quad in found), key=lambda one: one.metric)


def ranked(graph: ox.Store, iris: Iris, made: Run, metric: str, *, behind: int = 0) -> Iterator[Score]:
    """The actors by a measure, the first first, from behind a rank on: one look-up a rank, so that a page costs the same in a store of any size."""
    begin = iris(f"measure/{made.path.removeprefix('run/')}/{metric}/").value
    for rank in range(behind + 1, made.nodes + 1):
        for quad in graph.quads_for_pattern(None, term(WG + "rank"), integer(rank), iris(METRICS)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(begin):
                yield _score(graph, iris, made, quad.subject)


def count(graph: ox.Store, iris: Iris, metric: str) -> int:
    """How many actors have a measure."""
    rows = select(graph, f"SELECT (COUNT(*) AS ?found) WHERE {{ GRAPH {iris(METRICS)} {{ ?measure wg:metric {string(metric)} }} }}")
    return int(text(next(iter(rows)), "found"))


def _score(graph: ox.Store, iris: Iris, made: Run, node: object) -> Score:
    assert isinstance(node, ox.NamedNode)
    told = _told(graph, iris, node)
    value, error = float(told["value"]), float(told["errorBound"]) if "errorBound" in told else None
    most = max(made.nodes - 1, 1) if told["metric"] in SHARED else 1  # an estimated measure lies between 0 and this
    between = None if error is None else (round(max(0.0, value - error * most), 9), round(min(float(most), value + error * most), 9))
    return Score(told["metric"], iris.relative(told["of"]), value, int(told["rank"]), error, between)


def _told(graph: ox.Store, iris: Iris, node: ox.NamedNode) -> dict[str, str]:
    """What stands behind its own properties, by name."""
    quads = graph.quads_for_pattern(node, None, None, iris(METRICS))
    return {quad.predicate.value.removeprefix(WG): quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)}
