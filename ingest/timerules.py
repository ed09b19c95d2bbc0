"""What an expression of time means: the rules in their order, and those for expressions made of others."""

import re
from dataclasses import replace
from datetime import timedelta

from ingest import anchored, dates, deictics, eras, feasts, stretches
from ingest.calendar import ORDER, WEEKDAYS, Period, Unit, Yearless, around, shifted, third
from ingest.feasts import FEAST
from ingest.stretches import moved
from ingest.timewords import COUNT, MONTH, ORDINAL, SEASON, UNIT, WEEKDAY, YEAR, Frame, Sense, Table, number, ordinal, relative, ruled, unit_of

LONGEST = 120  # characters of an expression
OPEN = re.compile(rf"(?:{MONTH}\.?|{SEASON})(?: \d{{1,2}}(?:st|nd|rd|th)?)?$")  # ends in a month or season whose year may be told behind

_FIRST, _SECOND = (rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th)?" for name in "ab")
RULES: Table = []
rule = ruled(RULES)


def meaning(words: str, frame: Frame) -> Sense | None:
    """What the words mean in that frame, or None. The words are in lower case, single spaces, without "the" in front.

    A rule that fits the words but not the frame leaves them to the next: "next spring" without publication counts from the date before.
    """
    if len(words) > LONGEST:
        return None
    for pattern, function in TABLE:
        match = pattern.fullmatch(words)
        if match:
            try:
                sense = function(match, frame)
            except (ValueError, OverflowError):  # no such day ("February 30"), or beyond the calendar
                return None
            if sense is not None:
                return sense
    return None


