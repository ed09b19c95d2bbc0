"""Ctrl-C: the first asks to come to an end, the second ends at once."""

import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(KeyboardInterrupt):
    """Breaks off waiting for the next item."""


class Stop:
    """While open, in the main thread, `asked` tells whether SIGINT or SIGTERM came; the second raises KeyboardInterrupt.

    `cut` tells whether `until` broke off for it. `say` is called, from the signal's handler, when the first comes. In other threads nothing is asked.
    """

    def __init__(self, say: Callable[[], None] | None = None) -> None:
        self.asked = self.cut = False
        self._say = say
        self._waiting = False
        self._former: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._former = {number: signal.signal(number, self._heard) for number in SIGNALS}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def until(self, items: Iterator[T]) -> Iterator[T]:
        """The items until asked to stop; waiting for one is broken off then. Never iterate over anything that writes."""
        while not self.asked:
            try:
                self._waiting = True
                item = next(items)
            except StopIteration:
                return
            except Stopped:
                break
            finally:
                self._waiting = False
            yield item
        self.cut = True

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if self._say:
            self._say()
        if self._waiting:
            raise Stopped
