"""Names, things, connections and events over HTTP, in the form the client wants; pages in which text stays text."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import filled, served

from api.app import create
from api.cursors import page
from api.markup import link, words
from api.negotiation import choose
from api.problems import Problem
from api.scan import asked
from bench.newsroom import newsroom
from graph.store import Store
from graph.terms import BASE
from graph.view import View

SCRIPT = "<script>alert('x')</script> \u202eevil & \"quoted\""
PUTIN = "/actor/vladimir-putin"
PLACES = ["/search", PUTIN, f"{PUTIN}/connections", f"{PUTIN}/events", "/event", "/network.json", "/sparql", "/actor/", "/article/", "/place/"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = filled(tmp_path_factory.mktemp("lookups") / "my.wire")
    with Store(folder) as opened:
        article, reading = next(newsroom(1, seed=9))
        hostile = replace(article, headline=SCRIPT, url="javascript:alert(1)")
        opened.add(hostile, replace(reading, article=hostile.id))
        opened.settle()
        opened.checkpoint()
    return folder


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def view(store: Path) -> View:
    return View.open(store)


def get(client: httpx.Client, address: str, accept: str = "application/json") -> httpx.Response:
    return client.get(address, headers={"accept": accept})


def pages(client: httpx.Client, address: str) -> Iterator[dict[str, object]]:
    following: str | None = address
    while following:
        body = get(client, following).json()
        yield from body["items"]
        following = body["next"]


def test_names_are_found(client: httpx.Client) -> None:
    (found,) = get(client, "/search?q=pútin").json()["items"]
    assert found == {"iri": f"{BASE}actor/vladimir-putin", "label": "Vladimir Putin", "kind": "person", "country": "RUS", "name": "Putin", "rank": 1}
    assert [one["label"] for one in get(client, "/search?q=kur&kind=place").json()["items"]] == ["Kursk"]
    assert get(client, "/search?q=nobody").json() == {"query": "nobody", "items": []}
    assert [(one["label"], one["rank"]) for one in get(client, "/search?q=vladmir+puttin").json()["items"]] == [("Vladimir Putin", 3)]
    assert f'<a href="{PUTIN}">' in get(client, "/search?q=putin", "text/html").text


def test_a_thing_comes_by_accept_or_by_suffix(client: httpx.Client, view: View) -> None:
    told = get(client, PUTIN).json()
    assert (told["iri"], told["label"], told["facts"]["skos:altLabel"]) == (f"{BASE}actor/vladimir-putin", "Vladimir Putin", ["Putin"])
    assert get(client, f"{PUTIN}.json", "text/html").json() == told
    turtle = get(client, PUTIN, "text/turtle;q=0.9, text/html;q=0.1")
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    graphs = [get(client, PUTIN + suffix).content for suffix in (".ttl", ".jsonld", ".nt", ".rdf")]
    syntaxes = (ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML)
    parsed = [{quad.triple for quad in ox.parse(data, syntax)} for data, syntax in zip(graphs, syntaxes, strict=True)]
    wanted = {quad.triple for quad in view.graph.quads_for_pattern(view.iris(PUTIN[1:]), None, None)}
    assert all(triples == wanted for triples in parsed) and len(wanted) > 5
    assert get(client, PUTIN, "image/png").status_code == 406
    assert get(client, "/actor/nobody").status_code == get(client, "/place/%3Cx").status_code == 404


def test_an_event_shows_its_evidence_and_an_article_all_it_says(client: httpx.Client, view: View) -> None:
    event = get(client, f"{PUTIN}/events?limit=1").json()["items"][0]
    path = event["event"].removeprefix(BASE)
    told = get(client, f"/{path}").json()
    assert told["evidence"]["text"] == event["evidence"]["text"]
    assert told["facts"]["wg:status"] == [{"iri": "https://w3id.org/wiregraph/ns#Happened", "label": "wg:Happened"}]
    article = event["evidence"]["article"]
    triples = {quad.triple for quad in ox.parse(get(client, "/" + article.removeprefix(BASE) + ".nt").content, ox.RdfFormat.N_TRIPLES)}
    assert triples == {quad.triple for quad in view.graph.quads_for_pattern(None, None, None, ox.NamedNode(article))}


def test_connections_are_those_of_the_view_and_say_what_they_count(client: httpx.Client, view: View) -> None:
    wanted = view.connections("vladimir-putin")
    answer = get(client, f"{PUTIN}/connections").json()
    assert answer["filters"] == {"status": "happened"}
    assert [(one["actor"], one["events"]) for one in answer["items"]] == [(BASE + one.actor, one.events) for one in wanted]
    first = answer["items"][0]
    assert len(list(pages(client, first["all"]))) == first["events"]
    for query, options in (
        ("status=any&depth=2", {"status": None, "depth": 2}),
        ("type=assault&since=2025-03-01&until=2025-09-30", {"type_": "ASSAULT", "since": "2025-03-01", "until": "2025-09-30"}),
        ("quad=MaterialConflict&status=any", {"quad": "MaterialConflict", "status": None}),
    ):
        wanted = view.connections("vladimir-putin", **options)  # type: ignore[arg-type]
        assert [one["actor"] for one in pages(client, f"{PUTIN}/connections?limit=2&{query}")] == [BASE + one.actor for one in wanted]
    conflict = get(client, f"{PUTIN}/connections?quad=MaterialConflict").json()["items"]
    assert conflict and all(one["quads"].keys() == {"MaterialConflict"} for one in conflict)
    proved = get(client, f"{PUTIN}/connections?evidence=3").json()["items"][0]
    assert proved["evidence"][0] == first["evidence"][0] and len(proved["evidence"]) == min(3, first["events"])
    assert {quote["status"] for quote in proved["evidence"]} == {"happened"}


@pytest.mark.parametrize("address", [f"{PUTIN}/events", "/place/538560/events", "/event?place=2988507&actor=vladimir-putin"])
def test_events_page_through_whole_newest_first(client: httpx.Client, address: str) -> None:
    glue = "&" if "?" in address else "?"
    whole = get(client, f"{address}{glue}status=any&limit=1000").json()
    assert whole["next"] is None and whole["total"] == len(whole["items"]) > 3
    assert [one["last"] for one in whole["items"]] == sorted((one["last"] for one in whole["items"]), reverse=True)
    assert list(pages(client, f"{address}{glue}status=any&limit=3")) == whole["items"]
    happened = [one for one in whole["items"] if one["status"] == "happened"]
    assert get(client, f"{address}{glue}limit=1000").json()["items"] == happened


def test_months_and_kinds_add_up(client: httpx.Client) -> None:
    answer = get(client, f"{PUTIN}/timeline?status=any").json()
    assert answer["total"] == get(client, f"{PUTIN}/events?status=any&limit=1").json()["total"]
    months = [one["month"] for one in answer["items"]]
    assert months == sorted(set(months)) and all(sum(one["quads"].values()) == one["events"] for one in answer["items"])
    assert get(client, f"{PUTIN}/timeline?since=2025-06-01&until=2025-06-30").json()["filters"] == {
        "since": "2025-06-01", "until": "2025-06-30", "status": "happened",
    }  # fmt: skip


def test_an_article_lists_all_its_mentions_with_offsets(client: httpx.Client, view: View) -> None:
    article = get(client, "/event?limit=1").json()["items"][0]["evidence"]["article"].removeprefix(BASE)
    whole = get(client, f"/{article}/mentions?limit=1000").json()["items"]
    assert list(pages(client, f"/{article}/mentions?limit=4")) == whole
    rows = view.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{article}> {{ ?m itsrdf:taIdentRef ?x }} }}")
    assert [row["n"].value for row in rows] == [str(len(whole))]  # type: ignore[union-attr]
    assert all(one["end"] - one["begin"] == len(one["text"]) for one in whole)
    assert [one["begin"] for one in whole] == sorted(one["begin"] for one in whole)


def test_paths_quote_every_hop_and_take_names(client: httpx.Client) -> None:
    direct = get(client, "/paths?from=putin&to=merkel&status=any").json()
    assert (direct["from"], direct["hops"]) == (f"{BASE}actor/vladimir-putin", 1)
    way = get(client, "/paths?from=vladimir-putin&to=angela-merkel&type=AID&status=any&limit=20").json()
    for hops in way["items"]:
        assert [hop["from"]["iri"] for hop in hops[1:]] == [hop["to"]["iri"] for hop in hops[:-1]] and len(hops) == way["hops"]
        for hop in hops:
            keys = [hop[end]["iri"].rpartition("/")[2] for end in ("from", "to")]
            shared = get(client, f"/actor/{keys[0]}/events?with={keys[1]}&type=AID&status=any&limit=1000").json()
            assert shared["total"] == hop["events"] and hop["evidence"]["event"] in {one["event"] for one in shared["items"]}
    assert get(client, "/paths?from=nobody-there&to=putin").status_code == 404
    assert get(client, "/paths?from=putin").status_code == 400
    assert get(client, "/paths?from=putin&to=putin").json()["items"] == []
    assert "<blockquote>" in get(client, "/paths?from=putin&to=merkel", "text/html").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2025-02-30", "'2025-02-30', which is no day"),
        ("type=WAR", "'WAR'; choose one of"),
        ("quad=x", "'x'; choose one of VerbalCooperation"),
        ("status=maybe", "'maybe'; choose one of happened, planned"),
        ("cursor=%21", "no cursor"),
        ("cursor=bm9ib2R5", "no longer in this list"),
        ("limit=0", "limit: "),
        ("evidence=21", "evidence: "),
        ("depth=9", "depth: "),
    ],
)
def test_filters_that_do_not_fit_are_named(client: httpx.Client, query: str, said: str) -> None:
    answer = get(client, f"{PUTIN}/connections?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert said in answer.json()["detail"]


def test_what_the_client_has_is_not_sent_again(client: httpx.Client) -> None:
    first = get(client, f"{PUTIN}/connections")
    again = client.get(f"{PUTIN}/connections", headers={"accept": "application/json", "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(client, f"{PUTIN}/connections", "text/html").headers["etag"] != first.headers["etag"]
    for date, status in ((first.headers["last-modified"], 304), ("Fri, 01 Jan 2021 00:00:00 GMT", 200), ("never", 200), ("", 200)):
        assert client.get(f"{PUTIN}/connections", headers={"if-modified-since": date}).status_code == status
    both = {"if-modified-since": first.headers["last-modified"], "if-none-match": 'W/"another"'}
    assert client.get(f"{PUTIN}/connections", headers=both).status_code == 200
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT", first.headers["last-modified"])


def test_answers_are_packed_for_who_unpacks_them(client: httpx.Client) -> None:
    packed = client.get(f"{PUTIN}/connections", headers={"accept-encoding": "gzip"})
    plain = client.get(f"{PUTIN}/connections", headers={"accept-encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.content) == ("gzip", plain.content)
    assert "content-encoding" not in plain.headers


def test_in_pages_text_stays_text(client: httpx.Client, view: View) -> None:
    rows = view.query(f"SELECT ?a {{ ?a schema:headline {ox.Literal(SCRIPT)} }}")
    (path,) = [row["a"].value.removeprefix(BASE) for row in rows]  # type: ignore[union-attr]
    answer = get(client, f"/{path}", "text/html")
    assert "<script" not in answer.text and "&lt;script&gt;" in answer.text
    assert 'href="javascript' not in answer.text
    assert "<bdi>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    mirrored = get(client, "/search?q=%22%3E%3Cscript%3E", "text/html").text
    assert "<script" not in mirrored


def test_all_links_of_a_page_lead_somewhere(client: httpx.Client) -> None:
    tables = (f"{PUTIN}/connections", f"{PUTIN}/timeline", "/event?status=any", "/paths?from=putin&to=kim", "/", "/problems")
    html = "".join(get(client, address, "text/html").text for address in (PUTIN, "/place/538560", *tables))
    for address in sorted(set(re.findall(r'href="(/[^"]*)"', html))):
        assert get(client, address, "text/html, */*;q=0.5").status_code == 200, address


def test_the_network_comes_in_each_format_under_the_filters(client: httpx.Client) -> None:
    whole = get(client, "/network.json").json()
    some = get(client, "/network.json?quad=MaterialConflict&since=2025-06-01").json()
    assert {edge["key"] for edge in some["edges"]} == {"MaterialConflict"}
    assert 0 < len(some["edges"]) < len(whole["edges"])
    assert get(client, "/network.csv").text.count("\n") == len(whole["edges"]) + 1
    gexf = get(client, "/network.gexf")
    assert gexf.headers["content-type"] == "application/gexf+xml" and gexf.text.count("<edge ") == len(whole["edges"])
    assert get(client, "/network.graphml").text.count("<edge ") == len(whole["edges"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        ["/search", PUTIN, f"{PUTIN}/connections", f"{PUTIN}/events", "/event", "/network.json", "/sparql", "/actor/", "/article/", "/place/"]
    ),
    st.text(max_size=30),
    st.dictionaries(
        st.sampled_from(["q", "kind", "since", "type", "status", "cursor", "limit", "depth", "with", "actor", "query"]), st.text(max_size=20)
    ),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
def test_nothing_that_is_sent_makes_the_server_fail(client: httpx.Client, path: str, tail: str, parameters: dict[str, str], accept: str) -> None:
    address = path + (quote(tail, safe="") if path.endswith("/") else "")
    answer = client.get(address, params=parameters, headers={"accept": accept.strip()})
    assert answer.status_code < 500, answer.text
    assert answer.status_code < 400 or answer.headers["content-type"] == "application/problem+json"


def test_health_tells_how_far_the_graph_lags(client: httpx.Client) -> None:
    answer = get(client, "/health").json()
    assert (answer["live"], answer["ready"], answer["articles"], answer["waiting"]) == (True, True, 31, 0)
    assert answer["indexed"] is True and get(client, "/health/ready").json() == {"ready": True}


def test_what_the_server_does_can_be_counted(client: httpx.Client) -> None:
    series = 'wiregraph_requests_total{method="GET",route="/actor/{key}/timeline",status="200"}'

    def counted() -> float:
        lines = get(client, "/metrics").text.splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(series)), 0)

    before = counted()
    get(client, f"{PUTIN}/timeline")
    assert counted() == before + 1
    shown = get(client, "/metrics").text
    assert "wiregraph_articles 31.0" in shown and "wiregraph_waiting 0.0" in shown and "wiregraph_unindexed 0.0" in shown
    assert "/actor/vladimir" not in shown


def test_a_request_has_an_id_that_the_client_may_choose(client: httpx.Client) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", client.get("/health/live").headers["x-request-id"])
    assert client.get("/health/live", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert client.get("/health/live", headers={"x-request-id": 'a"b'}).headers["x-request-id"] != 'a"b'


def test_every_problem_says_what_it_means(client: httpx.Client) -> None:
    answer = get(client, "/actor/nobody").json()
    assert (answer["type"], answer["status"]) == ("/problems/not-found", 404)
    assert "There is nothing at this address." in get(client, answer["type"], "text/html").text
    assert get(client, "/problems/none").status_code == 404


def test_a_store_without_a_checkpoint_is_not_ready(tmp_path: Path) -> None:
    Store(tmp_path / "my.wire").close()
    with served(tmp_path / "my.wire") as client:
        assert get(client, "/health").status_code == get(client, "/search?q=x").status_code == 503
        answer = client.get("/sparql", params={"query": "ASK {}"})
        assert (answer.status_code, answer.json()["title"]) == (503, "not ready")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/b"), ("", "a/b"), ("*/*", "a/b"), ("a/c", "a/c"), ("a/c;q=0.2, a/*;q=0.1", "a/c"), ("a/*;q=0.5, a/b;q=0.1", "a/c"), ("x/y", None),
        ("a/b;q=0, */*", "a/c"), ("A/C; Q=1", "a/c"), ("a/b;q=bad, a/c;q=0.1", "a/c"), (";;,,/", None),
    ],
)  # fmt: skip
def test_the_best_media_type_wins(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, ["a/b", "a/c"]) == chosen


@given(st.text())
def test_marked_up_text_has_no_markup_of_its_own(text: str) -> None:
    inside = words(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert not set('<>"') & set(inside)
    assert "href" not in link(text, "x") or text.startswith(("http://", "https://", "/"))


@given(st.text(alphabet="\"'<>#?$:\\ SERVICEfrom\n{}@_.1"))
def test_scanning_ends_and_finds_no_service_in_a_string(text: str) -> None:
    asked(text)
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    assert not asked(f'SELECT * {{ ?s ?p "{quoted}" }}').service


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 5))
def test_pages_together_are_the_list(items: list[str], limit: int) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        found = page(items, str, cursor=cursor, limit=limit)
        seen += found.items
        cursor = found.next
        if cursor is None:
            break
    assert seen == items


def test_a_cursor_of_something_gone_is_refused() -> None:
    cursor = page(["a", "b"], str, cursor=None, limit=1).next
    with pytest.raises(Problem, match="begin again"):
        page(["b"], str, cursor=cursor, limit=1)


def test_only_pages_of_origins_that_are_named_may_ask(store: Path) -> None:
    with served(store, "--origin", "https://a.example") as client:
        allowed = {
            origin: client.get("/health/live", headers={"origin": origin}).headers.get("access-control-allow-origin")
            for origin in ("https://a.example", "https://b.example")
        }
    assert allowed == {"https://a.example": "https://a.example", "https://b.example": None}


def test_each_request_is_one_line_of_the_log(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with TestClient(create(store)) as client:
        client.get("/search?q=secret", headers={"x-request-id": "mine", "accept": "application/json"})
        client.get("/actor/nobody%0A%7B%7D")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [("GET", "/search", 200), ("GET", "/actor/nobody\n{}", 404)]
    assert lines[0]["id"] == "mine" and lines[0]["bytes"] > 0 and lines[0]["ms"] > 0 and "secret" not in str(lines)
