"""Where a text surely speaks of a time, by its words alone; meant to complete what a reader finds."""

import re
from collections.abc import Iterator

from ingest.feasts import DAYS_OF_NOTE
from ingest.timewords import COUNT, LAST, NEXT, ORDINAL, SEASON, UNIT, YEAR

_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate|(?:the )?(?:end|start|beginning|middle) of(?: the)?)[ -]"
_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\\.?)"
_DAYS = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DATE = rf"(?:the )?(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS})(?:,? {YEAR})?"
SPOKEN = re.compile(
    rf"\b(?:[Ii]t(?:['’]s| is)|[Tt]oday(?:['’]s| is))(?: (?:now|currently|finally|officially|already))?,? (?:{_DAYS},? )?(?P<date>{_DATE})(?![\w-])"
)
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
    rf"(?:[Tt]he )?(?:[Ff]ollowing|[Pp]revious|[Nn]ext) (?:{_MONTHS}|{_DAYS}|(?i:{SEASON}))\b",
    r"(?:[Ee]arlier|[Ll]ater) (?:in )?(?:this|that|the|the same) (?:day|week|month|year)\b",
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


def find(text: str) -> Iterator[tuple[int, int]]:
    """Spans of what is surely a time expression, left to right and apart."""
    for match in FOUND.finditer(text):
        if not (
            match.group() in ("May", "March", "Spring", "Fall", "Sun", "Sat", "Mar", "Jan", "Dec", "Mon")
            and not BESIDE.search(text[: match.start()][-20:])
        ):
            yield match.span()
