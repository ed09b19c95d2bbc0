"""The words of time: patterns for months, weekdays, counts and units, and the frame that an expression is read against."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ingest.calendar import MONTHS, NUMBERS, ORDER, ORDINALS, SEASONS, WEEKDAYS, Period, Unit, Yearless


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the publication date, the tense of its event, the period before it, the text just before it.

    `yearless` is the date before it, if that is a day of no known year; `gap` the text between the date before it and the expression, None where they
    lie far apart; `limit` the word that makes a range of the expression ("since").
    """

    published: date | None
    tense: str | None
    previous: Period | None
    before: str
    yearless: Yearless | None = None
    gap: str | None = None
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means. `relative`: it was worked out from the frame. `ancient`: a year before Christ, which has no days here.

    `limit`: only one end is known, as by "until" or "starting" beside the period ("a few months ago").
    """

    period: Period | Yearless | None
    relative: bool = False
    ancient: int | None = None
    limit: str | None = None


Rule = Callable[[re.Match[str], Frame], Sense | None]
Table = list[tuple[re.Pattern[str], Rule]]


def _any(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + ")"


MONTH, WEEKDAY, SEASON = _any(MONTHS), _any(WEEKDAYS), _any(SEASONS)
VAGUE = "(?:several|a few|few|a couple of|some|many|a number of)"
_SMALL = "|".join(word for word, value in NUMBERS.items() if value < 10 and len(word) > 2)
_WORD = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:{_SMALL})|{_any(NUMBERS)})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{_WORD}(?: (?:hundred|thousand)(?:(?: and)? {_WORD})?)?)"
COUNT = rf"(?:{NUMBER}|{VAGUE})"
APPROX = (
    r"(?:exactly|precisely|almost|nearly|roughly|approximately|around|about|some|only|just|another|a further|at least|"
    r"(?:just |well |a little |slightly )?(?:over|under)|more than|less than|fewer than|not quite)"
)
HALF = "(?: 1/2| ?½| and a half)"
UNIT = "(?:day|weekend|week|month|quarter|year|decade|century|centurie)s?"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
ORDINAL = rf"(?:{_any(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
LAST = "(?:last|previous|past|preceding)"
NEXT = "(?:next|coming|following|upcoming)"
D = rf"(?P<day>\d{{1,2}}(?=\D|$)|{_any(ORDINALS)})(?:st|nd|rd|th)?"
M = rf"(?P<month>{MONTH})\.?"
Y = rf"(?P<year>{YEAR})"
W = rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+)?"


def ruled(table: Table) -> Callable[[str], Callable[[Rule], Rule]]:
    """A decorator that puts a function in a table under the pattern that a whole expression must match, in lower case."""

    def rule(pattern: str) -> Callable[[Rule], Rule]:
        def add(function: Rule) -> Rule:
            table.append((re.compile(pattern), function))
            return function

        return add

    return rule


def month_of(word: str) -> int:
    return MONTHS[word.rstrip(".")]


def day_of(word: str) -> int:
    return int(word) if word.isdigit() else ORDINALS[word]


def number(word: str) -> int | None:
    """The count a numeral or words give ("two hundred and fifty"); None for "several" and the like, which give no date."""
    if word[0].isdigit():
        return int(word.replace(",", ""))
    total = 0
    for part in re.split(r"[- ]", word):
        scale = {"hundred": 100, "thousand": 1000}.get(part)
        if part != "and" and not scale and part not in NUMBERS:
            return None
        total = max(total, 1) * scale if scale else total + NUMBERS.get(part, 0)
    return total


def ordinal(word: str) -> int:
    return int(word[:-2]) if word[0].isdigit() else ORDINALS[word]


def unit_of(word: str) -> Unit:
    single = "century" if word.startswith("centur") else word.removesuffix("s")
    return next(unit for unit in ORDER if unit == single)


def full_year(digits: str) -> int:
    """1998 of 1998 or of '98; two digits up to 30 are of this century."""
    value = int(digits)
    return value if len(digits) == 4 else value + (2000 if value <= 30 else 1900)


def stated(period: Period) -> Sense:
    return Sense(period)


def relative(period: Period) -> Sense:
    return Sense(period, relative=True)


def nearest(periods: list[Period], published: date, tense: str | None) -> Period:
    """The one the tense allows that is nearest to publication; without tense simply the nearest, the past one where two are equally near."""
    allowed = periods
    if tense == "past":
        allowed = [p for p in periods if p.first <= published] or periods
    elif tense == "future":
        allowed = [p for p in periods if p.last >= published] or periods
    return min(allowed, key=lambda p: (_distance(p, published), p.first))


def _distance(period: Period, at: date) -> int:
    return 0 if period.first <= at <= period.last else min(abs((period.first - at).days), abs((period.last - at).days))
