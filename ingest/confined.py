"""What strangers wrote is parsed in a child process with a deadline and a memory limit, so that no page can stop a run.

The child is used again and again (about 0.1 ms a call on top of the parsing) and replaced when it had to be stopped. It speaks in frames of a
length and bytes; values travel as JSON. Its deadline is an alarm of its own, so that it also ends when this process is gone.
"""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from graph.records import from_json
from ingest.limits import Limits, megabytes
from ingest.refusals import Refused

T = TypeVar("T")
LENGTH = struct.Struct(">Q")
START_SECONDS = 60.0
OUT_OF_MEMORY = 3
READY = b"ready"
RETIRE_AFTER = 5_000  # the parsers' caches grow; a new child now and then keeps memory flat
ROOT = str(Path(__file__).resolve().parent.parent)


def send(connection: socket.socket, data: bytes) -> None:
    """One frame."""
    connection.sendall(LENGTH.pack(len(data)) + data)


def receive(connection: socket.socket) -> bytes:
    """One frame. Raises EOFError when the other side is gone."""
    return _exactly(connection, LENGTH.unpack(_exactly(connection, LENGTH.size))[0])


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = connection.recv(min(size - len(data), 1 << 20))
        if not piece:
            raise EOFError(f"{size - len(data)} bytes missing")
        data += piece
    return bytes(data)


class ParserError(RuntimeError):
    """The child cannot be started: a fault of the installation, not of any source."""


class Parser:
    """Parses pages, feeds and archive records in its child; the child starts with the first one. Close it, or use it as a context."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._calls = 0

    def __enter__(self) -> "Parser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(self, task: str, kind: type[T], data: bytes, url: str | None = None) -> T:
        """What `task` (a key of ingest.child.TASKS) makes of the data. Raises Refused: as the task did, or "too-slow", "too-heavy", "damaged"."""
        connection = self._opened()
        with ExitStack() as unfinished:
            unfinished.callback(self.close)  # an interrupted exchange leaves half a frame behind
            try:
                send(connection, json.dumps([task, url]).encode())
                send(connection, data)
                verdict, answer = receive(connection), receive(connection)
            except (EOFError, OSError) as error:
                raise self._ended() from error
            unfinished.pop_all()
        if verdict != b"ok":
            raise Refused(*json.loads(answer))
        return from_json(kind, answer)

    def close(self) -> None:
        """Ends the child, if there is one."""
        if self._connection is not None:
            self._connection.close()
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        self._child = self._connection = None

    def _opened(self) -> socket.socket:
        self._calls += 1
        if self._calls % RETIRE_AFTER == 0:
            self.close()
        return self._connection or self._start()

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = _started(theirs, self.limits)
        ours.settimeout(START_SECONDS + self.limits.parse_seconds)
        self._connection = ours
        try:
            receive(ours)
        except (EOFError, OSError) as error:
            self.close()
            raise ParserError(f"the parser process does not start; run `{sys.executable} -m ingest.child` in {ROOT} to see why") from error
        return ours

    def _ended(self) -> Refused:
        """Why the child is gone; there is none afterwards."""
        code = _exit_code(self._child)
        self.close()
        if code in (None, -signal.SIGALRM):
            return Refused("too-slow", f"parsing took more than {self.limits.parse_seconds:g} seconds and was stopped")
        if code == OUT_OF_MEMORY:
            return Refused("too-heavy", f"parsing needed more than {megabytes(self.limits.parse_bytes)} of memory and was stopped")
        return Refused("damaged", f"the parser gave up on it (exit status {code}); check the file")


def _exit_code(child: subprocess.Popen[bytes] | None) -> int | None:
    try:
        return None if child is None else child.wait(timeout=2)
    except subprocess.TimeoutExpired:
        return None


def _started(theirs: socket.socket, limits: Limits) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.child", str(theirs.fileno()), json.dumps(asdict(limits))],
        pass_fds=[theirs.fileno()],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Ends this process by SIGALRM when the block takes longer; nothing in it can prevent that."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
