"""The description of the API: answers fit the schemas that it has for them, its examples are such answers, and no request makes the server fail."""

from collections.abc import Iterator

import httpx
import jsonschema_rs
import pytest
from fuzzing import fuzz
from serving import filled, served

from api.schemas import SCHEMAS, examples
from graph import runs
from graph.columns import columns
from graph.metrics import MEASURES, measured
from graph.network import HAPPENED
from graph.projections import network
from graph.store import Store
from graph.terms import BASE

PUTIN = "/actor/vladimir-putin"
ADDRESSES = (
    ("search", "/search?q=p"),
    ("connections", f"{PUTIN}/connections?status=any&evidence=2"),
    ("connections", f"{PUTIN}/connections?depth=2&limit=3"),
    ("connections", f"{PUTIN}/connections?since=2100-01-01"),
    ("events", "/event?status=any"),
    ("events", f"{PUTIN}/events?limit=1"),
    ("timeline", f"{PUTIN}/timeline"),
    ("paths", "/paths?from=putin&to=merkel&status=any"),
    ("actor", PUTIN),
    ("ranking", "/actor?measure=betweenness&limit=3"),
    ("place", "/place/538560"),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = filled(tmp_path_factory.mktemp("described") / "my.wire")
    with Store(folder) as store:
        runs.save(store, measured(network(columns(store.graph, iris=store.iris))), MEASURES, chosen=HAPPENED)
        store.checkpoint()
    with served(folder) as found:
        yield found


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_answers_fit_their_schema(client: httpx.Client, name: str, address: str) -> None:
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == 200
    jsonschema_rs.validate(SCHEMAS[name], answer.json())


def test_what_an_event_leads_to_fits_too(client: httpx.Client) -> None:
    one = client.get("/event?limit=1", headers={"accept": "application/json"}).json()["items"][0]
    for name, iri in (("event", one["event"]), ("article", one["evidence"]["article"])):
        address = "/" + iri.removeprefix(BASE)
        jsonschema_rs.validate(SCHEMAS[name], client.get(address, headers={"accept": "application/json"}).json())
    mentions = client.get(f"{address}/mentions", headers={"accept": "application/json"})
    jsonschema_rs.validate(SCHEMAS["mentions"], mentions.json())


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_has_an_example_that_fits(name: str) -> None:
    jsonschema_rs.validate(SCHEMAS[name], examples()[name])


def test_all_addresses_are_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    known = described["paths"]
    for address in (
        "/search",
        "/actor",
        "/actor/{key}",
        "/actor/{key}/connections",
        "/actor/{key}/timeline",
        "/event",
        "/paths",
        "/network.gexf",
        "/metrics",
    ):
        assert known[address]["get"]["summary"]
    shown = known["/paths"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    assert shown["items"][0][0]["evidence"]["text"]


def test_no_generated_request_makes_the_server_fail(client: httpx.Client) -> None:
    told = fuzz(client, cases=600)
    assert told.cases >= 600
    assert not told.failures, told.failures[:3]
