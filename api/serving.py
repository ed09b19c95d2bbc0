"""The server processes: uvicorn over one store, with deadlines for clients that send too slowly; and with a token the writer."""

import asyncio
import os
import socket
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from api import writer
from api.app import create
from api.door import SHUT, Door
from api.processes import FATAL, Processes
from api.profiles import LOCAL, PUBLIC, Profile
from api.writer import Charge, Ingest
from graph.book import BookError
from graph.lock import StoreLockedError
from graph.store import GraphError
from graph.terms import BASE

HEADER_BYTES = 1 << 16
GRACEFUL_SECONDS = 10
BACKLOG = 2048


class Patient(H11Protocol):
    """Closes a connection whose next request has begun, or never begins, and is not there in time. Without this uvicorn waits for ever."""

    seconds: ClassVar[float] = LOCAL.open_seconds
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn itself
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop()
        elif self._timer is None and (before is None or before.response_complete):
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self.transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class AddressError(RuntimeError):
    """An address where this machine lets nobody listen, or that is taken."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a store is served. `workers` are server processes; `token` allows writes to who shows it; `trusted` answers queries without isolation;
    without `union` a query that names no graph sees the stored default graph; `origins` are those whose pages may ask."""

    host: str = "127.0.0.1"
    port: int = 8000
    public: bool = False
    union: bool = True
    trusted: bool = False
    workers: int = 1
    token: str | None = None
    origins: tuple[str, ...] = ("*",)
    base: str = BASE

    @property
    def profile(self) -> Profile:
        """What each server process grants; all together grant what one alone would."""
        profile, count = PUBLIC if self.public else LOCAL, self.workers
        if profile.share is None or profile.per_client is None:
            return profile
        return replace(profile, share=profile.share / count, burst=profile.burst / count, per_client=max(1, profile.per_client // count))


def serve(folder: Path, options: Options, ingest: Ingest | None = None) -> int:
    """Until it is told to stop; running answers are finished first. Returns the exit status. Raises AddressError."""
    with _listening(options) as listening:
        sys.stderr.write(f"wiregraph serves {folder} at http://{options.host}:{options.port}/\n")
        if options.token is None and options.workers == 1:
            return _server(folder, options, SHUT, listening)
        with TemporaryDirectory(prefix="wiregraph-") as home:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = home  # where prometheus-client adds up what several processes count
            door = Door(options.token, f"{home}/writer", folder / "jobs")
            servers = {f"server {number}": partial(_server, folder, options, door, listening) for number in range(1, options.workers + 1)}
            if options.token is None:
                return Processes(servers, {}).run()
            with socket.socket(socket.AF_UNIX) as line:
                line.bind(door.line)
                line.listen()
                charge = Charge(folder, options.base, options.profile, ingest)
                return Processes(servers, {"writer": partial(_writer, line, charge)}).run()


def _server(folder: Path, options: Options, door: Door, listening: socket.socket) -> int:
    app = create(folder, profile=options.profile, base=options.base, union=options.union, origins=options.origins, door=door, trusted=options.trusted)
    config = uvicorn.Config(
        app, http=Patient, ws="none", log_level="warning", server_header=False, access_log=False,
        h11_max_incomplete_event_size=HEADER_BYTES, timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _writer(line: socket.socket, charge: Charge) -> int:
    try:
        return writer.run(line, charge)
    except (StoreLockedError, GraphError, BookError) as error:
        sys.stderr.write(f"wiregraph: {error}\n")
        return FATAL


def _listening(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sends at once (no delay) only where TCP is named
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((options.host, options.port))
        found.listen(BACKLOG)
        return found
    except OSError as error:
        found.close()
        raise AddressError(
            f"nobody can listen at {options.host}:{options.port} ({error.strerror or error}); choose with --host and --port"
        ) from error
