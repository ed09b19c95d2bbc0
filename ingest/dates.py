"""Dates by the calendar: days, months, quarters, seasons, years, decades, centuries; the year told, or the one the frame makes likely."""

import re
from datetime import date

from ingest.calendar import SEASONS, WEEKDAYS, Period, Yearless, around, century, day, decade, month, quarter, season, shifted, year
from ingest.timewords import (
    ORDINAL,
    SEASON,
    D,
    Frame,
    M,
    Sense,
    Table,
    W,
    Y,
    day_of,
    full_year,
    month_of,
    nearest,
    ordinal,
    relative,
    ruled,
    stated,
)
from ingest.timewords import number as counted

TOLD = re.compile(
    r"(?:\b(?:in|and|since|of|from|to|by|until|till|before|after|about|around|circa|c\.|ca\.)\s|\d{3}\s?[-–—]\s?)$", re.I
)  # makes a year of a number
LIST = re.compile(r"[^.;!?]{0,40}(?:,|\band)\s[^.;!?]{0,40}")  # between months of one list
BESIDE = 200  # characters to the date that a story goes on from
RECENT = 45  # days before publication that news is mostly of
ON = re.compile(r"\bon\s(?:the\s)?$", re.I)
RULES: Table = []
rule = ruled(RULES)


