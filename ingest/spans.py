"""Tokens to characters: spans without what does not belong to them."""

from spacy.tokens import Span, Token

EDGES = frozenset("\"'“”‘’`,.;:()[]«»-–—")


def tight(span: Span) -> tuple[int, int]:
    """Characters of a span without white space, punctuation and a possessive at its ends."""
    start, end = span.start, span.end
    while end - start > 1 and loose(span.doc[end - 1]):
        end -= 1
    while end - start > 1 and loose(span.doc[start]):
        start += 1
    return span.doc[start].idx, span.doc[end - 1].idx + len(span.doc[end - 1])


def loose(token: Token) -> bool:
    return bool(token.is_space or token.text in EDGES or token.tag_ == "POS")


def whole(span: Span) -> str:
    """The span's text on one line, without an article, possessive or punctuation at its ends."""
    begin, end = tight(span)
    text = " ".join(span.doc.text[begin:end].split())
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text
