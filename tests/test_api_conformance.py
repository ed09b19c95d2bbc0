"""The W3C's SPARQL 1.1 tests of queries, results, protocol and service description, against a real server.

They need ../shared/conformance and are skipped without it. Those of updates and of the graph store protocol are not run: this service only reads.
"""

import importlib.util
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from serving import served

from graph import checkpoints
from graph.book import Book

CONFORMANCE = Path(__file__).parent.parent.parent / "shared" / "conformance"
RUNNER = CONFORMANCE / "sparql_conformance.py"
TESTS = CONFORMANCE / "rdf-tests"
# What fails, and why. A change of this list is news.
ENGINE = {
    "aggregates/agg-groupconcat-04",
    "aggregates/agg-groupconcat-06",
    "aggregates/agg-empty-group-count-graph",
    "bindings/graph",
    "functions/bnode01",
    "negation/graph-minus",
    "property-path/zero_or_more_set_start",
    "property-path/zero_or_more_set_end",
    "property-path/zero_or_one_set_start",
    "property-path/zero_or_one_set_end",
}  # Oxigraph itself
FEW = {"query-syntax": {"syntax-query/test_4"}, "results": {"csv-tsv-res/tsv03"}}  # Oxigraph again
UPDATES = {
    "protocol/update_dataset_default_graph",
    "protocol/update_dataset_default_graphs",
    "protocol/update_dataset_named_graphs",
    "protocol/update_dataset_full",
    "protocol/update_post_form",
    "protocol/update_post_direct",
    "protocol/update_base_uri",
}  # this service only reads

pytestmark = pytest.mark.skipif(not TESTS.exists(), reason=f"{TESTS} is not here")


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("w3c") / "my.wire"
    Book(folder, write=True).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARQL_QUERY_URL", "http://127.0.0.1:9/sparql")
        runner = _runner()
        graph = ox.Store(folder / "graph")
        checkpoints.make(graph, folder)
        with served(folder, "--default-graph", "stored") as client:
            yield _suite(runner, graph, folder, client)


def _runner() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("sparql_conformance", RUNNER)
    assert spec and spec.loader
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    return runner


def _suite(runner: types.ModuleType, graph: ox.Store, folder: Path, client: httpx.Client) -> Any:
    """The runner's suite; data go into the store directly, for the service takes none."""

    def clear() -> None:
        graph.clear()

    def load(default: Any, named: Any) -> None:
        for name, triples in [(None, default)] * (default is not None) + list(named.items()):
            target = ox.NamedNode(name) if name else ox.DefaultGraph()
            if name:
                graph.add_graph(target)
            lines = "".join("{} {} {} .\n".format(*map(runner.nt, triple)) for triple in triples)
            graph.load(lines.encode(), ox.RdfFormat.N_TRIPLES, to_graph=target)
        checkpoints.make(graph, folder)

    suite = runner.Suite(str(TESTS))
    suite.t.q = suite.t.u = f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    suite.t.clear, suite.t.load = clear, load
    return suite


def failures(suite: Any, monkeypatch: pytest.MonkeyPatch, group: str) -> tuple[int, set[str]]:
    """How many passed, and which failed."""
    monkeypatch.setenv("GROUPS", group)
    suite.res.clear()
    suite.run()
    passed, failed, _ = suite.res[group]
    return len(passed), set(failed)


@pytest.mark.parametrize(("group", "count"), [("query-syntax", 102), ("results", 9), ("sd", 3)])
def test_group(suite: Any, monkeypatch: pytest.MonkeyPatch, group: str, count: int) -> None:
    assert failures(suite, monkeypatch, group) == (count, FEW.get(group, set()))


def test_queries(suite: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failures(suite, monkeypatch, "query") == (215, ENGINE)


def test_protocol(suite: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failures(suite, monkeypatch, "protocol") == (27, UPDATES)
