"""What a query asks for beside its patterns: words that stand outside strings, IRIs, names and comments."""

import re
from dataclasses import dataclass

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
HINT = re.compile(r"service|from|\\u", re.IGNORECASE)  # without any of these there is nothing to find
TOKEN = re.compile(
    r'''
      (?P<skip> \#[^\n\r]* | """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | [?$]\w+ | @[A-Za-z-]+ )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<name> (?:[^\W\d_][\w.-]*)?:[\w.:%\\-]* | _:[\w.-]+ )
    | (?P<word> [^\W\d]\w* )
    ''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`service`: it wants another server's data. `dataset`: it names its own graphs (FROM); `graphs` are those it names by full IRI."""

    service: bool
    dataset: bool
    graphs: tuple[str, ...]


def asked(query: str) -> Asked:
    """Of any text, query or not, in linear time."""
    if not HINT.search(query):
        return Asked(False, False, ())
    words, graphs, after_from = set(), [], False
    for match in TOKEN.finditer(ESCAPE.sub(_character, query)):
        kind, text = match.lastgroup, match[0]
        if kind == "skip":
            continue
        if kind == "iri" and after_from:
            graphs.append(text[1:-1])
        word = text.upper() if kind == "word" else ""
        after_from = word == "FROM" or (after_from and word == "NAMED")
        words.add(word)
    return Asked("SERVICE" in words, "FROM" in words, tuple(graphs))


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]
