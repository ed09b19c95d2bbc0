"""How fast SPARQL is answered over HTTP and what writes and heavy queries cost, beside an empty server, `oxigraph serve` and rdflib-endpoint.

`python -m bench.sparql [CASE...]` runs all cases, or those named: small, peers, heavy, streaming, writes. Figures go to bench/sparql.json. The load
comes from this process over plain sockets; servers and load share the machine.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from api.frames import Ask
from api.pool import Pool
from api.problems import Problem
from api.profiles import MEGABYTE, Profile
from bench.generate import index
from bench.newsroom import newsroom
from graph import checkpoints
from graph.book import Book
from graph.store import Store
from graph.terms import BASE, PREFIXES
from graph.view import View

ROOT = Path(__file__).parent.parent
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
Figures = dict[str, Any]


async def empty(_scope: object, _receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
    """The least an ASGI application can answer."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


def store(folder: Path, articles: int) -> Path:
    """A store with an empty book and a graph of dice-made articles; one that is there is taken as it is."""
    if not folder.exists():
        Book(folder, write=True).close()
        graph = ox.Store(folder / "graph")
        graph.bulk_extend(index(articles, articles * 2 // 5))
        graph.flush()
        graph.optimize()
        checkpoints.make(graph, folder)
    return folder


@contextmanager
def running(command: list[str], port: int, path: str, token: str = "") -> Iterator[tuple[float, int]]:
    """A server while it runs; gives the seconds to its first answer at `path`, and its process id."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ, "WIREGRAPH_TOKEN": token})
    try:
        while True:
            try:
                assert Client(port).get(path)[0] == 200
                break
            except (OSError, IndexError):
                assert process.poll() is None, command
                time.sleep(0.02)
        yield time.perf_counter() - begun, process.pid
    finally:
        process.terminate()
        process.wait()


class Client:
    """One connection, kept alive."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._head = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/sparql-results+json, */*;q=0.1\r\n"

    def get(self, path: str) -> tuple[int, int]:
        """Status, and bytes of the body."""
        return self._exchange(f"GET {path}{self._head}\r\n".encode())

    def update(self, text: str) -> tuple[int, int]:
        """By POST, with the token."""
        head = f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/sparql-update\r\nContent-Length: {len(text.encode())}\r\n\r\n"
        return self._exchange(f"POST /update{self._head}{head}{text}".encode())

    def _exchange(self, request: bytes) -> tuple[int, int]:
        self._socket.sendall(request)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._socket.recv(1 << 16)
        head, body = data[:end].lower(), data[end + 4 :]
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]) if b"content-length:" in head else None
        chunked = b"transfer-encoding: chunked" in head
        while len(body) < (length or 0) or (chunked and not body.endswith(b"0\r\n\r\n")):
            body += self._socket.recv(1 << 16)
        return int(data.split()[1]), len(body)


def load(port: int, paths: list[str], clients: int, seconds: float = 5.0) -> Figures:
    """Requests a second and milliseconds, over `clients` connections that each ask one thing after another."""
    times: list[float] = []
    stop = time.perf_counter() + seconds

    def work(number: int) -> None:
        client, turn = Client(port), number
        while (begun := time.perf_counter()) < stop:
            status, size = client.get(paths[turn % len(paths)])
            assert status == 200 and size, (status, paths[turn % len(paths)])
            times.append(time.perf_counter() - begun)
            turn += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=100)
    return {"per_second": round(len(times) / seconds, 1), "p50_ms": round(cuts[49] * 1000, 2), "p99_ms": round(cuts[98] * 1000, 2)}


def asked(path: str, query: str) -> str:
    return f"{path}?query={quote(KNOWN + query if path != '/sparql' else query)}"


def wiregraph(folder: Path, port: int, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "wiregraph", "serve", "--store", str(folder), "--port", str(port), *arguments]


