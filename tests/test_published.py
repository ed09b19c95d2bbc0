"""Dates of publication, as precise as stated."""

import pytest

from ingest.drafts import OptionError, Options
from ingest.published import dateline, published, written

CASES = [
    ("2024-03-01", "2024-03-01"),
    ("2024-03-01T10:00:00+02:00", "2024-03-01T10:00:00+02:00"),
    ("2024-03-01T10:00:00.123Z", "2024-03-01T10:00:00+00:00"),
    ("2024-03-01 10:00+0530", "2024-03-01T10:00:00+05:30"),
    ("2024-03-01T10:00:00", "2024-03-01"),
    ("Fri, 01 Mar 2024 10:00:00 GMT", "2024-03-01T10:00:00+00:00"),
    ("Fri, 1 Mar 2024 10:00:00 -0500", "2024-03-01T10:00:00-05:00"),
    ("4 March 2024", "2024-03-04"),
    ("March 4, 2024", "2024-03-04"),
    ("20240304", "2024-03-04"),
    ("03/04/2024", None),
    ("2024-02-30", None),
    ("2024-03-01T25:00:00Z", None),
    ("2024-03", None),
    ("yesterday", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "expected"), CASES)
def test_a_date_keeps_its_precision_and_its_zone_or_is_not_understood(value: str | None, expected: str | None) -> None:
    assert published(value) == expected


def test_an_option_that_is_no_date_is_an_error_that_quotes_it() -> None:
    with pytest.raises(OptionError, match="'last week'"):
        Options(date="last week")


def test_a_dateline_with_a_year_tells_the_day() -> None:
    assert dateline("Army drops food\n\nSYLHET, Bangladesh, June 18, 2025 - The army dropped food.") == "2025-06-18"
    assert dateline("KYIV, 3 March 2024 (Agency) — Talks began.") == "2024-03-03"
    assert dateline("MOSCOW - Talks began on June 18, 2025 - the first in years.") is None


def test_a_line_that_is_a_date_tells_when_the_article_was_written() -> None:
    text = "Flight delayed after accident\nSaturday, September 1, 2007\nA flight was delayed today."
    assert dateline(text) == "2007-09-01"
    assert written(text, None) == written(text, "2007-09-02") == "2007-09-01"
    assert written(text, "2009-01-01") == "2009-01-01"
    assert written("No date at all.", "2009-01-01T10:00:00+00:00") == "2009-01-01T10:00:00+00:00"
