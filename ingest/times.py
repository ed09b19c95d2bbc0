"""When: a time expression of an article as an XSD value, or as a range of days.

`resolve` reads one expression with what stands beside it. Relative ones need the publication date or the date resolved before them; without it they
are None, or keep only what is stated ("December 4" is --12-04). Nothing defaults to today.
"""

import re
from datetime import date, timedelta
from typing import Literal

from graph.records import DateBasis, When
from ingest.calendar import Period, Yearless, of_when, yearless_of
from ingest.phrases import limit_before, plain
from ingest.timerules import meaning
from ingest.timespans import FOUND, SPOKEN
from ingest.timewords import MONTH, SEASON, WEEKDAY, YEAR, Frame, Sense

TO = re.compile(r"\bto $")
OPEN_ENDED = frozenset(("until", "till", "through"))  # what began in the past may end on either side of publication
IMPLIED = {"since": "past", "by": "future", "until": "future", "till": "future"}
FOLLOWED = re.compile(r"^,?\s+(?:of\s+|in\s+)?(?:the\s+)?((?:last|this|next|the following|the previous) (?:year|week)|(?:1[0-9]|20)\d\d)\b")
THROUGH = re.compile(rf"^ (?:to|through|until|till|and) (?:\d\d? )?(?:{MONTH})(?: \d\d?,?)? ((?:1[0-9]|20)\d\d)\b", re.I)
DEICTIC = re.compile(rf"\b(?:today|tonight|yesterday|tomorrow|this|last|next|day|{WEEKDAY})\b")
LATELY = timedelta(days=60)  # that what is told from day to day may be published after its first day
NEAR = 600  # characters that a date still lends its year over
OPENED = re.compile(r",\s*|\s*\(")
NOUN = r"(?:day|night|morning|evening|week|weekend|month|season|term|semester|year|date|anniversary|birthday)"
NAMED = re.compile(rf"(?:(?:his|her|its|their|our|my|the|a|an) )?(?:[\w'-]+ )?{NOUN}(?: (?:of|in|at|after|before) .+)?|day \w+(?: of .+)?", re.I)


def resolve(text: str, begin: int, end: int, *, published: str | None = None, tense: str | None = None, previous: When | None = None) -> When | None:
    """The date that text[begin:end] means, or None where it gives none: a duration, a time of day, or a date that cannot be known.

    What follows belongs to it where only both are a date: "October" before "of next year". `published` is the article's date as in Article; `tense`
    is "past", "present" or "future" of the event it dates, if known; `previous` the date resolved before it in the article. "by", "since", "until",
    "before" and "after" beside the expression make a range of it, with no value.
    """
    words, limit = plain(text[begin:end])
    limit = limit or limit_before(text[max(0, begin - 24) : begin])
    at = _spoken(text, begin, _day_of(published)) if DEICTIC.search(words) else _day_of(published)
    lasts = limit in OPEN_ENDED or TO.search(text[max(0, begin - 4) : begin])
    tense = None if lasts and tense == "past" else tense or (IMPLIED.get(limit) if limit else None)
    known = (of_when(previous) or _read_again(text, previous, at), yearless_of(previous)) if previous else (None, None)
    frame = Frame(at, tense, known[0], text[max(0, begin - 12) : begin], known[1], _gap(text, previous, begin), limit)
    sense = _extended(words, text[end : end + 40], frame) or meaning(words, frame) or _by_library(words, at) or _apposed(text, begin, end, frame)
    return _when(sense, limit or sense.limit, at, begin, end) if sense else None


def _extended(words: str, after: str, frame: Frame) -> Sense | None:
    """The meaning together with "of next year", "of next week" or a year that follows, if the expression leaves that open; "March" of "March to
    August 2011" too."""
    found = FOLLOWED.match(after)
    if to := THROUGH.match(after):
        return meaning(f"{words} {to.group(1)}", frame) if re.fullmatch(rf"(?:\d\d? )?{MONTH}(?: \d\d?)?", words) else None
    if not found or re.search(rf"\b{YEAR}\b|\byear\b|\bweek\b", words) or not re.search(rf"{MONTH}|{WEEKDAY}|{SEASON}|quarter", words):
        return None
    return meaning(f"{words} of {found.group(1)}", frame) or meaning(f"{words} {found.group(1)}", frame)


def _spoken(text: str, begin: int, published: date | None) -> date | None:
    """The day that the text itself speaks on: publication, or what it said last, "It is May 7th", if that is not long before."""
    told = list(SPOKEN.finditer(text, 0, begin))
    if not told:
        return published
    sense = meaning(plain(told[-1].group("date"))[0], Frame(published, "past", None, ""))
    if sense is None or not isinstance(sense.period, Period) or sense.period.unit != "day":
        return published
    return sense.period.first if published is None or timedelta() <= published - sense.period.first <= LATELY else published


