"""One article as RDF: exactly the vocabulary of the design, every statement with the words it comes from."""

import dataclasses

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import KURSK, entity, event, monument, reading, span

from graph.identity import identity
from graph.literals import clean, day, decimal, link, moment
from graph.quads import quads
from graph.records import Article, Reading, When
from graph.register import register
from graph.terms import BASE, PREFIXES, Iris

SHORT = {f"<{iri}": f"{prefix}:" for prefix, iri in PREFIXES.items()}


def short(node: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """A node as people write it."""
    text = str(node)
    for iri, prefix in SHORT.items():
        if text.startswith(iri):
            return prefix + text.removeprefix(iri).removesuffix(">")
        text = text.replace(f"^^{iri}", f"^^{prefix}")
    return text.replace(BASE, "").removesuffix(">") + ">" if text.startswith("<") else text.removesuffix(">")


def said(article: Article, read: Reading, **options: str) -> set[tuple[str, str, str]]:
    who = identity([read], publishers={article.id: article.publisher})
    return {(short(q.subject), short(q.predicate), short(q.object)) for q in quads(article, read, who, **options)}  # type: ignore[arg-type]


def about(statements: set[tuple[str, str, str]], subject: str) -> set[tuple[str, str]]:
    return {(predicate, value) for node, predicate, value in statements if node == subject}


@pytest.fixture(scope="module")
def told() -> tuple[str, set[tuple[str, str, str]]]:
    article, read = monument()
    return article.id, said(article, read)


def test_the_article_says_what_it_is_and_who_read_it(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    article = monument()[0]
    assert about(statements, f"<article/{key}>") == {
        ("rdf:type", "schema:NewsArticle"),
        ("rdf:type", "prov:Entity"),
        ("schema:inLanguage", '"en"'),
        ("schema:datePublished", '"2025-12-05T10:00:00+03:00"^^xsd:dateTime'),
        ("schema:url", "<https://example.org/a%20b>"),
        ("schema:publisher", "<actor/example-wire>"),
        ("wg:sha256", f'"{article.sha256}"'),
        ("wg:reader", '"hand 1"'),
    }


def test_a_plan_has_its_thing_its_place_and_its_speaker(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    assert about(statements, f"<event/{key}-1>") == {
        ("rdf:type", "sem:Event"),
        ("rdfs:label", '"erect a monument"@en'),
        ("wg:predicate", '"erect"'),
        ("sem:eventType", "wg:Occurrence"),
        ("wg:context", "plv:military"),
        ("wg:status", "wg:Planned"),
        ("wg:confidence", '"0.75"^^xsd:decimal'),
        ("wg:actor", "<actor/alexander-khinstin>"),
        ("sem:hasActor", "<actor/alexander-khinstin>"),
        ("wg:participant", f"<article/{key}/thing/1>"),
        ("sem:hasPlace", "<place/538555>"),
        ("wg:attributedTo", "<actor/alexander-khinstin>"),
        ("wg:speakerMention", f"<article/{key}#char=15,33>"),
        ("wg:evidence", f"<article/{key}#char=0,104>"),
    }
    assert about(statements, f"<article/{key}/thing/1>") == {("rdf:type", "wg:Thing"), ("rdfs:label", '"a monument"@en')}


def test_a_typed_event_has_its_quad_class_and_score(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    facts = about(statements, f"<event/{key}-2>")
    assert facts >= {
        ("sem:eventType", "plv:SUPPORT"),
        ("wg:quad", "plv:VerbalCooperation"),
        ("wg:score", '"5"^^xsd:decimal'),
        ("wg:recipient", "<actor/prk-mil>"),
        ("sem:hasActor", "<actor/prk-mil>"),
        ("wg:attributedTo", "<actor/kcna>"),
    }


def test_a_date_without_a_year_stays_without_a_year(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    facts = about(statements, f"<event/{key}-0>")
    dates = {fact for fact in facts if fact[0] in ("wg:when", "wg:earliest", "wg:latest", "wg:dateBasis", "wg:dateMention")}
    assert dates == {("wg:when", '"--12-04"^^xsd:gMonthDay'), ("wg:dateBasis", "wg:Stated"), ("wg:dateMention", f"<article/{key}#char=93,103>")}


def test_who_could_not_be_resolved_is_a_mention_and_no_node(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    facts = about(statements, f"<event/{key}-3>")
    begin, end = span(monument()[0].text, "Somebody")
    phrase = f"<article/{key}#char={begin},{end}>"
    assert ("wg:unresolved", phrase) in facts
    assert not [value for predicate, value in facts if predicate == "wg:actor"]
    assert about(statements, phrase) == {
        ("rdf:type", "nif:Phrase"),
        ("wg:role", '"actor"'),
        ("nif:beginIndex", f'"{begin}"^^xsd:integer'),
        ("nif:endIndex", f'"{end}"^^xsd:integer'),
        ("nif:anchorOf", '"Somebody"'),
        ("nif:referenceContext", f"<article/{key}>"),
    }


def test_an_office_is_a_mention_of_a_position(told: tuple[str, set[tuple[str, str, str]]]) -> None:
    key, statements = told
    assert ("itsrdf:taIdentRef", "<actor/alexander-khinstin/position/kursk-governor-rus>") in about(statements, f"<article/{key}#char=0,14>")


def test_every_mention_quotes_the_text() -> None:
    article, read = monument()
    who = identity([read])
    found = {q.subject.value: q.object.value for q in quads(article, read, who) if q.predicate.value.endswith("anchorOf")}  # type: ignore[union-attr]
    assert len(found) > 15
    for iri, words in found.items():
        begin, end = map(int, iri.partition("#char=")[2].split(","))
        assert article.text[begin:end] == words


def test_words_that_two_things_share_are_one_phrase_that_refers_to_both() -> None:
    text = "The Kursk governor spoke."
    article = Article(text)
    read = reading(
        article, entity(text, "person", "The Kursk governor", named=False), entity(text, "organization", "The Kursk governor", country="RUS")
    )
    refs = {value for node, predicate, value in said(article, read) if predicate == "itsrdf:taIdentRef" and node.endswith("#char=0,18>")}
    assert refs == {f"<actor/{article.id}-the-kursk-governor>", "<actor/kursk-governor>"}


def test_a_place_never_acts_and_a_thing_never_speaks() -> None:
    text = "Kursk fell, the report said."
    article = Article(text)
    who = entity(text, "place", "Kursk", place=KURSK), entity(text, "thing", "the report", named=False)
    read = reading(article, *who, events=[event(text, "fell", "Kursk fell", ("actor", 0, "Kursk"), speaker=1, said_by="the report")])
    facts = about(said(article, read), f"<event/{article.id}-0>")
    assert ("wg:participant", "<place/538555>") in facts
    assert not {predicate for predicate, _ in facts} & {"wg:actor", "sem:hasActor", "wg:attributedTo"}
    assert "wg:speakerMention" in {predicate for predicate, _ in facts}


def test_a_mode_has_the_score_of_the_mode_and_a_resolved_date_its_bounds() -> None:
    text = "Drones struck Kursk on Thursday."
    article = Article(text)
    when = When("relative", "2025-12-04", "date", "2025-12-04", "2025-12-04", *span(text, "Thursday"))
    read = reading(article, events=[event(text, "struck", "Drones struck Kursk", type_="ASSAULT", mode="drone", when=when)])
    facts = about(said(article, read), f"<event/{article.id}-0>")
    assert facts >= {("wg:mode", "plv:ASSAULT-drone"), ("wg:score", '"-9.5"^^xsd:decimal'), ("wg:quad", "plv:MaterialConflict")}
    assert facts >= {("wg:earliest", '"2025-12-04"^^xsd:date'), ("wg:latest", '"2025-12-04"^^xsd:date'), ("wg:dateBasis", "wg:Relative")}


def test_a_copy_names_its_original() -> None:
    article, read = monument()
    assert ("wg:copyOf", "<article/0000000000000001>") in about(said(article, read, copy_of="0000000000000001"), f"<article/{article.id}>")


def test_the_register_holds_actors_and_places_and_the_territory_of_states() -> None:
    article, read = monument()
    text = article.text
    read = dataclasses.replace(read, entities=(*read.entities, entity(text, "state", "KCNA", country="PRK")))
    who = identity([read])
    told = {(short(q.subject), short(q.predicate), short(q.object)) for q in register(who)}
    assert about(told, "<actor/prk>") >= {("rdf:type", "wg:State"), ("skos:prefLabel", '"North Korea"@en'), ("wg:territory", "<place/prk>")}
    assert about(told, "<place/prk>") >= {("rdf:type", "sem:Place"), ("wg:precision", "wg:Country"), ("wg:country", '"PRK"')}
    assert about(told, "<place/538555>") >= {
        ("wgs:lat", '"51.667"^^xsd:decimal'),
        ("wgs:long", '"36.083"^^xsd:decimal'),
        ("geo:asWKT", '"POINT(36.083 51.667)"^^geo:wktLiteral'),
        ("skos:exactMatch", "<https://sws.geonames.org/538555/>"),
    }
    assert about(told, "<actor/alexander-khinstin/position/kursk-governor-rus>") == {
        ("rdf:type", "wg:Position"),
        ("rdfs:label", '"Kursk Governor"@en'),
        ("wg:country", '"RUS"'),
    }


def test_the_store_gives_back_exactly_what_was_put_in() -> None:
    article, read = monument()
    who = identity([read])
    put = [*quads(article, read, who, iris=Iris("https://wire.example/")), *register(who, iris=Iris("https://wire.example/"))]
    assert len(put) == len(set(put))
    store = ox.Store()
    store.extend(put)
    assert {str(quad) for quad in store} == {str(quad) for quad in put}


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("2025-12-04", '"2025-12-04"^^xsd:date'),
        ("2025-12", '"2025-12"^^xsd:gYearMonth'),
        ("2025", '"2025"^^xsd:gYear'),
        ("2025-12-04T10:00", '"2025-12-04T10:00:00"^^xsd:dateTime'),
        ("2025-12-04T10:00:00.500+00:00", '"2025-12-04T10:00:00.5Z"^^xsd:dateTime'),
        ("2025-02-30", '"2025-02-30"'),
        ("last Thursday", '"last Thursday"'),
    ],
)
def test_moments_are_as_precise_as_given(text: str, literal: str) -> None:
    assert short(moment(text)) == literal


def test_numbers_days_and_links_are_canonical() -> None:
    assert [decimal(number).value for number in (5.0, -9.5, 1 / 3, -0.0, 100.0)] == ["5", "-9.5", "0.333333", "0", "100"]
    assert [day(text) for text in ("2025-12-04T01:00:00Z", "2025-12", None)] == ["2025-12-04", None, None]
    assert [str(link(url)) for url in ("https://a.example/x y", "no link")] == ["<https://a.example/x%20y>", '"no link"']


@given(st.text(st.characters(codec=None), max_size=30))
def test_cleaned_text_keeps_its_length_and_fits_into_xml(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & {"\x00", "\x01", "\ufffe", "\uffff", "\ud800"}
    cleaned.encode()


@pytest.mark.parametrize("words", ["a\x00b", "\x01", "x\ufffey"])
def test_what_xml_cannot_carry_never_reaches_the_graph(words: str) -> None:
    article = Article("Name", headline=words)
    read = Reading(article.id, "hand 1")
    (headline,) = [q.object for q in quads(article, read, identity([read])) if q.predicate.value.endswith("headline")]
    assert short(headline) == f'"{clean(words)}"'
    assert "\ufffd" in clean(words)
