"""Read-only snapshots of the graph, for queries: the live database must never be opened twice."""

import os
import shutil
import time
from pathlib import Path

import pyoxigraph as ox

from graph import stamps

KEPT = 2  # readers of the one before the last may still be opening it
OPENED = 60.0  # seconds after which nobody is opening a snapshot anymore that has a newer one


class NoCheckpointError(RuntimeError):
    """A store without a snapshot to query."""


def make(graph: ox.Store, folder: Path) -> Path:
    """A new snapshot; it appears under its name at once and whole. Older ones go, readers that have them open keep them."""
    home = folder / "checkpoints"
    home.mkdir(exist_ok=True)
    known = _known(home)
    path = home / f"{int(known[-1].name) + 1 if known else 1:08d}"
    building = home / f"building-{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    graph.backup(building)
    stamps.put(building, folder)
    building.rename(path)
    for old in known[: max(0, len(known) - KEPT + 1)]:
        shutil.rmtree(old)
    return path


def newest(folder: Path) -> Path:
    """The latest snapshot. Raises NoCheckpointError when there is none."""
    home = folder / "checkpoints"
    name = max((name for name in os.listdir(home) if name.isdigit()), default=None) if home.exists() else None
    if name is None:
        raise NoCheckpointError(f"{folder} has no checkpoint to query; make one with `wiregraph rebuild --store {folder}`")
    return home / name


def sweep(folder: Path) -> None:
    """Removes what a crash left half made, and snapshots that have long had a newer one; only the writer may."""
    home = folder / "checkpoints"
    for leftover in home.glob("building-*"):
        shutil.rmtree(leftover)
    known = _known(home)
    if known and time.time() - known[-1].stat().st_mtime > OPENED:
        for old in known[:-1]:
            shutil.rmtree(old)


def _known(home: Path) -> list[Path]:
    return sorted(path for path in home.glob("*") if path.name.isdigit())
