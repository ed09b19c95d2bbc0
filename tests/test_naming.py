"""Names of one article agree on who is a person."""

from ingest.reader.naming import agreed

WORDS = "Rebel commander Evaristo Mosquera spoke . Mosquera left Havana ; Havana waited .".split()


def test_a_word_for_a_person_before_a_name_makes_it_one() -> None:
    assert agreed([(2, 4, "LOC")], WORDS[:6]) == [(2, 4, "PER")]


def test_a_family_name_is_a_person_where_the_full_name_is_one() -> None:
    assert agreed([(2, 4, "PER"), (6, 7, "LOC")], WORDS) == [(2, 4, "PER"), (6, 7, "PER")]


def test_a_city_may_act_in_one_sentence_and_be_a_place_in_the_next() -> None:
    assert agreed([(8, 9, "ORG"), (10, 11, "LOC")], WORDS) == [(8, 9, "ORG"), (10, 11, "LOC")]


def test_a_family_name_that_was_missed_is_found() -> None:
    assert agreed([(2, 4, "PER")], WORDS) == [(2, 4, "PER"), (6, 7, "PER")]
