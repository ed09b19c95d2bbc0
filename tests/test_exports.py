"""Files: valid, read back equal, and safe whatever the labels."""

import csv
import importlib.util
import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from networks import small, world

from graph.countries import alpha2, countries
from graph.exports import ftm, gexf, graphml, tables
from graph.exports.files import ENDINGS, ExportError, export, write
from graph.layout import drawn
from graph.literals import clean
from graph.metrics import measured
from graph.network import Network, to_networkx
from graph.projections import MAKERS, network

SCHEMA = Path(__file__).parent.parent.parent / "shared" / "conformance" / "gexf-1.3" / "gexf.xsd"
HOSTILE = ("a\x00b\x01", "]]>&<\"'", "=cmd('x')", "+1", "@a", "\u202egro", "😀 \ufffe", "  two\nlines\t", "", "\ud800", "$x^2$")
needs_pyarrow = pytest.mark.skipif(not importlib.util.find_spec("pyarrow"), reason="pyarrow is the extra `parquet`")


def written(writer: Callable[[Network, BinaryIO], None], made: Network) -> bytes:
    out = io.BytesIO()
    writer(made, out)
    return out.getvalue()


def shape(name: str) -> Network:
    return network(small(), shape=name)  # type: ignore[arg-type]


def valid(document: bytes) -> bool:
    """By the official schema where it is at hand; well-formed in any case."""
    tree = etree.fromstring(document)
    return bool(etree.XMLSchema(etree.parse(SCHEMA)).validate(tree)) if SCHEMA.exists() else True


def attributes(graph: nx.Graph) -> tuple[object, object]:
    """Nodes and edges with what stands on them, apart from what GEXF adds."""
    drop = {"start", "end", "id", "viz", "label"}
    nodes = {node: {k: v for k, v in data.items() if k not in drop} for node, data in graph.nodes(data=True)}
    edges = sorted(((u, v) if graph.is_directed() else tuple(sorted((u, v))), sorted(_known(data, drop))) for u, v, data in graph.edges(data=True))
    return nodes, edges


def _known(data: dict[str, object], drop: set[str]) -> list[tuple[str, str]]:
    return [(key, repr(value)) for key, value in data.items() if key not in drop]


@pytest.mark.parametrize("name", MAKERS)
def test_gexf_is_valid_and_reads_back_equal(name: str) -> None:
    made = shape(name)
    document = written(gexf.write, measured(made) if made.shape == "actors" else made)
    assert valid(document)
    graph = nx.read_gexf(io.BytesIO(document), version="1.3")
    assert attributes(graph) == attributes(to_networkx(measured(made) if made.shape == "actors" else made))


@pytest.mark.parametrize("name", MAKERS)
def test_graphml_reads_back_equal(name: str) -> None:
    made = measured(shape(name))
    graph = nx.read_graphml(io.BytesIO(written(graphml.write, made)), force_multigraph=made.key is not None)
    assert attributes(graph) == attributes(to_networkx(made))


@pytest.mark.parametrize("name", MAKERS)
def test_json_reads_back_equal(name: str) -> None:
    made = shape(name)
    graph = nx.node_link_graph(json.loads(written(tables.write_json, made)), edges="edges")
    assert nx.utils.graphs_equal(graph, to_networkx(made))


def test_gexf_has_time_kinds_weights_and_looks() -> None:
    document = written(gexf.write, drawn(shape("relations"))).decode()
    berg = next(line for line in document.splitlines() if line.startswith('<node id="actor/anna-berg"'))
    assert berg.startswith('<node id="actor/anna-berg" label="Anna Berg" start="2025-01-10" end="2025-04-01">')
    assert "<size value=" in berg and "<position x=" in berg and '<color r="' in berg
    assert '<attvalue for="first_seen" value="2025-01-10"/>' in berg
    edge = next(line for line in document.splitlines() if 'kind="VerbalConflict"' in line)
    assert 'source="actor/anna-berg" target="actor/omar-said" weight="1.0" kind="VerbalConflict" start="2025-03-10" end="2025-03-10"' in edge
    assert "None" not in document and "nan" not in document and "NaT" not in document


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_survive_or_are_neutralized_as_documented(label: str) -> None:
    made = shape("events")
    labels = np.full(made.size, label, dtype=object)
    bad = drawn(replace(made, nodes={**made.nodes, "label": labels, "sector": labels}))
    document = written(gexf.write, bad)
    assert valid(document)
    back = nx.read_gexf(io.BytesIO(document), version="1.3").nodes["actor/anna-berg"]
    assert (back["label"], back["sector"]) == (clean(" ".join(label.split())), clean(label))
    graph = nx.read_graphml(io.BytesIO(written(graphml.write, bad)), force_multigraph=True)
    assert graph.nodes["actor/anna-berg"].get("label", "") in (clean(label), None)
    cell = next(csv.DictReader(io.StringIO(written(tables.write_nodes, bad).decode(), newline="")))["Label"]
    assert cell == clean("'" + label if label.startswith(("=", "+", "-", "@")) else label)
    assert json.loads(written(ftm.write, bad).splitlines()[0])["properties"]["name"] == [clean(label)]
    assert json.loads(written(tables.write_json, bad))["nodes"][0]["label"] == clean(label)
    if importlib.util.find_spec("pyarrow"):
        import pyarrow.parquet

        assert pyarrow.parquet.read_table(io.BytesIO(written(tables.write_nodes_parquet, bad))).to_pylist()[0]["label"] == clean(label)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_gives_valid_xml(label: str) -> None:
    made = shape("actors")
    bad = replace(made, nodes={**made.nodes, "label": np.full(made.size, label, dtype=object)})
    assert etree.fromstring(written(gexf.write, bad)) is not None
    assert etree.fromstring(written(graphml.write, bad)) is not None


