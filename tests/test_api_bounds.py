"""What a server bounds: time, memory, sizes and shares; nobody gets out, and nobody takes the server down."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn
from serving import ROOT, free_port, served
from sparql import COUNT, ask, number, problem

from api.budgets import Budgets
from api.frames import Ask
from api.pool import BrokenAnswerError, Pool
from api.problems import Problem
from api.profiles import MEGABYTE, PUBLIC, Profile
from api.serving import HEADER_BYTES, Patient
from graph.terms import BASE

DEEP = "SELECT * {" + "{" * 3500 + "}" * 3500 + "}"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_broken_worker_costs_its_own_query_only(client: httpx.Client) -> None:
    for _ in range(3):
        assert problem(client.post("/sparql", data={"query": DEEP})) == (422, "query too complex")
        assert number(ask(client, COUNT)) == 150


def test_a_killed_worker_costs_its_own_query_only(store: Path) -> None:
    with served(store) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.post, "/sparql", data={"query": CROSS})
        busy = _busy_worker()
        os.kill(busy, signal.SIGKILL)
        assert problem(heavy.result(timeout=30)) == (422, "query too heavy")
        assert [number(ask(client, COUNT)) for _ in range(4)] == [150] * 4


def test_workers_that_die_while_they_stand_by_cost_nothing(store: Path) -> None:
    profile = Profile(seconds=5, memory=1024 * MEGABYTE, query_bytes=MEGABYTE, workers=1)

    async def run() -> list[bytes]:
        async with Pool(store, BASE, profile) as pool:
            for worker in _workers_of(os.getpid()):
                os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.2)  # until the loop has heard of it
            return [(await pool.ask(Ask(COUNT, "text/csv", None), lambda: None)).data for _ in range(3)]

    assert asyncio.run(run()) == [b"n\r\n150\r\n"] * 3


def _workers_of(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in children if b"api.worker" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _busy_worker() -> int:
    """A query worker of one of our servers that has used the processor for a while."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command, stat = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            mine = b"api.worker" in command and _ancestor(int(stat[1])) == os.getpid()
            if mine and int(stat[11]) + int(stat[12]) > 80:
                return int(folder.name)
        time.sleep(0.05)
    raise TimeoutError("no worker is busy")


def _ancestor(server: int) -> int:
    return int(Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[1])


