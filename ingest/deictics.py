"""Dates by where one stands: "today", "Friday", "last week", "two days earlier", counted from publication or from the date before."""

import re
from datetime import date, timedelta

from ingest.calendar import ORDER, WEEKDAYS, Period, Unit, around, day, month, shifted, weekend
from ingest.timewords import COUNT, LAST, NEXT, UNIT, WEEKDAY, Frame, Sense, Table, number, relative, ruled, unit_of

RULES: Table = []
rule = ruled(RULES)


@rule(rf"(?:(?P<shift>last|this past|past|this|next|this coming|the following|following) )?(?P<weekday>{WEEKDAY})\.?(?P<after> last| next)?")
def weekday(m: re.Match[str], frame: Frame) -> Sense | None:
    """A bare weekday may be the day of publication; "next" and "last" ones are not. Plans in the present tense ("the court sits Tuesday") lie ahead.

    "following" counts from the date before.
    """
    number, shift = WEEKDAYS[m["weekday"]], (m["shift"] or m["after"] or "").strip()
    if "following" in shift:
        anchor = frame.previous.last if frame.previous and frame.previous.unit == "day" else None
        return relative(day(anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1))) if anchor else None
    at = frame.published
    if at is None:
        return None
    if shift == "this":
        return relative(day(at + timedelta(days=number - at.weekday())))
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


@rule("|".join(DAYS) + "|this (?:morning|afternoon|evening|night)")
def near_day(m: re.Match[str], frame: Frame) -> Sense | None:
    return relative(day(frame.published + timedelta(days=DAYS.get(m.group(), 0)))) if frame.published else None


