"""Clients that nobody here wrote: a real browser, Comunica. And no name, however hostile, becomes anything but text."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import chromium
import httpx
import pytest
from hostile_names import NAMES
from serving import filled, served

from graph.literals import clean
from graph.names import tokens
from graph.records import Article, Entity, Event, Mention, Reading, Role
from graph.store import Store
from graph.terms import BASE
from graph.view import View

COMUNICA = chromium.HERE / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
needs_chromium = pytest.mark.skipif(not chromium.found(), reason="there is no chromium: apt-get install chromium")
needs_comunica = pytest.mark.skipif(not COMUNICA.exists(), reason="tests/browser/node_modules is missing: npm ci --prefix tests/browser")
FETCH = """async address => {
  const answer = await fetch(address, {headers: {accept: "application/json", "x-request-id": "from-a-page"}});
  return [answer.status, answer.headers.get("etag"), answer.headers.get("x-request-id"), await answer.json()];
}"""
POSTED = """async address => {
  const body = new URLSearchParams({query: "SELECT (COUNT(*) AS ?n) { ?e a sem:Event }"});
  const answer = await fetch(address, {method: "POST", body, headers: {accept: "application/sparql-results+json"}});
  return (await answer.json()).results.bindings[0].n.value;
}"""
# Each page in a frame of its own, with all its scripts at work and without the server's policy: what of its elements we never write, and its texts.
FRAMED = """paths => Promise.all(paths.map(async path => {
  const frame = document.createElement("iframe");
  frame.srcdoc = await (await fetch("/" + path, {headers: {accept: "text/html"}})).text();
  document.body.append(frame);
  await new Promise(loaded => frame.onload = loaded);
  const all = [...frame.contentDocument.querySelectorAll("*")];
  const foreign = all.filter(e => e.matches("script, iframe, object, embed, img, style, base, meta[http-equiv], template")
    || [...e.attributes].some(a => a.name.startsWith("on")) || /^(?!https?:|about:srcdoc)/.test(e.href?.baseVal ?? e.href ?? e.action ?? "http:"));
  const texts = all.filter(e => e.localName === "bdi").map(e => e.textContent).join("\\n");
  frame.remove();
  return [path, foreign.map(e => e.outerHTML), [texts]];
}))"""
FRAMES = 25


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served(filled(tmp_path_factory.mktemp("browsed") / "my.wire")) as found:
        yield found


@contextmanager
def browser(**options: Any) -> Iterator[Any]:
    """A page that reaches this machine only; a request to elsewhere fails the test, and so does a script that calls `pwned` or opens a dialog."""
    from playwright.sync_api import sync_playwright

    wrong: list[str] = []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.found(), args=[*chromium.SWITCHES])
        try:
            page = opened.new_context(**options).new_page()
            page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("http://127.0.0.1:") else None)
            page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
            page.expose_function("pwned", lambda: wrong.append("a script ran"))
            yield page
        finally:
            opened.close()
    assert wrong == []


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """Another origin: a folder served at another port."""
    (folder / "index.html").write_text("<!doctype html><title>elsewhere</title>")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@needs_chromium
def test_a_page_of_another_origin_may_fetch(client: httpx.Client, tmp_path: Path) -> None:
    with elsewhere(tmp_path) as origin, browser() as page:
        page.goto(origin)
        status, etag, identity, found = page.evaluate(FETCH, f"{client.base_url}/search?q=putin".replace("//search", "/search"))
        assert (status, identity, found["items"][0]["label"]) == (200, "from-a-page", "Vladimir Putin") and etag.startswith("W/")
        assert page.evaluate(POSTED, f"{str(client.base_url).rstrip('/')}/sparql") == "150"


@needs_chromium
@pytest.mark.parametrize("width", [360, 1200])
def test_pages_fit_the_window_and_name_their_parts(client: httpx.Client, width: int) -> None:
    with browser(viewport={"width": width, "height": 800}) as page:
        for address in ("actor/vladimir-putin", "place/538560", "event", "search?q=p", "paths?from=putin&to=merkel&status=any", "sparql", ""):
            page.goto(f"{str(client.base_url).rstrip('/')}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert page.evaluate("[document.documentElement.lang, document.querySelectorAll('h1').length, !!document.title]") == ["en", 1, True]
            assert page.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')].every(e => e.labels.length || e.ariaLabel)"
            )
            assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # the style sheet has come


@needs_comunica
def test_comunica_asks_with_the_protocol(client: httpx.Client) -> None:
    query = """PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name (COUNT(DISTINCT ?event) AS ?events) WHERE { ?event sem:hasActor ?who . ?who skos:prefLabel ?name }
        GROUP BY ?name ORDER BY DESC(?events) ?name LIMIT 3"""
    command = ["node", COMUNICA, f"sparql@{str(client.base_url).rstrip('/')}/sparql", query, "-t", "application/json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    wanted = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"}).json()["results"]["bindings"]
    found = [{name: value.split('"')[1] for name, value in row.items()} for row in json.loads(done.stdout)]
    assert found == [{name: value["value"] for name, value in row.items()} for row in wanted] and len(found) == 3


def story(name: str) -> tuple[Article, Reading]:
    """An organization of this name did something, and the headline has it too."""
    text = f"Report\n\n{name} met the Council."
    begin, council = 8, text.rindex("the Council")
    end = begin + len(name)
    who = (
        Entity("organization", name, (Mention(begin, end, "name"),), True),
        Entity("organization", "Council of Elders", (Mention(council, council + 11, "name"),), True, country="FRA"),
    )
    roles = Role("actor", 0, begin, end), Role("recipient", 1, council, council + 11)
    event = Event(end + 1, end + 4, "meet", f"{name} met the Council", "happened", 0.9, (begin, len(text)), "CONSULT", None, (), roles)
    article = Article(text, headline=name, published="2025-05-05", url=name, publisher=None, author=name)
    return article, Reading(article.id, "hand 1", who, (event,))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "my.wire"
    with Store(folder) as store:
        for name in NAMES:
            store.add(*story(name))
        store.settle()
        store.checkpoint()
    return folder


@pytest.fixture(scope="module")
def known(hostile: Path) -> dict[str, str]:
    """By name as the graph has it the path of who bears it."""
    query = """SELECT ?who ?name { GRAPH ?article { ?event wg:actor ?who } GRAPH ?register { ?who skos:prefLabel|skos:altLabel ?name } }"""
    rows = View.open(hostile).query(query)
    return {row["name"].value: row["who"].value.removeprefix(BASE) for row in rows}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def stormed(hostile: Path) -> Iterator[httpx.Client]:
    with served(hostile) as found:
        yield found


def test_there_are_many_hostile_names_and_all_are_stored(known: dict[str, str]) -> None:
    assert len(NAMES) >= 150
    assert [name for name in NAMES if clean(name) not in known] == []


def test_hostile_names_are_looked_up_and_come_back_as_they_were(stormed: httpx.Client, known: dict[str, str]) -> None:
    for name in map(clean, NAMES):
        told = stormed.get(f"/{known[name]}", headers={"accept": "application/json"}).json()
        assert name in (told["label"], *told["facts"].get("skos:altLabel", ()))
        assert stormed.get(f"/{known[name]}/connections", headers={"accept": "text/html"}).status_code == 200
        if tokens(name) and len(name) <= 200:
            found = stormed.get("/search", params={"q": name, "limit": 1000}, headers={"accept": "application/json"})
            assert found.status_code == 200 and f"{BASE}{known[name]}" in {one["iri"] for one in found.json()["items"]}, name


@needs_chromium
def test_hostile_names_are_text_in_a_browser(stormed: httpx.Client, known: dict[str, str]) -> None:
    headlines = [(one["a"]["value"].removeprefix(BASE), one["h"]["value"]) for one in _rows(stormed, "SELECT ?a ?h { ?a schema:headline ?h }")]
    lists = [("event?limit=1000", "$(reboot)"), ("search?q=%22%3E%3Cscript%3Epwned()%3C%2Fscript%3E", "Search"), ("paths?from=council&to=null", "")]
    shown = [*((path, name) for name, path in known.items()), *headlines[::4], *lists]
    with browser(bypass_csp=True) as page:
        page.goto(f"{str(stormed.base_url).rstrip('/')}/problems")
        for begin in range(0, len(shown), FRAMES):
            for path, foreign, isolated in page.evaluate(FRAMED, [path for path, _ in shown[begin : begin + FRAMES]]):
                assert foreign == [], path
                assert not (missing := [name for known_path, name in shown if known_path == path and name not in isolated[0]]), missing


def _rows(client: httpx.Client, query: str) -> list[dict[str, dict[str, str]]]:
    answer = client.post("/sparql", data={"query": query}, headers={"accept": "application/sparql-results+json"})
    return list(answer.json()["results"]["bindings"])
