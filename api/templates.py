"""Quads as SPARQL writes them, with variables and blank nodes, and what becomes of them for each solution."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from api.tokens import Token, tokens
from api.updates import DEFAULT, UpdateError
from graph.terms import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
GraphName = ox.NamedNode | ox.DefaultGraph
KNOWN = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Template:
    """Quads in which a node under `mark` stands for a variable. `graph` None means the default graph of the operation."""

    mark: str
    parts: tuple[tuple[ox.NamedNode | None, tuple[ox.Triple, ...]], ...]

    def quads(self, solution: Mapping[str, Term | None], default: GraphName) -> Iterator[ox.Quad]:
        """Those of one solution, with blank nodes of its own; what would be no RDF (an unbound or misplaced term) is left out."""
        fresh: dict[ox.BlankNode, ox.BlankNode] = {}

        def put(term: Term) -> Term | None:
            if isinstance(term, ox.NamedNode) and term.value.startswith(self.mark):
                return solution.get(term.value[len(self.mark) :])
            return fresh.setdefault(term, ox.BlankNode()) if isinstance(term, ox.BlankNode) else term

        for name, triples in self.parts:
            graph = default if name is None else put(name)
            for triple in triples:
                subject, predicate, value = put(triple.subject), put(triple.predicate), put(triple.object)
                if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
                    continue
                if value is not None and isinstance(graph, ox.NamedNode | ox.DefaultGraph):
                    yield ox.Quad(subject, predicate, value, graph)


def template(text: str, prologue: str, base: str) -> Template:
    """Of what stands in the braces of a template, of DATA, or of DELETE WHERE. Raises SyntaxError."""
    mark = f"urn:{secrets.token_hex(8)}:"
    blocks = []
    for name, block in _blocks(text):
        graph = None if name is None else iri(name, prologue, base, mark)
        blocks.append((graph, tuple(_triples(block, prologue, base, mark))))
    return Template(mark, tuple(blocks))


def iri(name: str, prologue: str, base: str, mark: str = "") -> ox.NamedNode:
    """The node of <iri> or prefix:name as it stands in an update. Raises SyntaxError for what is neither."""
    if mark and name[:1] in "?$":
        return ox.NamedNode(mark + name[1:])
    (quad,) = ox.parse(f"{KNOWN}{prologue}{name} a {name} .", ox.RdfFormat.TURTLE, base_iri=base)
    if not isinstance(quad.subject, ox.NamedNode):
        raise UpdateError(f"{name[:100]} is no name of a graph")
    return quad.subject


def graph_name(name: str, prologue: str, base: str) -> str:
    """The IRI, or "" for DEFAULT."""
    return "" if name == DEFAULT else iri(name, prologue, base).value


def _blocks(text: str) -> Iterator[tuple[str | None, str]]:
    """Parts of the quads with the graph they stand in, None outside of any."""
    found, begin, place = list(tokens(text)), 0, 0
    while place < len(found):
        if found[place].text != "GRAPH" or found[place].kind != "word":
            place += 1
            continue
        yield None, text[begin : found[place].begin]
        opened = place + 2
        closed = _closing(found, opened)
        yield found[place + 1].text, text[found[opened].end : found[closed].begin]
        place = closed + 1
        if place < len(found) and found[place].text == ".":
            place += 1
        begin = found[place - 1].end
    yield None, text[begin:]


def _closing(found: list[Token], opened: int) -> int:
    depth = 0
    for place in range(opened, len(found)):
        depth += (found[place].text == "{") - (found[place].text == "}")
        if depth == 0:
            return place
    raise UpdateError("a brace is not closed")


def _triples(text: str, prologue: str, base: str, mark: str) -> Iterator[ox.Triple]:
    found = list(tokens(text))
    if not found:
        return
    parts, end = [], 0
    for token in found:
        if token.kind == "variable":
            parts += [text[end : token.begin], f"<{mark}{token.text[1:]}>"]
            end = token.end
    stop = "" if found[-1].text == "." else "\n."
    turtle = f"{KNOWN}{prologue}{''.join(parts)}{text[end:]}{stop}"
    yield from (quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri=base))