@rule(rf"(?P<shift>this|current|{LAST}|{NEXT}|this coming|this past) (?P<unit>{UNIT})|(?P<bare>weekend)")
def this_unit(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "last month" counts from publication; "the previous", "the following month" from the date before, or else from publication."""
    unit = unit_of(m["unit"] or "weekend")
    from_previous = m["shift"] in ("previous", "preceding", "following") and frame.previous is not None
    base = frame.previous if from_previous else day(frame.published) if frame.published else None
    if base is None or (from_previous and ORDER.index(base.unit) > ORDER.index(unit)):
        return None
    if unit == "weekend" and not from_previous:
        return relative(_weekend(m["shift"], base.first, frame.tense))
    if m["shift"] == "past" and frame.published and unit not in ("day", "weekend"):
        return _back(frame.published, 1, unit)
    step = 0 if m["shift"] in ("this", "current") else -1 if m["shift"] in ("last", "previous", "past", "preceding", "this past") else 1
    return relative(shifted(base, step, unit))


def _weekend(shift: str | None, at: date, tense: str | None) -> Period:
    here = weekend(at)
    past = here if here.first <= at else shifted(here, -1, "weekend")
    coming = here if here.last >= at else shifted(here, 1, "weekend")
    if shift in (None, "this"):
        return coming if tense == "future" or (shift == "this" and tense != "past") else past
    return past if shift in ("last", "past", "previous", "preceding", "this past") else coming


@rule(rf"(?:about |around |some |nearly |almost |roughly )?(?P<count>{COUNT}) (?P<unit>{UNIT}) ago(?: today)?")
def ago(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    if frame.published is None or count is None:
        return None
    unit = unit_of(m["unit"])
    if unit in ("decade", "century"):  # "a decade ago" is ten years ago, not the decade before
        count, unit = count * (10 if unit == "decade" else 100), "year"
    if unit == "year" and count >= frame.published.year:
        return Sense(None, True, ancient=count - frame.published.year + 1)
    return relative(shifted(day(frame.published), -count, unit))


@rule(rf"in (?:about |around |just )?(?P<count>{COUNT}) (?P<unit>{UNIT})(?:[’']? time)?|(?P<count2>{COUNT}) (?P<unit2>{UNIT}) from (?:now|today)")
def ahead(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "in two days" lies ahead only where the event does: "in ten years" of the past is a duration."""
    count = number(m["count"] or m["count2"])
    if frame.published is None or count is None or (m["count"] and frame.tense == "past"):
        return None
    return relative(shifted(day(frame.published), count, unit_of(m["unit"] or m["unit2"])))


@rule(rf"(?P<count>{COUNT}) (?P<unit>{UNIT}) (?P<side>earlier|before|previously|prior|later|after|afterwards?|on)(?: that)?")
def from_previous(m: re.Match[str], frame: Frame) -> Sense | None:
    count, unit, anchor = number(m["count"]), unit_of(m["unit"]), frame.previous
    if count is None or anchor is None or ORDER.index(anchor.unit) > ORDER.index(unit):
        return None
    return relative(shifted(anchor, count if m["side"] in ("later", "after", "afterward", "afterwards", "on") else -count, unit))


@rule(
    r"(?:the )?(?P<side>following|next|previous|day before|day after|year before|year previous|year after|month before|month after|week before|"
    r"week after)(?: (?P<unit>day|morning|evening|night))?"
)
def next_to_previous(m: re.Match[str], frame: Frame) -> Sense | None:
    side, anchor = m["side"], frame.previous
    unit = unit_of(m["unit"] if m["unit"] == "day" or not m["unit"] else "day") if m["unit"] else unit_of(side.split()[0]) if " " in side else None
    if anchor is None or unit is None or ORDER.index(anchor.unit) > ORDER.index(unit):
        return None
    return relative(shifted(anchor, -1 if side.split()[-1] in ("previous", "before") else 1, unit))


@rule(
    r"(?:that|(?:this|that|the) same|same|that very|the|entire|whole) ?(?:entire |whole )?(?P<unit>day|week|weekend|month|quarter|year|decade|"
    r"century|morning|afternoon|evening|night|date)"
)
@rule(r"(?P<unit>day|date|entire year|that time|at that time)")
def same(m: re.Match[str], frame: Frame) -> Sense | None:
    word = m["unit"].split()[-1]
    if frame.yearless and frame.yearless.day and word in ("day", "date", "time", "morning", "afternoon", "evening", "night"):
        return Sense(frame.yearless, relative=True)
    if frame.previous is None:
        return None
    if word in ("time", "date"):
        return relative(frame.previous)
    unit: Unit = "day" if word in ("morning", "afternoon", "evening", "night") else unit_of(word)
    return None if ORDER.index(frame.previous.unit) > ORDER.index(unit) else relative(around(frame.previous.first, unit))


@rule(r"(?:the )?same (?P<unit>day|week|month|quarter|period|time) (?:(?:a|one) year (?:ago|earlier|before)|(?:of )?(?:the )?(?:last|previous) year)")
def same_last_year(m: re.Match[str], frame: Frame) -> Sense | None:
    """A year before the period just spoken of."""
    if frame.previous is None or frame.previous.unit not in ("day", "week", "month", "quarter"):
        return None
    if frame.previous.unit == "day":
        return relative(day(frame.previous.first.replace(year=frame.previous.first.year - 1)))
    return relative(around(shifted(frame.previous, -12, "month").first, frame.previous.unit))


@rule(rf"(?:past|last|previous)(?: about| nearly| almost)? (?P<count>{COUNT}) (?P<unit>{UNIT})")
def past_units(m: re.Match[str], frame: Frame) -> Sense | None:
    count = number(m["count"])
    return _back(frame.published, count, unit_of(m["unit"])) if frame.published and count is not None else None


def _back(end: date, count: int, unit: Unit) -> Sense:
    """So many units up to a day."""
    days = {"day": 1, "week": 7, "weekend": 7}.get(unit)
    if days:
        return relative(Period(end - timedelta(days=days * count), end, "range"))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * count
    total = end.year * 12 + end.month - 1 - months
    start = month(total // 12, total % 12 + 1)
    return relative(Period(min(start.last, start.first + timedelta(days=end.day - 1)), end, "range"))
