"""Answers to SPARQL queries, written in the standard formats or as a table for people."""

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph as ox

from graph.tables import Table
from graph.terms import PREFIXES, Iris

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLES = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "json": ox.RdfFormat.JSON_LD}
FORMATS = ("table", *dict.fromkeys([*ROWS, *TRIPLES]))


class FormatError(ValueError):
    """A format that does not exist, or does not suit the form of the query; the message lists those that do."""


def write(answer: Answer, form: str, out: BinaryIO) -> None:
    """The whole answer, as it comes. Raises FormatError."""
    suited = TRIPLES if isinstance(answer, ox.QueryTriples) else ROWS
    if form not in suited:
        what = "triples" if isinstance(answer, ox.QueryTriples) else "rows"
        raise FormatError(f"this query gives {what}, which cannot be written as {form!r}; choose one of table, {', '.join(suited)}")
    if isinstance(answer, ox.QueryTriples):
        ox.serialize(answer, out, TRIPLES[form], prefixes=PREFIXES)
    else:
        answer.serialize(out, ROWS[form])


def table(answer: Answer, iris: Iris) -> Table:
    """The answer for people: IRIs by prefix or as the path under the store's base, literals as their text."""
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), (("yes" if answer else "no",),))
    if isinstance(answer, ox.QueryTriples):
        return Table(("subject", "predicate", "object"), [tuple(_short(term, iris) for term in triple) for triple in answer])
    names = tuple(variable.value for variable in answer.variables)
    rows = [tuple(_short(row[name], iris) for name in names) for row in answer]
    return Table(names, rows, _numeric(names, rows))


def _short(term: object, iris: Iris) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return next(_shorter(term.value, iris), f"<{term.value}>")
    return term.value if isinstance(term, ox.Literal) else str(term)


def _shorter(iri: str, iris: Iris) -> Iterator[str]:
    if iri.startswith(iris.base):
        yield iri.removeprefix(iris.base)
    yield from (f"{prefix}:{iri.removeprefix(space)}" for prefix, space in PREFIXES.items() if iri.startswith(space))


def _numeric(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> frozenset[str]:
    """The columns in which every cell is a number."""
    return frozenset(name for n, name in enumerate(names) if rows and all(_is_number(row[n]) for row in rows))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).removeprefix("-").isdigit()
