"""One reading process, as its parent sees it: what it has in hand, what it answers, and why it died."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from graph.galleys import Galley, received
from graph.records import Article, to_json
from ingest.confined import READY, ROOT, receive, send
from ingest.worker import DONE, UNFIT

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
LAST_WORDS = 4096
PARTS = {READY: 0, DONE: 6, UNFIT: 1}  # frames behind the one that tells what an answer is
Answer = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads: so many processes (0: this one, unprotected), the reader as "module:function", the seconds that an article may take."""

    workers: int
    reader: str
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Done:
    """An article that is read and set in type, and the signature by which near-copies are found."""

    made: Galley
    signature: bytes


@dataclass(frozen=True, slots=True)
class GivenUp:
    """No reading after so many tries, and why the last one failed."""

    reason: str
    tries: int


@dataclass(slots=True)
class Job:
    """An article on its way: its place in the order, and how often it was tried in vain."""

    number: int
    article: Article
    tries: int = 0


class Worker:
    """A process that reads `jobs`, the first one now. `ready` once it has loaded the reader. Its own group keeps the terminal's Ctrl-C from it.

    A thread takes in what it says, so that it never has to wait for its parent, and puts itself and that into `inbox`: answers in parts, None when
    it is gone.
    """

    def __init__(self, crew: Crew, inbox: "SimpleQueue[tuple[Worker, Answer | None]]") -> None:
        self.jobs: deque[Job] = deque()
        self.ready = False
        self._seconds = crew.seconds
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  closed with the worker
        self.connection, theirs = socket.socketpair()
        with theirs:
            self._process = _started(crew, theirs, self._stderr.fileno())
        Thread(target=self._take_in, args=(inbox,), daemon=True).start()

    @property
    def load(self) -> int:
        """Characters that it has to read."""
        return sum(len(job.article.text) for job in self.jobs)

    def give(self, job: Job) -> bool:
        """False when it is dead; the job then stays with the caller."""
        try:
            send(self.connection, to_json(job.article).encode())
        except OSError:
            return False
        self.jobs.append(job)
        return True

    def hear(self, answer: Answer) -> tuple[Job, Done | GivenUp] | None:
        """The job that is done, or None when it only says that it is ready."""
        if answer[0] == READY:
            self.ready = True
            return None
        job = self.jobs.popleft()
        if answer[0] == UNFIT:
            return job, GivenUp(f"the reading does not fit: {answer[1].decode()}", 1)
        return job, Done(received(job.article, answer[1:-1]), answer[-1])

    def end(self) -> int:
        """Its exit status, negative for a signal; kills it when it still lives."""
        with suppress(OSError):  # the other side may be gone
            self.connection.shutdown(socket.SHUT_RDWR)  # closing alone would not end the thread's waiting
        self.connection.close()
        try:
            return self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _take_in(self, inbox: "SimpleQueue[tuple[Worker, Answer | None]]") -> None:
        try:
            while True:
                kind = receive(self.connection)
                inbox.put((self, (kind, *(receive(self.connection) for _ in range(PARTS[kind])))))
        except (EOFError, OSError):
            inbox.put((self, None))

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
