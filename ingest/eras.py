"""Times that have a name: wars, reigns and ages whose first and last year, or day, are not disputed."""

import re
from datetime import date

from ingest.calendar import Period
from ingest.timewords import Frame, Sense, Table, ruled, stated

RULES: Table = []
rule = ruled(RULES)
ERAS = {  # first and last year, or day
    "middle ages": ("0500", "1499"),
    "black death": ("1346", "1353"),
    "hundred years' war": ("1337", "1453"),
    "thirty years' war": ("1618-05-23", "1648-10-24"),
    "seven years' war": ("1756-05-17", "1763-02-15"),
    "american revolutionary war": ("1775-04-19", "1783-09-03"),
    "french revolution": ("1789-05-05", "1799-11-09"),
    "napoleonic wars": ("1803-05-18", "1815-11-20"),
    "georgian era": ("1714", "1837"),
    "victorian era": ("1837-06-20", "1901-01-22"),
    "crimean war": ("1853-10-05", "1856-03-30"),
    "american civil war": ("1861-04-12", "1865-05-26"),
    "franco-prussian war": ("1870-07-19", "1871-05-10"),
    "meiji era": ("1868-10-23", "1912-07-30"),
    "edwardian era": ("1901-01-22", "1910-05-06"),
    "russo-japanese war": ("1904-02-08", "1905-09-05"),
    "balkan wars": ("1912-10-08", "1913-08-10"),
    "great war": ("1914-07-28", "1918-11-11"),
    "interwar period": ("1918-11-11", "1939-09-01"),
    "great depression": ("1929", "1939"),
    "spanish civil war": ("1936-07-17", "1939-04-01"),
    "winter war": ("1939-11-30", "1940-03-13"),
    "cold war": ("1947", "1991"),
    "korean war": ("1950-06-25", "1953-07-27"),
    "vietnam war": ("1955-11-01", "1975-04-30"),
    "prague spring": ("1968-01-05", "1968-08-21"),
    "six-day war": ("1967-06-05", "1967-06-10"),
    "yom kippur war": ("1973-10-06", "1973-10-25"),
    "iran-iraq war": ("1980-09-22", "1988-08-20"),
    "falklands war": ("1982-04-02", "1982-06-14"),
    "bosnian war": ("1992-04-06", "1995-12-14"),
    "kosovo war": ("1998-02-28", "1999-06-11"),
}


@rule("(?:world war (?P<number>ii|i|two|one|2|1)|ww ?(?P<short>ii|i|2|1)|(?P<word>second|first) world war)(?:[- ](?:era|period|years))?")
def world_war(m: re.Match[str], _: Frame) -> Sense | None:
    second = (m["number"] or m["short"] or m["word"]) in ("ii", "two", "2", "second")
    return stated(Period(date(1939, 9, 1), date(1945, 9, 2), "range") if second else Period(date(1914, 7, 28), date(1918, 11, 11), "range"))


@rule(f"(?P<era>{'|'.join(map(re.escape, ERAS))})(?:[- ](?:era|period|years))?")
def era(m: re.Match[str], _: Frame) -> Sense | None:
    first, last = ERAS[m["era"]]
    begins, ends = (date.fromisoformat(day if len(day) > 4 else day + rest) for day, rest in ((first, "-01-01"), (last, "-12-31")))
    return stated(Period(begins, ends, "range"))
