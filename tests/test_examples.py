"""The example articles, read from end to end: each gives the facts that `facts.py` lists, asked of the RDF."""

from pathlib import Path

import facts
import make_warc
import pyoxigraph as ox
import pytest
from asking import ROLES, Examples, called, equals, pattern, phrases, seen, spans
from facts import Different, Fact, Known, Never, Same, Told

from graph.identity import identity
from graph.quads import quads
from graph.records import Article
from graph.register import register
from graph.terms import Iris
from ingest.articles import articles
from ingest.drafts import Options
from ingest.refusals import Refusal

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "ingest" / "reader" / "files" / "manifest.json"
PRONOUNS = {"he", "she", "it", "they", "his", "her"}


@pytest.fixture(scope="session")
def taken() -> dict[str, Article]:
    """The articles in examples/, of which none may be refused."""
    items = list(articles(str(ROOT / "examples"), options=Options()))
    assert [item for item in items if isinstance(item, Refusal)] == []
    return {_key(item): item for item in items if isinstance(item, Article)}


@pytest.fixture(scope="session")
def examples(taken: dict[str, Article]) -> Examples:
    """The articles as RDF, without a store on disk."""
    if not MODEL.exists():
        pytest.skip("the reader's model is not here; `make train` makes it")
    from ingest.reader.pipeline import load
    from ingest.reading import read

    nlp = load()
    readings = {article.id: read(nlp, article) for article in taken.values()}
    known = identity(readings.values(), publishers={article.id: article.publisher for article in taken.values()})
    store = ox.Store()
    store.extend(register(known))
    for article in taken.values():
        store.extend(quads(article, readings[article.id], known))
    return Examples(taken, store)


def _key(article: Article) -> str:
    (key,) = (key for key, opening in facts.ARTICLES.items() if article.text.startswith(opening))
    return key


def test_every_source_gives_its_articles(taken: dict[str, Article]) -> None:
    assert sorted(taken) == sorted(facts.ARTICLES)


def test_the_archive_is_what_its_script_writes() -> None:
    assert make_warc.TARGET.read_bytes() == make_warc.archive()


@pytest.mark.parametrize("told", facts.TOLD, ids=lambda told: told.article)
def test_what_a_source_states_is_kept(taken: dict[str, Article], told: Told) -> None:
    article = taken[told.article]
    assert Told(told.article, article.headline, article.published, article.url, article.publisher, article.author) == told


@pytest.mark.parametrize("fact", facts.FACTS, ids=lambda fact: f"{fact.article}-{fact.trigger}")
def test_a_fact_quotes_its_article(taken: dict[str, Article], fact: Fact) -> None:
    words = taken[fact.article].text
    assert len(spans(words, fact)) == len(fact.trigger.split("|"))
    named = [who for role in ROLES if isinstance(who := getattr(fact, role), str)]
    assert [who for who in named if who not in words] == []


def test_names_stand_in_their_articles(taken: dict[str, Article]) -> None:
    named = [(same.article, name) for same in facts.SAME for name in same.names]
    named += [(pair.article, name) for pair in facts.DIFFERENT for name in (pair.one, pair.other)]
    named += [(known.article, name) for known in facts.KNOWN for name in (known.name, known.office or "")]
    assert [item for item in named if item[1].lower() not in taken[item[0]].text.lower()] == []


@pytest.mark.parametrize("fact", facts.FACTS, ids=lambda fact: f"{fact.article}-{fact.trigger}")
def test_an_article_yields_its_fact(examples: Examples, fact: Fact) -> None:
    where = [pattern(fact, phrase, examples.articles[fact.article]) for phrase in phrases(examples, fact)]
    assert any(map(examples.ask, where)), "\n".join(["the reader saw:", *seen(examples, fact)])


@pytest.mark.parametrize("same", facts.SAME, ids=lambda same: f"{same.article}-{same.names[0]}")
def test_names_and_descriptions_of_one_actor_meet(examples: Examples, same: Same) -> None:
    found = {name: called(examples, same.article, name) for name in same.names}
    assert {name: len(nodes) for name, nodes in found.items()} == dict.fromkeys(same.names, 1), found
    assert len(set().union(*found.values())) == 1, found


@pytest.mark.parametrize("pair", facts.DIFFERENT, ids=lambda pair: f"{pair.article}-{pair.one}-{pair.other}")
def test_two_stay_two(examples: Examples, pair: Different) -> None:
    one, other = called(examples, pair.article, pair.one), called(examples, pair.article, pair.other)
    assert one
    assert other
    assert not one & other


@pytest.mark.parametrize("known", facts.KNOWN, ids=lambda known: f"{known.article}-{known.name}")
def test_an_actor_is_known_by_country_sector_and_office(examples: Examples, known: Known) -> None:
    (node,) = called(examples, known.article, known.name)
    parts = [f'<{node}> wg:{name} "{value}" .' for name, value in (("country", known.country), ("sector", known.sector)) if value]
    if known.office:
        parts.append(f'<{node}> wg:position/rdfs:label ?office . FILTER(LCASE(STR(?office)) = "{known.office.lower()}")')
    assert [part for part in parts if not examples.ask(part)] == []


@pytest.mark.parametrize("never", facts.NEVER, ids=lambda never: never.article)
def test_what_is_no_actor_becomes_none(examples: Examples, never: Never) -> None:
    node = Iris().article(examples.articles[never.article].id)
    mentioned = f"?it a sem:Actor . ?p itsrdf:taIdentRef ?it ; nif:referenceContext {node} ."
    found = {
        word: examples.nodes(f"{mentioned} ?it skos:prefLabel|skos:altLabel ?n . {equals('n', word)}")
        | (set() if word in PRONOUNS else examples.nodes(f"{mentioned} ?p nif:anchorOf ?n . {equals('n', word)}"))
        for word in never.words
    }
    assert {word: nodes for word, nodes in found.items() if nodes} == {}


def test_russia_acts_and_russia_is_a_place(examples: Examples) -> None:
    node = Iris().article(examples.articles["kursk"].id)
    assert examples.ask(f"""
        ?state a wg:State ; wg:country "RUS" ; wg:territory ?place . ?place a sem:Place . FILTER(?state != ?place)
        ?one itsrdf:taIdentRef ?state ; nif:referenceContext {node} . ?other itsrdf:taIdentRef ?place ; nif:referenceContext {node} .""")


def test_the_monument_is_not_built(examples: Examples) -> None:
    node = Iris().article(examples.articles["kursk"].id)
    assert not examples.ask(f"""
        ?event a sem:Event ; wg:predicate ?verb ; wg:status wg:Happened . ?p itsrdf:taIdentRef ?event ; nif:referenceContext {node} .
        FILTER(?verb IN ("erect", "build", "establish", "locate"))""")


def test_a_year_that_nobody_stated_is_not_made_up(examples: Examples) -> None:
    node = Iris().article(examples.articles["kursk"].id)
    assert not examples.ask(f"?event wg:earliest|wg:latest ?day . ?p itsrdf:taIdentRef ?event ; nif:referenceContext {node} .")
