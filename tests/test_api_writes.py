"""Who may write, and what becomes of it: nothing without the token, one writer a store, and all of it kept through crash and rebuild."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import ROOT, TOKEN, filled, free_port, served
from sparql import SHOWN, contents, problem, rows, update, writer_of

from graph.lock import StoreLockedError
from graph.store import Store
from graph.userdata import ProtectedError, Step, write


def test_who_writes_to_the_store_is_told_that_the_service_does(writer: httpx.Client, writable: Path) -> None:
    with pytest.raises(StoreLockedError, match="is being written by process"):
        Store(writable)


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
        os.kill(writer_of(folder), signal.SIGKILL)
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


def test_many_server_processes_share_one_store_and_end_together(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire", 2)
    with served(folder, "--workers", "2", token=TOKEN) as client:
        address = str(client.base_url)
        assert update(client, "INSERT DATA { GRAPH <http://example.org/g> { <a:a> <a:b> 1 } }").status_code == 204
        for killed in (False, True):
            if killed:
                servers = _siblings(writer_of(folder))
                assert len(servers) == 2
                os.kill(servers[0], signal.SIGKILL)
            for _ in range(8):  # new connections, so that both answer
                with httpx.Client(base_url=address, timeout=30) as other:
                    assert rows(other, "SELECT ?o { GRAPH <http://example.org/g> { ?s ?p ?o } }") == [["1"]]
        _until(lambda: len(_siblings(writer_of(folder))) == 2)
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


def test_two_services_do_not_write_to_one_store(writer: httpx.Client, writable: Path) -> None:
    command = [sys.executable, "-m", "wiregraph", "serve", "--store", str(writable), "--port", str(free_port())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "WIREGRAPH_TOKEN": "x"})
    assert done.returncode == 2
    assert "is being written by process" in done.stderr


def test_trusted_queries_are_answered_and_refused_as_others(writable: Path) -> None:
    with served(writable, "--trusted") as client:
        assert rows(client, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a a schema:NewsArticle } }") >= [["5"]]
        assert problem(client.get("/sparql", params={"query": "SELECT"})) == (400, "bad query")
        assert problem(client.get("/sparql", params={"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})) == (403, "refused")
        large = client.get("/sparql", params={"query": "SELECT ?a { ?a ?b ?c . ?d a sem:Event } LIMIT 20000"}, headers={"accept": "text/csv"})
        assert large.text.count("\r\n") == 20_001
    with pytest.raises(AssertionError, match="the server ended"), served(writable, "--trusted", "--public"):
        pass
