"""One writer at a time: an exclusive lock on a file, which the system gives back when its holder dies."""

import fcntl
import os
from pathlib import Path


class StoreLockedError(RuntimeError):
    """Another process is writing to the store; the message names the folder and the process."""


class WriterLock:
    """Held from construction to `release`."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "writer.lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreLockedError(f"{folder} is being written by process {holder}; wait until it ends, or stop it") from error
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Lets the next writer in. The file stays: removing it would race with whoever opens it."""
        self._file.truncate(0)
        self._file.close()
