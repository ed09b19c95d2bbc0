"""The values that flow through wiregraph: Article, Reading and what they hold.

All are frozen and compare by value. `to_json` and `from_json` carry any of them through the book and between
processes, without loss and with a stable key order, so that equal values have equal bytes.
Offsets count Unicode code points of `Article.text`; a span is [begin, end).
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

MentionForm = Literal["name", "nominal", "pronoun"]
EntityKind = Literal["person", "organization", "state", "group", "place", "thing"]
Status = Literal["happened", "planned", "possible", "negated"]
RoleName = Literal["actor", "recipient", "participant", "place", "time", "instrument"]
T = TypeVar("T")
DateBasis = Literal["stated", "relative", "publication"]
Precision = Literal["continent", "country", "region", "city", "site", "water"]


class RecordError(ValueError):
    """JSON that is no record of the type asked for; the message names the type and the field."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. `text` is all that is read and quoted: the headline, an empty line, then the paragraphs.

    `published` is ISO 8601, as precise as the source states it (date, or date and time with offset).
    """

    text: str
    headline: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str = "en"

    @property
    def sha256(self) -> str:
        """SHA-256, in hex, of the canonical JSON of the article."""
        return hashlib.sha256(to_json(self).encode()).hexdigest()

    @property
    def id(self) -> str:
        """First 16 hex digits of `sha256`, as in the article's IRI."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names, describes or refers to something."""

    begin: int
    end: int
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Position:
    """An office or function that a person holds according to the article, such as "Kursk governor".

    `since` and `until` are its dates as far as stated beside it: YYYY, YYYY-MM or YYYY-MM-DD.
    """

    title: str
    begin: int
    end: int
    country: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place. `geonames` is None for what the gazetteer knows without an id (seas, world regions).

    `key` is the last part of the place's IRI: the GeoNames id, an ISO 3166 code in lower case, or a slug.
    `within` tells, for a facility that is not in the gazetteer itself, the key of the place it lies in.
    """

    key: str
    name: str
    precision: Precision
    lat: float | None = None
    long: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that an article speaks of, with all its mentions in text order.

    `name` is the fullest name, or for the unnamed the description by its head. `country` is ISO 3166-1 alpha-3,
    `sector` a PLOVER sector. An entity can be an actor (person, organization, state, group), a place, or a thing;
    states and places are never one entity. `place` is what a place entity resolved to, if anything.
    """

    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    named: bool
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    positions: tuple[Position, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as stated. `value` is a lexical form of the XSD type `datatype` ("date", "gYearMonth", "gYear", "gMonthDay",
    "gMonth"), or both are None where only the range is known. `earliest` and `latest` are xsd:date, only when the year is known."""

    basis: DateBasis
    value: str | None = None
    datatype: Literal["date", "gYearMonth", "gYear", "gMonthDay", "gMonth"] | None = None
    earliest: str | None = None
    latest: str | None = None
    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity (its index in `Reading.entities`) is to an event, and the mention [begin, end) that says so.

    `entity` is None when the mention refers to nothing that could be resolved: kept as evidence, never a node.
    """

    role: RoleName
    entity: int | None
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the article says happened, is planned, may happen or did not happen.

    `begin`, `end` span the trigger; `mentions` are further triggers of the same event. `predicate` is the trigger's lemma, `label` a short
    clause from the text.
    `type` is one of PLOVER's 16 in capitals, or None. `speaker` is an index in `Reading.entities`, `speaker_begin`/`speaker_end` its mention;
    a speaker that could not be resolved has a mention and no index. `sentence` spans the evidence to quote.
    """

    begin: int
    end: int
    predicate: str
    label: str
    status: Status
    confidence: float
    sentence: tuple[int, int]
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    when: When | None = None
    speaker: int | None = None
    speaker_begin: int | None = None
    speaker_end: int | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version saw in one article; a pure function of both."""

    article: str
    reader: str
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()


def to_json(record: Any) -> str:
    """Compact JSON of a record; fields in their declared order, defaults left out."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str | bytes) -> T:
    """The record that `to_json` wrote. Raises RecordError on anything else."""
    try:
        return typing.cast(T, _build(kind, json.loads(text)))
    except (TypeError, ValueError, KeyError) as error:
        raise RecordError(f"not a {kind.__name__} record: {error}; write records with graph.records.to_json") from error


def _plain(value: Any) -> Any:
    """Dictionaries and lists of a record; what a type's fields are is looked up once."""
    kind = type(value)
    if kind is tuple:
        return [_plain(item) for item in value]
    fields = _fields(kind)  # type: ignore[arg-type]  # a class is hashable
    if fields is None:
        return value
    return {name: _plain(item) for name, default in fields if (item := getattr(value, name)) != default}


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...] | None:
    """Names and defaults of a record's fields; None for what is no record."""
    return tuple((f.name, f.default) for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def _build(kind: Any, value: Any) -> Any:
    return _builder(kind)(value)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from JSON, or raises TypeError or ValueError; put together once for each type."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record_builder(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        build = _builder(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else build(value)
    if origin is tuple:
        return _tuple_builder(arguments)

    def literal(value: Any) -> Any:
        if value not in arguments:
            raise ValueError(f"{value!r} is none of {arguments}")
        return value

    def plain(value: Any) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return literal if origin is Literal else plain


def _record_builder(kind: type) -> Callable[[Any], Any]:
    builders = {name: _builder(hint) for name, hint in typing.get_type_hints(kind).items()}

    def build(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        if unknown := value.keys() - builders.keys():
            raise ValueError(f"{kind.__name__} has no field {sorted(unknown)}")
        return kind(**{name: builders[name](item) for name, item in value.items()})

    return build


def _tuple_builder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if arguments[-1] is Ellipsis:
        one = _builder(arguments[0])
        return lambda value: tuple([one(item) for item in value])
    each = tuple(map(_builder, arguments))
    return lambda value: tuple([build(item) for build, item in zip(each, value, strict=True)])
