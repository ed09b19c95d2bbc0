"""Where the operations of one update see each other's work before anything is written."""

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.userdata import Step, perform


class Scratch:
    """The state of the store after the steps taken so far. A copy is made when the second operation of an update needs to see the first's work."""

    def __init__(self, store: ox.Store, path: Path) -> None:
        self.steps: list[Step] = []
        self._store, self._path, self._done = store, path, 0
        self._copy = path.parent / f"building-scratch-{os.getpid()}"  # swept with what else a crash leaves half made

    def store(self) -> ox.Store:
        """With all steps done."""
        if self._done < len(self.steps):
            if not self._copy.exists():
                self._store = self._writable()
            perform(self._store, self.steps[self._done :])
            self._done = len(self.steps)
        return self._store

    def close(self) -> None:
        del self._store
        shutil.rmtree(self._copy, ignore_errors=True)

    def _writable(self) -> ox.Store:
        self._copy.mkdir()
        for file in self._path.iterdir():
            (os.link if file.suffix == ".sst" else shutil.copyfile)(file, self._copy / file.name)
        return ox.Store(str(self._copy))
