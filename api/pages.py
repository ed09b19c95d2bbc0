"""What people see in a browser: plain pages that need no script."""

from collections.abc import Sequence
from html import escape

from api.events import Told
from api.formats import SUFFIXES
from api.markup import document, link, place, table, words
from api.things import KINDS, Quote, Thing, Value
from graph.connections import Connection
from graph.namesakes import Match

HIDDEN = frozenset(("wg:evidence", "wg:dateMention", "wg:speakerMention", "sem:hasActor"))  # told better elsewhere on the page


def thing_page(found: Thing, below: str = "") -> str:
    """A thing with its statements; `below` is markup of lists that belong to it."""
    facts = "".join(f"<dt>{escape(name)}</dt>{_values(values)}" for name, values in found.facts.items() if name not in HIDDEN)
    quoted = _quote(found.quote) if found.quote else ""
    formats = " ".join(f'<a href="{escape(place(found.path))}.{suffix}">{suffix}</a>' for suffix in SUFFIXES if suffix != "html")
    return document(found.label, f"<p>{escape(found.kind)}</p>{quoted}<dl>{facts}</dl>{below}<p>As data: {formats}</p>")


def connections_table(found: Sequence[Connection], status: str) -> str:
    """Whom an actor shares events with, each with its best evidence."""
    rows = [
        (
            link(place(one.actor), one.label), f"{one.events} in {one.articles}", _kinds(one),
            words(f"{one.first or '?'} to {one.last or '?'}"), words("" if one.score is None else one.score),
            f"{words(one.quote.text)} {link(place(f'article/{one.quote.article}'), 'source')}",
        )
        for one in found
    ]  # fmt: skip
    return table(("with", "events in articles", "kinds", "when", "mean score", "for instance"), rows, f"Connections; status: {status}")


def events_table(found: Sequence[Told], status: str) -> str:
    """Events with their words."""
    rows = [
        (
            words(one.line.last or "?"), link(place(one.line.event), one.label), words(one.line.type), words(one.line.status),
            _node(one.speaker) if one.speaker else "", words(one.quote.text) if one.quote else "",
        )
        for one in found
    ]  # fmt: skip
    return table(("day", "event", "type", "status", "according to", "evidence"), rows, f"Events, newest first; status: {status}")


def mentions_table(found: Sequence[tuple[Value, int]]) -> str:
    """What an article tells of."""
    return table(("told of", "mentions"), [(_node(one), str(count)) for one, count in found], "Told of here")


def search_page(query: str, found: Sequence[Match]) -> str:
    """The form, and what was found."""
    field = f'<label>Name <input name="q" type="search" value="{escape(query)}"></label>'
    form = f'<form action="/search" role="search">{field} <button>Search</button></form>'
    rows = [(link(place(one.path), one.label), words(one.kind), words(one.country or ""), words(one.name)) for one in found]
    listed = table(("name", "kind", "country", "found as"), rows, f"{len(found)} found") if query else ""
    return document(f"Search: {query}" if query else "Search", form + listed)


def list_page(title: str, listed: str, following: str | None) -> str:
    """One page of a list, with the address of the next."""
    return document(title, listed + (f'<p><a rel="next" href="{escape(following)}">next page</a></p>' if following else ""))


def query_form(example: str) -> str:
    """Where people write SPARQL."""
    body = (
        '<form action="/sparql"><p><label for="query">Query; the usual prefixes are known</label></p>'
        f'<textarea id="query" name="query" rows="12">{escape(example)}</textarea><p><button>Ask</button></p></form>'
    )
    return document("SPARQL", body)


def _values(values: Sequence[Value]) -> str:
    return "".join(f"<dd>{_node(one)}</dd>" for one in values)


def _kinds(one: Connection) -> str:
    return words(", ".join(f"{count} {quad or 'untyped'}" for quad, count in one.quads))


def _node(one: Value) -> str:
    if one.path and one.path.partition("/")[0] in KINDS:
        return link(place(one.path.partition("#")[0]), one.text)
    return link(one.iri, one.text) if one.iri and not one.path else words(one.text)


def _quote(one: Quote) -> str:
    source = link(place(one.article), f"characters {one.begin} to {one.end} of this article")
    return f"<blockquote><p>{words(one.text)}</p><footer>{source}</footer></blockquote>"
