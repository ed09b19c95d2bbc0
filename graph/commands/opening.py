"""Opening the store that a command names; only `wiregraph ingest` and a service that takes writes may make one."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store import Store
    from graph.view import View


def existing(folder: Path) -> Path:
    """The folder, if it holds a store; raises graph.book.BookError, which says how to make one."""
    from graph.book import Book

    Book(folder).close()
    return folder


def to_write(folder: Path) -> "Store":
    """The store, locked for this process; to be used in a `with`."""
    from graph.store import Store

    return Store(existing(folder))


def to_read(folder: Path) -> "View":
    """Queries run in native code that hears no Ctrl-C, and their readers may go away: both simply end this process."""
    from graph.view import View

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return View.open(existing(folder))
