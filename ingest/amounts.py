"""How many articles there will be, about: for the time left, never for anything that must be right."""

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

from ingest.folders import files

LOOK = 16 << 20  # bytes of a file that are counted before the rest is estimated
ROWS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


def expected(sources: Iterable[str]) -> int | None:
    """About how many articles the sources hold; None when that cannot be told (standard input, addresses)."""
    total = 0
    for source in sources:
        if source == "-" or source.startswith(("http://", "https://")):
            return None
        path = Path(source)
        total += sum(_in_file(found) for found in files(path) if isinstance(found, Path)) if path.is_dir() else _in_file(path)
    return total


def _in_file(path: Path) -> int:
    return _rows(path) if path.name.lower().endswith(ROWS) else 1


def _rows(path: Path) -> int:
    """Lines of the file, those beyond the first `LOOK` bytes estimated from these."""
    try:
        with path.open("rb") as raw:
            stream = gzip.GzipFile(fileobj=raw) if path.name.lower().endswith(".gz") else raw
            head = stream.read(LOOK)
            read = raw.tell()
        size = path.stat().st_size
    except (OSError, EOFError, zlib.error):  # whoever reads it gets the same error, and says so
        return 1
    lines = head.count(b"\n") + (not head.endswith(b"\n"))
    return lines * size // read if len(head) == LOOK else lines
