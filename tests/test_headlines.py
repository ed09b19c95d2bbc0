"""Headlines take their dates from the first paragraph."""

from dataclasses import replace

from graph.records import Event, When
from ingest.headlines import dated

TEXT = "Dockers strike in Bremen\n\nOn Monday, dockers went on strike. A crane fell on Tuesday.\n\nThe strike began on Friday."
MONDAY, FRIDAY = (When("relative", day, "date", day, day, begin, begin + 6) for day, begin in (("2024-05-06", 29), ("2024-05-03", 110)))
UNKNOWN = When("publication", latest="2024-05-08")


def told(predicate: str, begin: int, when: When | None, *, kind: str | None = "PROTEST") -> Event:
    return Event(begin, begin + 6, predicate, predicate, "happened", 0.9, (begin, begin + 6), type=kind, when=when)


HEADLINE = told("strike", 8, UNKNOWN)


def test_a_headline_takes_the_date_of_the_same_event_in_the_first_paragraph() -> None:
    found = dated([HEADLINE, told("strike", 52, MONDAY), told("begin", 99, FRIDAY)], TEXT)
    assert [e.when for e in found] == [MONDAY, MONDAY, FRIDAY]


def test_of_two_dates_none_is_taken() -> None:
    assert dated([HEADLINE, told("strike", 52, MONDAY), told("walkout", 60, FRIDAY)], TEXT)[0].when == UNKNOWN


def test_another_act_lends_no_date() -> None:
    assert dated([HEADLINE, told("fall", 68, MONDAY, kind=None)], TEXT)[0].when == UNKNOWN


def test_what_has_not_happened_and_what_has_a_date_is_left_as_it_is() -> None:
    planned, own = replace(HEADLINE, status="planned", when=None), replace(HEADLINE, when=FRIDAY)
    assert [e.when for e in dated([planned, own, told("strike", 52, MONDAY)], TEXT)] == [None, FRIDAY, MONDAY]


def test_a_first_paragraph_that_ends_like_a_sentence_is_no_headline() -> None:
    text = TEXT.replace("Bremen\n", "Bremen.\n")
    assert dated([HEADLINE, told("strike", 53, MONDAY)], text)[0].when == UNKNOWN
