"""Writes over HTTP: behind the token, never to what the book derives, kept through crash and rebuild, and refused in every way without the token."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from serving import ROOT, TOKEN, filled, free_port, served
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from graph.lock import StoreLockedError
from graph.store import Store
from graph.userdata import ProtectedError, Step, write

SHOWN = {"authorization": f"Bearer {TOKEN}"}
UPDATE = SHOWN | {"content-type": "application/sparql-update"}
TURTLE_BODY = SHOWN | {"content-type": "text/turtle"}
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'http://example.org/')) }"
STORY = "Police in Kursk said that Alice Archer met Bob Baker at the old town hall on Monday after weeks of talks about the border."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("writes") / "my.wire", 5)


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    with served(store, token=TOKEN) as found:
        yield found


def update(client: httpx.Client, text: str, **parameters: str | list[str]) -> httpx.Response:
    return client.post("/update", content=text, headers=UPDATE, params=parameters)


def rows(client: httpx.Client, query: str) -> list[list[str]]:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return [line.split(",") for line in answer.text.split("\r\n")[1:-1]]


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["title"]


def contents(folder: Path) -> str:
    """A hash of all quads and of the book's tables."""
    with Store(folder) as opened:
        book = [tuple(row) for table in ("articles", "readings", "user_triples", "decisions") for row in opened.book.rows(f"SELECT * FROM {table}")]
        return hashlib.sha256(opened.nquads() + repr(book).encode()).hexdigest()


def test_a_change_is_seen_as_soon_as_it_is_answered(client: httpx.Client) -> None:
    for number in range(3):
        assert update(client, f"INSERT DATA {{ GRAPH <http://example.org/seen> {{ <a:a> <a:b> {number} }} }}").status_code == 204
        assert rows(client, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/seen> { ?s ?p ?o } }") == [[str(number + 1)]]


def test_the_form_does_the_same(client: httpx.Client) -> None:
    text = "INSERT DATA { GRAPH <http://example.org/form> { <a:a> <a:b> 1 } }"
    assert client.post("/update", data={"update": text}, headers=SHOWN).status_code == 204
    assert rows(client, "SELECT ?o { GRAPH <http://example.org/form> { ?s ?p ?o } }") == [["1"]]


def test_operations_of_one_update_see_each_other_and_are_done_together_or_not(client: httpx.Client) -> None:
    done = """INSERT DATA { GRAPH <http://example.org/one> { <a:a> <a:b> 1, 2 } } ;
        DELETE { GRAPH ?g { ?s <a:b> 1 } } INSERT { GRAPH <http://example.org/two> { ?s <a:c> [ <a:d> ?o ] } }
        USING NAMED <http://example.org/one> WHERE { GRAPH ?g { ?s <a:b> ?o } } ; MOVE <http://example.org/two> TO <http://example.org/three>"""
    assert update(client, done).status_code == 204
    pattern = "SELECT ?o { GRAPH <http://example.org/three> { ?s <a:c>/<a:d> ?o } } ORDER BY ?o"
    assert rows(client, pattern) == [["1"], ["2"]]
    assert rows(client, "SELECT ?o { GRAPH <http://example.org/one> { ?s ?p ?o } }") == [["2"]]
    assert problem(update(client, "DROP GRAPH <http://example.org/three> ; CLEAR GRAPH <http://example.org/none>")) == (404, "not found")
    assert rows(client, pattern) == [["1"], ["2"]]


def test_words_and_braces_in_strings_and_comments_mean_nothing(client: httpx.Client) -> None:
    text = """PREFIX graph: <a:> INSERT { GRAPH <http://example.org/words> { graph:x graph:GRAPH '} ; DROP ALL', "?v", \"\"\"{" \"\"\" } # } WHERE
        . } WHERE { FILTER(1 < 2 && 3 > 2) BIND('{' AS ?v) } # ; DROP ALL"""
    assert update(client, text).status_code == 204
    got = rows(client, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/words> { <a:x> <a:GRAPH> ?o } }")
    assert got == [["3"]]