@rule(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?")
def iso_day(m: re.Match[str], _: Frame) -> Sense | None:
    return stated(day(date(int(m["year"]), int(m["month"]), int(m["day"]))))


@rule(rf"{W}{M},? (?:the )?{D},?(?: of|,)? ?{Y}")
@rule(rf"{W}(?:the )?{D}(?: day)?(?: of)? {M},?(?: of)? {Y}")
def full_day(m: re.Match[str], _: Frame) -> Sense | None:
    return stated(day(date(int(m["year"]), month_of(m["month"]), day_of(m["day"]))))


@rule(r"(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)")
def numeric_day(m: re.Match[str], frame: Frame) -> Sense | None:
    """Day first after dots; with slashes only where one number cannot be a month, or where one of both days is that of publication or of the date
    before."""
    a, b, y = int(m["a"]), int(m["b"]), full_year(m["year"])
    if m["sep"] == "/" and a <= 12 and b <= 12 and a != b:
        told = {frame.published, frame.previous.first if frame.previous and frame.previous.unit == "day" else None}
        return next((stated(day(at)) for at in (date(y, a, b), date(y, b, a)) if at in told), None)
    return stated(day(date(y, a if b > 12 else b, b if b > 12 else a)))


@rule(rf"{W}{M},? (?:the )?{D}(?P<shift> last| next)?")
@rule(rf"{W}(?:the )?{D}(?: day)?(?: of)? {M}(?P<shift> last| next)?")
def month_day(m: re.Match[str], frame: Frame) -> Sense | None:
    number, day_number = month_of(m["month"]), day_of(m["day"])
    date(2000, number, day_number)
    lent = frame.previous and (m["shift"] or (frame.published is None and frame.gap is not None and frame.previous.unit in ("day", "month", "year")))
    anchor = frame.previous.first if frame.previous and lent else frame.published
    if anchor is None:
        return Sense(Yearless(number, day_number))
    if lent and not m["shift"]:
        return relative(day(date(anchor.year, number, day_number)))
    tense = {" last": "past", " next": "future"}.get(m["shift"] or "", frame.tense)
    weekday = WEEKDAYS[m["weekday"]] if m["weekday"] else None
    years = [y for y in range(anchor.year - 8, anchor.year + 9) if _fits(y, number, day_number, weekday)]
    if weekday is None:
        years = [y for y in years if abs(y - anchor.year) <= 1 or (number, day_number) == (2, 29)]
    days = [day(date(y, number, day_number)) for y in years]
    found = nearest(days, anchor, tense) if days else None
    if found and weekday is None and not m["shift"] and (told := _told(found, frame)) and _fits(told, number, day_number, None):
        return relative(day(date(told, number, day_number)))
    return relative(found) if found else None


def _told(found: Period, frame: Frame) -> int | None:
    """The year that a text tells of, if it has just named a day or month of years ago: "on 24 February 2022; on 2 March" is of 2022, unless a day
    close to publication fits."""
    at, previous, gap = frame.published, frame.previous, frame.gap
    if at is None or previous is None or gap is None or frame.tense != "past" or previous.unit not in ("day", "month") or frame.limit:
        return None
    close = found.first <= at and (at - found.last).days <= RECENT
    beside = len(gap) <= BESIDE and "\n" not in gap
    return previous.first.year if beside and not close and previous.last.year < at.year - 1 else None


def _fits(y: int, number: int, day_number: int, weekday: int | None) -> bool:
    try:
        at = date(y, number, day_number)
    except ValueError:
        return False
    return weekday is None or at.weekday() == weekday


@rule(r"(?P<year>1\d{3}|20\d\d)-(?P<digits>0[1-9]|1[0-2])|(?P<digits2>0[1-9]|1[0-2])/(?P<year2>1\d{3}|20\d\d)")
def numeric_month(m: re.Match[str], _: Frame) -> Sense | None:
    """2013-05; not 2010-11 or 1904-05, which may be two years."""
    y, number_of = int(m["year"] or m["year2"]), int(m["digits"] or m["digits2"])
    return None if m["year"] and number_of == (y + 1) % 100 else stated(month(y, number_of))


@rule(rf"{M},?(?: of| in)? {Y}")
def month_year(m: re.Match[str], _: Frame) -> Sense | None:
    return stated(month(int(m["year"]), month_of(m["month"])))


@rule(rf"(?P<shift>last |this past |past |next |this |this coming )?{M}(?P<after> last| next)?")
def bare_month(m: re.Match[str], frame: Frame) -> Sense | None:
    number, shift = month_of(m["month"]), (m["shift"] or m["after"] or "").strip()
    first = frame.previous.first if frame.previous and frame.previous.unit == "month" else None
    if not shift and first and first.month != number and LIST.fullmatch(frame.gap or "."):
        return relative(month(first.year + (number < first.month), number))
    if frame.published is None:
        if not shift and frame.previous and frame.gap is not None and frame.previous.unit in ("day", "month", "year"):
            return relative(month(frame.previous.first.year, number))
        return None if shift else Sense(Yearless(number))
    at = frame.published
    if shift in ("last", "this past", "past"):
        return relative(month(at.year - (number >= at.month), number))
    if shift == "next":
        return relative(month(at.year + (number <= at.month), number))
    if shift:
        return relative(month(at.year, number))
    found = nearest([month(y, number) for y in (at.year - 1, at.year, at.year + 1)], at, frame.tense)
    told = _told(found, frame)
    return relative(month(told, number) if told else found)


@rule(r"(?:(?:the )?years? |ad |a\.d\. |fiscal (?:year )?|fy ?)?(?P<year>1\d{3}|20\d\d|2100)(?: (?:ad|ce|a\.d\.|season|campaign|calendar year))?")
@rule(r"(?P<year>\d{1,3}) (?:ad|ce|a\.d\.)|(?:ad|a\.d\.) (?P<early>\d{1,3})")
def bare_year(m: re.Match[str], _: Frame) -> Sense | None:
    return stated(year(int(m["year"] or m.group("early"))))


TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"


@rule(rf"(?P<head>seventeen|eighteen|nineteen|twenty)[- ](?:oh[- ](?P<oh>[a-z]+)|(?P<tail>{'|'.join(TEENS)}|{TENS}(?:[- ][a-z]+)?|hundred))")
@rule(r"two thousand(?:(?: and)? (?P<above>[a-z]+))?")
def spoken_year(m: re.Match[str], _: Frame) -> Sense | None:
    """ "nineteen eighty-four", "two thousand and eight"."""
    words = m.groupdict()
    if words.get("head") is None:
        rest = counted(m["above"]) if m["above"] else 0
        return stated(year(2000 + rest)) if rest is not None and rest < 100 else None
    rest = 0 if m["tail"] == "hundred" else counted(m["oh"] or m["tail"])
    hundreds = counted(m["head"])
    return stated(year(100 * hundreds + rest)) if hundreds is not None and rest is not None and rest < 100 else None


@rule(r"(?P<year>\d{1,4}) (?:bc|bce|b\.c\.|b\.c\.e\.)")
def ancient_year(m: re.Match[str], _: Frame) -> Sense | None:
    return Sense(None, ancient=int(m["year"]))


@rule(r"(?P<year>\d{3})")
def early_year(m: re.Match[str], frame: Frame) -> Sense | None:
    return stated(year(int(m["year"]))) if TOLD.search(frame.before) else None


@rule(r"['’]?(?P<digits>\d\d)")
def short_year(m: re.Match[str], frame: Frame) -> Sense | None:
    """The second year of "1920–21"; '98 where an apostrophe, 80 where "in" or "and" before it says that it is a year."""
    opened = re.search(r"\b(\d{4})\s?[-–—/]\s?$", frame.before)
    if opened:
        return stated(year(int(opened.group(1)[:2] + m["digits"])))
    told = m.group()[0] in "'’" or TOLD.search(frame.before)
    return stated(year(full_year(m["digits"]))) if told else None


@rule(
    r"(?P<century>1\d|20)(?P<tens>\d)0['’]?s|['’]?(?P<short>\d)0s|"
    r"(?:nineteen[- ])?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
)
def decade_of(m: re.Match[str], _: Frame) -> Sense | None:
    """ "the 70s" are of the last century, as are "the twenties"."""
    if m["century"] and m["tens"] == "0" and m["century"] != "20":
        return stated(century(int(m["century"]) + 1))
    if m["century"]:
        return stated(decade(int(f"{m['century']}{m['tens']}0")))
    words = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    tens = int(m["short"]) if m["short"] else words.index(m["word"]) + 2
    return stated(decade((2000 if m["short"] and tens < 2 else 1900) + 10 * tens))


@rule(rf"(?P<number>{ORDINAL})[ -]century(?: (?:ad|ce|a\.d\.))?")
def century_of(m: re.Match[str], _: Frame) -> Sense | None:
    return stated(century(ordinal(m["number"])))


@rule(rf"(?P<first>{ORDINAL})(?: century)?(?: and| to| or|[-–] ?)(?: the)? ?(?P<last>{ORDINAL}) centur(?:ies|y)")
def centuries(m: re.Match[str], _: Frame) -> Sense | None:
    begins, ends = century(ordinal(m["first"])), century(ordinal(m["last"]))
    return stated(Period(begins.first, ends.last, "range")) if begins.first < ends.first else None


@rule(
    r"(?:(?:school|academic|financial|fiscal|tax) year |season )?(?P<year>1\d{3}|20\d\d)[/–-](?:1\d|20)?(?P<next>\d\d)"
    r"(?: season| campaign| (?:school|academic|financial|fiscal|tax) year)?"
)
def two_years(m: re.Match[str], _: Frame) -> Sense | None:
    """ "2010/11": a season or business year."""
    begins = int(m["year"])
    return stated(Period(date(begins, 1, 1), date(begins + 1, 12, 31), "range")) if (begins + 1) % 100 == int(m["next"]) else None


@rule(rf"(?:(?P<number>{ORDINAL}|last|final)[ -]quarter|q(?P<digit>[1-4]))(?:,? (?:of )?(?:(?:the )?(?P<shift>this|last|next|previous) year|{Y}))?")
def quarter_of(m: re.Match[str], frame: Frame) -> Sense | None:
    if m.group() == "last quarter":  # without a year it is the one that ended last
        return relative(shifted(around(frame.published, "quarter"), -1, "quarter")) if frame.published else None
    which = int(m["digit"]) if m["digit"] else 4 if m["number"] in ("last", "final") else ordinal(m["number"])
    if m["year"]:
        return stated(quarter(int(m["year"]), which))
    if frame.published is None or which > 4:
        return None
    shift = {"this": 0, "last": -1, "previous": -1, "next": 1}.get(m["shift"] or "")
    if shift is not None:
        return relative(quarter(frame.published.year + shift, which))
    if frame.previous and frame.previous.unit == "quarter" and frame.previous == quarter(frame.previous.first.year, which):
        return relative(frame.previous)
    years = (frame.published.year - 1, frame.published.year, frame.published.year + 1)
    return relative(nearest([quarter(y, which) for y in years], frame.published, frame.tense))


@rule(
    rf"(?P<shift>last |this past |this |next |this coming )?(?P<season>{SEASON})"
    rf"(?: months?| season)?(?:,?(?: of)? {Y}(?:[-–/](?:\d\d)?\d\d)?)?(?: months?| season)?"
)
def season_of(m: re.Match[str], frame: Frame) -> Sense | None:
    first = SEASONS[m["season"]]
    if m["year"]:
        return stated(season(int(m["year"]), first))
    if frame.published is None:
        return None
    at, shift = frame.published, (m["shift"] or "").strip()
    options = [season(y, first) for y in range(at.year - 2, at.year + 2)]
    if shift in ("last", "this past"):
        return relative([s for s in options if s.last < at][-1])
    if shift in ("next", "this coming"):
        return relative(next(s for s in options if s.first > at))
    return relative(nearest(options, at, None if shift == "this" else frame.tense))


@rule(rf"(?P<number>{ORDINAL})")
def nth_day(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "the 29th", "on the fifth": of the month of the date before, else of publication's or the one next to it that the tense allows."""
    if not m["number"][0].isdigit() and not ON.search(frame.before):
        return None
    number = ordinal(m["number"])
    if frame.previous and frame.previous.unit in ("day", "month"):
        at = frame.previous.first
        return relative(day(date(at.year, at.month, number)))
    if frame.published is None:
        return None
    here = around(frame.published, "month")
    months = [p.first for p in (shifted(here, -1, "month"), here, shifted(here, 1, "month"))]
    days = [day(date(p.year, p.month, number)) for p in months if number <= around(p, "month").last.day]
    return relative(nearest(days, frame.published, frame.tense))
