"""Whole quotations have one speaker."""

import pytest

from ingest.reader.arcs import Arc
from ingest.reader.quotations import quotations, speakers
from ingest.reader.speech import Tree, completed

SAID = '" We left . They stay , " said Berg . Nobody knows .'.split()
TAGS = "`` PRP VBD . PRP VBP , '' VBD NNP . NN VBZ .".split()


@pytest.mark.parametrize(
    ("words", "tags", "found"),
    [
        (SAID, TAGS, [range(1, 7)]),
        (SAID, [], [range(1, 7)]),
        ("“ Go . “ Stay , ” he said".split(), [], [range(1, 3), range(4, 6)]),
        ("he said ” and left".split(), [], []),
    ],
)
def test_quotations_stand_between_their_marks(words: list[str], tags: list[str], found: list[range]) -> None:
    assert list(quotations(words, tags)) == found


def test_every_sentence_of_a_quotation_has_its_speaker() -> None:
    assert speakers(SAID, TAGS, [2, 5, 12], {5: 9}, []) == {2: 9}
    assert speakers(SAID, TAGS, [2, 12], {}, [(9, {4, 5, 6})]) == {2: 9}


def test_who_is_spoken_of_in_a_quotation_does_not_speak() -> None:
    assert speakers(SAID, TAGS, [2, 5], {5: 4}, []) == {}


def test_reported_speech_covers_the_sentences_quoted_before() -> None:
    heads = [2, 2, 2, 2, 5, 8, 8, 8, 8, 8, 8, 12, 12, 12]
    relations = "punct nsubj root punct nsubj ccomp punct punct root nsubj punct nsubj root punct".split()
    tree = Tree(heads, relations, [*(w.lower() for w in SAID[:8]), "say", *SAID[9:]], SAID, TAGS)
    found = completed([], [2, 5, 12], {9: "person"}, tree)
    assert {a.source: a.target for a in found if a.label == "speaker"} == {2: 9, 5: 9}
    assert Arc(12, 9, "speaker", 0.5) not in found
