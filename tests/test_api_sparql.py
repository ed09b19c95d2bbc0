"""The SPARQL protocol as clients use it: ways to ask, formats, datasets, bounds; nobody gets out, and nobody takes the server down."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import uvicorn
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import ROOT, filled, free_port, served

from api.budgets import Budgets
from api.frames import Ask
from api.pool import BrokenAnswerError, Pool
from api.problems import Problem
from api.profiles import MEGABYTE, PUBLIC, Profile
from api.serving import HEADER_BYTES, Patient
from graph.store import Store
from graph.terms import BASE, PREFIXES

COUNT = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a sem:Event }"
ARTICLE = "SELECT ?g { GRAPH ?g { ?g a schema:NewsArticle } } ORDER BY ?g LIMIT 1"
DEEP = "SELECT * {" + "{" * 3500 + "}" * 3500 + "}"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("sparql") / "my.wire")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    with served(store) as found:
        yield found


def ask(client: httpx.Client, query: str, accept: str = "application/sparql-results+json", **more: str | list[str]) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


def number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    ((row),) = answer.json()["results"]["bindings"]
    return int(row["n"]["value"])


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, str(body["title"])


def test_three_ways_to_ask_give_the_same(client: httpx.Client) -> None:
    got = ask(client, COUNT)
    form = client.post("/sparql", data={"query": COUNT})
    direct = client.post("/sparql", content=COUNT, headers={"content-type": "application/sparql-query; charset=utf-8"})
    assert got.json() == form.json() == direct.json()
    assert number(got) == 150


@pytest.mark.parametrize(
    ("accept", "media", "begin"),
    [
        ("*/*", "application/sparql-results+json", b'{"head":{"vars":["n"]}'),
        ("application/json", "application/json", b'{"head"'),
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n150\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n150\n"),
        ("application/sparql-results+xml;q=0.5, text/csv;q=0.4", "application/sparql-results+xml", b'<?xml version="1.0"?>'),
        ("text/csv;q=0.1, */*;q=0.9", "application/sparql-results+json", b"{"),
        ("text/*", "text/csv; charset=utf-8", b"n\r\n"),
        ("application/sparql-results+json;q=0, application/*", "application/sparql-results+xml", b"<?xml"),
    ],
)
def test_rows_come_as_the_client_likes_them_best(client: httpx.Client, accept: str, media: str, begin: bytes) -> None:
    answer = ask(client, COUNT, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.content.startswith(begin)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("media", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_triples_come_in_each_syntax(client: httpx.Client, store: Path, media: str, syntax: ox.RdfFormat) -> None:
    query = "CONSTRUCT WHERE { ?who skos:prefLabel ?name }"
    answer = ask(client, query, media)
    assert answer.headers["content-type"].startswith(media)
    with Store(store) as opened:
        wanted = {str(triple) for triple in opened.graph.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    assert {str(quad.triple) for quad in ox.parse(answer.content, syntax)} == wanted


def test_yes_and_no(client: httpx.Client) -> None:
    assert ask(client, "ASK { ?e a sem:Event }").json()["boolean"] is True
    assert b"<boolean>false</boolean>" in ask(client, "ASK { ?e a wg:Nothing }", "application/sparql-results+xml").content


def test_a_query_without_a_dataset_sees_all_graphs_and_one_with_it_only_those(client: httpx.Client) -> None:
    graph = ask(client, ARTICLE).json()["results"]["bindings"][0]["g"]["value"]
    assert number(ask(client, COUNT)) == 150
    assert number(ask(client, COUNT, **{"default-graph-uri": graph})) == 5
    assert number(ask(client, COUNT.replace("{", f"FROM <{graph}> {{", 1))) == 5
    assert number(ask(client, COUNT, **{"named-graph-uri": graph})) == 0
    inside = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?e a sem:Event } }"
    assert number(ask(client, inside)) == 30
    assert number(ask(client, inside, **{"named-graph-uri": graph})) == 1
    assert number(ask(client, inside, **{"default-graph-uri": graph})) == 0


def test_stored_default_graph(store: Path) -> None:
    with served(store, "--default-graph", "stored") as client:
        assert number(ask(client, COUNT)) == 0


@pytest.mark.parametrize(
    ("parameters", "status", "title"),
    [
        ({"query": "SELECT"}, 400, "bad query"),
        ({"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}, 400, "bad query"),
        ({"query": "LOAD <http://127.0.0.1/>"}, 400, "bad query"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, 403, "refused"),
        ({"query": "SELECT * { \\u0053ervice SILENT ?x { ?s ?p ?o } }"}, 403, "refused"),
        ({"query": "SELECT * FROM <http://127.0.0.1:1/x.ttl> { ?s ?p ?o }"}, 403, "refused"),
        ({"query": ["ASK {}", "ASK {}"]}, 400, "bad request"),
        ({"update": "CLEAR ALL"}, 400, "bad request"),
        ({"query": "ASK {}", "default-graph-uri": "no iri"}, 400, "bad request"),
    ],
)
def test_what_cannot_be_answered_is_told_why(client: httpx.Client, parameters: dict[str, str], status: int, title: str) -> None:
    assert problem(client.get("/sparql", params=parameters)) == (status, title)


def test_words_that_only_look_like_service_are_no_service(client: httpx.Client) -> None:
    query = 'PREFIX service: <http://x/> SELECT ?service { ?service ?p "SERVICE" . ?s service:SERVICE <http://x/SERVICE> } # SERVICE'
    assert ask(client, query).json()["results"]["bindings"] == []


def test_bad_requests(client: httpx.Client) -> None:
    assert problem(client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"})) == (415, "bad media type")
    assert problem(client.post("/sparql", content=b"\xff\xfe", headers={"content-type": "application/sparql-query"})) == (400, "bad request")
    assert problem(client.get("/sparql?query=%ff")) == (400, "bad request")
    assert problem(client.post("/sparql", data={"wrong": "ASK {}"})) == (400, "bad request")
    assert problem(client.put("/sparql", content="ASK {}")) == (405, "bad method")
    assert problem(ask(client, "ASK {}", "image/png")) == (406, "not acceptable")
    assert problem(ask(client, "CONSTRUCT WHERE {?s ?p ?o}", "text/csv")) == (406, "not acceptable")
    assert problem(client.get("/nowhere")) == (404, "not found")


def test_the_endpoint_describes_itself(client: httpx.Client) -> None:
    turtle = client.get("/sparql", headers={"accept": "text/turtle"})
    space = "http://www.w3.org/ns/sparql-service-description#"
    triples = {(quad.predicate.value, str(quad.object)) for quad in ox.parse(turtle.content, ox.RdfFormat.TURTLE)}
    assert (space + "feature", f"<{space}UnionDefaultGraph>") in triples
    assert (space + "endpoint", f"<{client.base_url}/sparql>".replace("//sparql", "/sparql")) in triples
    assert "<textarea" in client.get("/sparql", headers={"accept": "text/html"}).text


def test_large_answers_are_streamed_whole(client: httpx.Client) -> None:
    answer = ask(client, "SELECT ?d { ?a ?b ?c . ?d a sem:Event } LIMIT 50000", "text/csv")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.content.count(b"http://localhost:8000/event/") == 50_000


def test_a_query_sees_what_the_last_checkpoint_has(store: Path, client: httpx.Client, tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 3)
    with served(folder) as other:
        assert number(ask(other, COUNT)) == 15
        filled(folder, 4)
        assert number(ask(other, COUNT)) == 20


def test_a_broken_worker_costs_its_own_query_only(client: httpx.Client) -> None:
    for _ in range(3):
        assert problem(client.post("/sparql", data={"query": DEEP})) == (422, "query too complex")
        assert number(ask(client, COUNT)) == 150


def test_the_public_profile_has_bounds(store: Path) -> None:
    with served(store, "--public") as client:
        assert problem(ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10001")) == (422, "answer too large")
        for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
            assert ask(client, "SELECT * { ?a a ?c . ?d a ?f } LIMIT 10000", accept).status_code == 200
            assert problem(ask(client, "SELECT * { ?a a ?c . ?d a ?f } LIMIT 10001", accept)) == (422, "answer too large")
        assert problem(ask(client, "CONSTRUCT { ?a wg:x ?b } { ?a a ?c . ?b a ?f }", "text/turtle")) == (422, "answer too large")
        assert problem(client.post("/sparql", data={"query": "ASK {} #" + "x" * 8192})) == (413, "query too long")


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


def test_a_client_with_two_queries_under_way_is_told_when_to_come_back(store: Path) -> None:
    with served(store, "--public") as client, ThreadPoolExecutor() as threads:
        statuses = [one.result(timeout=60) for one in [threads.submit(client.post, "/sparql", data={"query": CROSS}) for _ in range(5)]]
        late = [answer for answer in statuses if answer.status_code == 429]
        assert len(late) >= 3 and {answer.headers["retry-after"] for answer in late} <= {str(seconds) for seconds in range(1, 30)}
        assert {problem(answer) for answer in statuses} <= {(429, "too many requests"), (504, "query too slow"), (422, "query too heavy")}


@pytest.mark.parametrize("head", ["Content-Length: 9999999999", "Content-Length: 50000000\r\nExpect: 100-continue"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: httpx.Client, head: str) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as line:
        line.sendall(f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n{head}\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_headers_without_end_are_refused(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 70_000)
        assert line.recv(1000).startswith(b"HTTP/1.1 400 ")


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
    profile = Profile(seconds=1, memory=1024 * MEGABYTE, query_bytes=MEGABYTE, workers=1)

    async def run() -> None:
        async with Pool(store, BASE, profile) as pool:
            answer = await pool.ask(Ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/csv", None), lambda: None)
            assert answer.rest is not None
            with pytest.raises(BrokenAnswerError, match="took more than 1 s"):
                async for _ in answer.rest:
                    pass

    asyncio.run(run())


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


def test_rdflib_asks_as_of_any_endpoint(client: httpx.Client) -> None:
    address = str(client.base_url).rstrip("/") + "/sparql"
    remote = rdflib.Graph(SPARQLStore(address, returnFormat="json"))
    assert [int(row[0]) for row in remote.query("PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> " + COUNT)] == [150]  # type: ignore[index,arg-type]


def test_other_origins_may_ask(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


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


def test_headers_without_an_end_are_refused(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=4) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".ljust(HEADER_BYTES + 1, b"a"))
        answer = b"".join(iter(lambda: endless.recv(1000), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert client.get("/health/live", headers={"x-long": "a" * (HEADER_BYTES // 2)}).status_code == 200


def test_the_description_of_the_interface_is_there(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/search", "/actor/{key}", "/actor/{key}/connections", "/event", "/health"} <= paths.keys()
    assert json.dumps(paths["/sparql"]["post"]).count("application/sparql-query") == 1
