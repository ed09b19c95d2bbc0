"""Dates that lean on others: on the one told of before, on the other end of a range, on a day that the text names."""

import pytest
from dated import PUBLISHED, read
from hypothesis import given
from hypothesis import strategies as st

from graph.records import When
from ingest.times import resolve
from ingest.timespans import find


def after(told: str, words: str, **frame: str | None) -> str | None:
    """What a later date of a text means, with the one before it resolved first."""
    text = told + words
    begin = min(found[0] for found in find(told))
    end = next(found[1] for found in find(told) if found[0] == begin)
    previous = resolve(text, begin, end, published=frame.get("published"), tense="past")
    when = resolve(text, len(told), len(text), published=frame.get("published"), tense=frame.get("tense", "past"), previous=previous)
    return when.value or f"{when.earliest}..{when.latest}" if when else None


@pytest.mark.parametrize(
    ("told", "words", "frame", "value"),
    [
        ("He was born in March 1831. He was arrested on ", "July 14", {}, "1831-07-14"),
        ("He was born in March 1831. He was arrested in ", "July", {}, "1831-07"),
        ("He was born in March 1831. " + "Nothing more is known. " * 40 + "He died on ", "July 14", {}, "--07-14"),
        ("Fairs are in January 2026, in February, and in ", "April", {"published": PUBLISHED, "tense": "present"}, "2026-04"),
        ("It fell in October 2025, less than in ", "October", {"published": PUBLISHED}, "2025-10"),
        ("I came on November 29, 2025 and went back the next ", "Tuesday", {"published": PUBLISHED}, "2025-12-02"),
        ("They met on November 29, 2025. She left ", "that Friday", {"published": PUBLISHED}, "2025-11-28"),
        ("It landed on December 2, 2025 in Everett at ", "18:00 UTC", {"published": PUBLISHED}, "2025-12-02"),
        ("It landed on December 2, 2025. The crew left at ", "18:00 UTC", {"published": PUBLISHED}, None),
        ("It was found on December 1, 2025, and again on ", "the fifth", {"published": PUBLISHED}, "2025-12-05"),
        ("The date of July 8, 2007 is written ", "7/8/07", {"published": PUBLISHED}, "2007-07-08"),
        ("She joined in 2019 and has led it since ", "then", {"published": PUBLISHED}, "2019-01-01..2025-12-10"),
        ("She joined in 2019. She ", "then", {"published": PUBLISHED}, None),
    ],
)
def test_a_date_borrows_from_the_date_before_it(told: str, words: str, frame: dict[str, str | None], value: str | None) -> None:
    assert after(told, words, **frame) == value


def test_a_month_takes_the_year_that_ends_its_range() -> None:
    assert read("March", before="It rose from ", after=" to August 2011.") == ("stated", "2011-03", "2011-03-01", "2011-03-31")
    assert read("March", tense="past", before="It rose from ", after=" to see 2011 people.")[1] == "2025-03"  # type: ignore[index]


def test_a_small_number_is_a_year_only_beside_a_word_that_says_so() -> None:
    assert read("314", before="Theodorus (c. ")[1] == read("314", before="Theodorus (290 – ")[1] == "0314"  # type: ignore[index]
    assert read("314", before="He had ") is None


YEAR = When("stated", "1812", "gYear", "1812-01-01", "1812-12-31")
DAY = When("stated", "1812-06-12", "date", "1812-06-12", "1812-06-12")  # a Friday


