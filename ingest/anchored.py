"""Dates counted from the date before: "the same day", "two days earlier", "the following March", "the winter before"."""

import re
from datetime import date, timedelta

from ingest.calendar import MONTHS, ORDER, SEASONS, WEEKDAYS, Period, Unit, around, day, month, season, shifted
from ingest.feasts import FEAST, feast_day
from ingest.stretches import moved
from ingest.timewords import COUNT, HALF, MONTH, SEASON, UNIT, WEEKDAY, Frame, Sense, Table, number, relative, ruled, unit_of

SENTENCE = re.compile(r"[^.!?]{0,80}")
LATER = ("later", "after", "afterward", "afterwards", "on", "next", "following")
RULES: Table = []
rule = ruled(RULES)


@rule(rf"(?:that|(?:that|the|this)? ?same|that same) (?P<word>{SEASON}|{MONTH}|{FEAST})")
def that_part(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "that summer": of the year of the date before."""
    return relative(_of_year(m["word"], frame.previous.first.year)) if frame.previous else None


@rule(rf"(?P<side>following|next|previous|preceding) (?P<word>{MONTH}|{SEASON}|{FEAST}|{WEEKDAY})")
@rule(rf"(?P<word>{MONTH}|{SEASON}|{FEAST}|{WEEKDAY}) (?P<side>before|after|earlier)(?: that)?")
def part_beside(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "the following March", "the Christmas before": the nearest one that the date before does not reach."""
    if frame.previous is None:
        return None
    first, last, later = frame.previous.first, frame.previous.last, m["side"] in LATER
    if m["word"] in WEEKDAYS:
        if frame.previous.unit != "day":
            return None
        days = (first + timedelta(days=n if later else -n) for n in range(1, 8))
        return relative(day(next(d for d in days if d.weekday() == WEEKDAYS[m["word"]])))
    options = [_of_year(m["word"], y) for y in range(first.year - 2, last.year + 3)]
    return relative(next(p for p in options if p.first > last) if later else [p for p in options if p.last < first][-1])


@rule(rf"(?P<word>{SEASON})")
def same_year(m: re.Match[str], frame: Frame) -> Sense | None:
    """A season of no year, of what is told, lies in that of a date close before."""
    if frame.previous is None or frame.gap is None or frame.published or frame.tense != "past":
        return None
    return relative(_of_year(m["word"], frame.previous.first.year)) if frame.previous.unit in ("day", "month", "year") else None


def _of_year(word: str, y: int) -> Period:
    """The month, season or feast of that name of a year."""
    if word in MONTHS:
        return month(y, MONTHS[word])
    return season(y, SEASONS[word]) if word in SEASONS else day(feast_day(word, y))


@rule(
    rf"(?P<count>{COUNT})(?P<half>{HALF})? (?P<unit>{UNIT})(?P<half2> and a half)? "
    r"(?P<side>earlier|before|previously|prior|later|after|afterwards?|on)(?: that)?"
)
def from_previous(m: re.Match[str], frame: Frame) -> Sense | None:
    count, unit, anchor = number(m["count"]), unit_of(m["unit"]), frame.previous
    if count is None or anchor is None or ORDER.index(anchor.unit) > ORDER.index(unit):
        return None
    signed = count if m["side"] in LATER else -count
    if m["half"] or m["half2"]:
        return relative(around(moved(anchor.first, signed, unit, "half"), "month" if unit == "year" and anchor.unit in ("day", "month") else unit))
    return relative(shifted(anchor, signed, unit))


@rule(
    r"(?:the )?(?P<side>following|next|previous|day before|day after|year before|year previous|year after|month before|month after|week before|"
    r"week after|night before)(?: that)?(?: (?P<unit>day|morning|evening|night))?"
)
def next_to_previous(m: re.Match[str], frame: Frame) -> Sense | None:
    side, anchor = m["side"].replace("night", "day"), frame.previous
    unit = unit_of(m["unit"] if m["unit"] == "day" or not m["unit"] else "day") if m["unit"] else unit_of(side.split()[0]) if " " in side else None
    if anchor is None or unit is None or ORDER.index(anchor.unit) > ORDER.index(unit):
        return None
    return relative(shifted(anchor, -1 if side.split()[-1] in ("previous", "before") else 1, unit))


@rule(r"(?:these|those)(?: same)? (?:days|weeks|months|years|seasons|decades)|(?:this|that|the same|same) (?:period|span|era)")
def same_stretch(_: re.Match[str], frame: Frame) -> Sense | None:
    return relative(frame.previous) if frame.previous else None


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
    whole = around(frame.previous.first, unit)
    within = ORDER.index(frame.previous.unit) <= ORDER.index(unit) or (frame.previous.unit == "range" and frame.previous.last <= whole.last)
    return relative(whole) if within else None


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
        return relative(day(_year_before(frame.previous.first)))
    return relative(around(shifted(frame.previous, -12, "month").first, frame.previous.unit))


def _year_before(at: date) -> date:
    return at.replace(year=at.year - 1)
