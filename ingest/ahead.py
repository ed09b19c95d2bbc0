"""Things read a little ahead, so that it is known before the end how much is still to come."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 48


class Ahead(Generic[T]):
    """The same items; from the second on, two are taken for each that is given, until `most` wait. `size` says how long an item is."""

    def __init__(self, items: Iterator[T], size: Callable[[T], int], *, most: int = MOST) -> None:
        self._items, self._size, self._most = items, size, most
        self._waiting: deque[T] = deque()
        self._sizes, self._dry, self._begun = 0, False, False

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        for _ in range(1 + self._begun):
            if not self._dry and len(self._waiting) < self._most:
                self._take()
        self._begun = True
        if not self._waiting:
            raise StopIteration
        item = self._waiting.popleft()
        self._sizes -= self._size(item)
        return item

    @property
    def left(self) -> int | None:
        """The sizes of all that is still to come, together; None while that is not known."""
        return self._sizes if self._dry else None

    def _take(self) -> None:
        try:
            item = next(self._items)
        except StopIteration:
            self._dry = True
        else:
            self._waiting.append(item)
            self._sizes += self._size(item)
