"""The snapshot that look-ups read: the newest checkpoint, opened once and shared, with what was worked out from it."""

import asyncio
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, cast

from api.problems import Problem
from graph import checkpoints
from graph.index import READERS, Index, fold
from graph.view import View, ViewError

T = TypeVar("T")
FOLLOW_SECONDS = 1.0
KEPT = 256  # worked-out lists a snapshot


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`name` differs for each state of the store; `made` is when it was taken."""

    view: View
    name: str
    made: datetime
    _kept: OrderedDict[object, object] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def index(self) -> Index:
        """Raises Problem "not-ready" while there is none for this state of the store."""
        if self.view.index is None:
            raise Problem("not-ready", "the index is being brought up to date; try again", headers={"Retry-After": "2"})
        return self.view.index

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, kept while it is among the last asked for. A snapshot never changes, so neither does that."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


class Snapshots:
    """Gives the newest one; a new checkpoint is seen at the next request."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder, self._base = folder, base
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._current: Snapshot | None = None
        self._folded = ""

    def newest(self) -> Snapshot:
        """Raises Problem "not-ready" when there is no checkpoint."""
        try:
            path = checkpoints.newest(self._folder)
        except checkpoints.NoCheckpointError as error:
            raise Problem("not-ready", str(error), headers={"Retry-After": "5"}) from error
        with self._lock:
            if self._current is None or path != self._path:
                self._current, self._path = self._open(path), path
            return self._current

    async def follow(self) -> None:
        """Keeps up with new checkpoints though nobody asks, until it is canceled."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            with suppress(Problem, ViewError, sqlite3.Error):
                await asyncio.to_thread(self._keep_up)

    def _keep_up(self) -> None:
        """Once a state, folds the index's log and opens the index again, so that it is read without the log, which can then begin anew."""
        snapshot = self.newest()
        if snapshot.name != self._folded and snapshot.view.index is not None and fold(self._folder):
            again = self._open(checkpoints.newest(self._folder))
            if again.name == snapshot.name and again.view.index is not None:
                with self._lock:
                    self._current = again
                self._folded = snapshot.name

    def _open(self, path: Path) -> Snapshot:
        made = path.stat().st_mtime_ns
        return Snapshot(
            View.open(self._folder, base=self._base, readers=READERS), f"{path.name}-{made:x}", datetime.fromtimestamp(made // 10**9, UTC)
        )
