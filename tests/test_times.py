"""Dates: from expressions of an article to XSD values and ranges of days."""

from datetime import date

import pytest
from dated import PUBLISHED, day, read
from hypothesis import given
from hypothesis import strategies as st

from graph.records import When
from ingest.times import resolve
from ingest.timespans import find


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("December 4, 2025", "2025-12-04"),
        ("4 December 2025", "2025-12-04"),
        ("Dec. 4, 2025", "2025-12-04"),
        ("Friday, May 8, 2009", "2009-05-08"),
        ("the 1st day of February 1860", "1860-02-01"),
        ("2019-01-31", "2019-01-31"),
        ("31.12.2019", "2019-12-31"),
        ("12/25/2019", "2019-12-25"),
        ("20 Dec 2019 at 14:00", "2019-12-20"),
        ("9/11", "2001-09-11"),
        ("Christmas 2019", "2019-12-25"),
        ("2019/09/05", "2019-09-05"),
        ("Easter 2000", "2000-04-23"),
        ("Martin Luther King Day 2019", "2019-01-21"),
        ("the day before Christmas 2019", "2019-12-24"),
        ("February 29, 2020", "2020-02-29"),
    ],
)
def test_whole_dates_are_stated(words: str, value: str) -> None:
    assert read(words) == read(words, published=None) == ("stated", value, value, value)


@pytest.mark.parametrize(
    ("words", "value", "earliest", "latest"),
    [
        ("2015", "2015", "2015-01-01", "2015-12-31"),
        ("August 1799", "1799-08", "1799-08-01", "1799-08-31"),
        ("September of 1976", "1976-09", "1976-09-01", "1976-09-30"),
        ("late November 2024", "2024-11", "2024-11-21", "2024-11-30"),
        ("the 1990s", None, "1990-01-01", "1999-12-31"),
        ("the 19th century", None, "1800-01-01", "1899-12-31"),
        ("the third quarter of 2009", None, "2009-07-01", "2009-09-30"),
        ("summer of 2012", None, "2012-06-01", "2012-08-31"),
        ("winter 2012", None, "2012-12-01", "2013-02-28"),
        ("between 2014 and 2016", None, "2014-01-01", "2016-12-31"),
        ("March 3-5, 2020", None, "2020-03-03", "2020-03-05"),
        ("the last week of March 2009", None, "2009-03-23", "2009-03-29"),
        ("508 BC", "-0507", None, None),
        ("January-June 2016", None, "2016-01-01", "2016-06-30"),
        ("between May and June in 1981", None, "1981-05-01", "1981-06-30"),
        ("the 1800s", None, "1800-01-01", "1899-12-31"),
        ("the winter of 1776-77", None, "1776-12-01", "1777-02-28"),
        ("the 1930’s", None, "1930-01-01", "1939-12-31"),
    ],
)
def test_coarse_dates_keep_their_precision(words: str, value: str | None, earliest: str | None, latest: str | None) -> None:
    assert read(words, published=None) == ("stated", value, earliest, latest)


@pytest.mark.parametrize(
    ("words", "tense", "value"),
    [
        ("Friday", "past", "2025-12-05"),
        ("Friday", None, "2025-12-05"),
        ("Friday", "future", "2025-12-12"),
        ("Wednesday", "past", "2025-12-10"),
        ("last Wednesday", None, "2025-12-03"),
        ("next Tuesday", None, "2025-12-16"),
        ("last Thursday", "past", "2025-12-04"),
        ("Thursday night", "past", "2025-12-04"),
        ("Monday last week", None, "2025-12-01"),
        ("yesterday", None, "2025-12-09"),
        ("tomorrow", None, "2025-12-11"),
        ("tomorrow night", None, "2025-12-11"),
        ("the fifth of January", "future", "2026-01-05"),
        ("this morning", None, "2025-12-10"),
        ("16:00 UTC today", None, "2025-12-10"),
        ("December 4", "past", "2025-12-04"),
        ("December 24", "past", "2024-12-24"),
        ("December 24", "future", "2025-12-24"),
        ("January 3", None, "2026-01-03"),
        ("three days ago", None, "2025-12-07"),
        ("Friday, 28 November", None, "2025-11-28"),
        ("Thanksgiving", "past", "2025-11-27"),
        ("the 10th", None, "2025-12-10"),
        ("24 hours ago", None, "2025-12-09"),
        ("two Fridays ago", None, "2025-11-28"),
        ("two days before Christmas", "past", "2024-12-23"),
        ("the day after Thanksgiving", "past", "2025-11-28"),
        ("Easter Sunday", "past", "2025-04-20"),
        ("Good Friday", "past", "2025-04-18"),
        ("Memorial Day", "past", "2025-05-26"),
        ("Labor Day", "past", "2025-09-01"),
        ("early Sunday", "past", "2025-12-07"),
    ],
)
def test_relative_days_count_from_publication(words: str, tense: str | None, value: str) -> None:
    assert read(words, tense=tense) == ("relative", value, value, value)


