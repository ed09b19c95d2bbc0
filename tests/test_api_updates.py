"""SPARQL Update over HTTP: done whole or not at all, seen at once, never to what the book derives, and fetching nothing."""

import json
import socket

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from sparql import SHOWN, problem, rows, update
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper


def test_a_change_is_seen_as_soon_as_it_is_answered(writer: httpx.Client) -> None:
    for number in range(3):
        assert update(writer, f"INSERT DATA {{ GRAPH <http://example.org/seen> {{ <a:a> <a:b> {number} }} }}").status_code == 204
        assert rows(writer, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/seen> { ?s ?p ?o } }") == [[str(number + 1)]]


def test_the_form_does_the_same(writer: httpx.Client) -> None:
    text = "INSERT DATA { GRAPH <http://example.org/form> { <a:a> <a:b> 1 } }"
    assert writer.post("/update", data={"update": text}, headers=SHOWN).status_code == 204
    assert rows(writer, "SELECT ?o { GRAPH <http://example.org/form> { ?s ?p ?o } }") == [["1"]]


def test_operations_of_one_update_see_each_other_and_are_done_together_or_not(writer: httpx.Client) -> None:
    done = """INSERT DATA { GRAPH <http://example.org/one> { <a:a> <a:b> 1, 2 } } ;
        DELETE { GRAPH ?g { ?s <a:b> 1 } } INSERT { GRAPH <http://example.org/two> { ?s <a:c> [ <a:d> ?o ] } }
        USING NAMED <http://example.org/one> WHERE { GRAPH ?g { ?s <a:b> ?o } } ; MOVE <http://example.org/two> TO <http://example.org/three>"""
    assert update(writer, done).status_code == 204
    pattern = "SELECT ?o { GRAPH <http://example.org/three> { ?s <a:c>/<a:d> ?o } } ORDER BY ?o"
    assert rows(writer, pattern) == [["1"], ["2"]]
    assert rows(writer, "SELECT ?o { GRAPH <http://example.org/one> { ?s ?p ?o } }") == [["2"]]
    assert problem(update(writer, "DROP GRAPH <http://example.org/three> ; CLEAR GRAPH <http://example.org/none>")) == (404, "not found")
    assert rows(writer, pattern) == [["1"], ["2"]]


def test_words_and_braces_in_strings_and_comments_mean_nothing(writer: httpx.Client) -> None:
    text = """PREFIX graph: <a:> INSERT { GRAPH <http://example.org/words> { graph:x graph:GRAPH '} ; DROP ALL', "?v", \"\"\"{" \"\"\" } # } WHERE
        . } WHERE { FILTER(1 < 2 && 3 > 2) BIND('{' AS ?v) } # ; DROP ALL"""
    assert update(writer, text).status_code == 204
    got = rows(writer, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/words> { <a:x> <a:GRAPH> ?o } }")
    assert got == [["3"]]


def test_using_graphs_of_the_protocol(writer: httpx.Client) -> None:
    update(writer, "INSERT DATA { GRAPH <http://example.org/u1> { <a:a> <a:b> 1 } GRAPH <http://example.org/u2> { <a:a> <a:b> 2 } }")
    copy = "INSERT { GRAPH <http://example.org/u3> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert update(writer, copy, **{"using-graph-uri": "http://example.org/u2"}).status_code == 204
    assert rows(writer, "SELECT ?o { GRAPH <http://example.org/u3> { ?s ?p ?o } }") == [["2"]]
    both = copy.replace("WHERE", "USING <http://example.org/u1> WHERE")
    assert problem(update(writer, both, **{"using-graph-uri": "http://example.org/u2"})) == (400, "bad request")


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
def test_what_is_made_from_articles_is_not_written_to(writer: httpx.Client, text: str) -> None:
    before = rows(writer, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    answer = update(writer, text)
    assert problem(answer) == (403, "protected")
    assert "rebuilt" in answer.json()["detail"] and "your own" in answer.json()["detail"]
    assert rows(writer, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == before


def test_derived_graphs_may_be_copied_from_and_deleting_everywhere_deletes_ones_own(writer: httpx.Client) -> None:
    assert update(writer, "COPY <graph/relations> TO <http://example.org/mine>").status_code == 204
    sizes = "SELECT ?n { { SELECT (COUNT(*) AS ?n) { GRAPH <graph/relations> { ?s ?p ?o } } } }"
    assert rows(writer, sizes) == rows(writer, sizes.replace("graph/relations", "http://example.org/mine"))
    assert update(writer, "INSERT DATA { <a:a> <a:b> 1 } ; DELETE WHERE { ?s ?p ?o }").status_code == 204
    assert update(writer, "DROP GRAPH <http://example.org/mine>").status_code == 204
    assert rows(writer, "SELECT * { GRAPH <http://example.org/mine> { ?s ?p ?o } }") == []


def test_nothing_is_fetched_even_when_the_check_is_passed(writer: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x"
        assert problem(update(writer, f"LOAD <{address}>")) == (403, "refused")
        assert problem(update(writer, f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")) == (403, "refused")
        assert update(writer, f"LOAD SILENT <{address}> INTO GRAPH <http://example.org/loaded>").status_code == 204
        context = json.dumps({"@context": address, "@id": "a:a", "b": "c"})
        answer = writer.put("/graphs/loaded", content=context, headers=SHOWN | {"content-type": "application/ld+json"})
        assert problem(answer) == (400, "bad data")
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
        answer = writer.put("/graphs/loaded", content=entity, headers=SHOWN | {"content-type": "application/rdf+xml"})
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
def test_bad_updates_are_told_what_is_wrong_and_cost_nobody_else(writer: httpx.Client, text: str, told: tuple[int, str]) -> None:
    assert problem(update(writer, text)) == told
    assert update(writer, "INSERT DATA { GRAPH <http://example.org/after> { <a:a> <a:b> 1 } }").status_code == 204


def test_the_endpoint_says_where_updates_go(writer: httpx.Client) -> None:
    told = writer.get("/sparql", headers={"accept": "application/n-triples"}).text
    address = str(writer.base_url).rstrip("/")
    assert f"<{address}/update> <http://www.w3.org/ns/sparql-service-description#endpoint> <{address}/update>" in told


def test_clients_that_others_wrote(writer: httpx.Client) -> None:
    address = str(writer.base_url).rstrip("/")
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
