"""GEXF 1.3 for Gephi: valid by the official schema, with time, weights, kinds, sizes, colors and positions.

The schema rejects elements of the viz namespace and takes the same elements in GEXF's own, as does Gephi. Edges and nodes have start and end
where these are known, and first_seen and last_seen as plain attributes too, for readers that drop time.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np

from graph.columns import Array
from graph.exports.xml import attribute, token
from graph.network import Network, plain

TYPES = {"i": "long", "f": "double", "b": "boolean"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
NATIVE = {"id", "label", "_size", "_color", "_x", "_y"}
ROWS = 2048


def write(made: Network, out: BinaryIO) -> None:
    """The whole network, a few thousand rows at a time."""
    for piece in pieces(made):
        out.write(piece.encode())


def pieces(made: Network) -> Iterator[str]:
    """The file in pieces. Nodes may have the columns _size, _color ("#rrggbb"), _x and _y, as `layout.drawn` gives them."""
    kind = "directed" if made.directed else "undirected"
    yield f"{HEAD}<meta><creator>wiregraph</creator><description>network of shape {made.shape}</description></meta>\n"
    yield f'<graph defaultedgetype="{kind}" mode="dynamic" timeformat="date" timerepresentation="interval" idtype="string">\n'
    node, edge = _columns(made.nodes, NATIVE), _columns(made.edges, {"weight"})
    yield _declared("node", node) + _declared("edge", edge)
    yield f'<nodes count="{made.size}">\n'
    for begin in range(0, made.size, ROWS):
        yield "".join(_nodes(made, node, slice(begin, begin + ROWS)))
    yield f'</nodes>\n<edges count="{len(made.source)}">\n'
    ids = np.array([token(name) for name in made.nodes["id"]], dtype=object)
    for begin in range(0, len(made.source), ROWS):
        yield "".join(_edges(made, edge, ids, slice(begin, begin + ROWS)))
    yield "</edges>\n</graph>\n</gexf>\n"


def _columns(columns: Mapping[str, Array], native: set[str]) -> dict[str, str]:
    """By attribute its type in GEXF; what the format has a place of its own for is left out."""
    return {name: TYPES.get(column.dtype.kind, "string") for name, column in columns.items() if name not in native}


def _declared(kind: str, columns: Mapping[str, str]) -> str:
    rows = "".join(f'<attribute id="{token(name)}" title="{token(name)}" type="{type_}"/>\n' for name, type_ in columns.items())
    return f'<attributes class="{kind}" mode="static">\n{rows}</attributes>\n' if rows else ""


def _nodes(made: Network, names: Mapping[str, str], rows: slice) -> Iterator[str]:
    ids, labels = made.nodes["id"][rows], made.nodes.get("label", made.nodes["id"])[rows]
    looks = _looks(made, rows)
    for id_, label, time, values, look in zip(ids, labels, _times(made.nodes, rows), _values(made.nodes, names, rows), looks, strict=True):
        yield f'<node id="{token(id_)}" label="{token(label if label is not None else id_)}"{time}>{values}{look}</node>\n'


def _edges(made: Network, names: Mapping[str, str], ids: Array, rows: slice) -> Iterator[str]:
    ends = zip(range(rows.start, rows.stop), ids[made.source[rows]], ids[made.target[rows]], plain(made.weight[rows]), strict=False)
    kinds = made.edges[made.key][rows] if made.key == "kind" else [None] * len(made.source[rows])
    for (number, source, target, weight), kind, time, values in zip(
        ends, kinds, _times(made.edges, rows), _values(made.edges, names, rows), strict=True
    ):
        told = f' kind="{token(kind)}"' if kind is not None else ""
        yield f'<edge id="{number}" source="{source}" target="{target}" weight="{weight}"{told}{time}>{values}</edge>\n'


def _values(columns: Mapping[str, Array], names: Mapping[str, str], rows: slice) -> Iterator[str]:
    parts = [_attvalues(name, columns[name][rows]) for name in names]
    count = len(next(iter(columns.values()))[rows])
    for found in zip(*parts, strict=True) if parts else ((),) * count:
        joined = "".join(found)
        yield f"<attvalues>{joined}</attvalues>" if joined else ""


def _attvalues(name: str, column: Array) -> list[str]:
    head = f'<attvalue for="{token(name)}" value="'
    values: list[Any] = plain(column)
    if column.dtype.kind in "ifM":
        return ["" if value is None else f'{head}{value}"/>' for value in values]
    return ["" if value is None else f'{head}{attribute(value)}"/>' for value in values]


def _times(columns: Mapping[str, Array], rows: slice) -> Iterator[str]:
    if "first_seen" not in columns:
        yield from [""] * len(next(iter(columns.values()))[rows])
        return
    for first, last in zip(plain(columns["first_seen"][rows]), plain(columns["last_seen"][rows]), strict=True):
        yield (f' start="{first}"' if first else "") + (f' end="{last}"' if last else "")


def _looks(made: Network, rows: slice) -> Iterator[str]:
    if "_x" not in made.nodes:
        yield from [""] * len(made.nodes["id"][rows])
        return
    for size, color, x, y in zip(*(made.nodes[name][rows].tolist() for name in ("_size", "_color", "_x", "_y")), strict=True):
        r, g, b = (int(color[n : n + 2], 16) for n in (1, 3, 5))
        yield f'<size value="{size:.2f}"/><position x="{x:.2f}" y="{y:.2f}" z="0"/><color r="{r}" g="{g}" b="{b}"/>'
