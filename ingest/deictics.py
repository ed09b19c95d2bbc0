"""Dates by where one stands: "today", "Friday", "last week", "two days earlier", counted from publication or from the date before."""

import re
from datetime import date, timedelta

from ingest.calendar import MONTHS, ORDER, SEASONS, WEEKDAYS, Period, Unit, around, day, month, season, shifted, weekend
from ingest.stretches import back, moved, open_end
from ingest.timewords import COUNT, HALF, LAST, MONTH, NEXT, SEASON, UNIT, WEEKDAY, Frame, Sense, Table, number, relative, ruled, unit_of

SHIFTED = re.compile(r"\b(last|next|this|following)\s$", re.I)
SENTENCE = re.compile(r"[^.!?]{0,80}")
RULES: Table = []
rule = ruled(RULES)


@rule(rf"(?:(?P<shift>last|this past|past|this|that|next|this coming|the following|following) )?(?P<weekday>{WEEKDAY})\.?(?P<after> last| next)?")
def weekday(m: re.Match[str], frame: Frame) -> Sense | None:
    """A bare weekday may be the day of publication; "next" and "last" ones are not. Plans in the present tense ("the court sits Tuesday") lie ahead.

    "following" counts from the date before, and so does "next" in what is told; "that Friday" is the one nearest to it.
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
    if shift in (None, "this"):
        return coming if tense == "future" or (shift == "this" and tense != "past") else past
    return past if shift in ("last", "past", "previous", "preceding", "this past") else coming


@rule(
    rf"(?:(?:just )?over |about |around |some |nearly |almost |roughly |only |just )?(?P<count>{COUNT})(?P<half>{HALF})? "
    rf"(?P<unit>{UNIT}|hours) (?:ago(?: today)?|back)"
)
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


@rule(rf"that (?P<word>{SEASON}|{MONTH})")
def that_part(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "that summer": of the year of the date before."""
    if frame.previous is None:
        return None
    y = frame.previous.first.year
    return relative(season(y, SEASONS[m["word"]]) if m["word"] in SEASONS else month(y, MONTHS[m["word"]]))


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
    r"(?:that|(?:this|that|the) same|same|that very|the|entire|whole) ?(?:entire |whole )?(?P<unit>day|week|weekend|month|quarter|season|year|"
    r"decade|century|morning|afternoon|evening|night|date|period)"
)
@rule(r"(?P<unit>day|date|entire year|that time|at that time|time|this period|then)")
def same(m: re.Match[str], frame: Frame) -> Sense | None:
    word = m["unit"].split()[-1]
    if frame.yearless and frame.yearless.day and word in ("day", "date", "time", "morning", "afternoon", "evening", "night"):
        return Sense(frame.yearless, relative=True)
    if frame.previous is None or (word == "then" and not frame.limit):
        return None  # a "then" with nothing in front is mostly "after that"
    if word in ("time", "date", "period", "then"):
        return relative(frame.previous)
    if word == "season" and frame.previous.unit == "year":
        return relative(frame.previous)
    unit: Unit = "day" if word in ("morning", "afternoon", "evening", "night") else unit_of(word)
    return None if ORDER.index(frame.previous.unit) > ORDER.index(unit) else relative(around(frame.previous.first, unit))


@rule(
    r"(?:\d{1,2}(?::\d\d){1,2}(?: hours)?|\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|noon|midnight|dawn|dusk)"
    r"(?: \(?(?:local time|[a-z]{2,4}(?: ?[+-]\d{1,2})?)\)?)?"
)
def clock(_: re.Match[str], frame: Frame) -> Sense | None:
    """A time of day is of the day named before it in its sentence: "on Tuesday in Everett at 18:00 UTC"."""
    named = frame.previous is not None and frame.previous.unit == "day" and SENTENCE.fullmatch(frame.gap or ".")
    return relative(frame.previous) if frame.previous and named else None


@rule(r"(?:the )?same (?P<unit>day|week|month|quarter|period|time) (?:(?:a|one) year (?:ago|earlier|before)|(?:of )?(?:the )?(?:last|previous) year)")
def same_last_year(m: re.Match[str], frame: Frame) -> Sense | None:
    """A year before the period just spoken of."""
    if frame.previous is None or frame.previous.unit not in ("day", "week", "month", "quarter"):
        return None
    if frame.previous.unit == "day":
        return relative(day(frame.previous.first.replace(year=frame.previous.first.year - 1)))
    return relative(around(shifted(frame.previous, -12, "month").first, frame.previous.unit))
