"""FollowTheMoney entities, one JSON object a line, for Aleph and its relatives.

Persons, organizations, states (as PublicBody) and groups (as Organization) become entities; each edge an UnknownLink whose role names the quad
class. Ids are those of the store, so that files of different filters join. Values are lists of text, as the format wants them.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from graph.countries import alpha2
from graph.literals import clean
from graph.network import Network, records

SCHEMAS = {"person": "Person", "organization": "Organization", "state": "PublicBody", "group": "Organization", "place": "Address", "event": "Event"}


def write(made: Network, out: BinaryIO) -> None:
    """Nodes, then edges."""
    for line in lines(made):
        out.write(line.encode())


def lines(made: Network) -> Iterator[str]:
    """One entity a line."""
    ids = [identifier(path) for path in made.nodes["id"]]
    for id_, row in zip(ids, records(made.nodes), strict=True):
        yield _line(id_, SCHEMAS[row["kind"]], _node(row))
    for number, (source, target, row) in enumerate(zip(made.source, made.target, records(made.edges), strict=True)):
        kind = row.get("kind") or row.get("type") or made.shape
        yield _line(f"{ids[source]}.{ids[target]}.{identifier(str(kind))}.{number}", "UnknownLink", _edge(ids[source], ids[target], str(kind), row))


def identifier(path: str) -> str:
    """A path with what FollowTheMoney allows in ids only."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in path)


def _node(row: dict[str, Any]) -> dict[str, Any]:
    name = "full" if row["kind"] == "place" else "name"
    country = alpha2().get(row.get("country", "")) if row["kind"] != "event" else None
    return {name: row.get("label"), "country": country and country.lower()}


def _edge(source: str, target: str, kind: str, row: dict[str, Any]) -> dict[str, Any]:
    summary = f"{row['events']} events in {row['articles']} articles of {row['sources']} sources"
    return {
        "subject": source, "object": target, "role": kind, "summary": row.get("label") or summary,
        "startDate": row.get("first_seen"), "endDate": row.get("last_seen"),
    }  # fmt: skip


def _line(id_: str, schema: str, values: dict[str, Any]) -> str:
    properties = {name: [clean(str(value))] for name, value in values.items() if value is not None}
    return json.dumps({"id": id_, "schema": schema, "properties": properties}, ensure_ascii=False) + "\n"
