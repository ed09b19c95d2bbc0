"""What the SPARQL endpoint says of itself: SPARQL 1.1 Service Description, and VoID for the data."""

import pyoxigraph as ox

from api.formats import TRIPLES
from graph.terms import BASE, IDENTITY, NIF, PLV, PREFIXES, PROV, RELATIONS, SCHEMA, SEM, SKOS, WG

DESCRIPTION = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dct: <http://purl.org/dc/terms/> .
<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
{features}  sd:resultFormat {formats} ;
  sd:defaultDataset <{endpoint}#dataset> .
<{endpoint}#dataset> a sd:Dataset, void:Dataset ; dct:title "News articles as a knowledge graph"@en ; void:uriSpace "{base}" ;
  void:sparqlEndpoint <{endpoint}> ; void:vocabulary {vocabularies} ;
  sd:defaultGraph <{endpoint}#default> ; sd:namedGraph <{endpoint}#identity>, <{endpoint}#relations> .
<{endpoint}#default> a sd:Graph .
<{endpoint}#identity> a sd:NamedGraph ; sd:name <{base}{identity}> ; sd:graph <{endpoint}#identity-graph> .
<{endpoint}#relations> a sd:NamedGraph ; sd:name <{base}{relations}> ; sd:graph <{endpoint}#relations-graph> .
<{endpoint}#identity-graph> a sd:Graph . <{endpoint}#relations-graph> a sd:Graph .
"""
FORMATS = "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML JSON-LD TriG N-Quads".split()


UPDATE = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<{update}> a sd:Service ; sd:endpoint <{update}> ; sd:supportedLanguage sd:SPARQL11Update ; sd:defaultDataset <{endpoint}#dataset> .
"""


def description(endpoint: str, media: str, *, base: str = BASE, union: bool = True, update: str | None = None) -> bytes:
    """The endpoint's description in a syntax of api.formats.TRIPLES; `update` is the address that takes updates, if one does.

    Raises SyntaxError where an address is no IRI.
    """
    turtle = DESCRIPTION.format(
        endpoint=endpoint, base=base, identity=IDENTITY, relations=RELATIONS,
        features="  sd:feature sd:UnionDefaultGraph ;\n" if union else "",
        formats=", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in FORMATS),
        vocabularies=", ".join(f"<{space}>" for space in (WG, PLV, SEM, NIF, SKOS, SCHEMA, PROV)),
    )  # fmt: skip
    turtle += UPDATE.format(endpoint=endpoint, update=update) if update else ""
    triples = [quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)]
    prefixes = {**PREFIXES, "sd": "http://www.w3.org/ns/sparql-service-description#", "void": "http://rdfs.org/ns/void#"}
    return ox.serialize(triples, format=TRIPLES[media], prefixes=prefixes) or b""
