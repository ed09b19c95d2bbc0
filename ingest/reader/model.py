"""The shipped model: where it lies, and that it is the one its card speaks of."""

import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).parent / "files"


class ModelError(RuntimeError):
    """The reader's files are missing or are not those that were shipped; reinstall wiregraph."""


def shipped() -> Path:
    """The folder of the shipped model, after comparing every file with `manifest.json`."""
    return check(FOLDER)


def check(folder: Path) -> Path:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"no model in {folder}: reinstall wiregraph, or make one with `make train`") from error
    for name, digest in manifest["files"].items():
        found = sha256(folder / name)
        if found != digest:
            raise ModelError(
                f"{folder / name} has SHA-256 {found}, expected {digest}: the file is damaged or from another version; reinstall wiregraph"
            )
    return folder


def version(folder: Path = FOLDER) -> str:
    """Name and version of the model, as stored with every reading."""
    return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["version"])


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
