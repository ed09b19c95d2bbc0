"""Stand-ins for the reader, to be named "standins:NAME": quick, and as dangerous as an article asks them to be."""

import ctypes
import os
import re
import signal
import time
from pathlib import Path

from graph.records import Article, Entity, Event, Mention, Reading, Role
from ingest.worker import Read

NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
MET = re.compile(r"\bmet\b")


def quick() -> Read:
    """Sees persons by two capitalized words, and meetings by "met"; obeys orders such as KILL or ONCE in the text."""
    return _read


def broken() -> Read:
    """Does not start."""
    raise OSError("no model here")


def short_lived() -> Read:
    """Retires after three articles."""
    left = [3]

    def read(article: Article) -> Reading:
        if not left[0]:
            os._exit(75)
        left[0] -= 1
        return _read(article)

    return read


def _read(article: Article) -> Reading:
    _obey(article.text)
    found: dict[str, list[Mention]] = {}
    for match in NAME.finditer(article.text):
        found.setdefault(match.group(), []).append(Mention(match.start(), match.end(), "name"))
    entities = tuple(Entity("person", name, tuple(mentions), True) for name, mentions in found.items())
    return Reading(article.id, "standin 1", entities, tuple(_meetings(article.text, entities)))


def _meetings(text: str, entities: tuple[Entity, ...]) -> list[Event]:
    roles = tuple(Role("actor", n, e.mentions[0].begin, e.mentions[0].end) for n, e in enumerate(entities[:2]))
    return [Event(m.start(), m.end(), "meet", "they met", "happened", 0.9, (0, len(text)), "CONSULT", roles=roles) for m in MET.finditer(text)]


def _obey(text: str) -> None:
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "CRASH" in text:
        ctypes.string_at(0)
    if "SLEEP" in text:
        time.sleep(60)
    if "RAISE" in text:
        raise ValueError("cannot read 'RAISE'")
    for order, path in re.findall(r"(ONCE|UNLESS) (\S+)", text):
        if not Path(path).exists():
            Path(path).touch() if order == "ONCE" else None
            os.kill(os.getpid(), signal.SIGKILL)
    if slow := re.search(r"TAKES (\d+) ms", text):
        time.sleep(int(slow.group(1)) / 1000)
