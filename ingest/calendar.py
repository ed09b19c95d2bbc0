"""Periods of the calendar: days, weeks, months, quarters, seasons, years, decades, centuries, and how one leads to another.

Weeks begin on Monday. Seasons are of three whole months, as in the north: spring from March; the winter of 2012 begins in December 2012. Thirds of a
period are its early, middle and late part.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from graph.records import When

Unit = Literal["day", "weekend", "week", "month", "quarter", "season", "year", "decade", "century", "range"]
ORDER: tuple[Unit, ...] = ("day", "weekend", "week", "month", "quarter", "season", "year", "decade", "century", "range")
MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name.lower(): i for i, name in enumerate(calendar.day_abbr)} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
    "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip


YEARS: dict[Unit, dict[str, tuple[int, int]]] = {  # which years of a decade or century are its early, middle and late ones
    "decade": {"early": (0, 5), "mid": (3, 7), "late": (5, 10)},
    "century": {"early": (0, 33), "mid": (33, 67), "late": (75, 100)},
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included. `vague`: an early, middle or late part of the day, month or year that `value` still names."""

    first: date
    last: date
    unit: Unit
    vague: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, or a day of it, of a year that is not told."""

    month: int
    day: int | None = None


def day(at: date) -> Period:
    return Period(at, at, "day")


def week(at: date) -> Period:
    monday = at - timedelta(days=at.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend(at: date) -> Period:
    saturday = at - timedelta(days=at.weekday() - 5)
    return Period(saturday, saturday + timedelta(days=1), "weekend")


def month(year: int, number: int) -> Period:
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def quarter(year: int, number: int) -> Period:
    return Period(date(year, 3 * number - 2, 1), month(year, 3 * number).last, "quarter")


def season(year: int, first: int) -> Period:
    return Period(date(year, first, 1), (month(year + 1, 2) if first == 12 else month(year, first + 2)).last, "season")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> Period:
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """The 20th century as it is commonly counted: 1900 to 1999."""
    return Period(date(max(1, 100 * number - 100), 1, 1), date(100 * number - 1, 12, 31), "century")


def around(at: date, unit: Unit) -> Period:
    """The period of that unit in which a day lies."""
    if unit in ("day", "range"):
        return day(at)
    if unit in ("week", "weekend"):
        return week(at) if unit == "week" else weekend(at)
    if unit in ("month", "quarter"):
        return month(at.year, at.month) if unit == "month" else quarter(at.year, (at.month + 2) // 3)
    if unit == "season":
        return season(at.year if at.month > 2 else at.year - 1, at.month // 3 * 3 or 12)
    return {"year": year(at.year), "decade": decade(at.year // 10 * 10), "century": century(at.year // 100 + 1)}[unit]


def shifted(period: Period, count: int, unit: Unit) -> Period:
    """The period of that unit so many units later, or earlier for a negative count. May raise ValueError or OverflowError beyond the calendar."""
    at = period.first
    if unit in ("day", "week", "weekend"):
        return around(at + timedelta(days=count * (1 if unit == "day" else 7)), unit)
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}[unit] * count
    total = at.year * 12 + at.month - 1 + months
    moved = date(total // 12, total % 12 + 1, 1)
    return around(moved, unit)


def third(period: Period, part: str) -> Period:
    """Its early, middle or late third; a month or year keeps its value, and the third is the range.

    Of a decade it is a half: "the late 1950s" from 1955 on.
    """
    if period.unit in YEARS:
        begin, end = YEARS[period.unit][part]
        return Period(date(period.first.year + begin, 1, 1), date(min(period.first.year + end - 1, period.last.year), 12, 31), "range")
    days = (period.last - period.first).days + 1
    if period.unit == "month":
        cuts = (0, 10, 20, days)
    elif period.unit == "year":
        cuts = (0, (date(period.first.year, 5, 1) - period.first).days, (date(period.first.year, 9, 1) - period.first).days, days)
    else:
        cuts = (0, days // 3, 2 * days // 3, days)
    index = {"early": 0, "mid": 1, "late": 2}[part]
    span = period.first + timedelta(days=cuts[index]), period.first + timedelta(days=cuts[index + 1] - 1)
    return replace(period, vague=span) if period.unit != "day" else period


def yearless_of(when: When) -> Yearless | None:
    """The day of no known year that a date means, if it is one."""
    if when.datatype != "gMonthDay" or when.value is None:
        return None
    return Yearless(int(when.value[2:4]), int(when.value[5:7]))


def of_when(when: When) -> Period | None:
    """The period that a resolved date means, if its days are known."""
    if when.datatype == "date" and when.value:
        return day(date.fromisoformat(when.value))
    if when.earliest is None or when.latest is None:
        return None
    first, last = date.fromisoformat(when.earliest), date.fromisoformat(when.latest)
    if when.datatype in ("gYear", "gYearMonth"):
        return around(first, "year" if when.datatype == "gYear" else "month")
    return Period(first, last, next((unit for unit in ORDER[:-1] if around(first, unit) == Period(first, last, unit)), "range"))
