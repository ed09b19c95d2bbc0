"""What a view found, as tables that a person wants to read."""

import re
from collections.abc import Iterable, Sequence
from textwrap import shorten

from graph.connections import Connection
from graph.decisions import Decision
from graph.health import Finding
from graph.namesakes import Match
from graph.review import Tie
from graph.select import select, text
from graph.tables import Table
from graph.verify import Problem
from graph.view import View

LABELS = "SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {} }} ?thing skos:prefLabel ?label }}"
WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
QUOTED = 300  # characters of a sentence that are shown
COUNTED = frozenset({"events", "articles", "score"})


def entities(found: Iterable[Match]) -> Table:
    """Names with what they are; the last column is what the other commands take."""
    rows = [(m.label, m.kind, m.country or "", m.name if m.name != m.label else "", m.path) for m in found]
    return Table(("name", "kind", "country", "also called", "key"), rows)


def connections(found: Sequence[Connection], view: View) -> Table:
    """Who, how many events, what kind, when, and a sentence with its speaker and article; `via` where there are longer ways."""
    names = labels(view, [*(c.via for c in found), *(c.quote.speaker for c in found if c.quote.speaker)])
    near = all(link.distance == 1 for link in found)
    columns = ("who", "events", "kind", "when", *(() if near else ("via",)), "quote")
    rows = [(_who(c), str(c.events), _kinds(c), _span(c), *(() if near else (_via(c, names),)), _quote(c, names)) for c in found]
    return Table(columns, rows, COUNTED)


def ties(found: Iterable[Tie]) -> Table:
    """Near ties with their evidence."""
    rows = [(f"{tie.score:.2f}", f"actor/{tie.one}", f"actor/{tie.other}", "; ".join(tie.evidence)) for tie in found]
    return Table(("score", "one", "other", "evidence"), rows, COUNTED)


def decision(verdict: str, taken: Decision | None) -> Table:
    """What the user decided; no row when there is nothing."""
    rows = [(verdict, taken.action, taken.label, taken.name or "")] if taken else []
    return Table(("", "decision", "on", "name"), rows)


def problems(found: Iterable[Problem]) -> Table:
    """Broken promises."""
    return Table(("check", "where", "detail"), [(problem.check, problem.where, problem.detail) for problem in found])


def findings(found: Iterable[Finding]) -> Table:
    """What the doctor saw."""
    return Table(("", "", ""), [(finding.name, finding.value, "" if finding.fine else "<-- wrong") for finding in found])


def labels(view: View, paths: Iterable[str]) -> dict[str, str]:
    """What things are called, by path."""
    nodes = " ".join(sorted({str(view.iris(path)) for path in paths}))
    return {view.iris.relative(text(row, "thing")): text(row, "label") for row in select(view.graph, LABELS.format(nodes))}


def words(name: str) -> str:
    """ "VerbalCooperation" as "verbal cooperation"."""
    return WORD.sub(" ", name).lower()


def _who(link: Connection) -> str:
    return f"{link.label} ({link.country})" if link.country else link.label


def _kinds(link: Connection) -> str:
    return ", ".join(f"{count} {words(quad) or 'untyped'}" for quad, count in sorted(link.quads, key=lambda pair: (-pair[1], pair[0])))


def _span(link: Connection) -> str:
    return " to ".join(dict.fromkeys(day for day in (link.first, link.last) if day))


def _via(link: Connection, names: dict[str, str]) -> str:
    return names.get(link.via, link.via) if link.distance > 1 else ""


def _quote(link: Connection, names: dict[str, str]) -> str:
    quote = link.quote
    speaker = f"{names.get(quote.speaker, quote.speaker)}, " if quote.speaker else ""
    status = f", {quote.status}" if quote.status != "happened" else ""
    return f"“{shorten(quote.text, QUOTED, placeholder=' …')}” ({speaker}article {quote.article}{status})"
