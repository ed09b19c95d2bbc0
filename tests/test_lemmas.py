"""Lemmas by rule and table."""

import pytest

from ingest.reader.lemmas import Lemmas
from ingest.reader.model import FOLDER
from ingest.reader.pieces import Pieces

CASES = [
    ("shot", "VBD", "shoot"),
    ("Sentenced", "VBN", "sentence"),
    ("stabbed", "VBD", "stab"),
    ("fled", "VBD", "flee"),
    ("hoping", "VBG", "hope"),
    ("hopping", "VBG", "hop"),
    ("dying", "VBG", "die"),
    ("extradited", "VBN", "extradite"),
    ("overturned", "VBD", "overturn"),
    ("vetoes", "VBZ", "veto"),
    ("denies", "VBZ", "deny"),
    ("thieves", "NNS", "thief"),
    ("crises", "NNS", "crisis"),
    ("gunmen", "NNS", "gunman"),
    ("shooting", "NN", "shooting"),
    ("shootings", "NNS", "shooting"),
    ("worst", "JJS", "bad"),
    ("him", "PRP", "he"),
    ("Brussels", "NNP", "Brussels"),
    ("Kyrgyzstanis", "NNS", "kyrgyzstani"),
]


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    return Lemmas.load(FOLDER / "lemmas.json", Pieces(FOLDER / "tokenizer.json").whole_words())


@pytest.mark.parametrize(("form", "tag", "lemma"), CASES)
def test_an_inflected_word_has_its_lemma(lemmas: Lemmas, form: str, tag: str, lemma: str) -> None:
    assert lemmas.lemma(form, tag) == lemma


def test_a_word_nobody_knows_loses_its_ending_all_the_same() -> None:
    assert Lemmas({}, ()).lemma("zorbificated", "VBD") == "zorbificate"
    assert Lemmas({}, ()).lemma("zorbs", "NNS") == "zorb"
    assert Lemmas({}, ()).lemma("ed", "VBD") == "ed"
