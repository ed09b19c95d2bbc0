"""Networks as tables of nodes and of edges: CSV for Gephi, Neo4j and spreadsheets, Parquet, and node-link JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np

from graph.columns import Array
from graph.literals import clean
from graph.network import Network, NetworkError, plain, records

FORMULA = tuple("=+-@\t\r")
ROWS = 4096


def write_nodes(made: Network, out: BinaryIO) -> None:
    """Columns Id and Label, as Gephi wants them, then the attributes."""
    columns = {"Id": made.nodes["id"], "Label": made.nodes["label"]}
    _write(columns | {name: column for name, column in made.nodes.items() if name not in ("id", "label")}, made.size, out)


def write_edges(made: Network, out: BinaryIO) -> None:
    """Columns Source, Target, Type and Weight, as Gephi wants them, then the attributes."""
    _write(_ends(made), len(made.source), out)


def write_nodes_parquet(made: Network, out: BinaryIO) -> None:
    """One row a node; needs pyarrow."""
    _parquet(made.nodes, out)


def write_edges_parquet(made: Network, out: BinaryIO) -> None:
    """One row an edge, with the paths of its ends; needs pyarrow."""
    ids = made.nodes["id"]
    _parquet({"source": ids[made.source], "target": ids[made.target], **made.edges}, out)


def write_json(made: Network, out: BinaryIO) -> None:
    """Node-link JSON, as networkx.node_link_graph(data, edges="edges") reads it."""
    for piece in json_pieces(made):
        out.write(piece.encode())


def json_pieces(made: Network) -> Iterator[str]:
    """The JSON in pieces of one row."""
    ids = made.nodes["id"]
    head = {"directed": made.directed, "multigraph": made.key is not None, "graph": {"shape": made.shape}}
    yield json.dumps(head)[:-1] + ', "nodes": ['
    for number, (id_, row) in enumerate(zip(ids, records(_shown(made.nodes)), strict=True)):
        yield ",\n" * bool(number) + _json({"id": id_, **row})
    yield '], "edges": ['
    keys = made.edges[made.key] if made.key else [None] * len(made.source)
    for number, (source, target, key, row) in enumerate(zip(ids[made.source], ids[made.target], keys, records(made.edges), strict=True)):
        ends = {"source": source, "target": target, **({"key": key} if key is not None else {})}
        yield ",\n" * bool(number) + _json({**ends, **row})
    yield "]}\n"


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps({name: clean(value) if isinstance(value, str) else value for name, value in row.items()}, ensure_ascii=False)


def _ends(made: Network) -> dict[str, Array]:
    ids = made.nodes["id"]
    kind = np.full(len(made.source), "Directed" if made.directed else "Undirected", dtype=object)
    columns = {"Source": ids[made.source], "Target": ids[made.target], "Type": kind}
    return columns | {"Weight": made.weight} | {name: column for name, column in made.edges.items() if name != "weight"}


def _write(columns: Mapping[str, Array], count: int, out: BinaryIO) -> None:
    shown = _shown(columns)
    out.write(_lines([list(shown)]))
    for begin in range(0, count, ROWS):
        parts = [[_cell(value) for value in plain(column[begin : begin + ROWS])] for column in shown.values()]
        out.write(_lines(zip(*parts, strict=True)))


def _lines(rows: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    """Nothing for what is unknown; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return "" if value is None else value
    return clean("'" + value if value.startswith(FORMULA) else value)


def _shown(columns: Mapping[str, Array]) -> dict[str, Array]:
    return {name: column for name, column in columns.items() if not name.startswith("_")}


def _parquet(columns: Mapping[str, Array], out: BinaryIO) -> None:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NetworkError("Parquet needs pyarrow; install it with `pip install wiregraph[parquet]`, or write .csv") from error
    shown = {name: pyarrow.array(_cleaned(column), from_pandas=True) for name, column in _shown(columns).items()}
    pyarrow.parquet.write_table(pyarrow.table(shown), out)


def _cleaned(column: Array) -> Any:
    return [None if value is None else clean(value) for value in column] if column.dtype.kind == "O" else column
