"""How fast look-ups answer, alone and while others attack, and how long their index takes to make.

`python -m bench.lookups [STORE [ARTICLES]] [--fuzz]`: with `--fuzz` it sends 10,000 generated requests (schemathesis) instead and counts what no
server should answer. The load comes from this process, so server and load share the machine; `load_before` says how many processes waited for a core
before that (1, 5 and 15 minutes), and `server_cpu_ms` how long a request keeps a core busy, which does not depend on them.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from bench import generate
from bench.generate import name
from bench.servers import Client, cpu, free_port, load, running, wiregraph
from graph import checkpoints, index, neighbors, search
from graph.entries import TOLD
from graph.terms import Iris
from graph.view import View
from graph.wanted import HAPPENED, Wanted

CASES = 10_000
TURNS = 300
ATTACK = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
RANKED = f"""
SELECT t.path, count(*) AS degree FROM ties JOIN things t ON t.id = ties.actor WHERE told = {TOLD.index("happened")} GROUP BY actor
ORDER BY degree DESC, t.path
"""
OUT = Path(__file__).with_suffix(".json")


def store(folder: Path, articles: int) -> dict[str, float]:
    """A store of dice-made articles with an index; how long that took to make, and its size."""
    generate.store(folder, articles)
    graph = ox.Store(folder / "graph")
    begun = time.perf_counter()
    index.build(folder, graph, Iris(), stamp="bench")
    seconds = time.perf_counter() - begun
    checkpoints.make(graph, folder)
    return {"articles": articles, "build_s": round(seconds, 1), "mb": round((folder / index.INDEX).stat().st_size / 1e6, 1)}


def one_more(folder: Path) -> float:
    """Milliseconds until the index has one article anew."""
    copy = folder.with_suffix(".copy")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("graph", "checkpoints"))
    view, times = View.open(folder), []
    with index.Index.open(copy, write=True) as opened:
        for number, path in enumerate(sorted(opened.articles())[:40]):
            begun = time.perf_counter()
            opened.update(view.graph, view.iris, stamp=f"bench {number}", articles={path: str(number)}, things=())
            times.append(time.perf_counter() - begun)
    shutil.rmtree(copy)
    return round(statistics.median(times) * 1000, 2)


def inside(folder: Path, ends: dict[str, str]) -> dict[str, Any]:
    """Milliseconds in process: of SQLite and of what we make of its rows."""
    opened = View.open(folder).index
    assert opened is not None
    found: dict[str, Any] = {}
    for who, path in ends.items():
        found[who] = {
            "top_20_ms": timed(lambda path=path: neighbors.connections(opened, path, HAPPENED, limit=20)),
            "top_20_since_ms": timed(lambda path=path: neighbors.connections(opened, path, Wanted(since="2025-06-01"), limit=20), turns=40),
            "depth_2_ms": timed(lambda path=path: neighbors.connections(opened, path, HAPPENED, depth=2, limit=20), turns=5),
        }
    called = {"exact": name(7), "beginnings": "ad bab", "one letter": "a", "wrong letter": "Wictor Babbaa"}
    return {**found, "search_ms": {kind: timed(lambda asked=asked: search.search(opened, asked), turns=40) for kind, asked in called.items()}}


def timed(work: Callable[[], object], *, turns: int = 200) -> float:
    """Median milliseconds."""
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return round(statistics.median(times) * 1000, 3)


def measure(folder: Path) -> dict[str, Any]:
    """Requests a second and their milliseconds, with 8 clients unless said otherwise."""
    opened = View.open(folder).index
    assert opened is not None
    ranked = opened.rows(RANKED)
    ends = {"busiest": ranked[0][0], "median": ranked[len(ranked) // 2][0]}
    some = [path for path, _ in ranked[len(ranked) // 2 :][:100]]
    figures: dict[str, Any] = {"neighbors": {"busiest": ranked[0][1], "median": ranked[len(ranked) // 2][1]}, "one_article_ms": one_more(folder)}
    figures["in_process"] = inside(folder, ends)
    searches = [f"/search?q={name(number * 37 % len(ranked)).replace(' ', '+')}" for number in range(200)]
    things, ties = [f"/{path}" for path in some], [f"/{path}/connections?limit=20" for path in [ends["busiest"], *some[:20]]]
    with running(wiregraph(folder, port := free_port()), port) as (_, pid):
        warm(port, [*searches[:5], *things[:5], *ties[:5]])
        kinds = {"search": searches, "entity": things, **{f"connections_{who}": [f"/{path}/connections?limit=20"] for who, path in ends.items()}}
        figures["server_cpu_ms"] = {kind: busy(port, pid, paths) for kind, paths in kinds.items()}
        figures["search"] = load(port, searches, 8)
        figures["entity"] = load(port, things, 8)
        for who, path in ends.items():
            figures[f"connections_{who}"] = load(port, [f"/{path}/connections?limit=20"], 8)
            figures[f"connections_{who}_1_client"] = load(port, [f"/{path}/connections?limit=20"], 1, seconds=2)
        figures["mixed"] = load(port, [*searches[:40], *things[:40], *ties], 8)
    with running(wiregraph(folder, port := free_port(), "--public"), port):
        warm(port, ties[:5])
        with attacked(port, 20) as statuses:
            figures["mixed_attacked"] = load(port, [*searches[:40], *things[:40], *ties], 8, seconds=15)
            figures["health_attacked_ms"] = round(max(once(port, "/health") for _ in range(20)), 1)
            figures["attackers_got"] = {str(status): statuses.count(status) for status in sorted(set(statuses))}
    return figures


def warm(port: int, paths: list[str]) -> None:
    """What a server has done once it does faster."""
    for path in paths:
        once(port, path)


def once(port: int, path: str) -> float:
    """Milliseconds of one request over a connection of its own."""
    begun, client = time.perf_counter(), Client(port)
    assert client.get(path)[0] == 200, path
    client.close()
    return (time.perf_counter() - begun) * 1000


def busy(port: int, pid: int, paths: list[str]) -> float:
    """Milliseconds of a core that one request takes of the server."""
    client, before = Client(port), cpu(pid)
    for number in range(TURNS):
        client.get(paths[number % len(paths)])
    client.close()
    return round((cpu(pid) - before) / TURNS, 2)


@contextmanager
def attacked(port: int, clients: int) -> Iterator[list[int]]:
    """Clients that send cross joins for as long as the block runs; gives the statuses they get."""
    statuses: list[int] = []
    stop = threading.Event()

    def attack() -> None:
        while not stop.is_set():
            client = Client(port)
            statuses.append(client.get(ATTACK)[0])
            client.close()

    for _ in range(clients):
        threading.Thread(target=attack, daemon=True).start()
    time.sleep(1)
    yield statuses
    stop.set()


def fuzzed(folder: Path) -> dict[str, Any]:
    """Ten thousand generated requests."""
    from tests.fuzzing import fuzz

    begun = time.perf_counter()
    with (
        running(wiregraph(folder, port := free_port()), port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        told = fuzz(client, cases=CASES)
    statuses = {str(status): count for status, count in sorted(told.statuses.items())}
    return {"cases": told.cases, "statuses": statuses, "failures": told.failures[:10], "seconds": round(time.perf_counter() - begun)}


def main() -> None:
    """Adds to bench/lookups.json."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    figures: dict[str, Any] = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    before = {"cores": os.cpu_count(), "load_before": [round(load, 1) for load in os.getloadavg()]}
    with tempfile.TemporaryDirectory() as home:
        folder = Path(given[0]) if given else Path(home) / "my.wire"
        if "--fuzz" in sys.argv:
            if not folder.exists():
                store(folder, 300)
            figures["fuzz"] = {**before, **fuzzed(folder)}
        else:
            made = store(folder, int(given[1]) if len(given) > 1 else 10_000) if not folder.exists() else figures.get("index", {})
            figures |= {**before, "index": made, **measure(folder)}
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
