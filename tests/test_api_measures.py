"""Saved measures over HTTP: those of an actor, and actors in their order; they are what `graph.runs` wrote."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from serving import filled, served

from api.rankings import CALLED
from graph import runs, saved
from graph.columns import columns
from graph.metrics import MEASURES, Ranked, measured, ranking
from graph.network import HAPPENED, Filter, Network, with_nodes
from graph.projections import network
from graph.store import Store
from graph.terms import BASE

PUTIN = "actor/vladimir-putin"
CHOSEN = Filter(since="2025-02-01", quads=("VerbalConflict", "MaterialConflict"), status=None)
OFF = 0.0123  # what an estimate may be off by; so small a network is measured exactly, so the test says one


def estimated(made: Network) -> Network:
    """Betweenness and harmonic closeness with a bound of their errors, as in a large network."""
    bound = made.nodes["pagerank"] * 0 + OFF
    return with_nodes(made, betweenness_error=bound, harmonic_error=bound)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("measures") / "my.wire")


@pytest.fixture(scope="module")
def made(folder: Path) -> Network:
    with Store(folder) as store:
        found = estimated(measured(network(columns(store.graph, iris=store.iris), chosen=CHOSEN)))
        runs.save(store, found, MEASURES, chosen=CHOSEN)
        store.checkpoint()
    return found


@pytest.fixture(scope="module")
def client(folder: Path, made: Network) -> Iterator[httpx.Client]:
    with served(folder) as found:
        yield found


def get(client: httpx.Client, address: str, accept: str = "application/json") -> httpx.Response:
    return client.get(address, headers={"accept": accept})


def mine(made: Network, name: str, path: str = PUTIN) -> Ranked:
    return next(one for one in ranking(made, name) if one.id == path)


def test_an_actor_has_all_its_saved_measures(client: httpx.Client, made: Network) -> None:
    told = get(client, f"/{PUTIN}").json()
    wanted = {name: mine(made, name) for name in MEASURES if any(one.id == PUTIN for one in ranking(made, name))}
    assert [(one["metric"], one["value"], one["rank"], one["error"]) for one in told["measures"]] == [
        (name, one.value, one.rank, one.error) for name, one in sorted(wanted.items())
    ]
    assert len(wanted) > 10


def test_an_estimate_has_an_interval_in_units_of_its_value(client: httpx.Client, made: Network) -> None:
    between = {one["metric"]: one["interval"] for one in get(client, f"/{PUTIN}").json()["measures"]}
    assert between["pagerank"] is None
    value, bound = mine(made, "betweenness").value, mine(made, "betweenness").error
    assert bound == OFF
    assert between["betweenness"] == pytest.approx([max(0, value - OFF), value + OFF])
    others, value = made.size - 1, mine(made, "harmonic").value
    assert between["harmonic"] == pytest.approx([value - OFF * others, min(others, value + OFF * others)])


def test_the_network_that_was_measured_is_told_with_its_filters(client: httpx.Client, made: Network) -> None:
    told = get(client, f"/{PUTIN}").json()["network"]
    assert told["run"].startswith(f"{BASE}run/")
    filters = {"since": "2025-02-01", "quads": ["VerbalConflict", "MaterialConflict"], "status": "any"}
    assert told == {"run": told["run"], "shape": "actors", "filters": filters, "nodes": made.size, "edges": len(made.source)}
    assert get(client, "/actor").json()["network"] == told


@pytest.mark.parametrize("name", ["pagerank", "constraint", "community", "betweenness"])
def test_actors_come_in_the_order_of_a_measure_page_by_page(client: httpx.Client, made: Network, name: str) -> None:
    whole = get(client, f"/actor?measure={name}&limit=1000").json()
    wanted = [(BASE + one.id, one.label, one.value, one.rank) for one in ranking(made, name)]
    assert [(one["actor"], one["label"], one["value"], one["rank"]) for one in whole["items"]] == wanted
    assert (whole["measure"], whole["total"], whole["next"]) == (name, len(wanted), None)
    items, following = [], f"/actor?measure={name}&limit=2"
    while following:
        body = get(client, following).json()
        assert len(body["items"]) <= 2
        items, following = items + body["items"], body["next"]
    assert items == whole["items"] and len(items) > 4


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("measure=fame", "'fame'; choose one of pagerank"),
        ("cursor=%21", "no cursor"),
        ("cursor=bm9ib2R5", "no longer in this list"),
        ("cursor=PHg-", "no longer in this list"),
        ("limit=0", "limit: "),
    ],
)
def test_what_does_not_fit_is_named(client: httpx.Client, query: str, said: str) -> None:
    answer = get(client, f"/actor?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert said in answer.json()["detail"]


def test_the_page_of_an_actor_has_a_table_of_them_in_words(client: httpx.Client, made: Network) -> None:
    page = get(client, f"/{PUTIN}", "text/html").text
    assert "<h2>In the network</h2>" in page
    assert f"{mine(made, 'pagerank').rank} of {made.size}" in page and "importance (PageRank)" in page
    where = (
        f"who acted on whom, whatever its status, since 2025-02-01, verbal conflict or material conflict; {made.size} actors, {len(made.source)} ties"
    )
    assert where in page and where in get(client, "/actor", "text/html").text


def test_who_has_nothing_of_a_measure_has_no_rank_by_it_on_the_page(client: httpx.Client, made: Network) -> None:
    last = ranking(made, "betweenness")[-1]
    assert last.value == 0
    row = re.search(r"go-between \(betweenness\).*?</tr>", get(client, f"/{last.id}", "text/html").text)
    assert row and row[0].endswith('<td class="number"></td></tr>')


def test_the_ranking_page_leads_to_the_actors_and_on(client: httpx.Client, made: Network) -> None:
    first = ranking(made, "betweenness")[0]
    page = get(client, "/actor?measure=betweenness&limit=1", "text/html").text
    assert f'<a href="/{first.id}">' in page and '<option value="betweenness" selected>' in page
    assert 'rel="next" href="/actor?measure=betweenness&amp;limit=1&amp;cursor=' in page
    assert get(client, "/actor?measure=", "text/html").status_code == 200


def test_without_saved_measures_the_ranking_says_how_to_make_them(tmp_path: Path) -> None:
    with served(filled(tmp_path / "my.wire", 5)) as client:
        answer = get(client, "/actor?measure=pagerank")
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
        assert "`wiregraph metrics --save` makes them" in answer.json()["detail"]
        who = "/" + get(client, "/search?q=putin").json()["items"][0]["iri"].removeprefix(BASE)
        told = get(client, who).json()
        assert (told["measures"], told["network"]) == ([], None)
        assert "In the network" not in get(client, who, "text/html").text


def test_an_actor_that_was_merged_away_is_listed_without_a_link(tmp_path: Path) -> None:
    folder = filled(tmp_path / "my.wire")
    with Store(folder) as store:
        found = measured(network(columns(store.graph, iris=store.iris)), ["pagerank"])
        gone = replace(found, nodes={**found.nodes, "id": found.nodes["id"].copy()})
        gone.nodes["id"][found.nodes["id"].tolist().index(PUTIN)] = "actor/zz-nobody"
        runs.save(store, gone, ["pagerank"], chosen=HAPPENED)
        store.checkpoint()
    with served(folder) as client:
        page = get(client, "/actor", "text/html").text
    assert "<bdi>actor/zz-nobody</bdi>" in page and 'href="/actor/zz-nobody"' not in page


def test_of_a_network_that_has_other_nodes_too_only_actors_are_ranked(tmp_path: Path) -> None:
    with Store(filled(tmp_path / "my.wire")) as store:
        made = measured(network(columns(store.graph, iris=store.iris), shape="actor-place"), ["pagerank"])
        runs.save(store, made, ["pagerank"], chosen=HAPPENED)
        run = saved.run(store.graph, store.iris)
        assert run is not None and run.shape == "actor-place"
        found = [(one.actor, one.rank) for one in saved.ranked(store.graph, store.iris, run, "pagerank")]
        wanted = [(one.id, one.rank) for one in ranking(made, "pagerank") if one.id.startswith("actor/")]
        assert found == wanted and len(wanted) < made.size
        assert saved.count(store.graph, store.iris, "pagerank") == len(wanted)


def test_every_measure_has_a_name_in_words() -> None:
    assert CALLED.keys() == MEASURES.keys()
