"""A SPARQL 1.1 Update as the operations that it consists of. The engine has checked its syntax before; patterns are left to it.

Grammar: https://www.w3.org/TR/sparql11-query/#rUpdate
"""

from dataclasses import dataclass
from typing import Literal

from api.tokens import Token, tokens

Verb = Literal["CREATE", "CLEAR", "DROP", "ADD", "COPY", "MOVE"]
DEFAULT, NAMED, ALL = "DEFAULT", "NAMED", "ALL"


class UpdateError(SyntaxError):
    """An update whose parts are not found."""


@dataclass(frozen=True, slots=True)
class Data:
    """INSERT DATA or DELETE DATA: `quads` is what stands in the braces, in the prefixes of `prologue`."""

    prologue: str
    insert: bool
    quads: str


@dataclass(frozen=True, slots=True)
class Modify:
    """DELETE and INSERT by templates for all solutions of the group `where` (with its braces). Graphs are as written: <iri> or prefix:name."""

    prologue: str
    default: str | None
    delete: str
    insert: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Manage:
    """CREATE, CLEAR, DROP of `graph`; ADD, COPY, MOVE of it to `target`. A graph is as written, or DEFAULT, NAMED or ALL."""

    prologue: str
    verb: Verb
    silent: bool
    graph: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """LOAD of what this server will not fetch."""

    silent: bool
    source: str


Operation = Data | Modify | Manage | Load


def operations(text: str) -> list[Operation]:
    """In their order. Raises UpdateError."""
    return _Reader(text).operations()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._tokens, self._place = text, list(tokens(text)), 0
        self._prologue = ""

    def operations(self) -> list[Operation]:
        found: list[Operation] = []
        while self._prologue_or_end():
            found.append(self._operation())
            if self._peek() is not None:
                self._take(";")
        return found

    def _prologue_or_end(self) -> bool:
        while (word := self._peek()) in ("PREFIX", "BASE"):
            begin = self._next().begin
            if word == "PREFIX":
                self._next()
            self._prologue += self._text[begin : self._next().end] + "\n"
        return self._peek() is not None

    def _operation(self) -> Operation:
        word = self._next().text
        if word == "LOAD":
            return self._load()
        if word in ("CREATE", "CLEAR", "DROP"):
            return Manage(self._prologue, word, self._accept("SILENT"), self._target())  # type: ignore[arg-type]
        if word in ("ADD", "COPY", "MOVE"):
            silent, graph = self._accept("SILENT"), self._target()
            self._take("TO")
            return Manage(self._prologue, word, silent, graph, self._target())  # type: ignore[arg-type]
        if word in ("INSERT", "DELETE") and self._accept("DATA"):
            return Data(self._prologue, word == "INSERT", self._braces())
        return self._modify(word)

    def _modify(self, word: str) -> Modify:
        default = None
        if word == "WITH":
            default, word = self._next().text, self._next().text
        delete, insert = "", ""
        if word == "DELETE":
            if self._accept("WHERE"):
                pattern = self._braces()
                return Modify(self._prologue, default, pattern, "", (), (), f"{{{pattern}}}")
            delete, word = self._braces(), self._next().text if self._peek() == "INSERT" else ""
        if word == "INSERT":
            insert = self._braces()
        elif word:
            raise UpdateError(f"{word[:50]!r} begins no operation of SPARQL 1.1 Update")
        using, named = self._using()
        self._take("WHERE")
        return Modify(self._prologue, default, delete, insert, tuple(using), tuple(named), f"{{{self._braces()}}}")

    def _using(self) -> tuple[list[str], list[str]]:
        using: list[str] = []
        named: list[str] = []
        while self._accept("USING"):
            (named if self._accept("NAMED") else using).append(self._next().text)
        return using, named

    def _load(self) -> Load:
        silent, source = self._accept("SILENT"), self._next().text
        if self._accept("INTO"):
            self._target()
        return Load(silent, source)

    def _target(self) -> str:
        self._accept("GRAPH")
        return self._next().text

    def _braces(self) -> str:
        """What stands between this brace and the one that closes it."""
        begin, depth = self._take("{").end, 1
        while True:
            token = self._next()
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return self._text[begin : token.begin]

    def _peek(self) -> str | None:
        return self._tokens[self._place].text if self._place < len(self._tokens) else None

    def _next(self) -> Token:
        if self._place == len(self._tokens):
            raise UpdateError("the update ends in the middle of an operation")
        self._place += 1
        return self._tokens[self._place - 1]

    def _accept(self, text: str) -> bool:
        there = self._peek() == text
        self._place += there
        return there

    def _take(self, text: str) -> Token:
        token = self._next()
        if token.text != text:
            raise UpdateError(f"{token.text[:50]!r} stands at character {token.begin} where {text!r} was expected")
        return token
