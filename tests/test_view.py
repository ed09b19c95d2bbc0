"""Reading a store: names, connections with their quotes, queries over all graphs."""

from pathlib import Path

import pytest
from stories import entity, event, monument, reading, span

from bench.newsroom import newsroom
from graph.checkpoints import NoCheckpointError
from graph.records import Article, Reading, When
from graph.store import Store
from graph.view import View, ViewError


def meeting(day: str, second: str, verb: str, type_: str | None, *, status: str = "happened", mode: str | None = None) -> tuple[Article, Reading]:
    text = f"Vladimir Putin {verb} {second} on {day}."
    article = Article(text, published=day)
    when = When("stated", day, "date", day, day, *span(text, day))
    who = entity(text, "person", "Vladimir Putin", country="RUS", sector="GOV"), entity(text, "person", second)
    happening = event(
        text, verb, f"Vladimir Putin {verb} {second}", ("actor", 0, "Vladimir Putin"), ("recipient", 1, second),
        type_=type_, mode=mode, status=status, when=when,  # type: ignore[arg-type]
    )  # fmt: skip
    return article, reading(article, *who, events=[happening])


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("view")
    with Store(folder) as store:
        store.add(*monument())
        store.add(*meeting("2025-01-10", "Angela Merkel", "met", "CONSULT", mode="visit"))
        store.add(*meeting("2025-03-10", "Angela Merkel", "accused", "ACCUSE"))
        store.add(*meeting("2025-05-10", "Angela Merkel", "visits", "CONSULT", status="planned"))
        store.add(*meeting("2025-02-10", "Olaf Scholz", "met", None))
        store.settle()
        store.checkpoint()
    return View.open(folder)


def test_names_are_found_whatever_their_case_accents_and_script(view: View) -> None:
    assert [match.path for match in view.entity("kim JONG-un")] == ["actor/kim-jong-un"]
    assert [match.path for match in view.entity("Владимир Путин")] == ["actor/vladimir-putin"]
    assert [(match.path, match.rank, match.name) for match in view.entity("putin")] == [("actor/vladimir-putin", 1, "Putin")]
    assert [(match.path, match.kind) for match in view.entity("kursk")] == [("place/538555", "place")]
    assert view.entity("kursk", kind="person") == []
    assert [match.path for match in view.entity("ang mer")] == ["actor/angela-merkel"]
    assert view.entity("nobody") == view.entity("") == []


def test_connections_count_what_happened_by_quad_class_with_days_and_a_quote(view: View) -> None:
    found = view.connections("Vladimir Putin")
    assert [(link.label, link.events) for link in found] == [("Angela Merkel", 2), ("North Korean military", 1), ("Olaf Scholz", 1)]
    merkel = found[0]
    assert merkel.quads == (("VerbalConflict", 1), ("VerbalCooperation", 1))
    assert (merkel.first, merkel.last, merkel.score, merkel.articles) == ("2025-01-10", "2025-03-10", 0.5, 2)
    assert merkel.quote.text.startswith("Vladimir Putin ")
    troops = found[1]
    assert (troops.quote.text, troops.quote.speaker, troops.country) == ("KCNA said Putin praised North Korean sappers.", "actor/kcna", "PRK")
    assert monument()[0].text[troops.quote.begin : troops.quote.end] == troops.quote.text
    assert found[2].quads == (("", 1),)


def test_connections_can_be_narrowed(view: View) -> None:
    assert [link.label for link in view.connections("putin", since="2025-03-01", until="2025-04-01")] == ["Angela Merkel"]
    assert [(link.label, link.events) for link in view.connections("putin", type_="ACCUSE")] == [("Angela Merkel", 1)]
    assert [(link.label, link.quote.status) for link in view.connections("putin", status="planned")] == [("Angela Merkel", "planned")]
    assert view.connections("putin", status=None)[0].events == 3
    assert len(view.connections("putin", limit=1)) == 1


def test_connections_of_connections_say_through_whom(view: View) -> None:
    found = view.connections("Angela Merkel", depth=2)
    assert [(link.label, link.distance, link.via) for link in found] == [
        ("Vladimir Putin", 1, "actor/angela-merkel"),
        ("North Korean military", 2, "actor/vladimir-putin"),
        ("Olaf Scholz", 2, "actor/vladimir-putin"),
    ]


def test_relations_are_summed_by_quad_class(view: View) -> None:
    rows = view.query(
        "SELECT ?r ?n ?s ?first WHERE { ?r wg:from <actor/vladimir-putin> ; wg:to <actor/angela-merkel> ; wg:eventCount ?n ; wg:meanScore ?s ; "
        "wg:firstSeen ?first } ORDER BY ?r"
    )
    assert [(row["r"].value.rpartition("/")[2], row["n"].value, row["s"].value, row["first"].value) for row in rows] == [  # type: ignore[union-attr]
        ("VerbalConflict", "1", "-3", "2025-03-10"),
        ("VerbalCooperation", "1", "4", "2025-01-10"),
    ]


def test_a_query_that_names_no_graph_sees_all_and_each_triple_once(view: View) -> None:
    (row,) = view.query("SELECT (COUNT(*) AS ?n) WHERE { ?e a sem:Event ; wg:actor ?a . ?a skos:prefLabel ?name }")
    assert row["n"].value == "7"  # type: ignore[union-attr]
    assert bool(view.query("ASK { <actor/prk-mil> wg:country 'PRK' }"))
    assert not bool(view.query("ASK { ?s ?p ?o }", union=False))


def test_unknown_actors_missing_checkpoints_and_other_bases_are_named(view: View, tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="no actor is called 'Nobody'"):
        view.connections("Nobody")
    with pytest.raises(NoCheckpointError, match="has no checkpoint"):
        View.open(tmp_path)
    with Store(tmp_path) as store:
        store.add(*monument())
        store.settle()
        store.checkpoint()
    with pytest.raises(ViewError, match="was not made with the base"):
        View.open(tmp_path, base="https://other.example/")


def test_a_checkpoint_stays_as_it_was_while_the_store_goes_on(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(*monument())
        store.settle()
        store.checkpoint()
        view = View.open(tmp_path)
        for story in newsroom(3):
            store.add(*story)
        store.settle()
        store.checkpoint()
        count = "SELECT (COUNT(*) AS ?n) WHERE { ?a a schema:NewsArticle }"
        assert [row["n"].value for row in view.query(count)] == ["1"]  # type: ignore[union-attr]
        assert [row["n"].value for row in View.open(tmp_path).query(count)] == ["4"]  # type: ignore[union-attr]
