"""Stretches of time up to or from the day of publication: "the past three days", "the next five years", "the coming weeks"."""

import re
from datetime import date, timedelta

from ingest.calendar import Period, Unit, day, month
from ingest.timewords import COUNT, HALF, LAST, NEXT, UNIT, Frame, Sense, Table, number, relative, ruled, unit_of

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


@rule(rf"(?:past|last|previous)(?: about| nearly| almost)? (?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT})")
def past_units(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    if frame.published is None:
        return None
    return back(frame.published, count, unit_of(m["unit"]), m["half"]) if count is not None else open_end(frame.published, "until")


@rule(rf"(?:next|coming|following)(?: about| nearly| almost)? (?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT})")
def next_units(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    if frame.published is None:
        return None
    return _ahead(frame.published, count, unit_of(m["unit"]), m["half"]) if count is not None else open_end(frame.published, "starting")


def open_end(at: date, limit: str) -> Sense:
    return Sense(day(at), relative=True, limit=limit)


def back(end: date, count: int, unit: Unit, half: str | None = None) -> Sense:
    """So many units up to a day."""
    return relative(Period(moved(end, -count, unit, half), end, "range"))


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
