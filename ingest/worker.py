"""A reading worker: loads the reader once, then reads one article after another until nobody is there anymore.

It is run by ingest.workers and speaks in the frames of ingest.confined. Whatever goes wrong in it ends it; who started it sees why.
"""

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from queue import SimpleQueue
from threading import Thread

from graph.checks import ReadingError
from graph.galleys import galley, sent
from graph.memory import look_less_for_circles
from graph.records import Article, Reading, from_json
from ingest.confined import READY, deadline, receive, send

Read = Callable[[Article], Reading]
SHIPPED = "ingest.worker:shipped"
DONE, UNFIT = b"done", b"unfit"  # what an answer begins with; a reading that does not fit its article comes with the reason
RETIRED = 75  # exit status of a worker that has read enough
RETIRE_AFTER = 3_000  # spaCy keeps every string it has seen; a new process now and then keeps memory flat


def shipped() -> Read:
    """Reads with the model that comes with wiregraph; takes a second or two to load."""
    from ingest.reader.pipeline import load
    from ingest.reading import read

    nlp = load()
    return lambda article: read(nlp, article)


def named(reader: str) -> Callable[[], Read]:
    """What makes a reader, by its name "module:function"."""
    module, _, function = reader.partition(":")
    found: Callable[[], Read] = getattr(import_module(module), function)
    return found


def serve(connection: socket.socket, inbox: "SimpleQueue[bytes]", read: Read, seconds: float) -> None:
    """Says that it is there, then answers each article with what the store needs of it and its signature, and retires in time."""
    from ingest.copies import signature

    send(connection, READY)
    for _ in range(RETIRE_AFTER):
        article = from_json(Article, inbox.get())
        with deadline(seconds):
            reading = read(article)
        try:
            made = sent(galley(article, reading))
        except ReadingError as error:
            send(connection, UNFIT)
            send(connection, str(error).encode())
            continue
        for part in (DONE, *made, signature(article.text)):
            send(connection, part)


def _take_in(connection: socket.socket, inbox: "SimpleQueue[bytes]") -> None:
    """Empties the socket at all times, so that neither side ever waits for the other to read; ends the process when the other side is gone."""
    try:
        while True:
            inbox.put(receive(connection))
    except (EOFError, OSError):
        os._exit(0)


def main() -> None:
    """Arguments: the number of an open socket, the reader as "module:function", and the seconds that an article may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the socket
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection, inbox = socket.socket(fileno=int(sys.argv[1])), SimpleQueue[bytes]()
    Thread(target=_take_in, args=(connection, inbox), daemon=True).start()
    if sys.argv[2] == SHIPPED:
        sys.modules["torch"] = None  # type: ignore[assignment]  # spaCy would load PyTorch where it is installed; our reader has no use for it
    read = named(sys.argv[2])()
    look_less_for_circles()
    serve(connection, inbox, read, float(sys.argv[3]))
    os._exit(RETIRED)


if __name__ == "__main__":
    main()
