"""Offices and callings that a verb tells of a person."""

import pytest
from spacy.language import Language

from graph.records import Article
from ingest.reader import load
from ingest.reading import read


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def titles(nlp: Language, text: str) -> list[str]:
    entities = read(nlp, Article(text, published="2025-06-10")).entities
    return [position.title for one in entities if one.kind == "person" for position in one.positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg is the mayor of Kassel.", "mayor of Kassel"),
        ("The bank named David Martin as chief executive on Thursday.", "chief executive"),
        ("Maria Lopez was sworn in as mayor on Wednesday.", "mayor"),
        ("Daniel Cohen was elected speaker of the assembly by a single vote.", "speaker of the assembly"),
        ("Omar Rashid served as defense minister of Iraq until 2014.", "defense minister of Iraq"),
        ("Lee Min-ho works as a surgeon at the city hospital.", "surgeon"),
        ("Anna Novak won the downhill race. The skier said the snow had been perfect.", "skier"),
    ],
)
def test_a_verb_tells_an_office_or_a_calling(nlp: Language, text: str, expected: str) -> None:
    assert titles(nlp, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Hansen will be elected president.",
        "Peter Hansen is not the governor of Texas.",
        "If Carlos Silva is elected president, he will cut taxes.",
        "Ivan Petrov is a friend of the president.",
        "The court named Paul Adams as a suspect in the murder.",
    ],
)
def test_what_is_denied_or_lies_ahead_or_is_somebody_elses_is_no_office(nlp: Language, text: str) -> None:
    assert titles(nlp, text) == []


def test_an_office_that_a_verb_tells_gives_country_and_sector(nlp: Language) -> None:
    (minister,) = (one for one in read(nlp, Article("Grace Mwangi is the health minister of Kenya.")).entities if one.kind == "person")
    assert (minister.country, minister.sector) == ("KEN", "GOV")
