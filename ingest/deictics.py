"""Dates by where one stands: "today", "Friday", "last week", counted from publication; what else may count from the date before is in `anchored`."""

import re
from datetime import date, timedelta

from ingest.calendar import ORDER, WEEKDAYS, Period, Unit, around, day, shifted, weekend
from ingest.stretches import back, moved, open_end
from ingest.timewords import COUNT, HALF, LAST, NEXT, UNIT, WEEKDAY, Frame, Sense, Table, number, relative, ruled, unit_of

SHIFTED = re.compile(r"\b(last|next|this|following)\s$", re.I)
RULES: Table = []
rule = ruled(RULES)


@rule(rf"(?:(?P<shift>last|this past|past|this|that|next|this coming|the following|following) )?(?P<weekday>{WEEKDAY})\.?(?P<after> last| next)?")
def weekday(m: re.Match[str], frame: Frame) -> Sense | None:
    """A bare weekday may be the day of publication; "next" and "last" ones are not. Plans in the present tense ("the court sits Tuesday") lie ahead.

    "following" counts from the date before, and so does "next" in what is told; "that Friday" is the one nearest to it, "this Friday" that of the
    week, or of the week before where it is over.
    """
    beside = SHIFTED.search(frame.before)
    number, shift = WEEKDAYS[m["weekday"]], (m["shift"] or m["after"] or (beside.group(1).lower() if beside else "")).strip()
    told = frame.tense == "past" and frame.previous is not None and frame.published is not None and frame.previous.last < frame.published
    if "following" in shift or (shift == "next" and told):
        anchor = frame.previous.last if frame.previous and frame.previous.unit == "day" else None
        return relative(day(anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1))) if anchor else None
    at = frame.published
    if shift == "that":
        near = frame.previous.first if frame.previous and frame.previous.unit == "day" else None
        return relative(day(min((near + timedelta(days=n) for n in range(-3, 4)), key=lambda d: d.weekday() != number))) if near else None
    if at is None:
        return None
    if shift == "this":
        ahead = number - at.weekday()
        return relative(day(at + timedelta(days=ahead - 7 if ahead > 0 and frame.tense == "past" else ahead)))
    if shift in ("next", "this coming"):
        return relative(day(at + timedelta(days=(number - at.weekday() - 1) % 7 + 1)))
    if not shift and frame.tense in ("future", "present"):
        return relative(day(at + timedelta(days=(number - at.weekday()) % 7)))
    strict = bool(shift)
    return relative(day(at - timedelta(days=(at.weekday() - number - strict) % 7 + strict)))


@rule(rf"(?P<weekday>{WEEKDAY})\.?,? (?:of )?(?P<shift>last|this|next|the previous|the following) week")
def weekday_of_week(m: re.Match[str], frame: Frame) -> Sense | None:
    if frame.published is None:
        return None
    weeks = {"last": -1, "the previous": -1, "this": 0}.get(m["shift"], 1)
    monday = around(frame.published, "week").first
    return relative(day(monday + timedelta(days=7 * weeks + WEEKDAYS[m["weekday"]])))


DAYS = {"today": 0, "tonight": 0, "this day": 0, "yesterday": -1, "last night": -1, "tomorrow": 1, "day before yesterday": -2,
"day after tomorrow": 2,
        "yesterday morning": -1, "overnight": 0}  # fmt: skip


@rule("|".join(DAYS) + "|(?:this|good) (?:morning|afternoon|evening|night)|(?P<part>morning|afternoon|evening)")
def near_day(m: re.Match[str], frame: Frame) -> Sense | None:
    """Who says "good morning" speaks of this one."""
    if m["part"] and not re.search(r"\bgood $", frame.before, re.I):
        return None
    return relative(day(frame.published + timedelta(days=DAYS.get(m.group(), 0)))) if frame.published else None


