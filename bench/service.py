"""How fast the service answers, alone and under attack, against an empty server. `python -m bench.service [STORE [ARTICLES]]`.

The load comes from this process over plain HTTP connections; server and load share the machine.
"""

import asyncio
import http.client
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
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from api.frames import Ask
from api.pool import Pool
from api.problems import Problem
from api.profiles import MEGABYTE, Profile
from bench.generate import index
from graph import checkpoints
from graph.book import Book
from graph.terms import BASE
from graph.view import View

ROOT = Path(__file__).parent.parent
SECONDS = 5.0
HEAVY_QUERIES = 300
SMALL = "/sparql?query=" + quote("SELECT ?o { <http://localhost:8000/actor/a1> skos:prefLabel ?o }")
HEAVY = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
RANKED = "SELECT ?a (COUNT(*) AS ?n) { ?e sem:hasActor ?a } GROUP BY ?a ORDER BY DESC(?n)"
MILLION = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1000000"
HEAVY_KINDS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (!wg:x)* ?b . ?b (!wg:y)* ?c }",
    "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "SELECT * { ?s ?p " + "(" * 400 + "1" + ")" * 400 + " }",
)
Figures = dict[str, float]


async def empty(_scope: object, _receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
    """The least an ASGI application can answer."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


def store(folder: Path, articles: int) -> Path:
    """A store with an empty book and a graph of dice-made articles."""
    Book(folder, write=True).close()
    graph = ox.Store(folder / "graph")
    graph.bulk_extend(index(articles, articles * 2 // 5))
    graph.flush()
    graph.optimize()
    checkpoints.make(graph, folder)
    return folder


@contextmanager
def running(*command: str, port: int) -> Iterator[tuple[float, int]]:
    """The server while it runs; gives the seconds to its first answer, and its process id."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *command, "--port", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            time.sleep(0.02)
        yield time.perf_counter() - begun, process.pid
    finally:
        process.terminate()
        process.wait()


def load(port: int, paths: list[str], clients: int, *, seconds: float = SECONDS, wanted: int = 200) -> Figures:
    """Requests a second and milliseconds, over `clients` connections that each ask one thing after another."""
    times: list[float] = []
    stop = time.perf_counter() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(10**9):
            begun = time.perf_counter()
            if begun > stop:
                return
            connection.request("GET", paths[(number + turn) % len(paths)], headers={"Accept": "application/json"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == wanted, answer.status
            times.append(time.perf_counter() - begun)

    _together(client, clients)
    cuts = statistics.quantiles(times, n=100)
    return {"per_second": round(len(times) / seconds, 1), "p50_ms": round(cuts[49] * 1000, 2), "p99_ms": round(cuts[98] * 1000, 2)}


@contextmanager
def attacked(port: int, clients: int) -> Iterator[list[int]]:
    """Clients that send heavy queries for as long as the block runs; gives the statuses they get."""
    statuses: list[int] = []
    stop = threading.Event()

    def attack() -> None:
        while not stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", HEAVY)
            statuses.append(connection.getresponse().status)
            connection.close()

    for _ in range(clients):
        threading.Thread(target=attack, daemon=True).start()
    time.sleep(1)
    yield statuses
    stop.set()


def lookups(port: int, busiest: list[str], others: list[str]) -> dict[str, Any]:
    """Search, entity, connections: first time each, then over and over."""
    first = {name: round(statistics.median([_once(port, f"/{path}/connections") for path in paths]) * 1000, 1)
             for name, paths in (("busiest", busiest[:1]), ("median", others))}  # fmt: skip
    mixed = [f"/search?q={path.removeprefix('actor/')}" for path in others] + [f"/{path}" for path in others] + [f"/{busiest[0]}/connections"]
    again = {name: load(port, [f"/{path}/connections"], 4) for name, path in (("busiest", busiest[0]), ("median", others[0]))}
    return {"first_connections_ms": first, "connections_again": again, "mixed_8_clients": load(port, mixed, 8)}


def measure(folder: Path) -> dict[str, Any]:
    """All figures of one store."""
    view = View.open(folder)
    ranked = [row["a"].value.removeprefix(BASE) for row in view.query(RANKED)]  # type: ignore[union-attr]
    middle = ranked[len(ranked) // 2 : len(ranked) // 2 + 15]
    figures: dict[str, Any] = {"quads": len(view.graph), "cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
    with running("uvicorn", "bench.service:empty", "--log-level", "error", port=(port := _port())):
        figures["empty_1_client"] = load(port, ["/"], 1)
    with running("wiregraph", "serve", "--store", str(folder), port=(port := _port())) as (seconds, pid):
        figures["first_answer_s"] = round(seconds, 2)
        figures["small_sparql_1_client"] = load(port, [SMALL], 1)
        figures["small_sparql_16_clients"] = load(port, [SMALL], 16)
        figures["lookups"] = lookups(port, ranked, middle)
        figures["streaming"] = streaming(port, pid, view)
    with running("wiregraph", "serve", "--public", "--store", str(folder), port=(port := _port())):
        mixed = [f"/{path}/connections" for path in middle] + [f"/{path}" for path in middle]
        with attacked(port, 20) as statuses:
            figures["lookups_attacked"] = load(port, mixed, 8, seconds=15)
            figures["health_attacked_ms"] = round(max(_once(port, "/health") for _ in range(10)) * 1000, 1)
            figures["attackers_got"] = {str(status): statuses.count(status) for status in sorted(set(statuses))}
    figures["deadlines"] = asyncio.run(deadlines(folder, HEAVY_QUERIES))
    return figures


def streaming(port: int, pid: int, view: View) -> dict[str, Any]:
    """A million triples as N-Triples: seconds, the server's memory, and the same in process."""
    before, peak, begun = _megabytes(pid), 0, time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/sparql?query=" + quote(MILLION), headers={"Accept": "application/n-triples"})
    answer, lines = connection.getresponse(), 0
    first = time.perf_counter() - begun
    while piece := answer.read(1 << 20):
        lines, peak = lines + piece.count(b"\n"), max(peak, _megabytes(pid))
    seconds, begun = time.perf_counter() - begun, time.perf_counter()
    with tempfile.NamedTemporaryFile() as out:
        ox.serialize(view.query(MILLION), out.name, ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    inside = time.perf_counter() - begun
    told = {"triples": lines, "first_byte_s": first, "seconds": seconds, "in_process_s": inside, "mb_before": before, "mb_peak": peak}
    return {name: round(value, 2) for name, value in told.items()}


async def deadlines(folder: Path, count: int) -> dict[str, Any]:
    """Heavy queries, two at a time with a second each: how they ended, and the longest until its end, the wait for a new worker included."""
    profile = Profile(seconds=1, memory=1024 * MEGABYTE, query_bytes=MEGABYTE, wait=600)
    ends: Counter[str] = Counter()
    worst, before, turns = 0.0, _megabytes(os.getpid()), asyncio.Semaphore(2)

    async def one(query: str, pool: Pool) -> None:
        nonlocal worst
        async with turns:
            begun = time.perf_counter()
            try:
                await pool.ask(Ask(query, "text/csv", None, max_rows=10_000, max_bytes=10 * MEGABYTE), lambda: None)
                ends["answered"] += 1
            except Problem as problem:
                ends[problem.kind] += 1
            worst = max(worst, time.perf_counter() - begun)

    async with Pool(folder, BASE, profile) as pool:
        await asyncio.gather(*(one(HEAVY_KINDS[number % len(HEAVY_KINDS)], pool) for number in range(count)))
    return {"queries": count, "ends": dict(ends), "worst_s": round(worst, 2), "mb_before": before, "mb_after": _megabytes(os.getpid())}


def _megabytes(pid: int) -> int:
    """Resident memory; Linux only."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // MEGABYTE


def _together(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _once(port: int, path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return time.perf_counter() - begun


def _answers(port: int) -> bool:
    try:
        return _once(port, "/health/live") > 0
    except OSError:
        return False


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> None:
    """Writes bench/service.json."""
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as home:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else store(Path(home) / "my.wire", articles)
        figures = measure(folder)
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
