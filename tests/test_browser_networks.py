"""What graphology, in headless Chromium, reads from our GEXF and GraphML: all that is in the network."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromium
import numpy as np
import pytest
from test_exports import HOSTILE, shape, written

from graph.exports import gexf, graphml
from graph.layout import drawn
from graph.literals import clean
from graph.metrics import measured
from graph.network import Network, records, to_networkx
from graph.projections import MAKERS

pytestmark = pytest.mark.skipif(chromium.lacking() is not None, reason=chromium.lacking() or "")
LOOKS = ("x", "y", "z", "size", "color")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    script = chromium.bundle(chromium.HERE / "networks.js", tmp_path_factory.mktemp("script"))
    with chromium.page() as opened:
        opened.add_script_tag(path=script)
        yield opened


def read(page: Any, format_: str, made: Network) -> dict[str, Any]:
    document = written({"gexf": gexf.write, "graphml": graphml.write}[format_], made).decode()
    found: dict[str, Any] = page.evaluate("([format, text]) => readNetwork(format, text)", [format_, document])
    return found


def rounded(values: dict[str, Any]) -> dict[str, Any]:
    """Numbers to twelve digits, for a browser has floats only."""
    return {name: float(f"{value:.12g}") if isinstance(value, (int, float)) else value for name, value in values.items() if name not in LOOKS}


def sorted_edges(edges: Any) -> list[Any]:
    return sorted(([*ends, sorted(rounded(values).items(), key=str)] for *ends, values in edges), key=str)


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
@pytest.mark.parametrize("name", MAKERS)
def test_a_network_reads_back_equal(page: Any, format_: str, name: str) -> None:
    made = measured(shape(name))
    found, graph = read(page, format_, made), to_networkx(made)
    assert found["type"] == ("directed" if made.directed else "undirected")
    assert {id_: rounded(values) for id_, values in found["nodes"]} == {id_: rounded(values) for id_, values in graph.nodes(data=True)}
    ids = made.nodes["id"]
    wanted = [(ids[u], ids[v], row) for u, v, row in zip(made.source, made.target, records(made.edges), strict=True)]
    assert sorted_edges(found["edges"]) == sorted_edges(wanted)


def test_sizes_colors_and_places_come_along(page: Any) -> None:
    made = drawn(shape("relations"))
    found = dict(read(page, "gexf", made)["nodes"])
    for id_, size, color, x in zip(*(made.nodes[name] for name in ("id", "_size", "_color", "_x")), strict=True):
        r, g, b = (int(color[n : n + 2], 16) for n in (1, 3, 5))
        assert math.isclose(found[id_]["size"], size, abs_tol=0.01) and math.isclose(found[id_]["x"], x, abs_tol=0.01)
        assert found[id_]["color"] == f"rgb({r},{g},{b})"


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
def test_hostile_labels_arrive_as_documented(page: Any, format_: str) -> None:
    for label in HOSTILE:
        made = shape("actors")
        bad = replace(made, nodes={**made.nodes, "sector": np.full(made.size, label, dtype=object)})
        assert {values.get("sector", "") for _, values in read(page, format_, bad)["nodes"]} == {clean(label)}


def test_a_file_of_many_edges_is_read(page: Any, tmp_path: Path) -> None:
    from test_exports import large

    made = large(2_000, 20_000)
    made = replace(made, **dict(zip(("source", "target"), np.unique(np.stack([made.source, made.target]), axis=1), strict=True)))
    count = len(made.source)
    made = replace(made, edges={name: column[:count] for name, column in made.edges.items()})
    found = read(page, "gexf", made)
    assert (len(found["nodes"]), len(found["edges"])) == (2_000, count)
