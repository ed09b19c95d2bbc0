"""What answers queries stands on: the newest checkpoint, and the words for what goes wrong."""

import json
from pathlib import Path

import pyoxigraph as ox

from api.answering import Refusal
from api.frames import ERROR, frame
from graph import checkpoints

KNOWN = (Refusal, SyntaxError, checkpoints.NoCheckpointError, OSError, ValueError, RuntimeError)  # the last three: evaluation that fails


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


def refusal(error: Exception, what: str) -> bytes:
    """The frame for one of KNOWN; `what` is query or update."""
    if isinstance(error, Refusal):
        kind, detail = error.args
    elif isinstance(error, SyntaxError):
        kind, detail = f"bad-{what}", f"this is no SPARQL {what}: {error}"
    elif isinstance(error, checkpoints.NoCheckpointError):
        kind, detail = "not-ready", str(error)
    else:
        kind, detail = "query-failed", f"the {what} failed: {error}"
    return frame(ERROR, json.dumps([kind, detail]).encode("utf-8", "replace"))
