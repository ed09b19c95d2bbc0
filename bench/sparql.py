"""How fast SPARQL is answered over HTTP and what writes and heavy queries cost, beside an empty server, `oxigraph serve` and rdflib-endpoint.

`python -m bench.sparql [CASE...]` runs all cases, or those named: small, peers, heavy, streaming, writes. Figures go to bench/sparql.json. Servers
and load share the machine.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from api.frames import Ask
from api.pool import Pool
from api.problems import Problem
from api.profiles import MEGABYTE, Profile
from bench.generate import store
from bench.newsroom import newsroom
from bench.servers import Client, Figures, cpu, empty_server, free_port, load, megabytes, running, wiregraph
from graph import checkpoints
from graph.store import Store
from graph.terms import BASE, PREFIXES
from graph.view import View

BIN = Path(sys.executable).parent
ARTICLES, PEER_ARTICLES, WRITTEN, HEAVY_QUERIES, TOKEN = 10_000, 1_000, 300, 1_000, "bench"
KNOWN = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
SMALL = "SELECT ?o { <http://localhost:8000/actor/a1> skos:prefLabel ?o }"
# Whom one actor shares events with, what kind of events, and when: two joins from some hundred events.
MEDIUM = """SELECT ?name (COUNT(DISTINCT ?event) AS ?events) (MAX(?day) AS ?last) {{
  ?event sem:hasActor <http://localhost:8000/actor/a{}>, ?other . ?other skos:prefLabel ?name .
  OPTIONAL {{ ?event wg:latest ?day }} FILTER(?other != <http://localhost:8000/actor/a{}>)
}} GROUP BY ?name ORDER BY DESC(?events) LIMIT 20"""
MILLION = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1000000"
HEAVY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (!wg:x)* ?b . ?b (!wg:y)* ?c }",
    "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "SELECT * { ?s ?p " + "(" * 400 + "1" + ")" * 400 + " }",
)


def asked(path: str, query: str) -> str:
    return f"{path}?query={quote(KNOWN + query if path != '/sparql' else query)}"


def small(folder: Path) -> Figures:
    """One client, one triple: against an empty ASGI application under the same server. Thrice, for the machine is not ours alone; medians."""
    found: dict[str, list[Figures]] = {"empty": [], "isolated": [], "trusted": []}
    firsts = []
    for _ in range(3):
        with running(empty_server(port := free_port()), port, "/"):
            found["empty"].append(load(port, ["/"], 1, 3))
        with running(wiregraph(folder, port := free_port()), port, asked("/sparql", SMALL)) as (first, _):
            firsts.append(first)
            found["isolated"].append(load(port, [asked("/sparql", SMALL)], 1, 3))
        with running(wiregraph(folder, port := free_port(), "--trusted"), port, asked("/sparql", SMALL)):
            found["trusted"].append(load(port, [asked("/sparql", SMALL)], 1, 3))
    p50 = {name: statistics.median(run["p50_ms"] for run in runs) for name, runs in found.items()}
    times = {f"{name}_times_empty": round(p50[name] / p50["empty"], 2) for name in ("isolated", "trusted")}
    return {"p50_ms": p50, **times, "first_query_answered_s": [round(first, 2) for first in firsts], "runs": found}


def peers(home: Path) -> Figures:
    """Sixteen clients and a medium query, over the same data: this service, `oxigraph serve` and rdflib-endpoint."""
    folder = store(home / f"bench-{PEER_ARTICLES}.wire", PEER_ARTICLES)
    triples = home / "peers.nt"
    graph = ox.Store.read_only(str(checkpoints.newest(folder)))
    ox.serialize((quad.triple for quad in graph), str(triples), ox.RdfFormat.N_TRIPLES)
    actors = range(0, PEER_ARTICLES * 2 // 5, 7)
    figures: Figures = {"triples": len(graph)}

    def measured(name: str, command: list[str], port: int, path: str) -> None:
        paths = [asked(path, MEDIUM.format(actor, actor)) for actor in actors]
        with running(command, port, paths[0]) as (_, pid):
            load(port, paths, 16, 1)
            before, found = cpu(pid), load(port, paths, 16, 6)
            figures[name] = found | {"cpu_ms": round((cpu(pid) - before) / (found["per_second"] * 6), 2)}  # of a core, a request

    measured("wiregraph", wiregraph(folder, port := free_port()), port, "/sparql")
    measured("wiregraph_2_workers", wiregraph(folder, port := free_port(), "--workers", "2"), port, "/sparql")
    measured("wiregraph_trusted", wiregraph(folder, port := free_port(), "--trusted"), port, "/sparql")
    if oxigraph := installed("oxigraph"):
        subprocess.run([oxigraph, "load", "--location", home / "peer", "--file", triples], check=True, capture_output=True)
        at = f"127.0.0.1:{(port := free_port())}"
        measured("oxigraph_serve", [oxigraph, "serve-read-only", "--location", str(home / "peer"), "--bind", at], port, "/query")
    if endpoint := installed("rdflib-endpoint"):
        at = str(port := free_port())
        measured("rdflib_endpoint", [endpoint, "serve", "--host", "127.0.0.1", "--port", at, str(triples)], port, "/")
    for name in ("wiregraph", "wiregraph_2_workers", "wiregraph_trusted"):
        rate = figures[name]["per_second"]
        there = [peer for peer in ("oxigraph_serve", "rdflib_endpoint") if peer in figures]
        figures[f"{name}_times"] = {peer: round(rate / figures[peer]["per_second"], 2) for peer in there}
    return figures


def installed(package: str) -> str | None:
    """The program of a peer; wiregraph does not need them, so they may be missing."""
    found = BIN / package
    if found.exists():
        return str(found)
    print(f"{package} is not compared: pip install {package}", file=sys.stderr)
    return None


def heavy(folder: Path) -> Figures:
    """Queries that would never end, four at a time with a second each: how they ended, and the longest until its end."""
    return asyncio.run(_heavy(folder))


async def _heavy(folder: Path) -> Figures:
    profile = Profile(seconds=1, memory=1024 * MEGABYTE, query_bytes=MEGABYTE, workers=4, wait=900)
    ends: Counter[str] = Counter()
    times: list[float] = []
    turns = asyncio.Semaphore(profile.workers)

    async def one(query: str, pool: Pool) -> None:
        async with turns:
            begun = time.perf_counter()
            try:
                await pool.ask(Ask(query, "text/csv", None, max_rows=10_000, max_bytes=10 * MEGABYTE), lambda: None)
                ends["answered"] += 1
            except Problem as problem:
                ends[problem.kind] += 1
            times.append(time.perf_counter() - begun)

    async with Pool(folder, BASE, profile) as pool:
        await asyncio.gather(*(one(query, pool) for query in HEAVY))
        before, ends = megabytes(os.getpid()), Counter()
        times.clear()
        await asyncio.gather(*(one(HEAVY[number % len(HEAVY)], pool) for number in range(HEAVY_QUERIES)))
        after = megabytes(os.getpid())
    late = sum(seconds > profile.seconds + 1 for seconds in times)
    worst = {"median_s": round(statistics.median(times), 2), "worst_s": round(max(times), 2), "later_than_a_second": late}
    return {"queries": len(times), "ends": dict(ends), **worst, "mb_before": before, "mb_after": after}


def streaming(folder: Path) -> Figures:
    """A million triples as N-Triples: seconds, the server's memory, and the same in process."""
    view = View.open(folder)
    with running(wiregraph(folder, port := free_port()), port, asked("/sparql", SMALL)) as (_, pid):
        before, peak, begun = megabytes(pid), 0, time.perf_counter()
        with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
            connection.sendall(f"GET {asked('/sparql', MILLION)} HTTP/1.1\r\nHost: x\r\nAccept: application/n-triples\r\n\r\n".encode())
            lines, first, last = 0, 0.0, b""
            while not last.endswith(b"0\r\n\r\n"):
                piece = connection.recv(1 << 20)
                first = first or time.perf_counter() - begun
                lines, peak, last = lines + piece.count(b" .\n"), max(peak, megabytes(pid)), (last + piece)[-8:]
        seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    with tempfile.NamedTemporaryFile() as out:
        ox.serialize(view.query(MILLION), out.name, ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    inside = time.perf_counter() - begun
    told = {"triples_about": lines, "first_byte_s": first, "seconds": seconds, "in_process_s": inside, "times": seconds / inside}
    return {name: round(value, 2) for name, value in told.items()} | {"mb_before": before, "mb_peak": peak}


def writes(home: Path) -> Figures:
    """Updates of one triple one after the other: until they are answered, when they are on the disk and queries see them."""
    folder, times = home / "writes.wire", []
    with Store(folder) as opened:  # with a book, for the writer makes the graph what the book says
        for story in newsroom(WRITTEN):
            opened.add(*story)
        opened.settle()
        figures: Figures = {"articles": WRITTEN, "quads": len(opened.graph)}
    with running(wiregraph(folder, port := free_port()), port, token=TOKEN):
        client = Client(port)
        for number in range(20):
            begun = time.perf_counter()
            status, _ = client.post(
                "/update", f"INSERT DATA {{ GRAPH <http://example.org/bench> {{ <a:a> <a:b> {time.time_ns()} }} }}",
                authorization=f"Bearer {TOKEN}", content_type="application/sparql-update",
            )  # fmt: skip
            times.append(time.perf_counter() - begun)
            assert status == 204, (number, status)
    return figures | {"median_ms": round(statistics.median(times) * 1000, 1), "worst_ms": round(max(times) * 1000, 1)}


def main() -> None:
    """Writes bench/sparql.json; cases that are not run keep their last figures."""
    file = Path(__file__).with_suffix(".json")
    figures: Figures = json.loads(file.read_text()) if file.exists() else {}
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(os.environ.get("WIREGRAPH_BENCH", temporary))
        large = partial(store, home / f"bench-{ARTICLES}.wire", ARTICLES)
        cases: dict[str, Callable[[], Figures]] = {
            "small": lambda: small(large()),
            "peers": lambda: peers(home),
            "heavy": lambda: heavy(large()),
            "streaming": lambda: streaming(large()),
            "writes": lambda: writes(home),
        }
        for name in sys.argv[1:] or cases:
            before = os.getloadavg()[0]
            figures[name] = {**cases[name](), "cores": os.cpu_count(), "load": f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"}
            file.write_text(json.dumps(figures, indent=1) + "\n")
            print(name, json.dumps(figures[name]), flush=True)


if __name__ == "__main__":
    main()
