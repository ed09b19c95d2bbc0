"""Stretches of time up to or from the day of publication: "the past three days", "the next five years", "the coming weeks"."""

import re
from datetime import date, timedelta

from ingest.calendar import Period, Unit, day, month
from ingest.timewords import APPROX, COUNT, HALF, LAST, NEXT, UNIT, Frame, Sense, Table, number, relative, ruled, unit_of

RULES: Table = []
rule = ruled(RULES)


@rule(
    rf"{LAST} (?P<ago>days|weeks|months|years|decades)|(?:{NEXT} )(?:days|weeks|months|years|decades)|(?:days|weeks|months|years) (?:ahead|to come)"
)
def some_units(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "the coming weeks" begin with publication, "the past years" end with it; nothing tells the other end."""
    if frame.published is None:
        return None
    return open_end(frame.published, "until" if m["ago"] else "starting")


@rule(r"(?:(?:every|each) (?:day|month|season|year)|days|weeks|months|years|decades) (?:since|that followed|thereafter)(?: then)?")
def ever_since(_: re.Match[str], frame: Frame) -> Sense | None:
    """ "the decades since" begin with the date before."""
    return open_end(frame.previous.last, "starting") if frame.previous else None


@rule(rf"(?:past|last|previous)(?: {APPROX})? (?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT})")
def past_units(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    if frame.published is None:
        return None
    return back(frame.published, count, unit_of(m["unit"]), m["half"]) if count is not None else open_end(frame.published, "until")


@rule(rf"(?P<side>next|coming|following)(?: {APPROX})? (?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT})")
def next_units(m: re.Match[str], frame: Frame) -> Sense | None:
    """From publication on; "the following two years" from the date before."""
    count, at = number(m["count"]), frame.previous.last if m["side"] == "following" and frame.previous else frame.published
    if at is None:
        return None
    return _ahead(at, count, unit_of(m["unit"]), m["half"]) if count is not None else open_end(at, "starting")


def open_end(at: date, limit: str) -> Sense:
    return Sense(day(at), relative=True, limit=limit)


def back(end: date, count: int, unit: Unit, half: str | None = None) -> Sense:
    """So many units up to a day: "the past three years" of February 28 begin on the 29th or the first of March."""
    whole = unit not in ("day", "week", "weekend") and not half
    return relative(Period(moved(end, -count, unit, half) + timedelta(days=whole), end, "range"))


def _ahead(begin: date, count: int, unit: Unit, half: str | None = None) -> Sense:
    """So many units from a day on."""
    return relative(Period(begin, moved(begin, count, unit, half), "range"))


def moved(at: date, count: int, unit: Unit, half: str | None) -> date:
    """The day so many units, and for `half` one half more, later or for a negative count earlier."""
    sign = -1 if count < 0 else 1
    days = {"day": 1, "week": 7, "weekend": 7}.get(unit)
    if days:
        return at + timedelta(days=days * count + (sign * days // 2 if half else 0))
    whole = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    total = at.year * 12 + at.month - 1 + whole * count + (sign * (whole // 2) if half else 0)
    start = month(total // 12, total % 12 + 1)
    there = min(start.last, start.first + timedelta(days=at.day - 1))
    return there + timedelta(days=sign * 15) if half and unit == "month" else there
