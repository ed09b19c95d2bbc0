"""Names of bodies that only the words beside or within them show."""

import pytest
from trees_by_hand import tree

from ingest.reader.naming import Name
from ingest.reader.unmarked import called, shown

PAPER = "He/PRP/nsubj/1 told/VBD/root/1/tell the/DT/det/3 newspaper/NN/obj/1 Nordkurier/NNP/appos/3 so/RB/advmod/1"
UNION = "They/PRP/nsubj/1 sued/VBD/root/1/sue uni.on/NNP/obj/1 again/RB/advmod/1"
CHIEF = "The/DT/det/1 company/NN/compound/3 President/NNP/nmod:desc/3 Ann/NNP/nsubj/4 left/VBD/root/4/leave"
MONDAY = "The/DT/det/1 group/NN/nsubj/3 Monday/NNP/obl/3 left/VBD/root/3/leave"


@pytest.mark.parametrize(
    ("written", "dates", "found"),
    [(PAPER, [], [(4, 5, "ORG")]), (UNION, [], [(2, 3, "ORG")]), (CHIEF, [], []), (MONDAY, [(2, 3, "DATE")], [])],
)
def test_a_noun_in_front_or_a_dot_within_shows_a_body(written: str, dates: list[Name], found: list[Name]) -> None:
    read = tree(written)
    assert shown([], dates, read.words, read) == found


def test_what_is_marked_stays() -> None:
    read = tree(PAPER)
    assert shown([(4, 5, "PER")], [], read.words, read) == [(4, 5, "PER")]


def test_what_a_gang_calls_itself_is_its_name_in_full() -> None:
    read = tree("a/DT/det/1 gang/NN/root/1 calling/VBG/acl/1/call itself/PRP/obj/2 Black/NNP/xcomp/2 Lotus/NNP/obj/2 for/IN/case/7 fun/NN/obl/2")
    assert called([(5, 6, "LOC")], read.words, read) == [(4, 6, "LOC")]
    assert called([], read.words, read) == [(4, 6, "ORG")]
