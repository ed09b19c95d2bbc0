"""Measures as RDF: graph/metrics says of each actor what a run over the network found, and how the run was made. Replaced by the next run."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.facts import A, Pair
from graph.literals import integer, string, typed
from graph.metrics import ranking
from graph.network import Filter, Network
from graph.store import Store
from graph.terms import METRICS, PROV, WG, Iris, term


def save(store: Store, made: Network, names: Iterable[str], *, chosen: Filter) -> int:
    """Puts the measures of a network into the store, in the place of what was there; the number of quads."""
    found = list(quads(made, names, chosen=chosen, iris=store.iris))
    store.graph.remove_graph(store.iris(METRICS))
    store.graph.extend(found)
    store.graph.flush()
    return len(found)


def quads(made: Network, names: Iterable[str], *, chosen: Filter, iris: Iris = Iris()) -> Iterator[ox.Quad]:  # noqa: B008
    """The run and one wg:Measure an actor and metric; nodes that are no actors of the store are left out."""
    graph, wanted = iris(METRICS), list(names)
    settings = json.dumps({"shape": made.shape, **dataclasses.asdict(chosen)}, sort_keys=True)
    key = hashlib.sha256(f"{settings} {wanted}".encode()).hexdigest()[:16]
    run = iris(f"run/{key}")
    yield ox.Quad(run, A, term(PROV + "Activity"), graph)
    yield ox.Quad(run, term(WG + "settings"), string(settings), graph)
    yield ox.Quad(run, term(WG + "nodeCount"), integer(made.size), graph)
    yield ox.Quad(run, term(WG + "edgeCount"), integer(len(made.source)), graph)
    for name in wanted:
        for found in ranking(made, name):
            if found.id.startswith("actor/"):
                node = iris(f"measure/{key}/{name}/{found.id.removeprefix('actor/')}")
                facts: list[Pair] = [(A, term(WG + "Measure")), (term(WG + "of"), iris(found.id)), (term(WG + "metric"), string(name))]
                facts += [(term(WG + "value"), _decimal(found.value)), (term(WG + "rank"), integer(found.rank)), (term(PROV + "wasGeneratedBy"), run)]
                facts += [(term(WG + "errorBound"), _decimal(found.error))] if found.error is not None else []
                yield from (ox.Quad(node, predicate, value, graph) for predicate, value in facts)


def _decimal(value: float) -> ox.Literal:
    """Nine places behind the point, as `ranking` rounds."""
    return typed(f"{value:.9f}".rstrip("0").rstrip(".") or "0", "decimal")
