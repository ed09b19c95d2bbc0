"""Whose report an event is: a speaker of another sentence is believed where the text still lets somebody speak, and nowhere else.

That is within quotation marks, in a paragraph that a colon announces, in an interview, and where somebody says "I" or "we".
"""

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from ingest.reader import events as read
from ingest.reader.coreference import FIRST
from ingest.spans import sentence

TURN = re.compile(r"^(?:\(\(|[A-Z]\w*[\w.’' ]{0,40}: )", re.MULTILINE)  # who has the word, at the head of a paragraph: "((Eva Lund))", "Eva Lund: "
TURNS = 2  # of one person, or marked alike, from which on an article is an interview; captions name somebody once
OPENED = (("“", "”"), ("``", "''"))


@dataclass(frozen=True, slots=True)
class Voices:
    """An article's text, and whether it is an interview."""

    text: str
    is_interview: bool

    @classmethod
    def of(cls, doc: Doc) -> "Voices":
        text = doc.text
        return cls(text, max(Counter(TURN.findall(text)).values(), default=0) >= TURNS)

    def speaker(self, seen: read.Event) -> Span | None:
        """The event's speaker, if it is of the same sentence or still speaks there."""
        who, told = seen.speaker, sentence(seen.trigger.root)
        if who is None or self.is_interview or told.start <= who.start < told.end:
            return who
        speaks = any(token.lower_ in FIRST for token in told) or self.is_quoted(seen.trigger.root.idx)
        return who if speaks else None

    def is_quoted(self, at: int) -> bool:
        """Whether a quotation is open there that began in its paragraph, or the paragraph before ends with a colon."""
        gap = self.text.rfind("\n\n", 0, at)
        before = self.text[gap + 2 if gap >= 0 else 0 : at]
        opened = before.count('"') % 2 == 1 or any(before.count(a) > before.count(b) for a, b in OPENED)
        return opened or self.text[: max(gap, 0)].rstrip().endswith(":")
