"""The dates of an office are kept as they are stated, and stand in the graph beside the office."""

import pytest

from graph.identity import identity
from graph.records import Entity, Position, Reading
from graph.register import register
from ingest.tenures import tenure


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("since December 2024", "2024-12", None),
        ("from 2010 to 2014", "2010", "2014"),
        ("in 2015-2019", "2015", "2019"),
        ("until May 3, 2021", None, "2021-05-03"),
        ("between 2001 and 2003", "2001", "2003"),
        ("in 1998", "1998", "1998"),
        ("from the United States", None, None),
        ("since March", None, None),
    ],
)
def test_dates_of_an_office_are_as_precise_as_stated(words: str, since: str | None, until: str | None) -> None:
    assert tenure(words) == (since, until)


def test_an_office_has_its_dates_in_the_register_and_a_person_may_have_several() -> None:
    offices = (Position("mayor", 0, 1, "RUS", "2010", "2014"), Position("governor", 0, 1, "RUS", "2024-12"))
    readings = [
        Reading("a" * 16, "t", (Entity("person", "Anna Berg", (), True, positions=offices),)),
        Reading("b" * 16, "t", (Entity("person", "Anna Berg", (), True, positions=(Position("mayor", 0, 1, "RUS", "2011"),)),)),
    ]
    told = {
        (quad.subject.value.rsplit("/", 1)[1], quad.predicate.value.rsplit("#", 1)[1], quad.object.value)
        for quad in register(identity(readings))
        if "/position/" in quad.subject.value
    }
    mayor = {("mayor-rus", "since", "2010"), ("mayor-rus", "since", "2011"), ("mayor-rus", "until", "2014")}
    assert told >= mayor | {("governor-rus", "since", "2024-12")}


def test_a_merge_keeps_rule_and_score() -> None:
    readings = [
        Reading("a" * 16, "t", (Entity("person", "Anna Berg", (), True),)),
        Reading("b" * 16, "t", (Entity("person", "Berg", (), True),)),
    ]
    told = {(quad.predicate.value.rsplit("#", 1)[1], quad.object.value) for quad in register(identity(readings)) if "/merge/" in quad.subject.value}
    assert told >= {("mergedName", "Berg"), ("mergeRule", "bare surname"), ("mergeScore", "0.85")}
