"""What answers look like, for the description of the API: JSON Schemas, and examples that a server really gave (examples.json)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from api.formats import HTML, JSON
from api.problems import MEDIA

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
SCORE: Schema = {"type": ["number", "null"], "minimum": -10, "maximum": 10}
IRI: Schema = {"type": "string", "format": "iri"}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


FILTERS: Schema = {"type": "object", "additionalProperties": TEXT, "description": "What was counted"}
QUADS: Schema = {"type": "object", "additionalProperties": COUNT, "description": "Events by PLOVER quad class, untyped ones as the empty name"}
NODE = _object(iri=IRI, label=TEXT)
QUOTE = _object(text=TEXT, article=IRI, begin=COUNT, end=COUNT, event=IRI, label=TEXT, status=TEXT, speaker=MAYBE)
SHORT_QUOTE: Schema = {"anyOf": [_object(text=TEXT, article=IRI, begin=COUNT, end=COUNT), {"type": "null"}]}
PAGED = {"total": COUNT, "cursor": MAYBE, "next": MAYBE}
TIE = _object(
    actor=IRI, label=TEXT, country=MAYBE, distance=COUNT, via=IRI, events=COUNT, articles=COUNT, quads=QUADS, first=MAYBE, last=MAYBE, score=SCORE,
    evidence=_list(QUOTE), all=TEXT,
)  # fmt: skip
EVENT = _object(
    event=IRI, label=TEXT, type=TEXT, quad=MAYBE, score=SCORE, status=TEXT, confidence={"type": "number"}, first=MAYBE, last=MAYBE,
    speaker={"anyOf": [NODE, {"type": "null"}]}, evidence=SHORT_QUOTE,
)  # fmt: skip
THING = _object(iri=IRI, path=TEXT, kind=TEXT, label=TEXT, facts={"type": "object", "additionalProperties": {"type": "array"}})
SCORED: dict[str, Schema] = {
    "value": {"type": "number"}, "rank": {"type": "integer", "minimum": 1, "description": "1 the first; equals in the order of their addresses"},
    "error": {"type": ["number", "null"], "description": "Bound of the error of an estimate, as wg:errorBound has it; null where the value is exact"},
    "interval": {"type": ["array", "null"], "items": {"type": "number"}, "description": "What the value lies between, for all actors 9 times in 10"},
}  # fmt: skip
NETWORK = _object(run=IRI, shape=TEXT, filters={"type": "object", "description": "What was counted"}, nodes=COUNT, edges=COUNT)
ACTOR = _object(**THING["properties"], measures=_list(_object(metric=TEXT, **SCORED)), network={"anyOf": [NETWORK, {"type": "null"}]})
SCHEMAS: dict[str, Schema] = {
    "search": _object(query=TEXT, items=_list(_object(iri=IRI, label=TEXT, kind=TEXT, country=MAYBE, name=TEXT, rank=COUNT))),
    "connections": _object(items=_list(TIE), filters=FILTERS, **PAGED),
    "events": _object(items=_list(EVENT), filters=FILTERS, **PAGED),
    "timeline": _object(items=_list(_object(month=MAYBE, events=COUNT, quads=QUADS, score=SCORE)), total=COUNT, filters=FILTERS),
    "mentions": _object(items=_list(_object(begin=COUNT, end=COUNT, text=TEXT, iri=IRI, label=TEXT)), **PAGED),
    "paths": _object(
        **{"from": IRI, "to": IRI},
        hops={"type": ["integer", "null"]},
        items=_list(_list(_object(**{"from": NODE, "to": NODE}, events=COUNT, evidence=QUOTE))),
        filters=FILTERS,
    ),
    **dict.fromkeys(("place", "event", "article"), THING),
    "actor": ACTOR,
    "ranking": _object(measure=TEXT, network=NETWORK, items=_list(_object(actor=IRI, label=TEXT, **SCORED)), **PAGED),
}
PROBLEM = _object(type=TEXT, title=TEXT, status=COUNT, detail=TEXT)
REFUSALS = {
    400: "A parameter that does not fit; the problem names it", 404: "There is no such thing", 406: "None of the client's media types",
    503: "There is nothing to answer from yet; Retry-After says when to ask again",
}  # fmt: skip


def described(name: str, *others: str) -> dict[int | str, dict[str, Any]]:
    """The answers of an address, for FastAPI's `responses`; `others` are more media types than JSON and HTML."""
    content: Schema = {JSON: {"schema": SCHEMAS[name], **_example(name)}}
    content |= {media: {"schema": TEXT} for media in ((HTML, *others) if name != "mentions" else others)}
    found: dict[int | str, dict[str, Any]] = {200: {"description": "Found", "content": content}, 304: {"description": "As the client has it"}}
    return found | refused(*REFUSALS)


def refused(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problems by status."""
    return {status: {"description": REFUSALS[status], "content": {MEDIA: {"schema": PROBLEM}}} for status in statuses}


def _example(name: str) -> Schema:
    found = examples().get(name)
    return {"example": found} if found else {}


@cache
def examples() -> dict[str, Any]:
    """By name what a server over the example articles answered."""
    return dict(json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8")))
