"""The network's figures, with networkx in the same run: `python -m bench.network [STORE [STEP...]]` writes bench/network.json.

STORE is an index that `bench.generate` made; without one the reading of a store is left out. networkx does what we do: betweenness from as many
sources, the same bound for both, and everything else in full; that takes it a quarter of an hour.
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyoxigraph as ox

from graph import paths
from graph.bounds import hoeffding
from graph.columns import columns
from graph.exports import gexf
from graph.metrics import MEASURES, measured, pivots, summary, ties
from graph.network import Network, to_networkx, with_nodes
from graph.projections import network

OUT = Path(__file__).with_name("network.json")


def world(nodes: int, edges: int, *, seed: int = 1) -> Network:
    """A directed network in which few are known to many."""
    dice = np.random.default_rng(seed)
    source, target = ((nodes * dice.power(0.5, int(edges * 1.3))).astype(np.int64) for _ in range(2))
    keys = np.unique((source * nodes + target)[source != target])
    keys = np.sort(dice.permutation(keys)[:edges])
    ids = np.array([f"actor/a{n:06d}" for n in range(nodes)], dtype=object)
    days = np.datetime64("2025-01-01") + dice.integers(0, 300, len(keys))
    traits = {"weight": dice.integers(1, 9, len(keys)).astype(float), "events": dice.integers(1, 9, len(keys))}
    traits |= {name: dice.integers(0, 30, len(keys)).astype(float) for name in ("cooperation", "conflict")}
    traits |= {"first_seen": days, "last_seen": days + dice.integers(0, 60, len(keys))}
    named = {"id": ids, "label": np.array([f"Actor {n}" for n in range(nodes)], dtype=object), "events": np.ones(nodes, dtype=np.int64)}
    return Network("actors", True, named, keys // nodes, keys % nodes, traits)


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that one core worked, and the result; what a person waits where nothing else runs, for all of this is one thread."""
    started = time.process_time()
    result = action()
    return time.process_time() - started, result


def against_networkx(nodes: int, edges: int) -> dict[str, Any]:
    """All default measures here, and the same ones there."""
    made = world(nodes, edges)
    ours, full = timed(lambda: measured(made))
    theirs, equal = _networkx(made, full)
    parts = {name: round(seconds, 2) for name, seconds in theirs.items()}
    total, others = sum(theirs.values()), {name for name in MEASURES if name not in ("betweenness", "harmonic")}
    told = {"error_bounds": dict(summary(full).error), "sources": pivots("betweenness", ties(made))}
    without, _ = timed(lambda: measured(made, sorted(others)))
    return {
        "nodes": nodes, "edges": len(made.source), "ours_s": round(ours, 2), "networkx_s": round(total, 2),
        "times": round(total / ours, 1),
        "networkx_parts_s": parts, "largest_difference": equal, **told,
        "times_without_shortest_paths": round((total - parts["betweenness"] - parts["harmonic"]) / without, 1),
    }  # fmt: skip


def _networkx(made: Network, full: Network) -> tuple[dict[str, float], dict[str, float]]:
    seconds: dict[str, float] = {}
    differ: dict[str, float] = {}

    def run(name: str, action: Callable[[], Any], *columns: str) -> Any:
        seconds[name], found = timed(action)
        for column, values in zip(columns, found if len(columns) > 1 else [found] * len(columns), strict=True):
            differ[column] = float(np.nanmax(np.abs(full.nodes[column] - np.array([values[node] for node in made.nodes["id"]], dtype=float))))
        return found

    graph = run("conversion", lambda: to_networkx(made))
    flat = run("undirected", lambda: _flat(graph))
    run("pagerank", lambda: nx.pagerank(graph, tol=1e-12, max_iter=1000), "pagerank")
    run("degrees", lambda: (dict(graph.in_degree()), dict(graph.out_degree())), "in_degree", "out_degree")
    run("strengths", lambda: (dict(graph.in_degree(weight="weight")), dict(graph.out_degree(weight="weight"))), "in_strength", "out_strength")
    run("eigenvector", lambda: nx.eigenvector_centrality(flat, weight="weight", max_iter=5000, tol=1e-10), "eigenvector")
    run("hits", lambda: nx.hits(graph, tol=1e-12), "hub", "authority")
    run("core", lambda: nx.core_number(flat), "core")
    run("clustering", lambda: nx.clustering(flat), "clustering")
    run("constraint", lambda: nx.constraint(flat, weight="weight"), "constraint")
    run("effective_size", lambda: nx.effective_size(flat), "effective_size")
    cuts = run("articulation", lambda: set(nx.articulation_points(flat)))
    differ["articulation"] = float(cuts != set(made.nodes["id"][full.nodes["articulation"] == 1]))
    run("louvain", lambda: nx.community.louvain_communities(flat, seed=1))
    run("harmonic", lambda: nx.harmonic_centrality(graph), "harmonic")
    run("betweenness", lambda: nx.betweenness_centrality(graph, k=pivots("betweenness", ties(made)), seed=1))
    return seconds, {name: round(value, 12) for name, value in differ.items()}


