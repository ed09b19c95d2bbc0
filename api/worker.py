"""A query worker: opens the newest checkpoint, can reach nothing else, and is killed when a query takes too long or too much.

It ends when the server does. Arguments: the number of an open socket, the store's folder, its base, seconds, bytes of memory.
"""

import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path

import pyoxigraph as ox

from api.answering import Refusal, answer
from api.changes import change
from api.confinement import confine, die_with_parent
from api.frames import ASK, ERROR, HEADER, READY, frame, unpack, unpack_change
from graph import checkpoints

OUT_OF_MEMORY = 3


class Reader:
    """The newest checkpoint, opened anew when there is a newer one."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.path = folder, Path()
        self._store: ox.Store | None = None

    def store(self) -> ox.Store:
        """Raises NoCheckpointError."""
        path = checkpoints.newest(self._folder)
        while self._store is None or path != self.path:
            try:
                self._store, self.path = ox.Store.read_only(str(path)), path
            except OSError:
                if path == checkpoints.newest(self._folder):
                    raise
                path = checkpoints.newest(self._folder)  # two newer ones were made meanwhile, and this one removed
        return self._store


def serve(connection: socket.socket, reader: Reader, base: str, seconds: float) -> None:
    """Says that it is there, then answers until the other side closes."""
    connection.sendall(frame(READY))
    while head := _exactly(connection, HEADER.size):
        kind, size = HEADER.unpack(head)
        body = _exactly(connection, size)
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends the process, should the server fail to
        _answer(connection, reader, base, kind, body)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(connection: socket.socket, reader: Reader, base: str, kind: bytes, body: bytes) -> None:
    try:
        if kind == ASK:
            answer(reader.store(), unpack(body), base, connection.sendall)
        else:
            for piece in change(reader.store(), reader.path, unpack_change(body), base):
                connection.sendall(piece)
    except Refusal as refusal:
        _refuse(connection, *refusal.args)
    except SyntaxError as error:
        what = "query" if kind == ASK else "update"
        _refuse(connection, f"bad-{what}", f"this is no SPARQL {what}: {error}")
    except checkpoints.NoCheckpointError as error:
        _refuse(connection, "not-ready", str(error))
    except (ConnectionError, BrokenPipeError):
        raise
    except (OSError, ValueError, RuntimeError) as error:  # what Oxigraph raises when evaluation fails
        _refuse(connection, "query-failed", f"the query failed: {error}")


def _refuse(connection: socket.socket, kind: str, detail: str) -> None:
    connection.sendall(frame(ERROR, json.dumps([kind, detail]).encode("utf-8", "replace")))


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            return b""
        data += piece
    return bytes(data)


def main() -> None:
    """Gives up what it does not need, first of all the network."""
    number, folder, base, seconds, memory = sys.argv[1:]
    die_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # look-ups go first
    connection = socket.socket(fileno=int(number))
    confine()
    try:
        serve(connection, Reader(Path(folder)), base, float(seconds))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (ConnectionError, BrokenPipeError):
        os._exit(0)


if __name__ == "__main__":
    main()
