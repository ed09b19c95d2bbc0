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
from api.frames import DATA, END, ERROR, HEAD, HEADER, Ask
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
        head, kind, data = await line.first()
        if kind == ERROR:
            done()
            raise Problem(*json.loads(data))
        if kind == DATA:
            return Answer(json.loads(head), data, _rest(line, done))
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
    """From the thread that answers to the loop, one frame after the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._head = loop, b""
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(AHEAD)
        self.closed = False

    def send(self, data: bytes) -> None:
        """Waits while the client is far behind. The head leaves with what follows it."""
        if data[:1] == HEAD:
            self._head = data
            return
        if self.closed:
            raise ConnectionError("nobody reads")
        asyncio.run_coroutine_threadsafe(self.frames.put(data), self._loop).result()

    async def first(self) -> tuple[bytes, bytes, bytes]:
        """What the head says; kind and data of the first frame behind it."""
        data = await self.frames.get()
        return (self._head[HEADER.size :], *_split(data)[0])


async def _rest(line: _Line, done: Callable[[], None]) -> AsyncIterator[bytes]:
    try:
        while True:
            for kind, data in _split(await line.frames.get()):
                if kind == END:
                    return
                if kind != DATA:
                    raise BrokenAnswerError(data.decode("utf-8", "replace"))
                yield data
    finally:
        line.closed = True
        while not line.frames.empty():
            line.frames.get_nowait()
        done()


def _split(frames: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while frames:
        kind, size = HEADER.unpack_from(frames)
        found.append((kind, frames[HEADER.size : HEADER.size + size]))
        frames = frames[HEADER.size + size :]
    return found