@rule(rf"(?P<a>.+?)(?: (?:and|or|to|through|until|till|into) |/)(?:the )?(?P<b>(?:early|mid|late)[ -].+|.*{MONTH}.*|{SEASON} .+)")
def two_parts(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "late May or early June 2019", "spring and summer 1450", "1 June to 2 July": the year is said once."""
    head, tail = m["a"].removeprefix("from ").removeprefix("between "), m["b"]
    year = re.search(rf"\b{YEAR}$", tail)
    if year and OPEN.search(head):
        head = f"{head} {year.group()}"
    elif not re.match("(?:early|mid|late)[ -]", tail):
        return None
    if re.search(r"centuries$", tail) and re.search(rf"{ORDINAL}$", head):
        head, tail = f"{head} century", tail.removesuffix("ies") + "y"
    return _span(meaning(head, frame), meaning(tail, frame))


@rule(
    rf"(?P<what>.*?(?:{MONTH}|{SEASON}|{FEAST}|quarter)(?: \d{{1,2}}(?:st|nd|rd|th)?)?),? (?:of |in )?(?:the )?"
    r"(?P<year>(?:that|same|that same|following|next|previous|preceding|last|this) year)"
)
@rule(rf"(?P<year>(?:that|last|this|next) year)(?:'s)?,? (?P<what>{MONTH}(?: \d{{1,2}})?|{SEASON}|{FEAST})")
def of_a_year(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "March of the following year", "Christmas that year", "last year's spring"."""
    outer = meaning(m["year"], frame)
    if outer is None or not isinstance(outer.period, Period):
        return None
    inner = meaning(f"{m['what']} {outer.period.first.year}", frame)
    return replace(inner, relative=True) if inner else None


@rule(rf"(?P<number>{ORDINAL})(?: day)? of (?:the )?(?P<month>(?:this|that|same|that same|last|next|following|previous) month)")
def day_of_a_month(m: re.Match[str], frame: Frame) -> Sense | None:
    outer = meaning(m["month"], frame)
    if outer is None or not isinstance(outer.period, Period) or outer.period.unit != "month":
        return None
    return relative(around(outer.period.first.replace(day=ordinal(m["number"])), "day"))


@rule(
    rf"(?P<which>{ORDINAL}|last|final|opening|closing) (?:(?P<count>{COUNT}) )?(?P<unit>days?|weeks?|months?|quarters?|years?|decades?) (?:of|in) "
    r"(?P<rest>.+)"
)
def stretch_of(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "the first three months of 2010", "the last quarter of the 19th century", "the second decade of it"."""
    outer, unit = meaning(m["rest"].removeprefix("the "), frame), unit_of(m["unit"])
    count, ending = number(m["count"]) if m["count"] else 1, m["which"] in ("last", "final", "closing")
    if outer is None or count is None or not isinstance(outer.period, Period) or (m["count"] is None and unit in ("day", "week")):
        return None
    if unit == "quarter" and outer.period.unit == "century":
        count, unit = 25 * count, "year"
    first, last = outer.period.first, outer.period.last
    if ending:
        span = Period(moved(last + timedelta(days=1), -count, unit, None), last, "range")
    else:
        begin = moved(first, count * (0 if m["which"] == "opening" else ordinal(m["which"]) - 1), unit, None)
        span = Period(begin, moved(begin, count, unit, None) - timedelta(days=1), "range")
    if not first <= span.first <= span.last <= last:
        return None
    whole = around(span.first, unit)
    return Sense(whole if (whole.first, whole.last) == (span.first, span.last) else span, outer.relative)


@rule(
    r"(?P<side>earlier|later|rest|remainder)(?: in| on| of)? "
    r"(?P<rest>(?:the|this|that|this same|that same|the same) (?:week|month|season|year|decade|century))"
)
def side_of(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "later this year": from publication on; "later that year": from the date before on. Of a week it is all of it, as nobody counts its days."""
    there = not m["rest"].startswith("this") and (frame.published is None or not m["rest"].startswith("the "))
    rest = re.sub("^the (?!same)", "that " if there else "this ", m["rest"]).removeprefix("the ")
    outer = meaning(rest, frame)
    if outer is None or not isinstance(outer.period, Period):
        return None
    first, last = outer.period.first, outer.period.last
    at = (frame.previous.last if there and frame.previous else None) if there else frame.published
    if at is None or outer.period.unit == "week" or not first < at < last:
        return outer
    span = (first, at) if m["side"] == "earlier" else (at, last)
    return Sense(Period(*span, "range") if m["side"] in ("rest", "remainder") else replace(outer.period, vague=span), relative=True)


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
    return _span(meaning(f"{m['begin']} {m['rest']}", frame), meaning(f"{m['end']} {m['rest']}", frame))


@rule(
    r"(?P<whole>year|month|week|quarter)(?:'s)?[ -]end|"
    r"(?P<part>early|mid|middle|late|later|start|beginning|end|close|turn|first half|second half)(?:[ -]| (?:in|of) )(?:the |of )?(?:in |of "
    r")?(?:the )?(?P<rest>.+)"
)
def part_of(m: re.Match[str], frame: Frame) -> Sense | None:
    if m["whole"]:
        return meaning(f"end of {m['whole']}", frame)
    rest = f"{_which(m['rest'], frame)} {m['rest']}" if m["rest"] in ("year", "month", "week", "season", "decade", "century") else m["rest"]
    outer = meaning(rest, frame)
    if outer is None or not isinstance(outer.period, Period):
        return outer
    if "half" in m["part"]:
        middle = outer.period.first + (outer.period.last - outer.period.first) / 2
        span = (outer.period.first, middle) if m["part"] == "first half" else (middle + timedelta(days=1), outer.period.last)
        return Sense(Period(*span, "range"), outer.relative)
    part = {"early": "early", "start": "early", "beginning": "early", "turn": "early", "mid": "mid", "middle": "mid"}.get(m["part"], "late")
    return Sense(third(outer.period, part), outer.relative)


def _which(unit: str, frame: Frame) -> str:
    """ "the year" is that of publication, unless the text close before tells of another that is over."""
    if frame.published is None:
        return "that"
    told = frame.previous is not None and frame.gap is not None and frame.tense == "past"
    return "that" if told and frame.previous and frame.previous.last < around(frame.published, unit_of(unit)).first else "this"


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


@rule(rf"(?:from |between )?(?P<month>{MONTH}\.?) {_FIRST} ?(?:-|–|/|to|through|and|or) ?(?:the )?{_SECOND}(?P<rest>,? {YEAR})?")
@rule(rf"(?:from |between )?{_FIRST} ?(?:-|–|/|to|through|and|or) ?(?:the )?{_SECOND}(?: of)? (?P<month>{MONTH}\.?)(?P<rest>,? {YEAR})?")
def days_of_month(m: re.Match[str], frame: Frame) -> Sense | None:
    return _span(meaning(f"{m['month']} {m['a']}{m['rest'] or ''}", frame), meaning(f"{m['month']} {m['b']}{m['rest'] or ''}", frame))


@rule(
    r"(?:(?:period|years?|time) (?:of |from |between )?)?(?:from |between )?"
    r"(?P<a>.+?)(?: (?:to|until|till|through|and|or) | ?[–—] ?| - |(?<=\w)-(?=\w))(?P<b>.+)"
)
def between(m: re.Match[str], frame: Frame) -> Sense | None:
    """From the first day of one to the last of the other; "May to June 2019" and "1920–21" borrow what is not said twice."""
    head, tail = m["a"].removeprefix("the "), m["b"].removeprefix("the ")
    if tail.isdigit() and len(tail) == 2 and re.fullmatch(r"\d{4}", head):
        tail = head[:2] + tail
    if (years := re.search(rf"\b{YEAR}$", tail)) and not re.search(rf"\b{YEAR}\b", head) and OPEN.search(head):
        head = f"{head} {years.group()}"
    begins = meaning(head, frame)
    if tail in ("present", "now", "date", "this day"):
        return replace(begins, limit="since") if begins else None
    return _span(begins, meaning(tail, frame))


@rule(r"(?P<rest>.*\d.*?)(?: and| or)? (?:onwards?|on|later|after|beyond)|from (?P<from>.+)")
def onward(m: re.Match[str], frame: Frame) -> Sense | None:
    """ "from 1950 on": what goes on has a first day only."""
    begins = meaning((m["rest"] or m["from"]).removeprefix("from ").removeprefix("the "), frame)
    return replace(begins, limit="starting") if begins and not isinstance(begins.period, Yearless) and not begins.limit else None


def _span(begins: Sense | None, ends: Sense | None) -> Sense | None:
    """From the first day of one to the last of the other, if that is a span of time."""
    if begins is None or ends is None or not isinstance(begins.period, Period) or not isinstance(ends.period, Period):
        return None
    if begins.period.first > ends.period.last:
        earlier = begins.period.first - timedelta(days=7)
        if begins.relative and begins.period.unit == ends.period.unit == "day" and earlier <= ends.period.last:
            return Sense(Period(earlier, ends.period.last, "range"), relative=True)  # from Monday, of a week ago, to Wednesday
        return None
    first, last = (begins.period.vague or (begins.period.first,))[0], (ends.period.vague or (ends.period.last,))[-1]
    return Sense(Period(first, last, "range"), begins.relative or ends.relative)


TABLE: Table = [*dates.RULES, *feasts.RULES, *eras.RULES, *stretches.RULES, *deictics.RULES, *anchored.RULES, *RULES]
