"""The SPARQL protocol as clients use it: ways to ask, formats, datasets, and refusals that say why."""

import json
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import filled, served
from sparql import COUNT, ask, number, problem

from graph.store import Store
from graph.terms import PREFIXES

ARTICLE = "SELECT ?g { GRAPH ?g { ?g a schema:NewsArticle } } ORDER BY ?g LIMIT 1"


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


def test_rdflib_asks_as_of_any_endpoint(client: httpx.Client) -> None:
    address = str(client.base_url).rstrip("/") + "/sparql"
    remote = rdflib.Graph(SPARQLStore(address, returnFormat="json"))
    assert [int(row[0]) for row in remote.query("PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> " + COUNT)] == [150]  # type: ignore[index,arg-type]


def test_other_origins_may_ask(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_description_of_the_interface_is_there(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/search", "/actor/{key}", "/actor/{key}/connections", "/event", "/health"} <= paths.keys()
    assert json.dumps(paths["/sparql"]["post"]).count("application/sparql-query") == 1
