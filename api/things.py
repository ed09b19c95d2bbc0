"""One thing as the graph describes it: its statements, and what stands behind the nodes they point to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.terms import ITSRDF, NIF, PREFIXES, RDF, RDFS, SCHEMA, SKOS, WG, XSD, term
from graph.view import View

NAMING = (term(SKOS + "prefLabel"), term(RDFS + "label"), term(SCHEMA + "headline"))
NUMBERS = {XSD + "integer": int, XSD + "decimal": float, XSD + "double": float}
KINDS = ("actor", "place", "event", "article")


@dataclass(frozen=True, slots=True)
class Value:
    """A literal's text, or a node: then `iri` is set, `path` too for one of this store, and `text` is its label."""

    text: str
    iri: str | None = None
    path: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands at [begin, end) of the article with this path."""

    text: str
    article: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Thing:
    """`facts` by short name of the property, sorted."""

    path: str
    iri: str
    kind: str
    label: str
    facts: dict[str, tuple[Value, ...]]
    quote: Quote | None = None


def known(view: View, path: str) -> bool:
    """Whether the graph says anything of it."""
    try:
        return next(iter(view.graph.quads_for_pattern(view.iris(path), None, None)), None) is not None
    except ValueError:
        return False


def thing(view: View, path: str) -> Thing | None:
    """None where the graph says nothing of it."""
    try:
        node = view.iris(path)
    except ValueError:
        return None
    found: dict[str, set[Value]] = {}
    for quad in view.graph.quads_for_pattern(node, None, None):
        found.setdefault(short(quad.predicate.value), set()).add(value(view, quad.object))
    if not found:
        return None
    facts = {name: tuple(sorted(found[name], key=lambda one: (one.text, one.iri or ""))) for name in sorted(found)}
    return Thing(path, node.value, path.partition("/")[0], label(view, node), facts, _quote(view, node))


def triples(view: View, path: str) -> Iterator[ox.Triple]:
    """The thing as RDF: of an article all that its graph holds, of an event also the words that prove it."""
    node = view.iris(path)
    if path.startswith("article/"):
        yield from (quad.triple for quad in view.graph.quads_for_pattern(None, None, None, node))
        return
    for quad in view.graph.quads_for_pattern(node, None, None):
        yield quad.triple
        if isinstance(quad.object, ox.NamedNode) and "#char=" in quad.object.value:
            yield from (phrase.triple for phrase in view.graph.quads_for_pattern(quad.object, None, None))


def mentioned(view: View, path: str) -> list[tuple[Value, int]]:
    """The actors, places and events that an article tells of, with the number of mentions, most mentioned first."""
    quads = view.graph.quads_for_pattern(None, term(ITSRDF + "taIdentRef"), None, view.iris(path))
    counts = Counter(quad.object for quad in quads)
    found = [(value(view, node), count) for node, count in counts.items()]
    return sorted(found, key=lambda item: (-item[1], item[0].text, item[0].iri or ""))


def mentions(view: View, path: str) -> list[tuple[int, int, str, Value]]:
    """Every mention of an actor, place or event in an article, in text order: where it begins and ends, its words, and what it means."""
    node, found = view.iris(path), []
    for quad in view.graph.quads_for_pattern(None, term(ITSRDF + "taIdentRef"), None, node):
        assert isinstance(quad.subject, ox.NamedNode)
        begin, _, end = quad.subject.value.rpartition("#char=")[2].partition(",")
        words = next(quad.object for quad in view.graph.quads_for_pattern(quad.subject, term(NIF + "anchorOf"), None, node))
        assert isinstance(words, ox.Literal)
        found.append((int(begin), int(end), words.value, value(view, quad.object)))
    return sorted(found, key=lambda one: (one[0], one[1], one[3].iri or ""))


def value(view: View, node: object) -> Value:
    """A term of the graph for people and programs."""
    if isinstance(node, ox.Literal):
        return Value(node.value, datatype=node.datatype.value)
    assert isinstance(node, ox.NamedNode)
    own = node.value.removeprefix(view.iris.base) if node.value.startswith(view.iris.base) else None
    return Value(label(view, node) if own else short(node.value), node.value, own)


def label(view: View, node: ox.NamedNode) -> str:
    """What the graph calls it, else its path or IRI; words of an article are called by their place."""
    for naming in NAMING if "#" not in node.value else ():
        for quad in view.graph.quads_for_pattern(node, naming, None):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
    return node.value.removeprefix(view.iris.base)


def called(view: View, path: str) -> str:
    """What the graph calls a thing of this store."""
    return label(view, view.iris(path))


def short(iri: str) -> str:
    """With the usual prefix where it has one."""
    return next((f"{prefix}:{iri[len(space) :]}" for prefix, space in PREFIXES.items() if iri.startswith(space)), iri)


def as_json(found: Thing) -> dict[str, object]:
    """Each property has a list of values: text, numbers, and nodes as their IRI and label."""
    facts = {name: [_plain(one) for one in values] for name, values in found.facts.items()}
    quote = found.quote and {"text": found.quote.text, "article": found.quote.article, "begin": found.quote.begin, "end": found.quote.end}
    plain: dict[str, object] = {"iri": found.iri, "path": found.path, "kind": found.kind, "label": found.label, "facts": facts}
    return {**plain, "evidence": quote} if quote else plain


def _plain(one: Value) -> object:
    if one.iri:
        return {"iri": one.iri, "label": one.text}
    number = NUMBERS.get(one.datatype or "")
    return number(one.text) if number else one.text


def _quote(view: View, node: ox.NamedNode) -> Quote | None:
    phrase = next((quad.object for quad in view.graph.quads_for_pattern(node, term(WG + "evidence"), None)), None)
    if not isinstance(phrase, ox.NamedNode):
        return None
    said = {quad.predicate.value: quad.object for quad in view.graph.quads_for_pattern(phrase, None, None) if quad.predicate.value != RDF + "type"}
    text, begin, end = (said[NIF + name] for name in ("anchorOf", "beginIndex", "endIndex"))
    article = said[NIF + "referenceContext"]
    assert isinstance(text, ox.Literal) and isinstance(begin, ox.Literal) and isinstance(end, ox.Literal) and isinstance(article, ox.NamedNode)
    return Quote(text.value, view.iris.relative(article.value), int(begin.value), int(end.value))