def test_csv_has_the_columns_that_gephi_wants() -> None:
    nodes, edges = (written(writer, drawn(shape("actors"))).decode().splitlines() for writer in (tables.write_nodes, tables.write_edges))
    assert nodes[0].startswith("Id,Label,kind,country,sector,events,first_seen,last_seen,pagerank")
    assert edges[0].startswith("Source,Target,Type,Weight,events,articles,sources")
    assert edges[1].startswith("actor/anna-berg,actor/li-wei,Directed,1.0,1,1,1,0.8,-9.0,0.0,9.0,-1.0,0,0,0,1,2025-02-03,2025-02-03")


def test_followthemoney_has_entities_and_links() -> None:
    rows = [json.loads(line) for line in written(ftm.write, shape("relations")).splitlines()]
    assert rows[0] == {"id": "actor-anna-berg", "schema": "Person", "properties": {"name": ["Anna Berg"], "country": ["de"]}}
    link = next(row for row in rows if row["schema"] == "UnknownLink" and row["properties"]["role"] == ["VerbalConflict"])
    assert link["properties"]["subject"] == ["actor-anna-berg"] and link["properties"]["startDate"] == ["2025-03-10"]
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_country_has_two_letters() -> None:
    assert set(alpha2()) == set(countries())
    assert (alpha2()["DEU"], alpha2()["GBR"], alpha2()["XKX"]) == ("DE", "GB", "XK")
    assert all(len(two) == 2 and two.isupper() for two in alpha2().values())


@needs_pyarrow
def test_parquet_keeps_types_and_what_is_unknown(tmp_path: Path) -> None:
    import pyarrow.parquet

    nodes, edges = write(shape("actors"), tmp_path / "n.parquet")
    table = pyarrow.parquet.read_table(edges).to_pylist()
    assert table[0]["source"] == "actor/anna-berg" and str(table[0]["first_seen"]) == "2025-02-03"
    assert [row["score"] for row in table if row["source"] == "actor/li-wei"] == [None]
    assert pyarrow.parquet.read_table(nodes).num_rows == 4


def test_the_ending_decides_and_files_come_whole_or_not_at_all(tmp_path: Path) -> None:
    graph = world()
    for ending in ENDINGS:
        if ending != ".parquet":
            paths = export(graph, tmp_path / f"all{ending}")
            assert all(path.stat().st_size > 100 for path in paths), ending
    assert {path.name for path in export(graph, tmp_path / "n.csv")} == {"n.nodes.csv", "n.edges.csv"}
    with pytest.raises(ExportError, match=r"'n.doc' does not end in a known format"):
        export(graph, tmp_path / "n.doc")
    back = ox.Store()
    back.load(path=str(tmp_path / "all.trig"), format=ox.RdfFormat.TRIG)
    assert set(back) == set(graph)
    assert not list(tmp_path.glob(".*"))


def test_gexf_of_a_large_network_needs_little_memory() -> None:
    made = large(20_000, 60_000)
    tracemalloc.start()
    for piece in gexf.pieces(made):
        assert piece
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def large(nodes: int, edges: int) -> Network:
    dice = np.random.default_rng(1)
    ids = np.array([f"actor/a{n:06d}" for n in range(nodes)], dtype=object)
    days = np.datetime64("2025-01-01") + dice.integers(0, 300, edges)
    traits = {"weight": dice.random(edges), "events": dice.integers(1, 9, edges), "first_seen": days, "last_seen": days + 9}
    return Network("actors", True, {"id": ids, "label": ids}, dice.integers(0, nodes, edges), dice.integers(0, nodes, edges), traits)
