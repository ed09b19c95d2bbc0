"""An expression of time in plain words: lower case, without clock times, leading prepositions and words such as "about"."""

import re

from ingest.timewords import APPROX, COUNT, UNIT, WEEKDAY, full_year

_ZONE = r"\(?(?:\d{4} )?(?:local time|gmt|utc|coordinated universal time|[ecmp][sd]?t|bst|cest|ist|aest)\)?"
_TIME = rf"(?:\d{{1,2}}(?:[:.] ?\d\d)?(?::\d\d)? ?(?:a\. ?m\.?|p\. ?m\.?|am\b|pm\b)|\d{{1,2}}: ?\d\d(?::\d\d)?(?: hours)?|noon|midnight)(?: {_ZONE})*"
CLOCK = re.compile(
    rf"\b(?:(?:shortly|just|soon|right) (?:before|after) |at |around |about |approximately )*{_TIME},?(?: on)?|"
    r"\b(?:local time|gmt|utc)\b|"
    r"(?:(?<=day)|(?<=tomorrow)),? (?:early |late )?(?:morning|afternoon|evening|night)s?\b|"
    r"\b(?:in the )?(?:early |late )?(?:morning|afternoon|evening|night|hours) (?:of|on) (?:the )?"
)
EDGE = re.compile(
    r"^(?:(?:in|on|at|during|of|for|about|around|circa|c\.|ca\.|over|throughout|as of|as early as|as late as|only|just|and|at least|shortly|soon|"
    r"not long)\s+(?!about)|,\s*|the )+"
)
LIMIT = re.compile(
    r"^(?:(?:or|but|not|at) )?(by|since|up until|up to|until|till|before|after|through|prior to|no later than|ahead of|starting|beginning|pre-|"
    r"post-)\b[\s-]*(?:at least |about |around )?(?:the )?"
)
LIMIT_BEFORE = re.compile(
    r"\b(by|since|up to|until|till|before|after|through|prior to|no later than|ahead of|starting|beginning)\s+(?:(?:about|around)\s+)?(?:the\s+)?$",
    re.I,
)
DAY_PART = re.compile(rf"^(?:early|late|mid)(?: on)?[ -](?=(?:{WEEKDAY}|today|yesterday|tomorrow)\b)")
INTO = re.compile(r"^(?:earlier|later) (?=(?:today|yesterday|(?:that|the|this|that same|the same) (?:day|morning|evening|night)|on |in (?!the )))")
APPROXIMATELY = re.compile(rf"^(?:{APPROX} )+(?={COUNT} (?:{UNIT}|hours)\b)")
SHORT = re.compile(r"(?<=[a-z]) (?:of |in )?'(\d\d)$")
TIGHT = re.compile(r"(?<=\d)\s?,\s?(?=\d{4})")


def plain(expression: str) -> tuple[str, str | None]:
    """The expression without case, clock time and leading words, and the word that makes a limit of it."""
    words = TIGHT.sub(", ", " ".join(expression.lower().replace("’", "'").split()).replace(" ,", ",").strip(' ,.;:()[]"“”'))
    words = re.sub(r"(?<=[a-z])'s$", "", re.sub(r"[\[\]]", "", words))
    words = INTO.sub("", words)
    words = re.sub(r"-and-a-half\b", " and a half", re.sub(r"\bfortnight\b", "two weeks", re.sub(r"\ba fortnight\b", "two weeks", words)))
    words = SHORT.sub(lambda m: f" {full_year(m[1])}", re.sub("^the (?=century$)", "that ", words))
    limit = LIMIT.match(words)
    if limit and re.search(r"\w (?:to|until|till|through|and) ", words[limit.end() :]):
        limit = None
    words = words[limit.end() :] if limit else words
    words = " ".join(CLOCK.sub(" ", words).split()).strip(" ,") or words
    words = re.sub(r"^(?:since|until) ", "", EDGE.sub("", words))
    words = APPROXIMATELY.sub("", EDGE.sub("", DAY_PART.sub("", words)))
    return words, limit.group(1).removeprefix("up ") if limit else None


def limit_before(before: str) -> str | None:
    """The word just before an expression that makes a range of it: "until"."""
    found = LIMIT_BEFORE.search(before)
    return found.group(1).lower() if found else None