def _flat(graph: Any) -> Any:
    flat = nx.Graph()
    flat.add_nodes_from(graph)
    for u, v, weight in graph.edges(data="weight"):
        flat.add_edge(u, v, weight=weight + (flat[u][v]["weight"] if flat.has_edge(u, v) else 0))
    return flat


def sampling(nodes: int, edges: int, sources: int) -> dict[str, Any]:
    """How far the estimates are off, next to the bounds that are stated, of all nodes and of the ten that are most between."""
    graph = ties(world(nodes, edges))
    found: dict[str, Any] = {"nodes": nodes, "edges": edges, "sources": sources, "by_hoeffding": round(hoeffding(sources, many=nodes), 4)}
    for name, action, unit in (("betweenness", paths.betweenness, 1), ("harmonic", paths.harmonic, nodes - 1)):
        seconds, exact = timed(lambda action=action: action(graph).values)  # type: ignore[misc]
        guess = action(graph, pivots=sources)
        off, bound, top = np.abs(guess.values - exact) / unit, guess.error, np.argsort(-exact)[:10]
        if bound is None:
            raise SystemExit(f"{sources} sources are all there are; give fewer")
        found[name] = {
            "exact_s": round(seconds, 2), "off": round(float(off.max()), 5), "bound": round(float(bound.max()), 5),
            "bound_of_most": round(float(np.quantile(bound, 0.9)), 5), "within": bool((off <= bound).all()),
            "same_top_10": len(set(top) & set(np.argsort(-guess.values)[:10])),
        }  # fmt: skip
    return found


def large(nodes: int, edges: int) -> dict[str, Any]:
    """All default measures alone, one after the other; peak memory of this process."""
    made = world(nodes, edges)
    parts = {name: round(timed(lambda name=name: measured(made, [name]))[0], 2) for name in MEASURES}  # type: ignore[misc]
    begun = time.perf_counter()
    total, full = timed(lambda: measured(made))
    told = {
        "parts_s": parts,
        "total_s": round(total, 1),
        "waited_s": round(time.perf_counter() - begun, 1),
        "peak_mb": _peak(),
        "error_bounds": dict(summary(full).error),
    }
    typical = {name: round(float(np.median(full.nodes[f"{name}_error"])), 4) for name in told["error_bounds"]}  # type: ignore[attr-defined]
    return {"nodes": nodes, "edges": len(made.source), **told, "bounds_of_half": typical}


def gexf_files(nodes: int, edges: int) -> dict[str, Any]:
    """Writing GEXF here and there; the memory on top of the network is that of the writing alone."""
    made = with_nodes(world(nodes, edges), rank=np.arange(nodes))
    with Path(os.devnull).open("wb") as out:
        ours, _ = timed(lambda: gexf.write(made, out))
    tracemalloc.start()
    for _piece in gexf.pieces(made):
        pass
    above = tracemalloc.get_traced_memory()[1] // 1_000_000
    tracemalloc.stop()
    graph = to_networkx(made)
    theirs, _ = timed(lambda: nx.write_gexf(graph, io.BytesIO()))
    return {
        "nodes": nodes,
        "edges": len(made.source),
        "ours_s": round(ours, 2),
        "networkx_s": round(theirs, 2),
        "times": round(theirs / ours, 1),
        "ours_mb_above": above,
    }


def from_store(folder: str) -> dict[str, Any]:
    """From an index on disk to a networkx graph."""
    graph, begun = ox.Store.read_only(folder), time.perf_counter()
    reading, found = timed(lambda: columns(graph, labels=False))
    making, made = timed(lambda: network(found))
    turning, _ = timed(lambda: to_networkx(made))
    total = round(reading + making + turning, 1)
    sizes = {"quads": len(graph), "events": len(found.event), "nodes": made.size, "edges": len(made.source)}
    return {
        **sizes,
        "columns_s": round(reading, 1),
        "network_s": round(making, 1),
        "networkx_s": round(turning, 1),
        "total_s": total,
        "waited_s": round(time.perf_counter() - begun, 1),
        "peak_mb": _peak(),
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "against_networkx": lambda: against_networkx(10_000, 100_000),
    "sampling": lambda: sampling(10_000, 100_000, 2_000),
    "large": lambda: large(100_000, 1_000_000),
    "gexf": lambda: gexf_files(100_000, 500_000),
    "from_store": from_store,
}


def main(store: str | None, steps: list[str]) -> None:
    """Each step, or those named, in a process of its own, so that memory is its own too."""
    results = json.loads(OUT.read_text()) if OUT.exists() else {}
    for name in steps or STEPS:
        if name != "from_store" or store:
            done = subprocess.run(
                [sys.executable, "-m", "bench.network", "--step", name, *([store] if store else [])], capture_output=True, check=True
            )
            results[name] = json.loads(done.stdout)
            results[name]["load"] = [round(value, 1) for value in os.getloadavg()]
            OUT.write_text(json.dumps({**results, "machine": f"{os.cpu_count()} cores, shared; load is what all of it did"}, indent=2) + "\n")
            print(name, json.dumps(results[name]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        name, *rest = sys.argv[2:]
        print(json.dumps(STEPS[name](*(rest if name == "from_store" else []))))
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else None, sys.argv[2:])
