"""Days that have a name: feasts, fixed and moving, September 11."""

import re
from datetime import date, timedelta

from ingest.calendar import Yearless, day, month
from ingest.timewords import Frame, Sense, Table, Y, nearest, relative, ruled, stated

RULES: Table = []
rule = ruled(RULES)
FEASTS = {  # month and day
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year": (1, 1), "valentine's day": (2, 14), "may day": (5, 1), "victory day": (5, 9), "bastille day": (7, 14),
    "independence day": (7, 4), "halloween": (10, 31), "international women's day": (3, 8), "st. patrick's day": (3, 17), "earth day": (4, 22),
    "juneteenth": (6, 19), "canada day": (7, 1), "australia day": (1, 26), "veterans day": (11, 11), "armistice day": (11, 11),
    "remembrance day": (11, 11),
}  # fmt: skip
MOVING = {  # month, weekday, and which of the month (-1: the last), and days added
    "thanksgiving": (11, 3, 4, 0), "thanksgiving day": (11, 3, 4, 0), "black friday": (11, 3, 4, 1), "memorial day": (5, 0, -1, 0),
    "labor day": (9, 0, 1, 0), "columbus day": (10, 0, 2, 0), "presidents' day": (2, 0, 3, 0), "martin luther king day": (1, 0, 3, 0),
}  # fmt: skip
BY_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46}
DAYS_OF_NOTE = sorted((*FEASTS, *MOVING, *BY_EASTER), key=len, reverse=True)
FEAST = f"(?:{'|'.join(map(re.escape, DAYS_OF_NOTE))})"


@rule("9/11|september 11 attacks|sept(?:ember)?\\.? 11th? attacks")
def attacks(_: re.Match[str], __: Frame) -> Sense | None:
    return stated(day(date(2001, 9, 11)))


@rule(rf"(?:(?P<shift>last|this|next) )?(?P<feast>{FEAST})(?:,?(?: of)? {Y})?")
def feast(m: re.Match[str], frame: Frame) -> Sense | None:
    if m["year"]:
        return stated(day(feast_day(m["feast"], int(m["year"]))))
    if frame.published is None:
        if frame.previous and frame.gap is not None and not m["shift"] and frame.previous.unit in ("day", "month", "year"):
            return relative(day(feast_day(m["feast"], frame.previous.first.year)))
        return Sense(Yearless(*FEASTS[m["feast"]])) if m["feast"] in FEASTS and not m["shift"] else None
    days = [day(feast_day(m["feast"], y)) for y in (frame.published.year - 1, frame.published.year, frame.published.year + 1)]
    tense = {"last": "past", "next": "future", "this": None}.get(m["shift"] or "", frame.tense)
    return relative(nearest(days, frame.published, tense))


def feast_day(name: str, y: int) -> date:
    if name in FEASTS:
        return date(y, *FEASTS[name])
    if name in BY_EASTER:
        return _easter(y) + timedelta(days=BY_EASTER[name])
    number, weekday, which, added = MOVING[name]
    days = [at for at in (month(y, number).first + timedelta(days=n) for n in range(31)) if at.month == number and at.weekday() == weekday]
    return days[which - (which > 0)] + timedelta(days=added)


def _easter(y: int) -> date:
    """Of the western churches, by the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = y % 19, y // 100, y % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(y, n // 31, n % 31 + 1)
