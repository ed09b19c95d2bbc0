"""What people see in a browser: plain pages that need no script."""

import re
from collections.abc import Sequence
from html import escape

from api.formats import SUFFIXES
from api.markup import document, link, place, search_form, table, words
from api.things import KINDS, Quote, Thing, Value
from graph.countries import countries
from graph.namesakes import Match
from graph.ontology import vocabulary

# What properties are called on a page, in the order in which they stand there; those of no name stand under "all statements" only.
CALLED = {
    "wg:actor": "who", "wg:recipient": "to whom", "wg:participant": "also involved", "wg:instrument": "by means of", "sem:hasPlace": "where",
    "wg:when": "when", "wg:attributedTo": "according to", "sem:eventType": "type", "wg:quad": "kind", "wg:mode": "mode", "wg:context": "context",
    "wg:score": "score", "wg:status": "status", "wg:confidence": "confidence", "wg:dateBasis": "date is", "schema:publisher": "published by",
    "schema:author": "author", "schema:datePublished": "published", "schema:url": "source", "wg:copyOf": "nearly repeats",
    "skos:altLabel": "also called", "wg:position": "office", "wg:country": "country", "wg:sector": "sector", "wg:territory": "territory",
    "schema:addressRegion": "region", "schema:containedInPlace": "lies in", "wg:precision": "precision", "wgs:lat": "latitude",
    "wgs:long": "longitude", "skos:exactMatch": "the same as", "skos:closeMatch": "close to",
}  # fmt: skip
TERMS = ("plv:", "wg:")
WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
RANKS = ("", "also called", "a name begins so", "spelled alike")
HOME = """
<p>News articles as a graph in which every statement can be checked: who did what to whom, where, when, and who says so.</p>{form}
<ul><li><a href="/event">What happened last</a>, with the words that say so</li>
<li><a href="/paths">How two actors hang together</a>: the shortest chains of events between them</li>
<li><a href="/sparql">Ask with SPARQL</a></li><li>The network of actors <a href="/network.gexf">for Gephi</a> and
<a href="/network.graphml">others</a></li><li><a href="/openapi.json">The API</a>, for programs</li></ul>
"""


def home_page() -> str:
    """The way in."""
    return document("wiregraph", HOME.format(form=search_form(wide=True)), field=False)


def thing_page(found: Thing, below: str = "") -> str:
    """A thing with what is said of it; `below` is markup of lists that belong to it."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_values(prop, found.facts[prop])}</dd>" for prop, name in CALLED.items() if prop in found.facts)
    quoted = _quote(found.quote) if found.quote else ""
    statements = "".join(f"<dt>{escape(name)}</dt><dd>{_raw(values)}</dd>" for name, values in found.facts.items())
    everything = f'<details><summary>All statements, as the graph has them</summary><dl class="facts">{statements}</dl></details>'
    formats = " ".join(f'<a href="{escape(place(found.path))}.{suffix}">{suffix}</a>' for suffix in SUFFIXES if suffix != "html")
    body = f'{quoted}<dl class="facts">{facts}</dl>{below}{everything}'
    return document(found.label, body, kind=_kind(found), foot=f"As data: {formats}")


def search_page(query: str, kind: str | None, found: Sequence[Match]) -> str:
    """The form, and what was found."""
    rows = "".join(f"<li>{_match(one)}</li>" for one in found)
    listed = f'<ol class="list">{rows}</ol>' if rows else f"<p>Nothing is called {words(query)}, or anything like it.</p>"
    note = '<p class="note">Nothing is spelled so; these are spelled alike.</p>' if found and found[0].rank == 3 else ""
    body = search_form(query, kind, wide=True) + (note + listed if query else "<p>Type a name, or the beginning of one, in any script.</p>")
    return document(f"Search: {query}" if query else "Search", body, field=False)


def mentions_table(found: Sequence[tuple[Value, int]]) -> str:
    """What an article tells of."""
    rows = [(node(one), escape(one.path.partition("/")[0]) if one.path else "", str(count)) for one, count in found]
    return "<h2>Told of here</h2>" + table(("what", "", "mentions"), rows, "How often it is mentioned", numbers=frozenset(("mentions",)))


def query_form(example: str) -> str:
    """Where people write SPARQL."""
    body = (
        '<form action="/sparql"><p><label for="query">A query. The usual prefixes are known; one that names no graph sees all of them.</label></p>'
        f'<textarea id="query" name="query" rows="12" spellcheck="false">{escape(example)}</textarea><p><button>Ask</button></p></form>'
    )
    return document("SPARQL", body)


def node(one: Value) -> str:
    """A value, with a link where it leads somewhere."""
    if one.path:
        own = one.path.partition("#")[0]
        return link(place(own), one.text) if own.partition("/")[0] in KINDS and own.count("/") == 1 else words(one.text)
    return link(one.iri, one.text) if one.iri else words(one.text)


def plainly(term: str) -> str:
    """A term of our vocabulary as people say it: "plv:ASSAULT" as "assault"."""
    name = term.partition(":")[2] if term.startswith(TERMS) else term
    return (
        name.lower()
        if name.isupper()
        else "".join(f" {char.lower()}" if char.isupper() and place else char for place, char in enumerate(name)).lower()
    )


def country(code: str | None) -> str:
    """Its English name."""
    return countries()[code].name if code in countries() else code or ""


def _values(prop: str, values: Sequence[Value]) -> str:
    return "".join(f"<span>{_value(prop, one)}</span>" for one in values)


def _value(prop: str, one: Value) -> str:
    if one.iri and one.text.startswith(TERMS):
        return words(plainly(one.text))
    if prop == "wg:country":
        return words(country(one.text))
    if prop == "wg:sector":
        return words(vocabulary().sectors.get(one.text, one.text))
    if prop in ("schema:url", "skos:exactMatch", "skos:closeMatch") and one.iri:
        return link(one.iri, one.iri)
    return node(one)


def _raw(values: Sequence[Value]) -> str:
    return "".join(f"<span>{link(one.iri, one.text) if one.iri and not one.path else node(one)}</span>" for one in values)


def _kind(found: Thing) -> str:
    kinds = [one.text.partition(":")[2].lower() for one in found.facts.get("rdf:type", ()) if one.text.startswith("wg:")]
    return kinds[0] if kinds else found.kind


def _match(one: Match) -> str:
    known = [one.kind, country(one.country), f"{RANKS[one.rank]}: {one.name}" if one.name != one.label else ""]
    told = "".join(f"<span>{words(part)}</span>" for part in known if part)
    return f'<h3>{link(place(one.path), one.label)}</h3><p class="meta">{told}</p>'


def _quote(one: Quote) -> str:
    source = link(place(one.article), f"characters {one.begin} to {one.end} of the article")
    return f'<blockquote class="lead"><p>{words(one.text)}</p><footer>{source}</footer></blockquote>'
