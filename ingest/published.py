"""When an article was published, as precise as its source says and no more."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = 100
OPENING = 400  # characters in which a dateline may stand
DATELINE = re.compile(
    r"^[A-Z][A-Z .'’-]+(?:,[^\n,]{2,40})?,? \(?((?:[A-Z][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8}\.? )\d{4})\)? ?(?:\([^)\n]{2,30}\) ?)?[-–—]",
    re.M,
)
OWN_LINE = re.compile(r"^(?:[A-Z][a-z]{2,5}day, )?((?:[A-Z][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8}\.? )\d{4})$", re.M)  # a line of its own
APART = timedelta(days=7)  # that a report may be published again after its dateline
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(Z|[+-]\d\d(?::?\d\d)?|UTC|GMT)?", re.IGNORECASE)
WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")


def published(value: str | None) -> str | None:
    """ISO 8601: a date, or a date and time with offset, to the second. None for what is not understood or could be two dates.

    A time without a zone is no moment: only its date is kept. Reads ISO 8601, RFC 5322 and English dates such as "4 March 2024".
    """
    text = " ".join((value or "")[:LONGEST].split())
    if DAY.fullmatch(text):
        return _day(text)
    if found := ISO_TIME.fullmatch(text):
        return _moment(*found.groups())
    return _mail_date(text) or _written(text)


def dateline(text: str) -> str | None:
    """The day that an article is dated in its own first lines, "SYLHET, Bangladesh, June 18, 2025 - ..."; None without a year."""
    found = DATELINE.search(text[:OPENING]) or OWN_LINE.search(text[:OPENING])
    return published(found[1]) if found else None


def written(text: str, at: str | None) -> str | None:
    """The day that "today" means in an article: of its dateline, if that is near publication or publication is not known, else of publication."""
    told = dateline(text)
    if told is None or at is None or len(at) < len("2025-06-18"):
        return told or at
    return told if abs(date.fromisoformat(told) - date.fromisoformat(at[:10])) <= APART else at


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _moment(day: str, clock: str, zone: str | None) -> str | None:
    if zone is None:
        return _day(day)
    offset = "+00:00" if zone.upper() in {"Z", "UTC", "GMT"} else zone
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset}").isoformat(timespec="seconds")
    except ValueError:
        return None


def _mail_date(text: str) -> str | None:
    if ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def _written(text: str) -> str | None:
    for form in WRITTEN:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None
