"""SPARQL as a row of tokens, as far as it takes to find the parts of an update: comments and blanks are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r'''
      (?P<skip> \s+ | \#[^\n\r]* )
    | (?P<string> """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]+[^<>"{}|^`\\\x00-\x20]*)*> )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\.-]))* | _:\w(?:[\w.-]*[\w-])? | @[A-Za-z-]+ )
    | (?P<word> [^\W\d]\w* )
    | (?P<other> . )
    ''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is string, iri, variable, name, word or other; the text stands at [begin, end) of the source. Words are in capitals."""

    kind: str
    text: str
    begin: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Of any text, in linear time."""
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "skip":
            yield Token(kind, match[0].upper() if kind == "word" else match[0], match.start(), match.end())
