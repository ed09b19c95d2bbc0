"""Servers under load, for the benches of the service: starting them, asking them over plain sockets, and what that takes of the machine.

The load comes from the process that measures, so servers and load share the machine. What a process takes of it is read from /proc: Linux only.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.profiles import MEGABYTE

ROOT = Path(__file__).parent.parent
ROWS = "application/sparql-results+json, application/json;q=0.9, */*;q=0.1"
Figures = dict[str, Any]


async def empty(_scope: object, _receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
    """The least an ASGI application can answer."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


def empty_server(port: int) -> list[str]:
    """The command that serves `empty` as wiregraph is served, whatever else is installed."""
    return [sys.executable, *"-m uvicorn bench.servers:empty --http h11 --loop asyncio --log-level error --port".split(), str(port)]


def wiregraph(folder: Path, port: int, *arguments: str) -> list[str]:
    """The command that serves a store."""
    return [sys.executable, "-m", "wiregraph", "serve", "--store", str(folder), "--port", str(port), *arguments]


@contextmanager
def running(command: Sequence[str], port: int, path: str = "/health/live", *, token: str = "") -> Iterator[tuple[float, int]]:
    """A server while it runs; gives the seconds to its first answer at `path`, and its process id."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ, "WIREGRAPH_TOKEN": token})
    try:
        while True:
            try:
                assert Client(port).get(path)[0] == 200
                break
            except OSError:
                assert process.poll() is None, command
                time.sleep(0.02)
        yield time.perf_counter() - begun, process.pid
    finally:
        process.terminate()
        process.wait()


class Client:
    """One connection, kept alive."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._head = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {ROWS}\r\n"

    def get(self, path: str) -> tuple[int, int]:
        """Status, and bytes of the body."""
        return self._exchange(f"GET {path}{self._head}\r\n".encode())

    def post(self, path: str, body: str, **headers: str) -> tuple[int, int]:
        """Status, and bytes of the body; `content_type` is the header Content-Type."""
        shown = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        return self._exchange(f"POST {path}{self._head}{shown}Content-Length: {len(body.encode())}\r\n\r\n{body}".encode())

    def close(self) -> None:
        self._socket.close()

    def _exchange(self, request: bytes) -> tuple[int, int]:
        self._socket.sendall(request)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head, body = data[:end].lower(), data[end + 4 :]
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]) if b"content-length:" in head else None
        chunked = b"transfer-encoding: chunked" in head
        while len(body) < (length or 0) or (chunked and not body.endswith(b"0\r\n\r\n")):
            body += self._more()
        return int(data.split()[1]), len(body)

    def _more(self) -> bytes:
        found = self._socket.recv(1 << 16)
        if not found:
            raise ConnectionError("the server closed the connection")
        return found


def load(port: int, paths: Sequence[str], clients: int, seconds: float = 5.0) -> Figures:
    """Requests a second and milliseconds, over `clients` connections that each ask one thing after another."""
    times: list[float] = []
    stop = time.perf_counter() + seconds

    def work(number: int) -> None:
        client, turn = Client(port), number
        while (begun := time.perf_counter()) < stop:
            status, size = client.get(paths[turn % len(paths)])
            assert status == 200 and size, (status, paths[turn % len(paths)])
            times.append(time.perf_counter() - begun)
            turn += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=100)
    return {"per_second": round(len(times) / seconds, 1), "p50_ms": round(cuts[49] * 1000, 2), "p99_ms": round(cuts[98] * 1000, 2)}


def cpu(pid: int) -> float:
    """Milliseconds of processor that a process and its descendants have used."""
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, used)) * 1000 / os.sysconf("SC_CLK_TCK") + sum(cpu(int(child)) for child in children)


def megabytes(pid: int) -> int:
    """Resident memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // MEGABYTE


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
