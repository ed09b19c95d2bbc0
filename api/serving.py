"""The server process: uvicorn over one store, with deadlines for clients that send too slowly."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.app import create
from api.profiles import LOCAL, PUBLIC
from graph.terms import BASE

HEADER_BYTES = 1 << 16
GRACEFUL_SECONDS = 10


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


def serve(folder: Path, *, host: str, port: int, public: bool = False, union: bool = True, origins: Sequence[str] = ("*",), base: str = BASE) -> None:
    """Until it is told to stop; running answers are finished first."""
    app = create(folder, profile=PUBLIC if public else LOCAL, base=base, union=union, origins=origins)
    config = uvicorn.Config(
        app, host=host, port=port, http=Patient, ws="none", log_level="warning", server_header=False, access_log=False,
        h11_max_incomplete_event_size=HEADER_BYTES, timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )  # fmt: skip
    sys.stderr.write(f"wiregraph serves {folder} at http://{host}:{port}/\n")
    uvicorn.Server(config).run()
