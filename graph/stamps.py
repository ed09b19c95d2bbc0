"""Which state of the book a snapshot shows: the stamp that the index bore when it was taken, so that readers see whether the two agree."""

import sqlite3
from contextlib import closing
from pathlib import Path

NAME = "stamp"  # beside the database files of a checkpoint; RocksDB passes over what it does not know
INDEX = "index.sqlite"


def of_index(folder: Path) -> str | None:
    """The stamp of a store's index; None where there is none that can be read."""
    path = folder / INDEX
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE name = 'stamp'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return row[0] if row else None


def of_checkpoint(path: Path) -> str | None:
    """The stamp that a checkpoint was taken with."""
    mark = path / NAME
    return mark.read_text(encoding="utf-8") or None if mark.exists() else None


def put(path: Path, folder: Path) -> None:
    """Marks a checkpoint in the making with the state of the index."""
    (path / NAME).write_text(of_index(folder) or "", encoding="utf-8")
