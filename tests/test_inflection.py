"""Tags that a word's form allows."""

import pytest
from trees_by_hand import tree

from ingest.reader.inflection import fitted, forms
from ingest.reader.lemmas import Lemmas

IRREGULAR = {"shot VBD": "shoot", "shot VBN": "shoot", "hit VBD": "hit", "hit VBN": "hit", "found VBD": "find", "found VBN": "find"}
LEMMAS = Lemmas(IRREGULAR, "criticize block march win attack agree free hit shoot find explosion head blast".split())

FORMS = [
    ("criticized", ("VBD", "VBN")),
    ("agreed", ("VBD", "VBN")),
    ("blocking", ("VBG",)),
    ("wins", ("VBZ",)),
    ("march", ("VB", "VBP")),
    ("proceed", ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ")),
    ("shot", ("VBD", "VBN")),
    ("hit", ("VB", "VBP", "VBD", "VBN")),
]


@pytest.mark.parametrize(("word", "tags"), FORMS)
def test_the_ending_of_a_verb_tells_what_it_can_be(word: str, tags: tuple[str, ...]) -> None:
    assert forms(word, LEMMAS) == tags


def test_behind_to_an_irregular_past_may_be_a_verb_of_its_own() -> None:
    assert "VB" in forms("found", LEMMAS, bare=True)
    assert "VB" not in forms("found", LEMMAS)


SENTENCES = [
    ("Lawyers/NNS/nsubj/2 sharply/RB/advmod/2 criticized/VBZ/root/2 it/PRP/obj/2", "VERB", 2, "VBD"),
    ("They/PRP/nsubj/2 have/VBP/aux/2 criticized/VBP/root/2 it/PRP/obj/2", "VERB", 2, "VBN"),
    ("They/PRP/nsubj/1 gathered/VBD/root/1 blocking/VBP/advcl/1 exits/NNS/obj/2", "VERB", 2, "VBG"),
    ("Thousands/NNS/nsubj/1 march/VBD/root/1", "VERB", 1, "VBP"),
    ("Guards/NNS/nsubj/1 shot/SYM/root/1 a/DT/det/3 man/NN/obj/1", "VERB", 1, "VBD"),
    ("The/DT/det/1 heads/VBZ/root/1", "NOUN", 1, "NNS"),
]


@pytest.mark.parametrize(("written", "part", "at", "tag"), SENTENCES)
def test_a_tag_that_the_form_cannot_have_is_changed_for_one_that_fits(written: str, part: str, at: int, tag: str) -> None:
    read = tree(written)
    upos = [part] * len(read.words)
    assert fitted(read.words, upos, read, LEMMAS)[at] == (part, tag)


def test_a_long_word_that_is_none_of_the_pronouns_is_a_noun() -> None:
    read = tree("The/DT/det/1 explosions/PRP/nsubj/2 killed/VBD/root/2 them/PRP/obj/2")
    assert fitted(read.words, ["DET", "PRON", "VERB", "PRON"], read, LEMMAS) == [("DET", "DT"), ("NOUN", "NNS"), ("VERB", "VBD"), ("PRON", "PRP")]


def test_a_verb_that_is_tagged_as_a_noun_is_what_hangs_on_it() -> None:
    blast = tree("A/DT/det/1 blast/NN/nsubj/2 killed/VBD/root/2")
    says = tree("He/PRP/nsubj/1 attack/NN/root/1 it/PRP/obj/1")
    assert fitted(blast.words, ["DET", "VERB", "VERB"], blast, LEMMAS)[1] == ("NOUN", "NN")
    assert fitted(says.words, ["PRON", "VERB", "PRON"], says, LEMMAS)[1] == ("VERB", "VBP")


def test_behind_have_and_be_stands_a_participle() -> None:
    read = tree("He/PRP/nsubj/2 was/VBD/aux/2 shot/VBD/root/2")
    assert fitted(read.words, ["PRON", "AUX", "VERB"], read, LEMMAS)[2] == ("VERB", "VBN")
