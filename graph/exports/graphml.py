"""GraphML, row by row; networkx, yEd, igraph and Gephi read it."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np

from graph.columns import Array
from graph.exports.xml import attribute
from graph.network import Network, plain

TYPES = {"i": "long", "f": "double", "b": "boolean"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
ROWS = 2048


def write(made: Network, out: BinaryIO) -> None:
    """The whole network, a few thousand rows at a time."""
    for piece in pieces(made):
        out.write(piece.encode())


def pieces(made: Network) -> Iterator[str]:
    """The file in pieces; columns whose names begin with _ are for drawing and stay away."""
    yield HEAD
    keys = {kind: _keys(kind, columns) for kind, columns in (("node", made.nodes), ("edge", made.edges))}
    for kind, columns in (("node", made.nodes), ("edge", made.edges)):
        for name, key in keys[kind].items():
            type_ = TYPES.get(columns[name].dtype.kind, "string")
            yield f'<key id="{key}" for="{kind}" attr.name="{attribute(name)}" attr.type="{type_}"/>\n'
    yield f'<graph edgedefault="{"directed" if made.directed else "undirected"}">\n'
    ids = np.array([attribute(name) for name in made.nodes["id"]], dtype=object)
    for begin in range(0, made.size, ROWS):
        rows = slice(begin, begin + ROWS)
        yield "".join(f'<node id="{id_}">{data}</node>\n' for id_, data in zip(ids[rows], _data(made.nodes, keys["node"], rows), strict=True))
    for begin in range(0, len(made.source), ROWS):
        rows = slice(begin, begin + ROWS)
        ends = zip(_names(made, rows), ids[made.source[rows]], ids[made.target[rows]], _data(made.edges, keys["edge"], rows), strict=True)
        yield "".join(f'<edge{name} source="{source}" target="{target}">{data}</edge>\n' for name, source, target, data in ends)
    yield "</graph>\n</graphml>\n"


def _keys(kind: str, columns: Mapping[str, Array]) -> dict[str, str]:
    return {name: f"{kind[0]}{number}" for number, name in enumerate(columns) if name != "id" and not name.startswith("_")}


def _names(made: Network, rows: slice) -> list[str]:
    """Ids for parallel edges, unique in the file; networkx takes them as keys. The attributes tell what the network's own key is."""
    count = len(made.source[rows])
    return [""] * count if made.key is None else [f' id="e{number}"' for number in range(rows.start, rows.start + count)]


def _data(columns: Mapping[str, Array], keys: Mapping[str, str], rows: slice) -> Iterator[str]:
    parts = [_cells(key, plain(columns[name][rows])) for name, key in keys.items()]
    yield from ("".join(row) for row in zip(*parts, strict=True)) if parts else [""] * len(next(iter(columns.values()))[rows])


def _cells(key: str, values: list[Any]) -> list[str]:
    return ["" if value is None else f'<data key="{key}">{attribute(value)}</data>' for value in values]
