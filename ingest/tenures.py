"""The dates of an office, as far as the words beside it state them: "the governor of Kursk since December 2024"."""

import re

from spacy.tokens import Span

from graph.records import When
from ingest import times

FIRST = frozenset("since from in until till between".split())
PARTS = re.compile(r"\s+(?:to|until|till|and)\s+|\s*[–—-]\s*(?=\d{4})")


def dated(office: Span) -> tuple[Span, str | None, str | None]:
    """An office without the dates behind it, and since when and until when it was held."""
    for number, token in enumerate(office):
        if number and token.lower_ in FIRST:
            since, until = tenure(office.doc.text[token.idx : office.end_char])
            if since or until:
                return office[:number], since, until
    return office, None, None


def tenure(words: str) -> tuple[str | None, str | None]:
    """First and last day, month or year that the words state, as YYYY, YYYY-MM or YYYY-MM-DD; both None where they state no date in full."""
    stated = [value for part in PARTS.split(words) if (value := _stated(part))]
    if len(stated) > 1:
        return stated[0], stated[1]
    first = stated[0] if stated else None
    if re.match(r"(?:until|till)\b", words, re.IGNORECASE):
        return None, first
    return first, None if re.match(r"(?:since|from)\b", words, re.IGNORECASE) else first


def _stated(words: str) -> str | None:
    bare = re.sub(rf"^(?:{'|'.join(FIRST)})\s+", "", words, flags=re.IGNORECASE)
    when: When | None = times.resolve(bare, 0, len(bare))
    return when.value if when and when.datatype in ("date", "gYearMonth", "gYear") else None
