"""Names of one article agree on who is a person."""

import pytest
from trees_by_hand import tree

from ingest.reader.naming import Name, agreed, bodies, hung, is_band, repaired
from ingest.reader.speech import Tree

WORDS = "Rebel commander Evaristo Mosquera spoke . Mosquera left Havana ; Havana waited .".split()


def test_a_word_for_a_person_before_a_name_makes_it_one() -> None:
    assert agreed([(2, 4, "LOC")], WORDS[:6]) == [(2, 4, "PER")]


def test_a_family_name_is_a_person_where_the_full_name_is_one() -> None:
    assert agreed([(2, 4, "PER"), (6, 7, "LOC")], WORDS) == [(2, 4, "PER"), (6, 7, "PER")]


def test_a_city_may_act_in_one_sentence_and_be_a_place_in_the_next() -> None:
    assert agreed([(8, 9, "ORG"), (10, 11, "LOC")], WORDS) == [(8, 9, "ORG"), (10, 11, "LOC")]


def test_a_family_name_that_was_missed_is_found() -> None:
    assert agreed([(2, 4, "PER")], WORDS) == [(2, 4, "PER"), (6, 7, "PER")]


HYPHENED = tree("Grace/NNP/nsubj/4 Mensah/NNP/flat/0 -/HYPH/punct/3 Boateng/NNP/flat/0 spoke/VBD/root/4")
SHOUTED = tree("the/DT/det/3 union/NN/compound/3 IF/IN/mark/3 Metall/NNP/nsubj/4 met/VBD/root/4")
STATE = tree("the/DT/det/2 State/NNP/compound/2 Committee/NNP/nsubj/3 met/VBD/root/3")
NICKNAME = tree("Evan/NNP/nsubj/5 known/VBN/acl/0 as/IN/case/3 Comandante/NNP/obl/1 Tito/NNP/flat/0 fled/VBD/root/5")
MAYOR = tree("Mayor/NNP/nsubj/3 de/NNP/flat/0 Blasio/NNP/flat/0 left/VBD/root/3")
SMALL = tree("photojournalist/NN/compound/1 Ziad/NNP/nsubj/2 fled/VBD/root/2")


@pytest.mark.parametrize(
    ("read", "name", "whole"),
    [
        (HYPHENED, (0, 2, "PER"), (0, 4, "PER")),
        (SHOUTED, (3, 4, "ORG"), (2, 4, "ORG")),
        (SMALL, (0, 2, "PER"), (1, 2, "PER")),
        (STATE, (2, 3, "ORG"), (1, 3, "ORG")),
        (NICKNAME, (3, 4, "PER"), (3, 5, "PER")),
    ],
)
def test_a_name_is_as_long_as_the_tree_makes_it(read: Tree, name: Name, whole: Name) -> None:
    assert repaired([name], read.words, read) == [whole]


UNMARKED = tree("hospital/NN/compound/1 director/NN/nmod:desc/2 Piret/NNP/nsubj/4 Laan/NNP/flat/2 left/VBD/root/4")
DIRECTOR = tree("the/DT/det/1 director/NN/nsubj/3 Friday/NNP/obl/3 left/VBD/root/3")


def test_two_words_of_a_name_behind_a_word_for_a_person_are_one() -> None:
    assert repaired([], UNMARKED.words, UNMARKED) == [(2, 4, "PER")]
    assert repaired([(2, 3, "LOC")], UNMARKED.words, UNMARKED) == [(2, 4, "LOC")]
    assert repaired([], DIRECTOR.words, DIRECTOR) == []


def test_the_parts_of_a_name_hang_on_it() -> None:
    assert hung([(3, 5, "PER")], NICKNAME) == [5, 0, 3, 1, 3, 5]
    assert hung([(3, 4, "PER")], NICKNAME) == NICKNAME.heads
    assert hung([(1, 3, "PER")], MAYOR) == MAYOR.heads


GUARDS = tree("Then/RB/advmod/3 the/DT/det/2 Carabineros/NNP/nsubj/3 fired/VBD/root/3 at/IN/case/5 Congress/NNP/obl/3")


def test_a_body_that_the_mentions_know_is_a_name() -> None:
    assert bodies([(5, 6, "ORG")], GUARDS.words, GUARDS, [2, 5]) == [(2, 3, "ORG"), (5, 6, "ORG")]


def test_a_plural_name_with_the_means_a_body() -> None:
    assert is_band(2, GUARDS.words, GUARDS)
    assert not is_band(5, GUARDS.words, GUARDS)


def test_what_is_a_common_noun_elsewhere_is_no_name() -> None:
    words = [*GUARDS.words[:5], "carabineros"]
    assert bodies([], words, GUARDS, [2]) == []


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("Hurricane Irma hit . Irma left .", [(1, 2, "PER"), (4, 5, "PER")], ["MISC", "MISC"]),
        ("Hurricane Irma hit Irma Lund .", [(1, 2, "MISC"), (3, 5, "PER")], ["MISC", "PER"]),
        ("Lund Motor Company grew . Lund said so .", [(0, 3, "ORG"), (5, 6, "PER")], ["ORG", "ORG"]),
        ("Lund Motor Company hired Eva Lund . Lund said so .", [(0, 3, "ORG"), (4, 6, "PER"), (7, 8, "PER")], ["ORG", "PER", "PER"]),
        ("HMS Lund sank . Lund rusted .", [(0, 2, "PER"), (4, 5, "PER")], ["MISC", "MISC"]),
        ("Eva Lund Group grew . Eva Roos left . Eva wept .", [(0, 3, "ORG"), (5, 7, "PER"), (9, 10, "PER")], ["ORG", "PER", "PER"]),
        ("Queen Astrid agreed .", [(0, 2, "ORG")], ["PER"]),
        ("Queen Motors agreed .", [(0, 2, "ORG")], ["ORG"]),
    ],
)
def test_storms_and_firms_are_no_people_and_queens_are(text: str, names: list[Name], kinds: list[str]) -> None:
    assert [kind for _, _, kind in agreed(names, text.split())] == kinds
