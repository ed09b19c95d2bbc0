"""ontology.ttl: every term in use is defined, and PLOVER's names and scores are what its manual says."""

import re
from pathlib import Path

import pytest
import rdflib

from graph.countries import countries
from graph.ontology import VocabularyError, ontology_path, vocabulary
from graph.terms import PLV, SEM, SKOS, WG

ROOT = Path(__file__).parent.parent
TERM = re.compile(r'WG \+ \(?"(\w+)"|\bwg:([A-Za-z]\w*)')


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_path())


def test_the_vocabulary_has_all_of_plover() -> None:
    terms = vocabulary()
    assert (len(terms.types), len(terms.modes), len(terms.contexts)) == (16, 67, 37)
    assert terms.sectors["MIL"] == "military"


@pytest.mark.parametrize(
    ("type_", "mode", "quad", "score"),
    [
        ("AGREE", None, "VerbalCooperation", 2.5),
        ("SUPPORT", None, "VerbalCooperation", 5.0),
        ("AID", None, "MaterialCooperation", 10.0),
        ("RETREAT", "disarm", "MaterialCooperation", 10.0),
        ("REQUEST", "yield", "VerbalConflict", -1.0),
        ("ACCUSE", None, "VerbalConflict", -3.0),
        ("COERCE", "martial-law", "MaterialConflict", -7.5),
        ("PROTEST", "vandalize", "MaterialConflict", -5.0),
        ("ASSAULT", "unconventional", "MaterialConflict", -10.0),
    ],
)
def test_scores_and_quad_classes(type_: str, mode: str | None, quad: str, score: float) -> None:
    assert (vocabulary().quad(type_), vocabulary().score(type_, mode)) == (quad, score)


def test_the_misprint_is_told(ontology: rdflib.Graph) -> None:
    note = ontology.value(rdflib.URIRef(PLV + "ACCUSE"), rdflib.URIRef(SKOS + "editorialNote"))
    assert "misprint" in str(note)


def test_words_that_plover_does_not_know_are_named() -> None:
    with pytest.raises(VocabularyError, match="'WAR' is no PLOVER type"):
        vocabulary().score("WAR")
    with pytest.raises(VocabularyError, match="'drone' is no mode of AID"):
        vocabulary().score("AID", "drone")
    with pytest.raises(VocabularyError, match="'sports' is no PLOVER context"):
        vocabulary().context("sports")
    with pytest.raises(VocabularyError, match="'XXX' is no PLOVER sector"):
        vocabulary().sector("XXX")


def test_every_own_term_in_the_code_is_defined_with_label_and_comment(ontology: rdflib.Graph) -> None:
    files = [*ROOT.glob("graph/*.py"), ROOT / "graph" / "shapes.ttl"]
    used = {"".join(match) for path in files for match in TERM.findall(path.read_text(encoding="utf-8"))}
    used = {name for name in used if not name.endswith("Shape")}
    assert len(used) > 30
    for name in sorted(used):
        node = rdflib.URIRef(WG + name)
        assert ontology.value(node, rdflib.RDFS.label) is not None, name
        assert ontology.value(node, rdflib.RDFS.comment) is not None, name


def test_every_concept_of_plover_has_a_label_and_a_definition(ontology: rdflib.Graph) -> None:
    concepts = set(ontology.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))
    assert len(concepts) == 4 + 16 + 67 + 37 + 25
    for concept in concepts:
        assert ontology.value(concept, rdflib.SKOS.prefLabel) is not None, concept
        assert ontology.value(concept, rdflib.SKOS.definition) is not None, concept


def test_own_terms_are_aligned_with_standard_ones(ontology: rdflib.Graph) -> None:
    actor = rdflib.URIRef(SEM + "hasActor")
    assert (rdflib.URIRef(WG + "actor"), rdflib.RDFS.subPropertyOf, actor) in ontology
    assert (rdflib.URIRef(WG + "Person"), rdflib.RDFS.subClassOf, rdflib.URIRef("https://schema.org/Person")) in ontology
    assert (rdflib.URIRef(WG + "copyOf"), rdflib.RDFS.subPropertyOf, rdflib.PROV.wasDerivedFrom) in ontology


def test_the_ontology_has_no_blank_nodes(ontology: rdflib.Graph) -> None:
    assert not [node for triple in ontology for node in triple if isinstance(node, rdflib.BNode)]


def test_countries_have_the_names_that_the_news_use() -> None:
    assert len(countries()) == 250
    assert countries()["PRK"] == ("PRK", "North Korea", "North Korean")
    assert countries()["XKX"].adjective == "Kosovar"
