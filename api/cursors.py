"""Pages of a sorted list. A cursor names the last item seen, so that nothing is lost or doubled when items come in between."""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next` is the cursor of the page behind it, None on the last one; `total` counts the whole list."""

    items: Sequence[T]
    total: int
    next: str | None


def page(items: Sequence[T], key: Callable[[T], str], *, cursor: str | None, limit: int) -> Page[T]:
    """At most `limit` items from behind the cursor. Raises Problem "bad-cursor"."""
    begin = _behind(items, key, cursor) if cursor else 0
    found = items[begin : begin + limit]
    more = begin + limit < len(items)
    return Page(found, len(items), encode(key(found[-1])) if more and found else None)


def encode(key: str) -> str:
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """The key that `encode` was given. Raises Problem "bad-cursor"."""
    try:
        return b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise Problem("bad-cursor", f"{cursor[:80]!r} is no cursor; take it from the page before as it is") from error


def gone(key: str) -> Problem:
    """For a cursor whose item is no longer there."""
    return Problem("bad-cursor", f"{key[:80]!r} is no longer in this list; begin again without a cursor")


def _behind(items: Sequence[T], key: Callable[[T], str], cursor: str) -> int:
    wanted = decode(cursor)
    place = next((place for place, item in enumerate(items) if key(item) == wanted), None)
    if place is None:
        raise gone(wanted)
    return place + 1