@pytest.mark.parametrize(
    ("words", "tense", "value", "earliest", "latest"),
    [
        ("last month", None, "2025-11", "2025-11-01", "2025-11-30"),
        ("next year", None, "2026", "2026-01-01", "2026-12-31"),
        ("this week", None, None, "2025-12-08", "2025-12-14"),
        ("last August", None, "2025-08", "2025-08-01", "2025-08-31"),
        ("March", "past", "2025-03", "2025-03-01", "2025-03-31"),
        ("March", "future", "2026-03", "2026-03-01", "2026-03-31"),
        ("last summer", None, None, "2025-06-01", "2025-08-31"),
        ("half a century ago", None, "1975", "1975-01-01", "1975-12-31"),
        ("a year and a half ago", None, "2024-06", "2024-06-01", "2024-06-30"),
        ("the third quarter of this year", None, None, "2025-07-01", "2025-09-30"),
        ("the end of the month", None, "2025-12", "2025-12-21", "2025-12-31"),
        ("October of next year", None, "2026-10", "2026-10-01", "2026-10-31"),
        ("a year ago", None, "2024", "2024-01-01", "2024-12-31"),
        ("two weeks ago", None, None, "2025-11-24", "2025-11-30"),
        ("the past 14 days", None, None, "2025-11-26", "2025-12-10"),
        ("over the weekend", "past", None, "2025-12-06", "2025-12-07"),
    ],
)
def test_relative_periods_count_from_publication(words: str, tense: str | None, value: str | None, earliest: str, latest: str) -> None:
    assert read(words, tense=tense) == ("relative", value, earliest, latest)


@pytest.mark.parametrize(
    "words",
    ["Friday", "yesterday", "last year", "this week", "two weeks ago", "two weeks earlier", "the same day", "last summer", "the end of the year"],
)
def test_without_publication_nothing_is_made_up(words: str) -> None:
    assert read(words, published=None) is None


@pytest.mark.parametrize(
    "words",
    ["33 years", "four days", "16:15 UTC", "annual", "decades", "history", "soon", "February 30, 2020", "03/04/2024", "recent years", "now", ""],
)
def test_durations_times_and_nonsense_give_no_date(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(
    ("words", "value", "datatype"), [("December 4", "--12-04", "gMonthDay"), ("4 December", "--12-04", "gMonthDay"), ("March", "--03", "gMonth")]
)
def test_a_day_of_an_unknown_year_stays_so(words: str, value: str, datatype: str) -> None:
    assert resolve(words, 0, len(words)) == When("stated", value, datatype, begin=0, end=len(words))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "words", "earliest", "latest"),
    [
        ("by ", "2030", "2025-12-10", "2030-12-31"),
        ("since ", "March 2024", "2024-03-01", "2025-12-10"),
        ("until ", "2020", None, "2020-12-31"),
        ("before ", "2020", None, "2019-12-31"),
        ("after ", "May 2026", "2026-06-01", None),
        ("", "by Friday", "2025-12-10", "2025-12-12"),
        ("", "since 1992", "1992-01-01", "2025-12-10"),
    ],
)
def test_limits_make_a_range_without_a_value(before: str, words: str, earliest: str | None, latest: str | None) -> None:
    found = read(words, before=before)
    assert found
    assert found[1:] == (None, earliest, latest)


@pytest.mark.parametrize(
    ("words", "previous", "value"),
    [
        ("the same day", day("2025-03-05"), "2025-03-05"),
        ("two days earlier", day("2020-02-28"), "2020-02-26"),
        ("the following day", day("2020-02-28"), "2020-02-29"),
        ("the following month", When("stated", "1860-02", "gYearMonth", "1860-02-01", "1860-02-29"), "1860-03"),
        ("a year later", When("stated", "2015", "gYear", "2015-01-01", "2015-12-31"), "2016"),
        ("Six months later", When("stated", "1975-09", "gYearMonth", "1975-09-01", "1975-09-30"), "1976-03"),
        ("two days later", When("stated", "2015", "gYear", "2015-01-01", "2015-12-31"), None),
    ],
)
def test_some_expressions_count_from_the_date_before(words: str, previous: When, value: str | None) -> None:
    found = read(words, previous=previous)
    assert (found and found[1]) == value


