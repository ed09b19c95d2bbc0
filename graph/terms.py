"""Namespaces, and the IRIs of things under a store's base.

The IRI of a thing is its address, so that a browser can open what a query returned.
"""

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

BASE = "http://localhost:8000/"
WG = "https://w3id.org/wiregraph/ns#"
PLV = "https://w3id.org/wiregraph/plover#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
SCHEMA = "https://schema.org/"
WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
GEO = "http://www.opengis.net/ont/geosparql#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "wg": WG, "plv": PLV, "sem": SEM, "nif": NIF, "itsrdf": ITSRDF, "schema": SCHEMA, "wgs": WGS, "geo": GEO,
    "skos": SKOS, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "xsd": XSD,
}  # fmt: skip

IDENTITY, RELATIONS, METRICS = "graph/identity", "graph/relations", "graph/metrics"
REBUILT = ("article/", "graph/")  # graphs under these paths of the base are made from the book


@cache
def term(iri: str) -> ox.NamedNode:
    """The node of a vocabulary term; kept, for the same few hundred come again with each article."""
    return ox.NamedNode(iri)


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one store, all under `base`."""

    base: str = BASE

    def __call__(self, path: str) -> ox.NamedNode:
        """The node of a relative IRI such as "actor/prk-mil"."""
        return ox.NamedNode(self.base + path)

    def article(self, article: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.base}article/{article}")

    def event(self, article: str, number: int) -> ox.NamedNode:
        """The event with this index in its reading."""
        return ox.NamedNode(f"{self.base}event/{article}-{number}")

    def phrase(self, article: str, begin: int, end: int) -> ox.NamedNode:
        """The words [begin, end) of an article."""
        return ox.NamedNode(f"{self.base}article/{article}#char={begin},{end}")

    def relative(self, iri: str) -> str:
        """What stands behind the base. Raises ValueError for an IRI of another store."""
        if not iri.startswith(self.base):
            raise ValueError(f"{iri!r} does not lie under the base {self.base!r}; open the store with the base it was made with")
        return iri.removeprefix(self.base)


def is_derived(graph: str, base: str) -> bool:
    """Whether a graph is made from the book, so that nobody writes to it; the register of a store with another base counts as such."""
    return graph.startswith(tuple(base + path for path in REBUILT)) or graph.endswith(f"/{IDENTITY}")
