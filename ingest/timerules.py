"""What an expression of time means: the rules in their order, and those for expressions made of others."""

import re
from dataclasses import replace
from datetime import timedelta

from ingest import dates, deictics, feasts, stretches
from ingest.calendar import ORDER, WEEKDAYS, Period, Unit, around, shifted, third
from ingest.timewords import COUNT, MONTH, ORDINAL, UNIT, WEEKDAY, YEAR, Frame, Sense, Table, number, ordinal, ruled, unit_of

RULES: Table = []
rule = ruled(RULES)


def meaning(words: str, frame: Frame) -> Sense | None:
    """What the words mean in that frame, or None. The words are in lower case, single spaces, without "the" in front."""
    for pattern, function in (*dates.RULES, *feasts.RULES, *stretches.RULES, *deictics.RULES, *RULES):
        match = pattern.fullmatch(words)
        if match:
            try:
                return function(match, frame)
            except (ValueError, OverflowError):  # no such day ("February 30"), or beyond the calendar
                return None
    return None


@rule(rf"(?P<which>{ORDINAL}|last|final) (?P<unit>week|weekend|{WEEKDAY}|day) (?:of|in) (?P<rest>.+)")
def nth_of(m: re.Match[str], frame: Frame) -> Sense | None:
    outer = meaning(m["rest"].removeprefix("the "), frame)
    if outer is None or not isinstance(outer.period, Period):
        return None
    count, name = (-1 if m["which"] in ("last", "final") else ordinal(m["which"]) - 1), m["unit"]
    wanted = 0 if name == "week" else 5 if name == "weekend" else WEEKDAYS.get(name)
    first, size = outer.period.first, (outer.period.last - outer.period.first).days + 1
    size -= 6 if name == "week" and size > 6 else 0
    days = [first + timedelta(days=i) for i in range(size) if wanted is None or (first + timedelta(days=i)).weekday() == wanted]
    if not -len(days) <= count < len(days):
        return None
    return Sense(around(days[count], "week" if name == "week" else "weekend" if name == "weekend" else "day"), outer.relative)


@rule(r"(?P<begin>early|mid)[ -]to[ -](?P<end>mid|late)[ -](?P<rest>.+)")
def parts_of(m: re.Match[str], frame: Frame) -> Sense | None:
    begins, ends = (meaning(f"{m[part]} {m['rest']}", frame) for part in ("begin", "end"))
    if begins is None or ends is None or not isinstance(begins.period, Period) or not isinstance(ends.period, Period):
        return None
    first, last = begins.period.vague or (begins.period.first, None), ends.period.vague or (None, ends.period.last)
    return Sense(Period(first[0], last[1] or ends.period.last, "range"), begins.relative)


@rule(
    r"(?P<whole>year|month|week|quarter)(?:'s)?[ -]end|"
    r"(?P<part>early|mid|middle|late|later|start|beginning|end|close|turn|first half|second half)(?:[ -]| (?:in|of) )(?:the |of )?(?:in |of "
    r")?(?:the )?(?P<rest>.+)"
)
def part_of(m: re.Match[str], frame: Frame) -> Sense | None:
    if m["whole"]:
        return meaning(f"end of {m['whole']}", frame)
    rest = f"this {m['rest']}" if m["rest"] in ("year", "month", "week", "decade", "century") else m["rest"]
    outer = meaning(rest, frame)
    if outer is None or not isinstance(outer.period, Period):
        return outer
    if "half" in m["part"]:
        middle = outer.period.first + (outer.period.last - outer.period.first) / 2
        span = (outer.period.first, middle) if m["part"] == "first half" else (middle + timedelta(days=1), outer.period.last)
        return Sense(Period(*span, "range"), outer.relative)
    part = {"early": "early", "start": "early", "beginning": "early", "turn": "early", "mid": "mid", "middle": "mid"}.get(m["part"], "late")
    return Sense(third(outer.period, part), outer.relative)


