"""Processes that share one store: servers and, with a token, one writer. Who dies is started anew; all end together.

Each is forked before anything has threads, so that it can be given sockets and functions as they are.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

from api.confinement import die_with_parent

Work = Callable[[], int]  # runs in the child; returns its exit status
PATIENCE = 30  # seconds for all to end
PAUSE = 1.0  # between two starts of one that dies at once
FATAL = 2  # exit status of a child without which nothing makes sense


class Processes:
    """Keeps the first ones running until told to end; then these end, and after them the `last` ones, which the first may still need."""

    def __init__(self, first: Mapping[str, Work], last: Mapping[str, Work]) -> None:
        self._work = {**last, **first}
        self._first = frozenset(first)
        self._running: dict[int, str] = {}
        self._begun: dict[str, float] = {}
        self._ending = False
        self._status = 0

    def _start(self, name: str) -> None:
        """Forks; the child never returns."""
        pause = PAUSE - (time.monotonic() - self._begun.get(name, -PAUSE))
        time.sleep(max(0.0, pause))
        if self._ending:
            return
        self._begun[name] = time.monotonic()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _become(self._work[name], parent)
        self._running[child] = name
        if self._ending:  # told so in between
            os.kill(child, signal.SIGTERM)

    def run(self) -> int:
        """Until SIGTERM or SIGINT, and until the last one has ended; returns the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        signal.signal(signal.SIGALRM, lambda *_: self._signal(self._work, signal.SIGKILL))
        for name in self._work:
            self._start(name)
        while self._running:
            child, status = os.wait()
            name = self._running.pop(child)
            if os.waitstatus_to_exitcode(status) == FATAL and not self._ending:
                self._status = FATAL
                self._end(signal.SIGTERM, None)
            if not self._ending:
                sys.stderr.write(f"wiregraph: {name} ended ({os.waitstatus_to_exitcode(status)}); started again\n")
                self._start(name)
            elif self._ending and not self._first & set(self._running.values()):
                self._signal(self._work, signal.SIGTERM)
        return self._status

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True
        signal.alarm(PATIENCE)
        self._signal(self._first & set(self._running.values()) or self._work, signal.SIGTERM)

    def _signal(self, names: "frozenset[str] | set[str] | Mapping[str, Work]", number: signal.Signals) -> None:
        for child, name in list(self._running.items()):
            if name in names:
                os.kill(child, number)


def _become(work: Work, parent: int) -> None:
    """The child; it ends when its parent does, however that ends."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        die_with_parent(signal.SIGTERM)
        if os.getppid() == parent:
            status = work()
    except KeyboardInterrupt:
        status = 0
    except BaseException as error:
        sys.stderr.write(f"wiregraph: {type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)
