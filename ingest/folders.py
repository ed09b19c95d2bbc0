"""Folders of sources, in an order that does not depend on the disk."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ingest.refusals import Refusal


def shown(path: Path) -> str:
    """A path as text that can be stored and printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def files(folder: Path) -> Iterator[Path | Refusal]:
    """All files under a folder, the entries of each folder by name. Links are followed, but no folder is read twice."""
    read: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        path = pending.pop()
        if path != folder and path.name.startswith("."):
            yield Refusal(shown(path), "hidden", "names that begin with a dot are passed over; name it directly to have it read")
        elif not _is_folder(path):
            yield path
        elif isinstance(entries := _entries(path, read), Refusal):
            yield entries
        else:
            pending += reversed(entries)


def _entries(folder: Path, read: set[tuple[int, int]]) -> list[Path] | Refusal:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=os.fsencode)
    except OSError as error:
        return Refusal(shown(folder), "unreadable", f"the folder cannot be read ({error.strerror}); check its permissions")
    if (status.st_dev, status.st_ino) in read:
        return Refusal(shown(folder), "loop", "this folder was already read under another name; remove the link")
    read.add((status.st_dev, status.st_ino))
    return entries


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:  # whoever opens it gets the same error, and says so
        return False