def _read_again(text: str, previous: When, published: date | None) -> Period | None:
    """The period that "until June 5" names, of which the date keeps one end only."""
    end = previous.earliest or previous.latest
    if previous.begin is None or previous.end is None or end is None:
        return None
    words, before, at = plain(text[previous.begin : previous.end])[0], text[max(0, previous.begin - 12) : previous.begin], date.fromisoformat(end)
    for tense in ("past", "future", None):
        sense = meaning(words, Frame(published, tense, None, before))
        period = sense.period if sense and not sense.limit else None
        if isinstance(period, Period) and any(abs(at - edge) <= timedelta(days=1) for edge in (period.first, period.last)):
            return period
    return None


def _apposed(text: str, begin: int, end: int, frame: Frame) -> Sense | None:
    """What a day or year without a date of its own is called beside it: "in 2003, his freshman year", "opening night, January 23, 2014"."""
    if not NAMED.fullmatch(text[begin:end]):
        return None
    behind = OPENED.match(text, end)
    found = FOUND.match(text, behind.end()) if behind else None
    if found:
        return meaning(plain(found.group())[0], frame)
    beside = frame.gap is not None and re.fullmatch(r"(?:,| \(| [–—-]) ?", frame.gap) and re.match(r"\s?[,.;:)–—]", text[end : end + 2])
    return Sense(frame.previous, relative=True) if frame.previous and beside else None


def _gap(text: str, previous: When | None, begin: int) -> str | None:
    """What stands between the date before and an expression that begins not far behind it."""
    if previous is None or previous.end is None or not 0 <= begin - previous.end <= NEAR:
        return None
    return text[previous.end : begin]


def _day_of(published: str | None) -> date | None:
    """The day of publication; None where the source states less than a day."""
    return date.fromisoformat(published[:10]) if published and re.match(r"\d{4}-\d\d-\d\d", published) else None


def _when(sense: Sense, limit: str | None, published: date | None, begin: int, end: int) -> When | None:
    if sense.ancient is not None:
        return When(
            "relative" if sense.relative else "stated", f"-{sense.ancient - 1:04d}" if sense.ancient > 1 else "0000", "gYear", begin=begin, end=end
        )
    basis: DateBasis = "relative" if sense.relative else "stated"
    if isinstance(sense.period, Yearless):
        month, day = sense.period.month, sense.period.day
        if limit:
            return None
        return When(basis, f"--{month:02d}" + (f"-{day:02d}" if day else ""), "gMonthDay" if day else "gMonth", begin=begin, end=end)
    if sense.period is None:
        return None
    first, last = sense.period.vague or (sense.period.first, sense.period.last)
    if limit:
        low, high = _limited(limit, first, last, published)
        if low is None and high is None:
            return None
        return When(basis, earliest=low, latest=high, begin=begin, end=end)
    value, datatype = _value(sense.period)
    return When(basis, value, datatype, first.isoformat(), last.isoformat(), begin, end)


def _value(period: Period) -> tuple[str | None, Literal["date", "gYearMonth", "gYear"] | None]:
    """The lexical form of the period and its XSD type; none for what XSD has no type for, such as weeks, seasons and ranges."""
    if period.unit == "day":
        return period.first.isoformat(), "date"
    if period.unit == "month":
        return period.first.isoformat()[:7], "gYearMonth"
    return (f"{period.first.year:04d}", "gYear") if period.unit == "year" else (None, None)


def _limited(limit: str, first: date, last: date, published: date | None) -> tuple[str | None, str | None]:
    """The earliest and latest day of what happens by, since, until, before or after a period. What goes on "since" goes on until publication."""
    if limit in ("by", "until", "till", "to", "through", "no later than"):
        low = published if limit == "by" and published and published <= last else None
        return low.isoformat() if low else None, last.isoformat()
    if limit in ("before", "prior to", "ahead of", "pre-"):
        return None, (first - timedelta(days=1)).isoformat()
    if limit in ("after", "post-"):
        return (last + timedelta(days=1)).isoformat(), None
    high = published if limit == "since" and published and published >= first else None
    return first.isoformat(), high.isoformat() if high else None


def _by_library(words: str, published: date | None) -> Sense | None:
    """What dateparser reads in a form of date that the rules lack: only whole dates, year included, so that it fills nothing in."""
    if not re.search(rf"\d.*\b(?:{YEAR})\b|\b(?:{YEAR})\b.*\d", words) or not re.search(MONTH, words):
        return None
    import dateparser  # type: ignore[import-untyped]  # has no types; slow to load and seldom needed, so not at the top

    found = dateparser.parse(words, languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "TIMEZONE": "UTC"})
    return Sense(Period(found.date(), found.date(), "day")) if found else None
