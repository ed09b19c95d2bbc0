"""Tokens to characters: spans without what does not belong to them."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

EDGES = frozenset("\"'“”‘’`,.;:()[]«»-–—")


def trimmed(span: Span) -> Span:
    """Without white space, punctuation and a possessive at its ends."""
    doc, start, end = span.doc, span.start, span.end
    while end - start > 1 and loose(doc[end - 1]):
        end -= 1
    while end - start > 1 and loose(doc[start]):
        start += 1
    return Span(doc, start, end)


def tight(span: Span) -> tuple[int, int]:
    """Characters of the trimmed span."""
    inner = trimmed(span)
    return inner.start_char, inner.end_char


def loose(token: Token) -> bool:
    return bool(token.text in EDGES or token.is_space or token.tag_ == "POS")


def sentence(token: Token) -> Span:
    """The token's sentence; spaCy's own `sent` looks through the whole Doc each time."""
    bounds = _bounds(token.doc)
    behind = bisect_right(bounds, token.i)
    return Span(token.doc, bounds[behind - 1], bounds[behind])


def sentences(doc: Doc) -> list[Span]:
    """All of a Doc, several times as fast as spaCy's own `sents`."""
    return [Span(doc, begin, end) for begin, end in pairwise(_bounds(doc)) if begin < end]


@lru_cache(maxsize=1)
def _bounds(doc: Doc) -> list[int]:
    """Where the sentences of a Doc begin, and its end; kept for the Doc that was asked for last."""
    return [0, *(i for i, begins in enumerate(doc.to_array("SENT_START").tolist()) if begins == 1 and i > 0), len(doc)]


def names_in(span: Span) -> list[Span]:
    """The names (`doc.ents`) within a span; spaCy's own `ents` makes those of the whole Doc each time."""
    names = _names(span.doc)
    return [name for name in names[bisect_left(names, span.start, key=_start) :] if name.end <= span.end and name.start < span.end]


def _start(span: Span) -> int:
    return int(span.start)


@lru_cache(maxsize=1)
def _names(doc: Doc) -> tuple[Span, ...]:
    """The names of the Doc that was asked for last; they stay as the reader set them."""
    return tuple(doc.ents)


def whole(span: Span) -> str:
    """The span's text on one line, without an article, possessive or punctuation at its ends."""
    text = " ".join(trimmed(span).text.split())
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text


STOPS = frozenset(("cc", "acl", "acl:relcl", "appos", "advcl", "mark", "parataxis", "advcl:relcl"))
LONGEST = 12


def core(span: Span, *, least: int = 0) -> Span:
    """The mention without what explains it: up to its head, with "of" phrases, and at least to the token `least`.

    Of "Russian President Vladimir Putin, in a greeting to ...", the first four words; of "monument that was planned", the first.
    """
    doc, head = span.doc, span.root.i
    start = max([span.start] + [t.i + 1 for t in doc[span.start : head] if t.text in (",", ";", ":", "(")] + [head - LONGEST])
    end = max(head + 1, least)
    while end < span.end and not stops(doc[end]) and end - start < LONGEST:
        end += 1
    while end > max(head + 1, least) and (doc[end - 1].dep_ in ("case", "det") or loose(doc[end - 1])):
        end -= 1
    return doc[min(start, head) : end]


def stops(token: Token) -> bool:
    """Whether a word after the head begins something of its own."""
    if token.text in (",", ";", ":", "(", "-", "–", "—") or token.dep_ in STOPS or token.tag_ in ("WDT", "WP", "WRB"):
        return True
    return token.dep_ == "case" and token.lower_ != "of" and token.tag_ != "POS"