def test_using_graphs_of_the_protocol(client: httpx.Client) -> None:
    update(client, "INSERT DATA { GRAPH <http://example.org/u1> { <a:a> <a:b> 1 } GRAPH <http://example.org/u2> { <a:a> <a:b> 2 } }")
    copy = "INSERT { GRAPH <http://example.org/u3> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert update(client, copy, **{"using-graph-uri": "http://example.org/u2"}).status_code == 204
    assert rows(client, "SELECT ?o { GRAPH <http://example.org/u3> { ?s ?p ?o } }") == [["2"]]
    both = copy.replace("WHERE", "USING <http://example.org/u1> WHERE")
    assert problem(update(client, both, **{"using-graph-uri": "http://example.org/u2"})) == (400, "bad request")


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        "DROP NAMED",
        "DROP SILENT ALL",
        "CLEAR GRAPH <graph/identity>",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { <a:a> <a:b> <a:c> } } WHERE { GRAPH ?g { ?s a schema:NewsArticle } }",
        "DELETE WHERE { GRAPH <graph/relations> { ?s ?p ?o } }",
        "INSERT DATA { GRAPH <article/new> { <a:a> <a:b> <a:c> } }",
        "PREFIX g: <http://localhost:8000/graph/> CREATE SILENT GRAPH g:mine",
        "COPY DEFAULT TO <graph/identity>",
        "MOVE <graph/identity> TO <http://example.org/mine>",
        "WITH <http://localhost:8000/gr\\u0061ph/identity> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_made_from_articles_is_not_written_to(client: httpx.Client, text: str) -> None:
    before = rows(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    answer = update(client, text)
    assert problem(answer) == (403, "protected")
    assert "rebuilt" in answer.json()["detail"] and "your own" in answer.json()["detail"]
    assert rows(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == before


def test_derived_graphs_may_be_copied_from_and_deleting_everywhere_deletes_ones_own(client: httpx.Client) -> None:
    assert update(client, "COPY <graph/relations> TO <http://example.org/mine>").status_code == 204
    sizes = "SELECT ?n { { SELECT (COUNT(*) AS ?n) { GRAPH <graph/relations> { ?s ?p ?o } } } }"
    assert rows(client, sizes) == rows(client, sizes.replace("graph/relations", "http://example.org/mine"))
    assert update(client, "INSERT DATA { <a:a> <a:b> 1 } ; DELETE WHERE { ?s ?p ?o }").status_code == 204
    assert update(client, "DROP GRAPH <http://example.org/mine>").status_code == 204
    assert rows(client, "SELECT * { GRAPH <http://example.org/mine> { ?s ?p ?o } }") == []


def test_nothing_is_fetched_even_when_the_check_is_passed(client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x"
        assert problem(update(client, f"LOAD <{address}>")) == (403, "refused")
        assert problem(update(client, f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")) == (403, "refused")
        assert update(client, f"LOAD SILENT <{address}> INTO GRAPH <http://example.org/loaded>").status_code == 204
        context = json.dumps({"@context": address, "@id": "a:a", "b": "c"})
        answer = client.put("/graphs/loaded", content=context, headers=SHOWN | {"content-type": "application/ld+json"})
        assert problem(answer) == (400, "bad data")
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
        answer = client.put("/graphs/loaded", content=entity, headers=SHOWN | {"content-type": "application/rdf+xml"})
        assert problem(answer) == (400, "bad data")
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("INSERT", (400, "bad update")),
        ("SELECT * { ?s ?p ?o }", (400, "bad update")),
        ("INSERT DATA { ?s <a:b> 1 }", (400, "bad update")),
        ("CREATE GRAPH <http://example.org/made> ; CREATE GRAPH <http://example.org/made>", (409, "conflict")),
        ("INSERT {} WHERE {" + "{" * 5000 + "}" * 5000 + "}", (422, "query too complex")),
    ],
)
def test_bad_updates_are_told_what_is_wrong_and_cost_nobody_else(client: httpx.Client, text: str, told: tuple[int, str]) -> None:
    assert problem(update(client, text)) == told
    assert update(client, "INSERT DATA { GRAPH <http://example.org/after> { <a:a> <a:b> 1 } }").status_code == 204


def test_graphs_by_name_by_address_and_without_a_name(client: httpx.Client) -> None:
    one = {"graph": "http://example.org/gsp"}
    assert client.put("/graphs", params=one, content="<> <a:b> [ <a:c> 1 ] .", headers=TURTLE_BODY).status_code == 201
    assert client.put("/graphs", params=one, content="<> <a:b> [ <a:c> 2 ] .", headers=TURTLE_BODY).status_code == 204
    got = client.get("/graphs", params=one, headers=SHOWN | {"accept": "application/n-triples"})
    assert got.text.count("<http://example.org/gsp> <a:b> _:") == 1 and '<a:c> "2"^^' in got.text
    assert client.post("/graphs/notes/today", content="<> <a:b> 1 .", headers=TURTLE_BODY).status_code == 201
    assert client.post("/graphs/notes/today", content="<> <a:b> 2 .", headers=TURTLE_BODY).status_code == 204
    assert rows(client, "SELECT ?o { GRAPH <graphs/notes/today> { <graphs/notes/today> <a:b> ?o } } ORDER BY ?o") == [["1"], ["2"]]
    head = client.head("/graphs/notes/today", headers=SHOWN)
    assert (head.status_code, head.content) == (200, b"")
    made = client.post("/graphs", content="<a:a> <a:b> 1 .", headers=TURTLE_BODY)
    assert made.status_code == 201
    assert client.get("/graphs", params={"graph": made.headers["location"]}, headers=SHOWN).status_code == 200
    assert client.delete("/graphs/notes/today", headers=SHOWN).status_code == 204
    assert problem(client.delete("/graphs/notes/today", headers=SHOWN)) == (404, "not found")
    assert problem(client.get("/graphs/notes/today", headers=SHOWN)) == (404, "not found")


def test_several_files_of_one_form(client: httpx.Client) -> None:
    files = [
        ("a", ("a.ttl", "<> <a:b> 1 .", "text/turtle")),
        ("b", ("b.nt", "<a:a> <a:b> <a:c> .\n", "application/n-triples")),
    ]
    assert client.put("/graphs?graph=http://example.org/form2", files=files, headers=SHOWN).status_code == 201
    assert rows(client, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/form2> { ?s <a:b> ?o } }") == [["2"]]


@pytest.mark.parametrize(
    ("method", "path", "content", "media", "told"),
    [
        ("PUT", "/graphs?graph=http://localhost:8000/graph/identity", "", "text/turtle", (403, "protected")),
        ("DELETE", "/graphs?graph=http://localhost:8000/graph/identity", "", "text/turtle", (403, "protected")),
        ("PUT", "/graphs?graph=no", "", "text/turtle", (400, "bad request")),
        ("PUT", "/graphs?graph=a:a&default", "", "text/turtle", (400, "bad request")),
        ("PUT", "/graphs/x", "<a:a>", "text/turtle", (400, "bad data")),
        ("PUT", "/graphs/x", "<a:a> <a:b> <a:c> <a:d> .", "application/n-quads", (400, "bad data")),
        ("PUT", "/graphs/x", "x", "multipart/form-data; boundary=y", (400, "bad data")),
        ("PUT", "/graphs/x", "x", "image/png", (415, "bad media type")),
        ("GET", "/graphs", "", "text/turtle", (400, "bad request")),
    ],
)
def test_what_graphs_are_not(client: httpx.Client, method: str, path: str, content: str, media: str, told: tuple[int, str]) -> None:
    assert problem(client.request(method, path, content=content, headers=SHOWN | {"content-type": media})) == told


def test_who_writes_to_the_store_is_told_that_the_service_does(client: httpx.Client, store: Path) -> None:
    with pytest.raises(StoreLockedError, match="is being written by process"):
        Store(store)


def test_without_the_token_nothing_is_written_by_any_verb_or_trick(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 2)
    with Store(folder) as opened:
        write(opened.book, opened.graph, [Step("add", "http://example.org/x", '<a:a> <a:b> "c"')], opened.iris.base)
        opened.checkpoint()
    before = contents(folder)
    insert = "INSERT DATA { <a:a> <a:b> <a:c> }"
    wrong = [
        {}, {"authorization": "Bearer"}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}, {"authorization": TOKEN},
        {"authorization": f"Bearer {TOKEN}x"}, {"authorization": f"Bearer {TOKEN[:-1]}"}, {"x-authorization": f"Bearer {TOKEN}"},
        {"cookie": f"token={TOKEN}"}, {"x-http-method-override": "PUT"}, {"x-forwarded-for": "127.0.0.1"},
    ]  # fmt: skip
    for token, refused in ((TOKEN, {307, 400, 401, 404, 405, 415}), (None, {307, 400, 403, 404, 405, 415})):
        with served(folder, token=token) as client:
            for headers in wrong if token else [*wrong, SHOWN]:
                for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "LOCK"):
                    for path in ("/update", "/graphs?default", "/graphs/x", "/articles", "/sparql", "/graphs", "/update/", "/jobs/x"):
                        sent = {"content-type": "application/sparql-update", **headers}
                        answer = client.request(method, path, content=insert, headers=sent, params={} if "?" in path else {"token": TOKEN})
                        reads = path == "/sparql" and method in ("GET", "HEAD")
                        assert reads or answer.status_code in refused, (method, path, headers, answer.status_code)
            for query in (insert, "DROP ALL", "SELECT * {} ; " + insert, "ASK {} INSERT {} WHERE {}"):
                assert client.get("/sparql", params={"query": query}).status_code == 400
                assert client.post("/sparql", data={"query": query}).status_code == 400
                assert client.post("/sparql", data={"update": query}).status_code == 400
                assert client.post("/update", data={"update": query}).status_code in (401, 403)
    assert contents(folder) == before


def test_what_the_user_wrote_outlives_a_killed_writer_and_a_rebuild(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 2)
    with served(folder, token=TOKEN) as client:
        assert update(client, "INSERT DATA { <a:a> <a:b> [ <a:c> '1' ] . GRAPH <http://example.org/g> { <a:a> <a:b> 01 } }").status_code == 204
        assert update(client, "CREATE GRAPH <http://example.org/empty>").status_code == 204
        os.kill(_writer_of(folder), signal.SIGKILL)
        assert update(client, "DELETE DATA { GRAPH <http://example.org/g> { <a:a> <a:b> 1 } }").status_code == 204
        assert update(client, "INSERT DATA { GRAPH <http://example.org/g> { <a:a> <a:d> 2 } }").status_code == 204
    before = contents(folder)
    command = [sys.executable, "-m", "wiregraph", "rebuild", "--store", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert contents(folder) == before
    with Store(folder) as opened:
        own = [quad for quad in opened.graph if "localhost" not in str(quad.graph_name)]
        assert len(own) == 3 and len([quad for quad in own if isinstance(quad.subject, ox.BlankNode)]) == 1
        assert opened.graph.contains_named_graph(ox.NamedNode("http://example.org/empty"))
        opened.rebuild()
    assert contents(folder) == before
    assert (
        subprocess.run([*command[:-3], "verify", "--store", str(folder)], cwd=ROOT, capture_output=True, check=True).stdout
        == b"The store is sound.\n"
    )


def _writer_of(folder: Path) -> int:
    return int((folder / "writer.lock").read_text())


def test_a_change_that_only_the_book_has_enters_the_graph_at_the_next_start(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 2)
    with Store(folder) as opened:
        opened.book.change([
            ("INSERT INTO unsettled VALUES ('user graphs')", ()),
            ("INSERT INTO user_graphs VALUES ('http://example.org/g')", ()),
            ("INSERT INTO user_triples VALUES ('http://example.org/g', '<a:a> <a:b> \"c\"')", ()),
        ])  # fmt: skip
    with Store(folder) as opened:
        assert '<a:a> <a:b> "c" <http://example.org/g> .\n' in opened.nquads().decode()
        with pytest.raises(ProtectedError, match="rebuilt from the articles"):
            write(opened.book, opened.graph, [Step("drop", "http://localhost:8000/graph/identity")], opened.iris.base)


def test_what_users_write_does_not_change_what_is_derived(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 3)
    with Store(folder) as opened:
        relations = set(opened.graph.quads_for_pattern(None, None, None, opened.iris("graph/relations")))
        event = """INSERT DATA { GRAPH <a:mine> { <a:e> wg:status wg:Happened ; wg:quad plv:MaterialConflict ; wg:score -9.0 ;
            wg:actor <actor/a> ; wg:recipient <actor/b> } }"""
        with served(tmp_path / "other.wire", token=TOKEN) as client:
            assert update(client, event).status_code == 204
        with Store(tmp_path / "other.wire") as other:
            write(opened.book, opened.graph, [Step("add", "a:mine", str(quad.triple)) for quad in other.graph], opened.iris.base)
        opened.reindex()
        assert set(opened.graph.quads_for_pattern(None, None, None, opened.iris("graph/relations"))) == relations


def test_articles_are_read_and_their_jobs_followed(client: httpx.Client) -> None:
    text = f"Two meet in Kursk\n\n{STORY} " * 3
    jobs = [
        client.post("/articles", content=text, headers=SHOWN | {"content-type": "text/plain"}),
        client.post("/articles", json={"text": STORY * 2 + " Today.", "headline": "Talks", "published": "2025-03-04"}, headers=SHOWN),
        client.post("/articles", content="too short", headers=SHOWN | {"content-type": "text/plain"}),
        client.post("/articles", json={"text": f"{STORY * 2} KILL"}, headers=SHOWN),
        client.post("/articles", json={"url": "http://127.0.0.1:9/x"}, headers=SHOWN),
    ]
    assert {job.status_code for job in jobs} == {202}
    stored, dated, short, killed, address = [_finished(client, job.headers["location"]) for job in jobs]
    assert [one["state"] for one in (stored, dated, short, killed, address)] == ["stored", "stored", "refused", "quarantined", "refused"]
    assert client.get(stored["articles"][0]["address"], headers={"accept": "application/json"}).status_code == 200
    dates = rows(client, f"SELECT ?d {{ <{dated['articles'][0]['address'].removeprefix('/')}> schema:datePublished ?d }}")
    assert dates[0][0].startswith("2025-03-04")
    assert short["reason"].startswith("too-short: ")
    assert "SIGKILL" in killed["reason"]
    assert address["reason"].startswith("address: ")
    again = client.post("/articles", content=text, headers=SHOWN | {"content-type": "text/plain"})
    assert _finished(client, again.headers["location"])["articles"][0] == {**stored["articles"][0], "fate": "unchanged"}


def _finished(client: httpx.Client, address: str) -> dict[str, object]:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        answer = client.get(address, headers=SHOWN)
        if answer.json()["state"] not in ("waiting", "reading"):
            return answer.json()  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise TimeoutError(answer.text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"json": {"no": 1}}, (400, "bad request")),
        ({"json": {"url": "file:///etc/passwd"}}, (400, "bad request")),
        ({"json": {"url": "http://x/ y"}}, (400, "bad request")),
        ({"json": {"html": "<p>x", "published": "2025-01-01"}}, (400, "bad request")),
        ({"json": [1]}, (400, "bad request")),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, (400, "bad request")),
        ({"content": b"%PDF", "headers": {"content-type": "application/pdf"}}, (415, "bad media type")),
        ({"content": b" ", "headers": {"content-type": "text/plain"}}, (400, "bad request")),
        ({"content": b"x" * (11 << 20), "headers": {"content-type": "text/plain"}}, (413, "body too large")),
    ],
)
def test_what_is_no_article(client: httpx.Client, body: dict[str, object], told: tuple[int, str]) -> None:
    assert problem(client.post("/articles", **{**body, "headers": {**SHOWN, **body.get("headers", {})}})) == told  # type: ignore[arg-type,dict-item]


