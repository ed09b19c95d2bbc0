"""When: a time expression of an article as an XSD value, or as a range of days.

`resolve` reads one expression with what stands beside it; `find` offers the expressions that rules see. Relative ones need the publication date or
the date resolved before them; without it they are None, or keep only what is stated ("December 4" is --12-04). Nothing defaults to today.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from graph.records import DateBasis, When
from ingest.calendar import Period, Yearless, of_when, yearless_of
from ingest.feasts import DAYS_OF_NOTE
from ingest.timerules import meaning
from ingest.timewords import COUNT, LAST, MONTH, NEXT, ORDINAL, SEASON, UNIT, WEEKDAY, YEAR, Frame, Sense

CLOCK = re.compile(
    r"\b(?:at |around |about )?(?:\d{1,2}(?::\d\d)?(?::\d\d)? ?(?:a\.m\.|p\.m\.|am\b|pm\b)|\d{1,2}:\d\d(?::\d\d)?(?: hours)?|noon|midnight)(?: "
    r"\(?(?:local time|gmt|utc|et|est|edt|cet|bst|pst|ist)\)?)?,?(?: on)?|"
    r"\b(?:local time|gmt|utc)\b|(?:(?<=day)|(?<=tomorrow)),? (?:early |late )?(?:morning|afternoon|evening|night)s?\b|\b(?:in the )?(?:early |late "
    r")?(?:morning|afternoon|evening|night|hours) (?:of|on) (?:the )?"
)
EDGE = re.compile(
    r"^(?:(?:in|on|at|during|of|for|about|around|circa|c\.|over|throughout|as of|as early as|as late as|only|just|and)\s+(?!about)|,\s*|the )+"
)
LIMIT = re.compile(
    r"^(?:(?:or|but|not|at) )?(by|since|until|till|before|after|through|prior to|no later than|ahead of|starting|beginning|pre-|"
    r"post-)\b[\s-]*(?:the )?"
)
LIMIT_BEFORE = re.compile(
    r"\b(by|since|until|till|before|after|through|prior to|no later than|ahead of|starting|beginning)\s+(?:about\s+|around\s+)?(?:the\s+)?$", re.I
)
IMPLIED = {"since": "past", "by": "future", "until": "future", "till": "future"}
FOLLOWED = re.compile(r"^,?\s+(?:of\s+|in\s+)?(?:the\s+)?((?:last|this|next|the following|the previous) (?:year|week)|(?:1[0-9]|20)\d\d)\b")
THROUGH = re.compile(rf"^ (?:to|through|until|till|and) (?:\d\d? )?(?:{MONTH})(?: \d\d?,?)? ((?:1[0-9]|20)\d\d)\b", re.I)
NEAR = 600  # characters that a date still lends its year over
DAY_PART = re.compile(rf"^(?:early|late|mid)(?: on)?[ -](?=(?:{WEEKDAY}|today|yesterday|tomorrow)\b)")
INTO = re.compile(r"^(?:earlier|later) (?=(?:today|yesterday|on |in (?!the (?:week|month|year)$)))")
TIGHT = re.compile(r"(?<=\d)\s?,\s?(?=\d{4})")


def resolve(text: str, begin: int, end: int, *, published: str | None = None, tense: str | None = None, previous: When | None = None) -> When | None:
    """The date that text[begin:end] means, or None where it gives none: a duration, a time of day, or a date that cannot be known.

    What follows belongs to it where only both are a date: "October" before "of next year". `published` is the article's date as in Article; `tense`
    is "past", "present" or "future" of the event it dates, if known; `previous` the date resolved before it in the article. "by", "since", "until",
    "before" and "after" beside the expression make a range of it, with no value.
    """
    words, limit = _words(text[begin:end])
    limit = limit or _limit_before(text[max(0, begin - 24) : begin])
    at = _day_of(published)
    tense = tense or (IMPLIED.get(limit) if limit else None)
    known = (of_when(previous), yearless_of(previous)) if previous else (None, None)
    frame = Frame(at, tense, known[0], text[max(0, begin - 12) : begin], known[1], _gap(text, previous, begin), limit)
    sense = _extended(words, text[end : end + 40], frame) or meaning(words, frame) or _by_library(words, at)
    return _when(sense, limit or sense.limit, at, begin, end) if sense else None


def find(text: str) -> Iterator[tuple[int, int]]:
    """Spans of what is surely a time expression by its words alone, left to right and apart; meant to complete what a reader finds."""
    for match in FOUND.finditer(text):
        if not (
            match.group() in ("May", "March", "Spring", "Fall", "Sun", "Sat", "Mar", "Jan", "Dec", "Mon")
            and not BESIDE.search(text[: match.start()][-20:])
        ):
            yield match.span()


def _words(expression: str) -> tuple[str, str | None]:
    """The expression without case, clock time and leading words, and the word that makes a limit of it."""
    words = TIGHT.sub(", ", " ".join(expression.lower().replace("’", "'").split()).replace(" ,", ",").strip(' ,.;:()[]"“”'))
    words = re.sub(r"(?<=[a-z])'s$", "", re.sub(r"[\[\]]", "", words))
    words = INTO.sub("", words)
    limit = None if re.search(r"\w (?:to|until|till|through|and) ", words) else LIMIT.match(words)
    words = words[limit.end() :] if limit else words
    words = " ".join(CLOCK.sub(" ", words).split()).strip(" ,") or words
    words = re.sub(r"^(?:since|until) ", "", EDGE.sub("", words))
    return EDGE.sub("", DAY_PART.sub("", words)), limit.group(1) if limit else None


def _extended(words: str, after: str, frame: Frame) -> Sense | None:
    """The meaning together with "of next year", "of next week" or a year that follows, if the expression leaves that open; "March" of "March to
    August 2011" too."""
    found = FOLLOWED.match(after)
    if to := THROUGH.match(after):
        return meaning(f"{words} {to.group(1)}", frame) if re.fullmatch(rf"(?:\d\d? )?{MONTH}(?: \d\d?)?", words) else None
    if not found or re.search(rf"\b{YEAR}\b|\byear\b|\bweek\b", words) or not re.search(rf"{MONTH}|{WEEKDAY}|{SEASON}|quarter", words):
        return None
    return meaning(f"{words} of {found.group(1)}", frame) or meaning(f"{words} {found.group(1)}", frame)