def small(folder: Path) -> Figures:
    """One client, one triple: against an empty ASGI application under the same server. Thrice, for the machine is not ours alone; medians."""
    found: dict[str, list[Figures]] = {"empty": [], "isolated": [], "trusted": []}
    firsts, empty_app = [], [sys.executable, "-m", "uvicorn", "bench.sparql:empty", "--log-level", "error", "--port"]
    for _ in range(3):
        with running([*empty_app, str(port := _port())], port, "/"):
            found["empty"].append(load(port, ["/"], 1, 3))
        with running(wiregraph(folder, port := _port()), port, asked("/sparql", SMALL)) as (first, _):
            firsts.append(first)
            found["isolated"].append(load(port, [asked("/sparql", SMALL)], 1, 3))
        with running(wiregraph(folder, port := _port(), "--trusted"), port, asked("/sparql", SMALL)):
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
    subprocess.run([BIN / "oxigraph", "load", "--location", home / "peer", "--file", triples], check=True, capture_output=True)
    figures: Figures = {"triples": len(graph)}

    def measured(name: str, command: list[str], port: int, path: str) -> None:
        paths = [asked(path, MEDIUM.format(actor, actor)) for actor in actors]
        with running(command, port, paths[0]) as (_, pid):
            load(port, paths, 16, 1)
            before, found = _cpu(pid), load(port, paths, 16, 6)
            figures[name] = found | {"cpu_ms": round((_cpu(pid) - before) / (found["per_second"] * 6), 2)}  # of a core, a request

    measured("wiregraph", wiregraph(folder, port := _port()), port, "/sparql")
    measured("wiregraph_2_workers", wiregraph(folder, port := _port(), "--workers", "2"), port, "/sparql")
    measured("wiregraph_trusted", wiregraph(folder, port := _port(), "--trusted"), port, "/sparql")
    at = f"127.0.0.1:{(port := _port())}"
    measured("oxigraph_serve", [str(BIN / "oxigraph"), "serve-read-only", "--location", str(home / "peer"), "--bind", at], port, "/query")
    at = str(port := _port())
    measured("rdflib_endpoint", [str(BIN / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", at, str(triples)], port, "/")
    for name in ("wiregraph", "wiregraph_2_workers", "wiregraph_trusted"):
        rate = figures[name]["per_second"]
        figures[f"{name}_times"] = {peer: round(rate / figures[peer]["per_second"], 2) for peer in ("oxigraph_serve", "rdflib_endpoint")}
    return figures


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
        before, ends = _megabytes(os.getpid()), Counter()
        times.clear()
        await asyncio.gather(*(one(HEAVY[number % len(HEAVY)], pool) for number in range(HEAVY_QUERIES)))
        after = _megabytes(os.getpid())
    late = sum(seconds > profile.seconds + 1 for seconds in times)
    worst = {"median_s": round(statistics.median(times), 2), "worst_s": round(max(times), 2), "later_than_a_second": late}
    return {"queries": len(times), "ends": dict(ends), **worst, "mb_before": before, "mb_after": after}


def streaming(folder: Path) -> Figures:
    """A million triples as N-Triples: seconds, the server's memory, and the same in process."""
    view = View.open(folder)
    with running(wiregraph(folder, port := _port()), port, asked("/sparql", SMALL)) as (_, pid):
        before, peak, begun = _megabytes(pid), 0, time.perf_counter()
        with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
            connection.sendall(f"GET {asked('/sparql', MILLION)} HTTP/1.1\r\nHost: x\r\nAccept: application/n-triples\r\n\r\n".encode())
            lines, first, last = 0, 0.0, b""
            while not last.endswith(b"0\r\n\r\n"):
                piece = connection.recv(1 << 20)
                first = first or time.perf_counter() - begun
                lines, peak, last = lines + piece.count(b" .\n"), max(peak, _megabytes(pid)), (last + piece)[-8:]
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
    with running(wiregraph(folder, port := _port()), port, "/health/live", token=TOKEN):
        client = Client(port)
        for number in range(20):
            begun = time.perf_counter()
            status, _ = client.update(f"INSERT DATA {{ GRAPH <http://example.org/bench> {{ <a:a> <a:b> {time.time_ns()} }} }}")
            times.append(time.perf_counter() - begun)
            assert status == 204, (number, status)
    return figures | {"median_ms": round(statistics.median(times) * 1000, 1), "worst_ms": round(max(times) * 1000, 1)}


def _cpu(pid: int) -> float:
    """Milliseconds of processor that a process and its descendants have used; Linux only."""
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, used)) * 1000 / os.sysconf("SC_CLK_TCK") + sum(_cpu(int(child)) for child in children)


def _megabytes(pid: int) -> int:
    """Resident memory; Linux only."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // MEGABYTE


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


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
