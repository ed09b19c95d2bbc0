"""The writer: the one process that changes a store while it is served. It holds the writer's lock, and it evaluates nothing itself.

Updates and graphs become steps in a confined worker (api.changes); articles are read by the function that wiregraph.py hands in. Before a change
is answered it is in the book, in the graph, and in a checkpoint that queries see.
"""

import asyncio
import json
import signal
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from api import jobs
from api.changes import THERE, step
from api.frames import CHANGE, ERROR, HEADER, WHOLE, Change, frame, unpack_change
from api.jobs import Job, Told
from api.pool import BrokenAnswerError, Pool
from api.problems import Problem
from api.profiles import Profile
from graph import checkpoints, userdata
from graph.store import Store

Tell = Callable[[str, Told], None]  # the name of a source, and what became of it
Ingest = Callable[[Store, Sequence[str], bool, Tell, Callable[[], bool]], None]  # of sources; whether to fetch; whom to tell; whether to stop
LOOK_SECONDS = 2.0
BATCH = 200  # jobs that are read together
BROKEN = (OSError, RuntimeError, ValueError, sqlite3.Error)  # what a full disk or a damaged file comes as
FAILED = 70  # exit status after a write that was broken off; the store is opened anew


@dataclass(frozen=True, slots=True)
class Charge:
    """What a writer is for."""

    folder: Path
    base: str
    profile: Profile
    ingest: Ingest | None = None


def run(listening: socket.socket, charge: Charge) -> int:
    """Until SIGTERM; returns the exit status. Raises StoreLockedError, GraphError or BookError when the store cannot be opened for writing."""
    with Store(charge.folder, base=charge.base) as store:
        store.checkpoint()  # of what opening made good
        status = asyncio.run(_Writer(store, charge).run(listening))
        if status == 0:
            userdata.settled(store.book, store.graph)
        return status


class _Writer:
    def __init__(self, store: Store, charge: Charge) -> None:
        self._store, self._charge = store, charge
        self._jobs = charge.folder / "jobs"
        self._turn, self._knocked = asyncio.Lock(), asyncio.Event()
        self._stop, self._stopping = asyncio.Event(), threading.Event()
        self._pool = Pool(charge.folder, charge.base, replace(charge.profile, workers=1, rows=None, answer_bytes=None))
        self._status = 0

    async def run(self, listening: socket.socket) -> int:
        self._loop = loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._end, 0)
        loop.add_signal_handler(signal.SIGINT, lambda: None)  # Ctrl-C reaches all; the server says when
        async with self._pool:
            server = await asyncio.start_unix_server(self._hear, sock=listening)
            reading = loop.create_task(self._read_jobs())
            reading.add_done_callback(self._no_more)
            await self._stop.wait()
            server.close()
            async with self._turn:  # what was begun is finished
                reading.cancel()
        return self._status

    def _no_more(self, reading: asyncio.Task[None]) -> None:
        """What nobody foresaw ends this process; the next one goes on."""
        if not reading.cancelled() and reading.exception():
            sys.stderr.write(f"wiregraph: {reading.exception()!r}\n")
            self._end(FAILED)

    def _end(self, status: int) -> None:
        self._status = status
        self._stopping.set()
        self._stop.set()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            kind, size = HEADER.unpack(await reader.readexactly(HEADER.size))
            data = await reader.readexactly(size)
            writer.write(await self._answer(unpack_change(data)) if kind == CHANGE else self._knock())
            await writer.drain()
        except (ConnectionError, EOFError):
            return  # who asked is gone
        finally:
            writer.close()

    def _knock(self) -> bytes:
        self._knocked.set()
        return frame(WHOLE, b"true")

    async def _answer(self, change: Change) -> bytes:
        try:
            return frame(WHOLE, json.dumps(await self._change(change)).encode())
        except Problem as problem:
            return frame(ERROR, json.dumps([problem.kind, problem.detail]).encode("utf-8", "replace"))

    async def _change(self, change: Change) -> bool:
        """Whether the graph was there before. Raises Problem."""
        try:
            async with asyncio.timeout(self._charge.profile.wait):
                await self._turn.acquire()
        except TimeoutError as error:
            raise Problem("busy", "articles are being read into the store; try again") from error
        try:
            answer = await self._pool.ask(change, lambda: None)
            pieces = [answer.data]
            if answer.rest is not None:
                pieces += [piece async for piece in answer.rest]
            await asyncio.to_thread(self._write, b"".join(pieces).decode())
            return answer.media == THERE
        except BrokenAnswerError as error:
            raise Problem("query-too-slow", str(error)) from error
        finally:
            checkpoints.sweep(self._charge.folder)  # a worker that was killed leaves its scratch copy
            self._turn.release()

    def _write(self, lines: str) -> None:
        """Raises Problem. After a failure on the way nothing more is written by this process: the next one makes the graph what the book says."""
        steps = [step(line) for line in lines.split("\n") if line]
        if not steps:
            return
        try:
            userdata.write(self._store.book, self._store.graph, steps, self._charge.base)
            self._store.checkpoint()
        except userdata.ProtectedError as error:
            raise Problem("protected", str(error)) from error
        except BROKEN as error:
            self._loop.call_soon_threadsafe(self._end, FAILED)
            raise Problem("write-failed", f"the write was broken off ({error}); look whether it was made") from error

    async def _read_jobs(self) -> None:
        """One batch after the other; all that is no address together, for each batch starts readers."""
        while True:
            self._knocked.clear()
            found = await asyncio.to_thread(jobs.waiting, self._jobs)
            batch = [job for job in found if job.suffix != jobs.URL][:BATCH] or found[:1]
            if not batch or self._charge.ingest is None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._knocked.wait()
                continue
            async with self._turn:
                await asyncio.to_thread(self._read, batch, self._charge.ingest)

    def _read(self, batch: list[Job], ingest: Ingest) -> None:
        sources = {jobs.source(self._jobs, job): job for job in batch}
        told: dict[str, list[Told]] = {job.id: [] for job in batch}
        fetch = batch[0].suffix == jobs.URL

        def tell(source: str, one: Told) -> None:
            told[batch[0].id if fetch else jobs.IDENTITY.findall(source)[-1]].append(one)

        for job in batch:
            jobs.save(self._jobs, replace(job, state="reading"))
        reason = None
        try:
            ingest(self._store, list(sources), fetch, tell, self._stopping.is_set)
        except (*BROKEN, LookupError) as error:  # a job that breaks the reader must not be tried for ever
            sys.stderr.write(f"wiregraph: {error}\n")
            reason = str(error)
        for job in batch:
            if told[job.id] or reason:
                jobs.finish(self._jobs, job, tuple(told[job.id]), None if told[job.id] else reason)
        jobs.prune(self._jobs)