def _gap(text: str, previous: When | None, begin: int) -> str | None:
    """What stands between the date before and an expression that begins not far behind it."""
    if previous is None or previous.end is None or not 0 <= begin - previous.end <= NEAR:
        return None
    return text[previous.end : begin]


def _limit_before(before: str) -> str | None:
    found = LIMIT_BEFORE.search(before)
    return found.group(1).lower() if found else None


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
    if limit in ("by", "until", "till", "through", "no later than"):
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


_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate|(?:the )?(?:end|start|beginning|middle) of(?: the)?)[ -]"
_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\\.?)"
_DAYS = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PIECES = (
    r"\d{4}-\d\d-\d\d(?![\d-])",
    rf"(?:{_DAYS},? )?{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? {YEAR}\b)?",
    rf"(?:{_DAYS},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?:,? {YEAR})?",
    rf"(?:{_PART})?(?:[Ll]ast |[Tt]his |[Nn]ext )?{_MONTHS}(?:,? (?:of )?{YEAR}| of (?:last|this|next) year)?",
    rf"(?:[Ll]ast |[Tt]his |[Nn]ext |[Ee]arly |[Ll]ate )?{_DAYS}(?: (?:morning|afternoon|evening|night))?(?:,? (?:of )?(?:last|this|next) week)?",
    rf"(?:[Tt]he )?(?:{_PART})?(?:1\d|20)\d0s",
    rf"(?:[Tt]he )?{ORDINAL} century(?: BC)?",
    rf"(?:[Tt]he )?(?:first|second|third|fourth|final|last)[ -]quarter(?: of (?:{YEAR}|(?:this|last|next) year))?|Q[1-4](?: {YEAR})?",
    rf"(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he) (?i:{SEASON})(?: of {YEAR})?|(?i:{SEASON})(?: of)? {YEAR}",
    rf"(?:{_PART})?(?:[Tt]he )?(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Pp]revious|[Ff]ollowing|[Cc]oming) {UNIT.removesuffix('s?')}\b",
    rf"(?:[Tt]he )?(?:[Ll]ast|[Pp]ast) {COUNT} {UNIT}",
    rf"\b(?:{COUNT}|[A-Z][a-z]+) {UNIT} (?:ago|earlier|later|from now)\b",
    r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night|[Tt]his (?:morning|afternoon|evening)|[Tt]he day (?:before yesterday|after "
    r"tomorrow))\b",
    r"(?:[Tt]he|[Tt]hat) same (?:day|week|month|year)|(?:[Tt]he )?(?:next|following|previous) (?:day|morning)|[Tt]hat (?:day|year|month)",
    rf"(?:(?<=\bin )|(?<=\bIn )|(?<=\bby )|(?<=\bBy )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bduring )|(?<=\bfrom )|(?<=\bto )|(?<=\bof "
    rf")|(?<=[(–-]))(?:{_PART})?{YEAR}(?![\d,.]\d)\b",
    rf"(?:{_PART}){YEAR}\b",
    "|".join(f"{name.title()}".replace("'S", "['’]s") for name in DAYS_OF_NOTE if name not in ("new year", "easter")),
)
FOUND = re.compile(r"(?<![\w-])(?:" + "|".join(f"(?:{p})" for p in _PIECES) + r")(?!\w)")
BESIDE = re.compile(
    rf"\b(?:in|since|by|until|till|from|to|of|during|before|after|last|next|this|early|late|mid|throughout)[ -]$|(?:{LAST}|{NEXT}) $", re.I
)
