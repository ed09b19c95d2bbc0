"""The W3C's SPARQL 1.1 tests of queries, results, updates, protocol, graph store protocol and service description, against a real server.

They need ../shared/conformance and are skipped without it. Not run are those of SERVICE (the group `service`, and `syntax-fed/test_1` to `_3`): this
server asks no other, on purpose.
"""

import importlib.util
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from serving import TOKEN, served

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
TSV = {"csv-tsv-res/tsv03"}  # Oxigraph again: it keeps the value of a number, not how it was written
ON_PURPOSE = {"syntax-fed/test_1", "syntax-fed/test_2", "syntax-fed/test_3"}  # they need SERVICE
UPDATES = {  # by the runner's group and the beginning of the test's name; parts, for each write goes to the disk
    "update": {"add/": 8, "basic-update/": 13, "clear/": 4, "copy/": 6, "delete": 40, "drop/": 4, "move/": 6, "update-silent/": 13},
    "update-syntax": {"": 63},
    "protocol": {"protocol/": 34},
    "gsp": {"": 13},
}

pytestmark = [pytest.mark.skipif(not TESTS.exists(), reason=f"{TESTS} is not here"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The runner's suite before a server that only reads; data go into the store directly, which takes a tenth of the time."""
    folder = tmp_path_factory.mktemp("w3c") / "my.wire"
    Book(folder, write=True).close()
    graph = ox.Store(folder / "graph")
    checkpoints.make(graph, folder)
    with served(folder, "--default-graph", "stored") as client:
        suite = _suite(client)

        def clear() -> None:
            graph.clear()

        def load(default: Any, named: Any) -> None:
            for name, triples in [(None, default)] * (default is not None) + list(named.items()):
                target = ox.NamedNode(name) if name else ox.DefaultGraph()
                if name:
                    graph.add_graph(target)
                lines = "".join("{} {} {} .\n".format(*map(suite.nt, triple)) for triple in triples)
                graph.load(lines.encode(), ox.RdfFormat.N_TRIPLES, to_graph=target)
            checkpoints.make(graph, folder)

        suite.t.clear, suite.t.load = clear, load
        yield suite


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The runner's suite before a server that takes writes; everything goes over HTTP."""
    folder = tmp_path_factory.mktemp("w3c") / "new.wire"
    with served(folder, "--default-graph", "stored", token=TOKEN) as client:
        yield _suite(client)


def _suite(client: httpx.Client) -> Any:
    address = str(client.base_url).rstrip("/")
    with pytest.MonkeyPatch.context() as patch:
        for name, path in (("QUERY", "sparql"), ("UPDATE", "update"), ("GSP", "graphs")):
            patch.setenv(f"SPARQL_{name}_URL", f"{address}/{path}")
        patch.setenv("SPARQL_HEADERS", f'{{"Authorization": "Bearer {TOKEN}"}}')
        runner = _runner()
        suite = runner.Suite(str(TESTS))
    suite.nt = runner.nt
    return suite


def _runner() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("sparql_conformance", RUNNER)
    assert spec and spec.loader
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    return runner


def outcome(suite: Any, monkeypatch: pytest.MonkeyPatch, group: str, only: str = "") -> tuple[int, set[str], set[str]]:
    """How many passed, which failed, and which the runner did not run."""
    monkeypatch.setenv("GROUPS", group)
    monkeypatch.setenv("ONLY", only)
    monkeypatch.setenv("GSP_DIRECT", "1")
    suite.res.clear()
    suite.run()
    passed, failed, skipped = suite.res[group]
    return len(passed), set(failed), {name.partition(" ")[0] for name in skipped}


@pytest.mark.parametrize(
    ("group", "count", "failed", "skipped"),
    [("query", 215, ENGINE, set()), ("query-syntax", 103, set(), ON_PURPOSE), ("results", 9, TSV, set()), ("sd", 3, set(), set())],
)
def test_reading(reading: Any, monkeypatch: pytest.MonkeyPatch, group: str, count: int, failed: set[str], skipped: set[str]) -> None:
    assert outcome(reading, monkeypatch, group) == (count, failed, skipped)


@pytest.mark.parametrize(("group", "only"), [(group, only) for group, parts in UPDATES.items() for only in parts])
def test_writing(writing: Any, monkeypatch: pytest.MonkeyPatch, group: str, only: str) -> None:
    assert outcome(writing, monkeypatch, group, only) == (UPDATES[group][only], set(), set())