def test_the_endpoint_says_where_updates_go(client: httpx.Client) -> None:
    told = client.get("/sparql", headers={"accept": "application/n-triples"}).text
    address = str(client.base_url).rstrip("/")
    assert f"<{address}/update> <http://www.w3.org/ns/sparql-service-description#endpoint> <{address}/update>" in told


def test_jobs_need_the_token(client: httpx.Client) -> None:
    assert problem(client.get("/jobs/" + "0" * 32, headers=SHOWN)) == (404, "not found")
    assert problem(client.get("/jobs/..%2f..%2fbook.sqlite", headers=SHOWN)) == (404, "not found")
    assert problem(client.get("/jobs/" + "0" * 32)) == (401, "unauthorized")


def test_clients_that_others_wrote(client: httpx.Client) -> None:
    address = str(client.base_url).rstrip("/")
    writer = SPARQLWrapper(f"{address}/sparql", f"{address}/update")
    writer.addCustomHttpHeader("Authorization", SHOWN["authorization"])
    writer.setMethod(POST)
    writer.setQuery("INSERT DATA { GRAPH <http://example.org/wrapper> { <a:a> <a:b> 'é' } }")
    writer.query()
    reader = SPARQLWrapper(f"{address}/sparql", returnFormat=JSON)
    reader.setQuery("SELECT ?o { GRAPH <http://example.org/wrapper> { ?s ?p ?o } }")
    assert reader.queryAndConvert()["results"]["bindings"] == [{"o": {"type": "literal", "value": "é"}}]
    reader.setReturnFormat(TURTLE)
    reader.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://example.org/wrapper> { ?s ?p ?o } }")
    assert "é" in reader.queryAndConvert().decode()
    remote = rdflib.ConjunctiveGraph(SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", headers=dict(SHOWN), returnFormat="json"))
    graph = remote.get_context(rdflib.URIRef("http://example.org/rdflib"))
    graph.add((rdflib.URIRef("a:a"), rdflib.URIRef("a:b"), rdflib.Literal("c", lang="en")))
    assert [tuple(map(str, triple)) for triple in graph] == [("a:a", "a:b", "c")]


def test_many_server_processes_share_one_store_and_end_together(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 2)
    with served(folder, "--workers", "2", token=TOKEN) as client:
        address = str(client.base_url)
        assert update(client, "INSERT DATA { GRAPH <http://example.org/g> { <a:a> <a:b> 1 } }").status_code == 204
        for killed in (False, True):
            if killed:
                servers = _siblings(_writer_of(folder))
                assert len(servers) == 2
                os.kill(servers[0], signal.SIGKILL)
            for _ in range(8):  # new connections, so that both answer
                with httpx.Client(base_url=address, timeout=30) as other:
                    assert rows(other, "SELECT ?o { GRAPH <http://example.org/g> { ?s ?p ?o } }") == [["1"]]
        _until(lambda: len(_siblings(_writer_of(folder))) == 2)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    Store(folder).close()


def _siblings(process: int) -> list[int]:
    parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split() if int(child) != process]


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_two_services_do_not_write_to_one_store(client: httpx.Client, store: Path) -> None:
    command = [sys.executable, "-m", "wiregraph", "serve", "--store", str(store), "--port", str(free_port())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "WIREGRAPH_TOKEN": "x"})
    assert done.returncode == 2
    assert "is being written by process" in done.stderr


def test_trusted_queries_are_answered_and_refused_as_others(store: Path) -> None:
    with served(store, "--trusted") as client:
        assert rows(client, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a a schema:NewsArticle } }") >= [["5"]]
        assert problem(client.get("/sparql", params={"query": "SELECT"})) == (400, "bad query")
        assert problem(client.get("/sparql", params={"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})) == (403, "refused")
        large = client.get("/sparql", params={"query": "SELECT ?a { ?a ?b ?c . ?d a sem:Event } LIMIT 20000"}, headers={"accept": "text/csv"})
        assert large.text.count("\r\n") == 20_001
    with pytest.raises(AssertionError, match="the server ended"), served(store, "--trusted", "--public"):
        pass
