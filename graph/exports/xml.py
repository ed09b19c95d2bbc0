"""Text for XML files that are written row by row."""

import re

from graph.literals import clean

MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
SPECIAL = re.compile('[&<>"\t\n\r]')
PLAIN = re.compile("[\x20-\x21\x23-\x25\x27-\x3b\x3d\x3f-\ud7ff]*")


def attribute(value: object) -> str:
    """Text for an attribute in double quotes or for the inside of an element; U+FFFD for what XML cannot carry."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if PLAIN.fullmatch(text):
        return text
    return SPECIAL.sub(lambda found: MARKUP[found.group()], clean(text))


def token(value: object) -> str:
    """The same for labels, on one line: runs of white space become one space."""
    return attribute(" ".join(str(value).split()))