@rule(rf"(?P<shift>this|current|{LAST}|{NEXT}|this coming|this past) (?P<unit>{UNIT})|(?P<bare>weekend)")
def this_unit(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "last month" counts from publication; "the previous", "the following month" from the date before, or else from publication."""
    unit = unit_of(m["unit"] or "weekend")
    if unit == "day" and m["shift"] in ("last", "past", "this past"):
        return None  # of what, the text does not say: "our last day"
    from_previous = (m["shift"] in ("previous", "preceding", "following") or (m["shift"] == "next" and unit == "day")) and frame.previous is not None
    base = frame.previous if from_previous else day(frame.published) if frame.published else None
    if base is None or (from_previous and ORDER.index(base.unit) > ORDER.index(unit)):
        return None
    if unit == "weekend" and not from_previous:
        return relative(_weekend(m["shift"], base.first, frame.tense))
    if m["shift"] == "past" and frame.published and unit not in ("day", "weekend"):
        return back(frame.published, 1, unit)
    step = 0 if m["shift"] in ("this", "current") else -1 if m["shift"] in ("last", "previous", "past", "preceding", "this past") else 1
    return relative(shifted(base, step, unit))


def _weekend(shift: str | None, at: date, tense: str | None) -> Period:
    here = weekend(at)
    past = here if here.first <= at else shifted(here, -1, "weekend")
    coming = here if here.last >= at else shifted(here, 1, "weekend")
    if shift == "this" and tense is None:  # the nearer one: on a Monday that of yesterday
        return past if (at - past.last).days < (coming.first - at).days else coming
    if shift in (None, "this"):
        return coming if tense == "future" or (shift == "this" and tense != "past") else past
    return past if shift in ("last", "past", "previous", "preceding", "this past") else coming


@rule(rf"(?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT}|hours) (?:ago(?: today)?|back)")
def ago(m: re.Match[str], frame: Frame) -> Sense | None:
    """Of "a few months ago" nothing is known but that it is past; 24 hours are a day."""
    count = number(m["count"])
    if frame.published is None or (m["unit"] == "hours" and (not count or count % 24)):
        return None
    if count is None:
        return open_end(frame.published, "until")
    unit: Unit = "day" if m["unit"] == "hours" else unit_of(m["unit"])
    count = count // 24 if m["unit"] == "hours" else count
    if unit in ("decade", "century"):  # "a decade ago" is ten years ago, not the decade before
        count, unit = count * (10 if unit == "decade" else 100), "year"
    if unit == "year" and count >= frame.published.year:
        return Sense(None, True, ancient=count - frame.published.year + 1)
    return relative(around(moved(frame.published, -count, unit, m["half"]), unit) if m["half"] else shifted(day(frame.published), -count, unit))


TODAY_IS = re.compile(r"\b(?:it['’]s|it is|today(?:['’]s| is| was)|this is) (?:(?:just|now|also|finally) )?$", re.I)


@rule(r"(?:(?:my|our|your|his|her|their|the|an?) )?(?:[a-z]+ )?(?:day|night)(?: (?:here|of|in|at|with) .+)?")
def told_of_today(_: re.Match[str], frame: Frame) -> Sense | None:
    """ "it's our last day": a day that the text says is the day it speaks on."""
    return relative(day(frame.published)) if frame.published and TODAY_IS.search(frame.before) else None


@rule(r"half an? (?P<half>year|decade|century) (?P<side>ago|earlier|later)")
@rule(rf"(?P<count>{COUNT}) (?P<unit>years?|decades?|centur(?:y|ies)) and a half (?P<side>ago|earlier|later)")
def half_ago(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "half a century ago" and "a decade and a half ago" tell a year, half a year ago a month."""
    anchor = frame.published if m["side"] == "ago" else frame.previous.first if frame.previous else None
    whole: dict[str, int] = {"year": 12, "decade": 120, "century": 1200}
    groups = m.groupdict()
    unit = groups.get("half") or unit_of(m["unit"])
    count = number(m["count"]) if groups.get("count") else 0
    if anchor is None or count is None:
        return None
    months = count * whole[unit] + whole[unit] // 2
    at = moved(anchor, months if m["side"] == "later" else -months, "month", None)
    return relative(around(at, "month" if unit == "year" else "year"))


@rule(rf"(?P<count>{COUNT}) (?P<weekday>{WEEKDAY})s ago")
def weekdays_ago(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    if frame.published is None or count is None:
        return None
    last = frame.published - timedelta(days=(frame.published.weekday() - WEEKDAYS[m["weekday"]] - 1) % 7 + 1)
    return relative(day(last - timedelta(days=7 * (count - 1))))


@rule(rf"in (?:about |around |just )?(?P<count>{COUNT}) (?P<unit>{UNIT})(?:[’']? time)?|(?P<count2>{COUNT}) (?P<unit2>{UNIT}) from (?:now|today)")
def ahead(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "in two days" lies ahead only where the event does: "in ten years" of the past is a duration."""
    count = number(m["count"] or m["count2"])
    if frame.published is None or count is None or (m["count"] and frame.tense == "past"):
        return None
    return relative(shifted(day(frame.published), count, unit_of(m["unit"] or m["unit2"])))
