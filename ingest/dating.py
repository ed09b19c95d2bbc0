"""Which date an event has: by the reader's time role, or by a date that hangs on its trigger or on the verb that carries it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graph.records import When
from ingest import times, timespans
from ingest.feasts import FEAST
from ingest.published import dateline, written
from ingest.reader import events as read
from ingest.spans import sentence

NOMINAL = ("nmod", "obl", "obj", "appos", "nummod", "compound", "flat")
CARRIED = ("obj", "nsubj:pass")
CLOCK = re.compile(r"\s*(?:UTC|GMT|hours)\b")  # "1639 UTC" is no year
OF_A_DAY = re.compile(r"\b(?:day|morning|afternoon|evening|night|hours?|minutes?)\b", re.IGNORECASE)
LONGEST = 12  # steps up a tree
FORESEEN = frozenset(
    "schedule plan set slate predict forecast expect foresee project propose promise pledge vow announce declare call delay postpone adjourn extend "
    "arrange book agree decide order invite urge ask demand request threaten warn offer".split()
)  # what has happened may have a date that is still to come: that of what it speaks of
MONTHLY = re.compile(r"\b(?:in|since|until|till|through|during|last|next|this|late|early|mid|\d)[\s-]$", re.IGNORECASE)
FEASTS = re.compile(FEAST, re.IGNORECASE)
Expression = tuple[int, int]


@dataclass(slots=True)
class Dates:
    """The date expressions of an article, and what was resolved last: "that month" refers to the last date, "the same day" to the last day.

    `before` keeps both as they were when an expression was first resolved: two events of one "following day" are of the same day.
    """

    text: str
    published: str | None
    written: str | None
    expressions: list[Expression]
    triggers: set[int]
    surnames: frozenset[str] = frozenset()
    last: When | None = None
    day: When | None = None
    before: dict[Expression, tuple[When | None, When | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, published: str | None) -> "Dates":
        """Without a date of publication the dateline serves; "today" is of the dateline where both are known."""
        text = doc.text
        triggers = {seen.trigger.root.i for seen in doc._.events}
        return cls(text, published or dateline(text), written(text, published), expressions(doc, text), triggers, surnames(doc))

    def is_named(self, begin: int, end: int) -> bool:
        """Whether it is the end of a word ("D-Day"), or a family name of the article ("Theresa May") and nothing before it makes it a month."""
        before = self.text[max(0, begin - 12) : begin]
        named = self.text[begin:end].removesuffix("'s").removesuffix("’s") in self.surnames and not MONTHLY.search(before)
        return named or before.endswith("-")

    def when(self, seen: read.Event) -> When | None:
        """The event's date. To be asked for in text order, as dates refer to those before them."""
        found = self.stated(seen)
        if found is not None and seen.status == "happened" and is_to_come(found, self.published):
            found = None  # "is scheduled for Friday": the date of what is to come, not of the schedule
        if found is not None and found.value is not None:
            self.last = found
            self.day = found if found.datatype in ("date", "gMonthDay") else self.day
        return found or undated(seen, self.published)

    def stated(self, seen: read.Event) -> When | None:
        trigger, text = seen.trigger.root, self.text
        roles = nearest([(s.root, (s.start_char, s.end_char)) for r, s in seen.roles if r == "time"], trigger, self.triggers)
        for begin, end in [*roles, *hanging(trigger, self.expressions, self.triggers)]:
            if text[begin:end].isdigit() and CLOCK.match(text, end):
                continue
            first, final = next(((a, b) for a, b in self.expressions if a < end and begin < b), (begin, end))
            outer = (min(begin, first), max(end, final))
            for a, b in ((a, b) for a, b in (outer, *within(text, *outer)) if not (is_kind(a, b, seen) or self.is_named(a, b))):
                last, day = self.before.setdefault((a, b), (self.last, self.day))
                previous = day if OF_A_DAY.search(text[a:b]) else last
                when = times.resolve(text, a, b, published=self.written, tense=tense(seen), previous=previous)
                if when is not None:
                    return when
        return None