@rule(r"(?:earlier|later) (?P<rest>today|this week|this month|this year|on .+|in .+)")
def sometime_in(m: re.Match[str], frame: Frame) -> Sense | None:
    rest = re.sub(r"^(?:on|in) (?:the )?", "", m["rest"])
    return meaning(f"this {rest}" if rest in ("week", "month", "year") else rest, frame)


@rule(rf"(?:(?P<count>{COUNT})|the)? ?(?P<unit>{UNIT}|night|morning|evening) (?P<side>before|after|prior to) (?P<rest>.+)")
def beside(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "two days before Christmas", "the year after 2010"; what it is beside must be a date as exact as the unit."""
    outer, count = meaning(m["rest"].removeprefix("the "), frame), number(m["count"]) if m["count"] else 1
    unit: Unit = "day" if m["unit"] in ("night", "morning", "evening") else unit_of(m["unit"])
    if outer is None or count is None or not isinstance(outer.period, Period) or ORDER.index(outer.period.unit) > ORDER.index(unit):
        return None
    return Sense(shifted(outer.period, count if m["side"] == "after" else -count, unit), outer.relative)


@rule(r"(?P<unit>week|weekend) of (?P<rest>.+)")
def week_of(m: re.Match[str], frame: Frame) -> Sense | None:
    outer = meaning(m["rest"].removeprefix("the "), frame)
    if outer is None or not isinstance(outer.period, Period) or outer.period.unit != "day":
        return None
    return Sense(around(outer.period.first, "week" if m["unit"] == "week" else "weekend"), outer.relative)


@rule(rf"(?:from |between )?(?P<month>{MONTH}\.?) (?P<a>\d{{1,2}}) ?(?:-|–|to|through|and) ?(?P<b>\d{{1,2}})(?P<rest>,? {YEAR})?")
@rule(rf"(?:from |between )?(?P<a>\d{{1,2}}) ?(?:-|–|to|through|and) ?(?P<b>\d{{1,2}}) (?P<month>{MONTH}\.?)(?P<rest>,? {YEAR})?")
def days_of_month(m: re.Match[str], frame: Frame) -> Sense | None:
    return _span(meaning(f"{m['month']} {m['a']}{m['rest'] or ''}", frame), meaning(f"{m['month']} {m['b']}{m['rest'] or ''}", frame))


@rule(r"(?:from |between )?(?P<a>.+?)(?: (?:to|until|till|through|and) | ?[–—] ?| - |(?<=\w)-(?=\w))(?P<b>.+)")
def between(m: re.Match[str], frame: Frame) -> Sense | None:
    """From the first day of one to the last of the other; "May to June 2019" and "1920–21" borrow what is not said twice."""
    head, tail = m["a"].removeprefix("the "), m["b"].removeprefix("the ")
    if tail.isdigit() and len(tail) == 2 and re.fullmatch(r"\d{4}", head):
        tail = head[:2] + tail
    if (years := re.search(rf"\b{YEAR}$", tail)) and not re.search(rf"\b{YEAR}\b", head) and re.match(MONTH, head):
        head = f"{head} {years.group()}"
    begins = meaning(head, frame)
    if tail in ("present", "now", "date", "this day"):
        return replace(begins, limit="since") if begins else None
    return _span(begins, meaning(tail, frame))


def _span(begins: Sense | None, ends: Sense | None) -> Sense | None:
    """From the first day of one to the last of the other, if that is a span of time."""
    if begins is None or ends is None or not isinstance(begins.period, Period) or not isinstance(ends.period, Period):
        return None
    if begins.period.first > ends.period.last:
        earlier = begins.period.first - timedelta(days=7)
        if begins.relative and begins.period.unit == ends.period.unit == "day" and earlier <= ends.period.last:
            return Sense(Period(earlier, ends.period.last, "range"), relative=True)  # from Monday, of a week ago, to Wednesday
        return None
    return Sense(Period(begins.period.first, ends.period.last, "range"), begins.relative or ends.relative)
