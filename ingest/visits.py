"""What servers said about pages that were fetched, so that they need not send again what has not changed."""

import json
from collections.abc import Mapping
from pathlib import Path

from ingest.web import Validators

FILE = "fetched.json"
Visits = dict[str, Validators]


def load(folder: Path, reader: str) -> Visits:
    """Validators by URL; none for another reader, which has to see the pages itself. A damaged file counts as none: pages are then sent again."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {url: Validators(*pair) for url, pair in kept["pages"].items()} if kept["reader"] == reader else {}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(folder: Path, reader: str, former: Mapping[str, Validators], seen: Mapping[str, Validators]) -> None:
    """Adds what was seen. Only for pages whose articles are stored."""
    pages = {url: [v.etag, v.last_modified] for url, v in sorted({**former, **seen}.items()) if v.etag or v.last_modified}
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps({"reader": reader, "pages": pages}), encoding="utf-8")
    part.replace(folder / FILE)
