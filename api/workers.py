"""Query workers as the server sees them: disposable processes that answer one query at a time.

A worker that is killed, crashes or runs out of memory costs its own query only; another takes its place.
"""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

from api.frames import HEADER, READY
from api.problems import Problem
from api.profiles import MEGABYTE, Profile
from api.worker import OUT_OF_MEMORY

ROOT = str(Path(__file__).resolve().parent.parent)
START_SECONDS = 30.0
GRACE = 0.5  # seconds after the deadline at which a worker ends itself


class WorkerError(RuntimeError):
    """A worker that does not start: a fault of the installation, not of a query."""


class Worker:
    """One process and the line to it."""

    def __init__(self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self.late = False

    @classmethod
    async def start(cls, folder: Path, base: str, profile: Profile) -> "Worker":
        """Ready to be asked. Raises WorkerError."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await _spawn(theirs, folder, base, profile)
        worker = cls(process, *await asyncio.open_connection(sock=ours))
        try:
            async with asyncio.timeout(START_SECONDS):
                kind, _ = await worker.frame()
        except (TimeoutError, EOFError) as error:
            worker.kill()
            raise WorkerError(f"a query worker does not start; run `{sys.executable} -m api.worker` in {ROOT} to see why") from error
        assert kind == READY
        return worker

    @property
    def alive(self) -> bool:
        """As far as is known."""
        return self._process.returncode is None

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def frame(self) -> tuple[bytes, bytes]:
        """Kind and data. Raises EOFError when the process is gone."""
        try:
            kind, size = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            return kind, await self._reader.readexactly(size)
        except ConnectionError as error:
            raise EOFError(str(error)) from error

    def kill(self) -> None:
        """At once, whatever it does."""
        self._writer.close()
        if self._process.returncode is None:
            self._process.kill()

    async def gone(self) -> None:
        """When the process has ended."""
        await self._process.wait()

    def expire(self) -> None:
        """Kills it for being late."""
        self.late = True
        if self._process.returncode is None:
            self._process.kill()

    async def verdict(self, profile: Profile) -> Problem:
        """Why the process is gone."""
        code = await self._process.wait()
        if self.late or code == -signal.SIGALRM:
            return Problem("query-too-slow", f"the query took more than {profile.seconds:g} s and was stopped; ask for less, or more precisely")
        if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
            return Problem("query-too-heavy", f"the query needed more than {profile.memory // MEGABYTE:,} MB and was stopped; ask for less")
        return Problem("query-too-complex", "the query engine broke down over this query; it may be nested too deeply")


async def _spawn(theirs: socket.socket, folder: Path, base: str, profile: Profile) -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIREGRAPH")}  # no secrets for workers
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    arguments = (str(theirs.fileno()), str(folder), base, str(profile.seconds + GRACE), str(profile.memory), str(profile.niceness))
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "api.worker", *arguments,
        pass_fds=[theirs.fileno()], env={**environment, "PYTHONPATH": path},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