def test_the_same_day_of_an_unknown_year() -> None:
    assert read("the same day", published=None, previous=When("stated", "--12-04", "gMonthDay")) == ("relative", "--12-04", None, None)


def test_what_follows_belongs_to_a_date_left_open() -> None:
    assert read("October", after=" of next year") == ("relative", "2026-10", "2026-10-01", "2026-10-31")


def test_the_second_year_of_a_span_borrows_its_century() -> None:
    assert read("21", before="in 1920–") == ("stated", "1921", "1921-01-01", "1921-12-31")


def test_a_small_number_is_a_year_only_where_the_text_says_in() -> None:
    assert read("80", before="Reagan in ") == ("stated", "1980", "1980-01-01", "1980-12-31")
    assert read("366", before="in ") == ("stated", "0366", "0366-01-01", "0366-12-31")
    assert read("80") is None


def test_a_publication_month_is_no_day_to_count_from() -> None:
    assert read("yesterday", published="2025-12") is None


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["{d:%B} {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%A}, {d:%b} {d.day}, {d.year}", "{d:%Y-%m-%d}"]),
)
def test_every_whole_date_comes_back(d, form: str) -> None:  # type: ignore[no-untyped-def]
    words = form.format(d=d)
    if d.year >= 2100 and "%Y-" not in form:
        return
    assert read(words) == ("stated", d.isoformat(), d.isoformat(), d.isoformat())


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    when = resolve(text, 0, len(text), published=PUBLISHED)
    assert when is None or when.value or when.earliest or when.latest


def test_find_sees_expressions_by_their_words() -> None:
    text = (
        "On Friday, 28 February, it rained. Two days earlier he came. In 2019 the 1990s were over; he may march in May. "
        "By the end of last year 2,000 people had left; last Thursday none."
    )
    assert [text[a:b] for a, b in find(text)] == [
        "Friday, 28 February",
        "Two days earlier",
        "2019",
        "the 1990s",
        "May",
        "the end of last year",
        "last Thursday",
    ]


def test_find_sees_what_counts_from_another_date() -> None:
    text = "Earlier this year he fell ill, later that month he left. The following March he came, the next spring too. Later in the day it rained."
    assert [text[a:b] for a, b in find(text)] == [
        "Earlier this year",
        "later that month",
        "The following March",
        "the next spring",
        "Later in the day",
    ]


def test_find_leaves_ordinary_words_alone() -> None:
    text = "The May Company and the March family may fall in the second spring of 2,015 sun-dried items."
    assert list(find(text)) == []


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("the past few days", None, "2025-12-10"),
        ("a few months ago", None, "2025-12-10"),
        ("a couple of years back", None, "2025-12-10"),
        ("the last years", None, "2025-12-10"),
        ("the coming weeks", "2025-12-10", None),
        ("the months ahead", "2025-12-10", None),
        ("the next five years", "2025-12-10", "2030-12-10"),
        ("the past 2 1/2 years", "2023-06-10", "2025-12-10"),
        ("the past three and a half weeks", "2025-11-15", "2025-12-10"),
        ("by year end", "2025-12-10", "2025-12-31"),
        ("last quarter", "2025-07-01", "2025-09-30"),
        ("2015-present", "2015-01-01", "2025-12-10"),
        ("between Monday and Friday", "2025-12-01", "2025-12-05"),
        ("the 2010/11 season", "2010-01-01", "2011-12-31"),
        ("the winter of 2018-2019", "2018-12-01", "2019-02-28"),
        ("the 15th and 16th centuries", "1400-01-01", "1599-12-31"),
        ("mid-to-late 2018", "2018-05-01", "2018-12-31"),
        ("the weekend of December 5, 2025", "2025-12-06", "2025-12-07"),
        ("earlier in the week", "2025-12-08", "2025-12-14"),
        ("the late 1950s", "1955-01-01", "1959-12-31"),
        ("the early 20th century", "1900-01-01", "1932-12-31"),
    ],
)
def test_what_has_no_number_keeps_the_end_that_is_known(words: str, earliest: str | None, latest: str | None) -> None:
    found = read(words)
    assert found is not None
    assert found[1:] == (None, earliest, latest)


def test_what_was_told_to_last_until_a_day_may_end_on_either_side_of_publication() -> None:
    text = "He was sent home until October 14."
    found = resolve(text, 23, 33, published="2019-09-24", tense="past")
    assert found
    assert found.latest == "2019-10-14"


def test_what_was_extended_to_a_day_may_last_until_then() -> None:
    found = resolve("extended it to May 1", 15, 20, published="2020-04-05", tense="past")
    assert found
    assert found.value == "2020-05-01"
