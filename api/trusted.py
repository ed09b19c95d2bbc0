"""Queries answered in the server's own process, for a user who trusts whoever asks: nothing is between a query and the engine.

No deadline, no cap on memory, no wall to the network but the check of api.answering; a query that breaks the engine ends the server.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

from api.answering import answer
from api.frames import DATA, END, ERROR, HEADER, Ask
from api.pool import Answer, BrokenAnswerError
from api.problems import Problem
from api.reader import KNOWN, Reader, refusal

THREADS = 4
AHEAD = 8  # frames that a thread may be ahead of the client


class Trusted:
    """As api.pool.Pool, with threads for processes."""

    def __init__(self, folder: Path, base: str) -> None:
        self._reader, self._base = Reader(folder), base
        self._threads = ThreadPoolExecutor(THREADS, "query")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def ask(self, ask: Ask, done: Callable[[], None]) -> Answer:
        """The answer; `done` is called when the last of it was read. Raises Problem."""
        line = _Line(asyncio.get_running_loop())
        self._threads.submit(self._answer, ask, line)
        (kind, head), *more = split(await line.first)
        if kind == ERROR:
            done()
            raise Problem(*json.loads(head))
        (kind, data), *more = more
        if kind == DATA:
            return Answer(json.loads(head), data, _rest(line, more, done))
        done()
        return Answer(json.loads(head), data, None)

    def _answer(self, ask: Ask, line: "_Line") -> None:
        try:
            answer(self._reader.store(), ask, self._base, line.send)
        except ConnectionError:
            return  # the client is gone
        except KNOWN as error:
            line.send(refusal(error, "query"))


class _Line:
    """From the thread that answers to the loop. What leaves first is waited for by itself, what follows is queued."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._begun = loop, False
        self.first: asyncio.Future[bytes] = loop.create_future()
        self.more: asyncio.Queue[bytes] = asyncio.Queue(AHEAD)
        self.closed = False

    def send(self, data: bytes) -> None:
        """Waits while the client is far behind."""
        if self.closed:
            raise ConnectionError("nobody reads")
        if self._begun:
            asyncio.run_coroutine_threadsafe(self.more.put(data), self._loop).result()
        else:
            self._begun = True
            self._loop.call_soon_threadsafe(self._arrived, data)

    def _arrived(self, data: bytes) -> None:
        if not self.first.done():  # who asked may be gone
            self.first.set_result(data)


async def _rest(line: _Line, more: list[tuple[bytes, bytes]], done: Callable[[], None]) -> AsyncIterator[bytes]:
    try:
        while True:
            for kind, data in more or split(await line.more.get()):
                if kind == END:
                    return
                if kind != DATA:
                    raise BrokenAnswerError(data.decode("utf-8", "replace"))
                yield data
            more = []
    finally:
        line.closed = True
        while not line.more.empty():
            line.more.get_nowait()
        done()


def split(frames: bytes) -> list[tuple[bytes, bytes]]:
    """Kinds and data of whole frames."""
    found = []
    while frames:
        kind, size = HEADER.unpack_from(frames)
        found.append((kind, frames[HEADER.size : HEADER.size + size]))
        frames = frames[HEADER.size + size :]
    return found
