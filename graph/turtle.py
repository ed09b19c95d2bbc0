"""RDF as text: literals as Turtle writes them, and the frame in which the graphs of articles are loaded.

Text takes a fifth of the time that nodes of pyoxigraph take one by one, and passes between processes as it is.
"""

from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring

from graph import literals
from graph.terms import PREFIXES

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def trig(base: str, graphs: Iterable[tuple[str, str]]) -> bytes:
    """TriG of graphs, each a path under the base and statements in Turtle with these prefixes and relative IRIs."""
    return "".join([HEADER, f"@base <{base}> .\n", *(f"GRAPH <{path}> {{\n{text}}}\n" for path, text in graphs)]).encode()


def string(text: str) -> str:
    """Plain text, cleaned of what XML cannot carry."""
    return encode_basestring(literals.clean(text))


def quoted(text: str) -> str:
    """Text that is clean already."""
    return encode_basestring(text)


def english(text: str) -> str:
    """Text in English."""
    return string(text) + "@en"


@lru_cache(maxsize=1 << 12)
def decimal(value: float) -> str:
    """Canonical xsd:decimal."""
    return f'"{literals.decimal(value).value}"^^xsd:decimal'


def day(value: str) -> str:
    """xsd:date; the value must be one."""
    return f'"{value}"^^xsd:date'
