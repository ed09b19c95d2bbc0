"""Literals as the store gives them back: cleaned text, canonical numbers and dates.

What goes in must equal what comes out, byte for byte; Oxigraph keeps numbers and times by value, so they are written canonically here.
"""

import re
from datetime import datetime

import pyoxigraph as ox

from graph.terms import XSD, term

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DATES = {
    "dateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?",
    "date": r"\d{4}-\d\d-\d\d",
    "gYearMonth": r"\d{4}-(?:0[1-9]|1[0-2])",
    "gYear": r"\d{4}",
}


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML, and with it SPARQL XML results, cannot carry; offsets stay."""
    return NOT_XML.sub("\ufffd", text)


def string(text: str) -> ox.Literal:
    return ox.Literal(clean(text))


def english(text: str) -> ox.Literal:
    return ox.Literal(clean(text), language="en")


def integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=term(XSD + "integer"))


def decimal(value: float) -> ox.Literal:
    """Canonical xsd:decimal, at most six places behind the point."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return ox.Literal("0" if text == "-0" else text, datatype=term(XSD + "decimal"))


def typed(value: str, datatype: str) -> ox.Literal:
    """A literal of an XSD type whose lexical form is canonical as it stands, such as date or gMonthDay."""
    return ox.Literal(value, datatype=term(XSD + datatype))


def moment(text: str) -> ox.Literal:
    """A date, or date and time, in ISO 8601 as precise as given; plain text when it is none."""
    padded = re.sub(r"^([^T]+)[T ](\d\d:\d\d)(?=$|Z|[+-])", r"\1T\2:00", text.strip())
    for datatype, pattern in DATES.items():
        if re.fullmatch(pattern, padded) and (len(padded) < 10 or _exists(padded)):
            return typed(_canonical(padded), datatype)
    return string(text)


def day(text: str | None) -> str | None:
    """The calendar day of an ISO 8601 moment, as written there; None for anything coarser."""
    return text[:10] if text and re.match(r"\d{4}-\d\d-\d\d(?!\d)", text) else None


def is_day(text: str) -> bool:
    """Whether the text is YYYY-MM-DD and there is such a day."""
    return len(text) == 10 and bool(re.fullmatch(DATES["date"], text)) and _exists(text)


def _exists(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _canonical(value: str) -> str:
    value = re.sub(r"\.(\d*?)0+(?=Z|[+-]\d\d:|$)", r".\1", value) if "." in value else value
    return re.sub(r"[+-]00:00$", "Z", re.sub(r"\.(?=\D|$)", "", value)) if "T" in value else value


def link(url: str) -> ox.NamedNode | ox.Literal:
    """An address as an IRI, forbidden characters percent-encoded; as text when it still is none."""
    encoded = re.sub(r'[\x00-\x20<>"{}|\\^`]', lambda c: f"%{ord(c[0]):02X}", clean(url).strip())
    try:
        return ox.NamedNode(encoded)
    except ValueError:
        return string(url)
