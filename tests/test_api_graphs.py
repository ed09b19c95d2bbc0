"""The Graph Store Protocol: graphs by name, by address and without a name; what is no graph of one's own is refused."""

import httpx
import pytest
from sparql import SHOWN, problem, rows

TURTLE = SHOWN | {"content-type": "text/turtle"}


def test_graphs_by_name_by_address_and_without_a_name(writer: httpx.Client) -> None:
    one = {"graph": "http://example.org/gsp"}
    assert writer.put("/graphs", params=one, content="<> <a:b> [ <a:c> 1 ] .", headers=TURTLE).status_code == 201
    assert writer.put("/graphs", params=one, content="<> <a:b> [ <a:c> 2 ] .", headers=TURTLE).status_code == 204
    got = writer.get("/graphs", params=one, headers=SHOWN | {"accept": "application/n-triples"})
    assert got.text.count("<http://example.org/gsp> <a:b> _:") == 1 and '<a:c> "2"^^' in got.text
    assert writer.post("/graphs/notes/today", content="<> <a:b> 1 .", headers=TURTLE).status_code == 201
    assert writer.post("/graphs/notes/today", content="<> <a:b> 2 .", headers=TURTLE).status_code == 204
    assert rows(writer, "SELECT ?o { GRAPH <graphs/notes/today> { <graphs/notes/today> <a:b> ?o } } ORDER BY ?o") == [["1"], ["2"]]
    head = writer.head("/graphs/notes/today", headers=SHOWN)
    assert (head.status_code, head.content) == (200, b"")
    made = writer.post("/graphs", content="<a:a> <a:b> 1 .", headers=TURTLE)
    assert made.status_code == 201
    assert writer.get("/graphs", params={"graph": made.headers["location"]}, headers=SHOWN).status_code == 200
    assert writer.delete("/graphs/notes/today", headers=SHOWN).status_code == 204
    assert problem(writer.delete("/graphs/notes/today", headers=SHOWN)) == (404, "not found")
    assert problem(writer.get("/graphs/notes/today", headers=SHOWN)) == (404, "not found")


def test_several_files_of_one_form(writer: httpx.Client) -> None:
    files = [
        ("a", ("a.ttl", "<> <a:b> 1 .", "text/turtle")),
        ("b", ("b.nt", "<a:a> <a:b> <a:c> .\n", "application/n-triples")),
    ]
    assert writer.put("/graphs?graph=http://example.org/form2", files=files, headers=SHOWN).status_code == 201
    assert rows(writer, "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/form2> { ?s <a:b> ?o } }") == [["2"]]


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
def test_what_graphs_are_not(writer: httpx.Client, method: str, path: str, content: str, media: str, told: tuple[int, str]) -> None:
    assert problem(writer.request(method, path, content=content, headers=SHOWN | {"content-type": media})) == told
