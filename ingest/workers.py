"""One reading process, as its parent sees it: what it has in hand, what it answers, and why it died."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass

from graph.records import Article, Reading, from_json, to_json
from ingest.confined import READY, ROOT, receive, send

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
LAST_WORDS = 4096


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads: so many processes (0: this one, unprotected), the reader as "module:function", the seconds that an article may take."""

    workers: int
    reader: str
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Done:
    """A reading, and the signature by which near-copies are found."""

    reading: Reading
    signature: bytes


@dataclass(slots=True)
class Job:
    """An article on its way: its place in the order, and how often it was tried in vain."""

    number: int
    article: Article
    tries: int = 0


class Worker:
    """A process that reads `jobs`, the first one now. `ready` once it has loaded the reader. Its own group keeps the terminal's Ctrl-C from it."""

    def __init__(self, crew: Crew) -> None:
        self.jobs: deque[Job] = deque()
        self.ready = False
        self._seconds = crew.seconds
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  closed with the worker
        self.connection, theirs = socket.socketpair()
        with theirs:
            self._process = _started(crew, theirs, self._stderr.fileno())

    def give(self, job: Job) -> bool:
        """False when it is dead; the job then stays with the caller."""
        try:
            send(self.connection, to_json(job.article).encode())
        except OSError:
            return False
        self.jobs.append(job)
        return True

    def hear(self) -> tuple[Job, Done] | None:
        """The job that is done, or None when it only says that it is ready. Raises EOFError or OSError when it is dead."""
        answer = receive(self.connection)
        if answer == READY:
            self.ready = True
            return None
        done = Done(from_json(Reading, answer), receive(self.connection))
        return self.jobs.popleft(), done

    def end(self) -> int:
        """Its exit status, negative for a signal; kills it when it still lives."""
        self.connection.close()
        try:
            return self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def why(self, status: int) -> str:
        """Why it died, for people."""
        if status == -signal.SIGALRM:
            return f"reading took more than {self._seconds:g} seconds and was stopped"
        if status == -signal.SIGKILL:
            return "the reader was killed (SIGKILL), as the system does when memory runs out"
        if status < 0:
            return f"the reader crashed ({signal.Signals(-status).name})"
        return f"the reader failed: {self._last_words() or f'exit status {status}'}"

    def _last_words(self) -> str:
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - LAST_WORDS))
        lines = self._stderr.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:500] if lines else ""


def _started(crew: Crew, theirs: socket.socket, stderr: int) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.worker", str(theirs.fileno()), crew.reader, str(crew.seconds)],
        pass_fds=[theirs.fileno()],
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
        process_group=0,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
    )
