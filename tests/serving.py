"""A real server in a real process over a store of dice-made articles, for the tests of the service."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.newsroom import newsroom
from graph.store import Store

ROOT = Path(__file__).parent.parent
TOKEN = "a token of the tests"


def filled(folder: Path, articles: int = 30) -> Path:
    """A store with a checkpoint."""
    with Store(folder) as store:
        for story in newsroom(articles):
            store.add(*story)
        store.settle()
        store.checkpoint()
    return folder


@contextmanager
def served(folder: Path, *arguments: str, token: str | None = None) -> Iterator[httpx.Client]:
    """`wiregraph serve` on a free port, and a client of it, which shows no token."""
    port = free_port()
    command = [sys.executable, "-m", "wiregraph", "serve", "--store", str(folder), "--port", str(port), *arguments]
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {"WIREGRAPH_READER": "standins:quick", **os.environ, "PYTHONPATH": path, "WIREGRAPH_TOKEN": token or ""}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _wait(client, process)
            yield client
    finally:
        process.terminate()
        process.wait(40)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            client.get("/health/live")
            return
        except httpx.TransportError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.05)
    raise TimeoutError("the server does not start")