def test_the_public_profile_has_bounds(store: Path) -> None:
    with served(store, "--public") as client:
        assert problem(ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10001")) == (422, "answer too large")
        for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
            assert ask(client, "SELECT * { ?a a ?c . ?d a ?f } LIMIT 10000", accept).status_code == 200
            assert problem(ask(client, "SELECT * { ?a a ?c . ?d a ?f } LIMIT 10001", accept)) == (422, "answer too large")
        assert problem(ask(client, "CONSTRUCT { ?a wg:x ?b } { ?a a ?c . ?b a ?f }", "text/turtle")) == (422, "answer too large")
        assert problem(client.post("/sparql", data={"query": "ASK {} #" + "x" * 8192})) == (413, "query too long")


def test_a_client_with_two_queries_under_way_is_told_when_to_come_back(store: Path) -> None:
    with served(store, "--public") as client, ThreadPoolExecutor() as threads:
        statuses = [one.result(timeout=60) for one in [threads.submit(client.post, "/sparql", data={"query": CROSS}) for _ in range(5)]]
        late = [answer for answer in statuses if answer.status_code == 429]
        assert len(late) >= 3 and {answer.headers["retry-after"] for answer in late} <= {str(seconds) for seconds in range(1, 30)}
        assert {problem(answer) for answer in statuses} <= {(429, "too many requests"), (504, "query too slow"), (422, "query too heavy")}


def test_clients_that_use_up_their_time_wait(store: Path) -> None:
    now = [0.0]
    budgets = Budgets(PUBLIC, clock=lambda: now[0])
    for _ in range(3):
        done = budgets.begin("one")
        now[0] += 14
        done()
    with pytest.raises(Problem) as raised:
        budgets.begin("one")
    assert (raised.value.kind, raised.value.headers) == ("too-many-requests", {"Retry-After": "3"})
    budgets.begin("other")()
    now[0] += 3
    first, _ = budgets.begin("one"), budgets.begin("one")
    with pytest.raises(Problem, match="2 of your queries are running"):
        budgets.begin("one")
    first()
    budgets.begin("one")


def test_heavy_queries_end_at_the_deadline_and_cost_nobody_else(store: Path) -> None:
    """Also what breaks the engine or its memory; the pool is as large as before."""
    profile = Profile(seconds=1, memory=1024 * MEGABYTE, query_bytes=MEGABYTE, workers=2)
    wide = CROSS.replace("COUNT(*)", "GROUP_CONCAT(CONCAT(STR(?c), STR(?f)))")
    heavy = (CROSS, wide, DEEP, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c")

    async def run() -> list[tuple[str, float]]:
        told = []
        async with Pool(store, BASE, profile) as pool:
            for query in heavy:
                begun = time.monotonic()
                with pytest.raises(Problem) as raised:
                    await pool.ask(Ask(query, "text/csv", None, max_bytes=MEGABYTE), lambda: None)
                told.append((raised.value.kind, time.monotonic() - begun))
                answers = await asyncio.gather(*(pool.ask(Ask(COUNT, "text/csv", None), lambda: None) for _ in range(4)))
                assert {answer.data for answer in answers} == {b"n\r\n150\r\n"}
        return told

    told = asyncio.run(run())
    assert [kind for kind, _ in told][0:3:2] == ["query-too-slow", "query-too-complex"]
    assert {kind for kind, _ in told} <= {"query-too-slow", "query-too-complex", "query-too-heavy"}
    assert max(seconds for _, seconds in told) < 2


def test_an_answer_that_is_cut_off_is_never_taken_for_whole(store: Path) -> None:
    profile = Profile(seconds=1, memory=4096 * MEGABYTE, query_bytes=MEGABYTE, workers=1)

    async def run() -> None:
        async with Pool(store, BASE, profile) as pool:
            answer = await pool.ask(Ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/csv", None), lambda: None)
            assert answer.rest is not None
            with pytest.raises(BrokenAnswerError, match="took more than 1 s"):
                async for _ in answer.rest:
                    pass

    asyncio.run(run())


def test_a_worker_cannot_reach_the_network_even_without_the_check() -> None:
    """The filter alone: sockets, SERVICE, LOAD and programs are refused by the kernel."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        code = f"""
import json, socket, subprocess
import pyoxigraph as ox
from api.confinement import confine
tries = [lambda: socket.socket(), lambda: list(ox.Store().query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")),
         lambda: ox.Store().update("LOAD <{address}>"), lambda: subprocess.run(["true"])]
confine()
for one in tries:
    try:
        one()
        print("done")
    except OSError as error:
        print(type(error).__name__)
"""
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["PermissionError"] * 4
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("head", ["Content-Length: 9999999999", "Content-Length: 50000000\r\nExpect: 100-continue"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: httpx.Client, head: str) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as line:
        line.sendall(f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n{head}\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_headers_without_end_are_refused(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 70_000)
        assert line.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_headers_without_an_end_are_refused(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=4) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".ljust(HEADER_BYTES + 1, b"a"))
        answer = b"".join(iter(lambda: endless.recv(1000), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert client.get("/health/live", headers={"x-long": "a" * (HEADER_BYTES // 2)}).status_code == 200


def test_a_half_sent_request_is_not_waited_for() -> None:
    class Hasty(Patient):
        seconds = 0.5

    async def app(_scope: object, _receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, http=Hasty, lifespan="off", log_level="error"))
    threading.Thread(target=server.run).start()
    while not server.started:
        time.sleep(0.01)
    try:
        whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        for first in (b"", whole):
            for rest in (b"", whole[:-2]):
                with socket.create_connection(("127.0.0.1", port), timeout=4) as slow:
                    slow.sendall(first)
                    assert slow.recv(1000).startswith(b"HTTP/1.1 204") if first else True
                    slow.sendall(rest)
                    begun = time.monotonic()
                    if rest or not first:  # between requests uvicorn waits 5 s
                        assert slow.recv(1000) == b""
                        assert 0.3 < time.monotonic() - begun < 2
    finally:
        server.should_exit = True
