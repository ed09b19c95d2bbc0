"""One file from a store, in the format that the ending of its name tells; whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from graph.columns import columns
from graph.exports import ftm, gexf, graphml, rdf, tables
from graph.layout import drawn
from graph.metrics import measured
from graph.network import HAPPENED, LABELED, Filter, Network, Rollup, Shape
from graph.projections import network
from graph.terms import Iris

Writer = Callable[[Network, BinaryIO], None]
NETWORKS: dict[str, Writer] = {".gexf": gexf.write, ".graphml": graphml.write, ".json": tables.write_json, ".ftm": ftm.write}
TABLES: dict[str, tuple[Writer, Writer]] = {
    ".csv": (tables.write_nodes, tables.write_edges),
    ".parquet": (tables.write_nodes_parquet, tables.write_edges_parquet),
}
ENDINGS = (*rdf.FORMATS, *NETWORKS, *TABLES)


class ExportError(ValueError):
    """An ending that stands for no format that can be written."""


def export(
    graph: ox.Store,
    path: Path,
    *,
    iris: Iris = Iris(),  # noqa: B008
    shape: Shape = "relations",
    chosen: Filter = HAPPENED,
    rollup: Rollup | None = None,
) -> list[Path]:
    """Writes and returns the files; existing ones are replaced. Tables are two: NAME.nodes.csv and NAME.edges.csv.

    RDF is the whole graph; the filters are for networks, which carry the measures and, in GEXF, sizes, colors and positions. Raises ExportError.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(f"{path.name!r} does not end in a known format; use one of {', '.join(ENDINGS)}")
    if ending in rdf.FORMATS:
        with _whole(path) as out:
            rdf.write(graph, out, ending)
        return [path]
    return write(drawn(measured(network(columns(graph, iris=iris, labels=shape in LABELED), shape=shape, chosen=chosen, rollup=rollup))), path)


def write(made: Network, path: Path) -> list[Path]:
    """One network as the file, or the two tables, that the ending tells."""
    ending = path.suffix.lower()
    if ending in NETWORKS:
        parts = [(path, NETWORKS[ending])]
    else:
        parts = [(path.with_suffix(f".{name}{ending}"), writer) for name, writer in zip(("nodes", "edges"), TABLES[ending], strict=True)]
    for place, writer in parts:
        with _whole(place) as out:
            writer(made, out)
    return [place for place, _ in parts]


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
