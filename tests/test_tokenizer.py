"""Words as Universal Dependencies parts them."""

import pytest
import spacy
from spacy.language import Language

from ingest.reader.tokenizer import Words

CASES = [
    ("What?! No!!! Yes...", ["What", "?!", "No", "!!!", "Yes", "..."]),
    ("===== and ***", ["=====", "and", "***"]),
    ("from 1969-1970, pages 5-10", ["from", "1969", "-", "1970", ",", "pages", "5", "-", "10"]),
    ("call 555-1234 at 7:30pm", ["call", "555-1234", "at", "7:30", "pm"]),
    ("food and/or water", ["food", "and", "/", "or", "water"]),
    ("Sen. Ruiz, on Sat. night", ["Sen.", "Ruiz", ",", "on", "Sat.", "night"]),
    ("a long-awaited non-binding vote", ["a", "long", "-", "awaited", "non-binding", "vote"]),
    ('the minister\'s "no"', ["the", "minister", "'s", '"', "no", '"']),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer = Words(blank)
    return blank


@pytest.mark.parametrize(("text", "words"), CASES)
def test_text_falls_into_the_words_of_the_treebanks(nlp: Language, text: str, words: list[str]) -> None:
    assert [t.text for t in nlp.make_doc(text)] == words
