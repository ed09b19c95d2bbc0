"""The query workers of a server: as many as its profile says, each answering one query at a time."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from api.frames import DATA, END, ERROR, HEAD, Ask, Change, pack
from api.problems import Problem
from api.profiles import Profile
from api.workers import Worker, WorkerError

RETRY_SECONDS = 1.0
SPARE = 1  # workers that stand by, so that nobody waits for the next one to start


class BrokenAnswerError(RuntimeError):
    """An answer that ended early when part of it was already sent; the connection is cut, so that nobody takes it for whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is all of it when `rest` is None, else its beginning."""

    media: str
    data: bytes
    rest: AsyncIterator[bytes] | None


class Queries(Protocol):
    """Whoever answers queries: workers, or threads that are trusted."""

    async def ask(self, ask: Ask, done: Callable[[], None]) -> Answer:
        """The answer; `done` is called when the last of it was read. Raises Problem."""
        ...


class Lease:
    """A worker while it answers one query; ends once, by itself at the deadline."""

    def __init__(self, worker: Worker, seconds: float, on_end: Callable[[Worker, bool], None]) -> None:
        self.worker, self._on_end = worker, on_end
        self._timer: asyncio.TimerHandle | None = asyncio.get_running_loop().call_later(seconds, self._expire)

    def end(self, *, whole: bool) -> None:
        """`whole` when the answer was read to its end, so that the worker can be asked again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._on_end(self.worker, whole)

    def _expire(self) -> None:
        self.worker.expire()
        self.end(whole=False)


class Pool:
    """As many workers as the profile says, while it is used as a context. Raises WorkerError when they do not start."""

    def __init__(self, folder: Path, base: str, profile: Profile) -> None:
        self._folder, self._base, self._profile = folder, base, profile
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._turns = asyncio.Semaphore(profile.workers)
        self._workers: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await asyncio.gather(*(self._add() for _ in range(self._profile.workers + SPARE)))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Ends all workers, answers they were giving included."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*(worker.gone() for worker in self._workers))

    async def ask(self, ask: Ask | Change, done: Callable[[], None]) -> Answer:
        """The answer; `done` is called when the last of it was read. Raises Problem."""
        worker = await self._free(done)
        lease = Lease(worker, self._profile.seconds, partial(self._ended, done))
        try:
            return await self._read(lease, ask)
        except BaseException as error:
            lease.end(whole=isinstance(error, Problem) and not worker.late)
            raise

    async def _free(self, done: Callable[[], None]) -> Worker:
        """The next worker, when it is one's turn. Raises Problem."""
        try:
            async with asyncio.timeout(self._profile.wait):
                await self._turns.acquire()
                try:
                    while not (worker := await self._idle.get()).alive:
                        self._lose(worker)  # it died while it stood by
                    return worker
                except BaseException:
                    self._turns.release()
                    raise
        except BaseException as error:
            done()
            if not isinstance(error, TimeoutError):
                raise
            raise Problem("busy", "all query workers are busy; try again", headers={"Retry-After": "5"}) from error

    async def _read(self, lease: Lease, ask: Ask | Change) -> Answer:
        try:
            await lease.worker.send(pack(ask))
            media = json.loads(await self._expect(lease, HEAD))
            kind, data = await lease.worker.frame()
        except (EOFError, ConnectionError) as error:
            problem = await lease.worker.verdict(self._profile)
            lease.end(whole=False)
            raise problem from error
        if kind == ERROR:
            raise Problem(*json.loads(data))
        if kind == DATA:
            return Answer(media, data, self._rest(lease))
        lease.end(whole=True)
        return Answer(media, data, None)

    async def _expect(self, lease: Lease, wanted: bytes) -> bytes:
        kind, data = await lease.worker.frame()
        if kind == ERROR:
            raise Problem(*json.loads(data))
        assert kind == wanted
        return data

    async def _rest(self, lease: Lease) -> AsyncIterator[bytes]:
        try:
            while (item := await lease.worker.frame())[0] == DATA:
                yield item[1]
            if item[0] != END:
                raise BrokenAnswerError(item[1].decode("utf-8", "replace"))
            lease.end(whole=True)
        except EOFError as error:
            raise BrokenAnswerError((await lease.worker.verdict(self._profile)).detail) from error
        finally:
            lease.end(whole=False)

    def _ended(self, done: Callable[[], None], worker: Worker, whole: bool) -> None:
        done()
        self._turns.release()
        if whole:
            self._idle.put_nowait(worker)
        else:
            self._lose(worker)

    def _lose(self, worker: Worker) -> None:
        """Has another take its place."""
        worker.kill()
        self._workers.discard(worker)
        task = asyncio.get_running_loop().create_task(self._replace())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        """Tries until it works: a machine that is out of memory or processes now may have some later."""
        while True:
            try:
                return await self._add()
            except (WorkerError, OSError) as error:
                sys.stderr.write(f"wiregraph: {error}; trying again\n")
                await asyncio.sleep(RETRY_SECONDS)

    async def _add(self) -> None:
        worker = await Worker.start(self._folder, self._base, self._profile)
        self._workers.add(worker)
        self._idle.put_nowait(worker)