def is_kind(begin: int, end: int, seen: read.Event) -> bool:
    """Whether a feast only says of what kind a thing is, "a Christmas party", and is not the day of an act that is told by the noun behind it."""
    span = seen.trigger.doc.char_span(begin, end, alignment_mode="expand")
    if (
        span is None
        or not FEASTS.fullmatch(span.text)
        or span.root.dep_ not in ("compound", "amod", "nmod", "nmod:desc")
        or span.root.head.i < span.end
    ):
        return False
    return seen.type is None or span.root.head.i != seen.trigger.root.i


def surnames(doc: Doc) -> frozenset[str]:
    """The family names of the article's people."""
    return frozenset(e[-1].text for e in doc.ents if e.label_ == "PER" and len(e) > 1)


def expressions(doc: Doc, text: str) -> list[Expression]:
    """Date expressions: what the reader found and what is surely one by its words, joined where they touch."""
    spans = sorted([(e.start_char, e.end_char) for e in doc.ents if e.label_ == "DATE"] + list(timespans.find(text)))
    joined: list[Expression] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def nearest(roles: Sequence[tuple[Token, Expression]], trigger: Token, triggers: set[int]) -> list[Expression]:
    """Of several times those that hang on this trigger and on no other: "those who fled on Monday returned on Friday" returned on Friday."""
    own = [span for word, span in roles if hangs(word, trigger, triggers)]
    return own or [span for _, span in roles]


def hangs(word: Token, trigger: Token, triggers: set[int]) -> bool:
    """Whether the way up from a word reaches the trigger before any other."""
    for _ in range(LONGEST):
        if word.head.i == word.i:
            return False
        word = word.head
        if word.i in triggers:
            return word.i == trigger.i
    return False


def within(text: str, begin: int, end: int) -> Iterator[Expression]:
    """The sure time expressions in one that means nothing as a whole: "dawn on November 6"."""
    return ((begin + a, begin + b) for a, b in timespans.find(text[begin:end]))


def hanging(trigger: Token, dates: Sequence[Expression], triggers: set[int]) -> Iterator[Expression]:
    """Dates that hang by nouns alone, with no other trigger between, on the trigger ("arrested at dawn on November 6") or on the verb that it is the
    object of and that is no event of its own ("filed a lawsuit on Friday")."""
    inside = sentence(trigger)
    bearers = [trigger, *([trigger.head] if trigger.dep_ in CARRIED and trigger.head.i not in triggers else [])]
    for bearer in bearers:
        for begin, end in dates:
            span = inside.doc.char_span(begin, end, alignment_mode="expand") if inside.start_char <= begin < inside.end_char else None
            if span is not None and climbs(span.root, bearer, triggers):
                yield begin, end


def climbs(token: Token, trigger: Token, triggers: set[int]) -> bool:
    """Whether the way from a token up to the trigger leads over nouns only, none of them an event."""
    while token.i != trigger.i:
        if token.head.i == token.i or token.i in triggers or not token.dep_.startswith(NOMINAL):
            return False
        token = token.head
    return True


def tense(seen: read.Event) -> str | None:
    """Which side of publication a date lies on; what "was to end on Friday", by a verb of the past, may lie on either. What happened is over, also in
    the present tense of headlines, unless it looks ahead to what its date is of."""
    if seen.status == "planned":
        return None if was_to(seen.trigger.root) else "future"
    over = seen.status == "happened" and (seen.tense == "none" or seen.trigger.root.lemma_ not in FORESEEN)
    return "past" if over else seen.tense if seen.tense != "none" else None


def is_to_come(when: When, published: str | None) -> bool:
    """Whether it lies behind the day of publication with all it spans."""
    return published is not None and when.earliest is not None and when.earliest > published[:10]


def was_to(token: Token) -> bool:
    """Whether an infinitive hangs on a verb of the past or on "was" and "were"."""
    told = token.head.i != token.i and token.head.tag_ in ("VBD", "VBN")
    beside = {c.lower_ for c in token.children if c.dep_.startswith(("aux", "mark"))}
    return token.tag_ == "VB" and (told or ("to" in beside and bool(beside & {"was", "were"}))) and not wills(token)


def wills(token: Token) -> bool:
    return any(c.lower_ in ("will", "shall", "'ll", "’ll") for c in token.children)


def undated(seen: read.Event, published: str | None) -> When | None:
    """What happened did so by the day of publication; nothing is known of the rest."""
    if published is None or seen.status != "happened":
        return None
    return When("publication", latest=published[:10]) if len(published) >= 10 else None
