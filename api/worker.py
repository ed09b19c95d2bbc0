"""A query worker: opens the newest checkpoint, can reach nothing else, and is killed when a query takes too long or too much.

It ends when the server does. Arguments: the number of an open socket, the store's folder, its base, seconds, bytes of memory, niceness.
"""

import os
import resource
import signal
import socket
import sys
from pathlib import Path

from api.answering import answer
from api.confinement import confine, die_with_parent
from api.frames import ASK, HEADER, READY, frame, unpack, unpack_change
from api.reader import KNOWN, Reader, refusal

OUT_OF_MEMORY = 3


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
            from api.changes import change  # most workers never need it, and start sooner without

            for piece in change(reader.store(), reader.path, unpack_change(body), base):
                connection.sendall(piece)
    except (ConnectionError, BrokenPipeError):
        raise
    except KNOWN as error:
        connection.sendall(refusal(error, "query" if kind == ASK else "update"))


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
    number, folder, base, seconds, memory, niceness = sys.argv[1:]
    die_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(int(niceness))
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