@pytest.mark.parametrize(
    ("words", "previous", "value"),
    [
        ("the following March", YEAR, "1813-03"),
        ("the previous April", YEAR, "1811-04"),
        ("March of the following year", YEAR, "1813-03"),
        ("Christmas that year", YEAR, "1812-12-25"),
        ("more than two years later", YEAR, "1814"),
        ("two and a half years later", DAY, "1814-12"),
        ("the night before", DAY, "1812-06-11"),
        ("the Sunday before", DAY, "1812-06-07"),
        ("the next Monday", DAY, "1812-06-15"),
        ("the 24th of that month", DAY, "1812-06-24"),
        ("earlier that day", DAY, "1812-06-12"),
        ("a fortnight later", DAY, None),
        ("two hundred and fifty years later", YEAR, "2062"),
    ],
)
def test_a_story_counts_from_its_last_date(words: str, previous: When, value: str | None) -> None:
    found = read(words, previous=previous, published=None)
    assert found is not None
    assert found[:2] == ("relative", value)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("late May or early June 1919", "1919-05-21", "1919-06-10"),
        ("the late 1990s and early 2000s", "1995-01-01", "2004-12-31"),
        ("spring and summer 1950", "1950-03-01", "1950-08-31"),
        ("1 June to 2 July 1950", "1950-06-01", "1950-07-02"),
        ("the 4th and 5th of June 1919", "1919-06-04", "1919-06-05"),
        ("the last quarter of the 19th century", "1875-01-01", "1899-12-31"),
        ("the late 19th century", "1875-01-01", "1899-12-31"),
        ("the first three months of 1950", "1950-01-01", "1950-03-31"),
        ("the second decade of the 20th century", "1910-01-01", "1919-12-31"),
        ("the 2010–11 season", "2010-01-01", "2011-12-31"),
        ("from 1950 onwards", "1950-01-01", None),
        ("prior to 1950", None, "1949-12-31"),
        ("since at least 1950", "1950-01-01", None),
        ("the American Civil War", "1861-04-12", "1865-05-26"),
        ("WWII-era", "1939-09-01", "1945-09-02"),
    ],
)
def test_what_is_made_of_two_dates_or_parts_is_a_range(words: str, earliest: str | None, latest: str | None) -> None:
    assert read(words, published=None) == ("stated", None, earliest, latest)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nineteen eighty-four", "1984"),
        ("two thousand and eight", "2008"),
        ("the summer of '69", None),
        ("79 AD", "0079"),
        ("2013-05", "2013-05"),
        ("12:52 p. m. EDT May 2, 2013", "2013-05-02"),
        ("06/06/13 07:05 PM ET", "2013-06-06"),
    ],
)
def test_dates_as_they_are_spoken_and_stamped(words: str, value: str | None) -> None:
    found = read(words, published=None)
    assert found is not None
    assert found[1] == value


@pytest.mark.parametrize(
    "words", ["7:37 p.m. local time (1137 UTC) on Tuesday", "shortly after 3:30 a.m. Tuesday", "at 09:10 hours (0440 GMT) on Tuesday"]
)
def test_a_clock_time_leaves_its_day(words: str) -> None:
    assert read(words, tense="past") == ("relative", "2025-12-09", "2025-12-09", "2025-12-09")


def test_later_this_year_begins_with_publication() -> None:
    assert read("later this year") == ("relative", "2025", "2025-12-10", "2025-12-31")
    assert read("earlier this year") == ("relative", "2025", "2025-01-01", "2025-12-10")


def test_this_weekend_is_the_nearer_one() -> None:
    assert read("this weekend", published="2025-12-08") == ("relative", None, "2025-12-06", "2025-12-07")
    assert read("this weekend", published="2025-12-08", tense="future") == ("relative", None, "2025-12-13", "2025-12-14")


def test_the_past_years_are_counted_to_the_day() -> None:
    assert read("the past three years") == ("relative", None, "2022-12-11", "2025-12-10")


def test_a_year_has_the_date_it_stands_beside() -> None:
    assert after("In 2003, ", "his freshman year") is None  # nothing closes it
    text = "In 2003, his freshman year, he won."
    year = resolve(text, 3, 7)
    found = resolve(text, 9, 26, previous=year)
    assert found is not None
    assert (found.basis, found.value) == ("relative", "2003")
    assert read("Opening night", after=", January 23, 2014, was full.")[1] == "2014-01-23"  # type: ignore[index]


def test_a_diary_speaks_of_the_day_that_it_names() -> None:
    assert read("today", before="It's Monday, December 1st. I work ") == ("relative", "2025-12-01", "2025-12-01", "2025-12-01")
    assert read("today", before="It's July 4th every year. I work ")[1] == "2025-12-10"  # type: ignore[index]
    assert read("our last day", before="because it's ") == ("relative", "2025-12-10", "2025-12-10", "2025-12-10")
    assert read("our last day", before="we slept on ") is None


def test_the_year_of_a_story_holds_for_its_next_day() -> None:
    told = "The war began on 24 February 2022. The town fell on "
    assert after(told, "2 March", published=PUBLISHED) == "2022-03-02"
    assert after(told, "1 December", published=PUBLISHED) == "2025-12-01"


def test_until_june_lends_its_year() -> None:
    assert after("He stayed until June 5, 1832. On ", "2 August") == "1832-08-02"


@given(st.text(max_size=60), st.sampled_from([None, PUBLISHED]), st.sampled_from(["past", "future", None]))
def test_any_text_after_a_date_is_read_without_an_error(text: str, published: str | None, tense: str | None) -> None:
    told = "In 1812, "
    when = resolve(told + text, len(told), len(told) + len(text), published=published, tense=tense, previous=resolve(told, 3, 7))
    assert when is None or when.value or when.earliest or when.latest
