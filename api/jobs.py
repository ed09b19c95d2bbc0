"""Articles that were handed in and wait to be read: a file of JSON a job, and beside it what was sent, until it is read.

Any server process may answer for a job, and a crash loses none.
"""

import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

State = Literal["waiting", "reading", "stored", "refused", "quarantined", "failed"]
OPEN: tuple[State, ...] = ("waiting", "reading")
IDENTITY = re.compile(r"[0-9a-f]{32}")
KEPT = 10_000  # jobs that are done with
URL = "url"  # the suffix of a file that holds an address


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one thing that a job held: its fate as `wiregraph ingest` calls it, the article's id, and why it was refused."""

    fate: str
    article: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """`suffix` is of the file with what was sent; `submitted` is a moment in UTC."""

    id: str
    suffix: str
    submitted: str
    state: State = "waiting"
    told: tuple[Told, ...] = field(default=())
    reason: str | None = None


def submit(folder: Path, content: bytes, suffix: str) -> Job:
    """A new job, on the disk when this returns."""
    folder.mkdir(exist_ok=True)
    job = Job(secrets.token_hex(16), suffix, datetime.now(UTC).isoformat(timespec="seconds"))
    _put(folder / f"{job.id}.{suffix}", content)
    save(folder, job)
    return job


def save(folder: Path, job: Job) -> None:
    """In the place of what was known of it."""
    _put(folder / f"{job.id}.json", json.dumps(asdict(job), ensure_ascii=False).encode())


def load(folder: Path, identity: str) -> Job | None:
    """None when there is none of this id."""
    if not IDENTITY.fullmatch(identity):
        return None
    try:
        values: dict[str, Any] = json.loads((folder / f"{identity}.json").read_bytes())
    except FileNotFoundError:
        return None
    return Job(**{**values, "told": tuple(Told(**one) for one in values["told"])})


def waiting(folder: Path) -> list[Job]:
    """Those to be read, the oldest first; also those whose reading was broken off."""
    sent = [path for path in _files(folder) if path.suffix != ".json"]
    found = (load(folder, path.stem) for path in sorted(sent, key=lambda path: path.stat().st_mtime_ns))
    return [job for job in found if job and job.state in OPEN]


def finish(folder: Path, job: Job, told: tuple[Told, ...], reason: str | None = None) -> None:
    """Says what became of it, and lets what was sent go."""
    save(folder, replace(job, state=_state(told, reason), told=told, reason=reason or next((one.reason for one in told if one.reason), None)))
    (folder / f"{job.id}.{job.suffix}").unlink(missing_ok=True)


def prune(folder: Path) -> None:
    """Forgets the oldest that are done with."""
    known = sorted((path for path in _files(folder) if path.suffix == ".json"), key=lambda path: path.stat().st_mtime_ns)
    for path in known[:-KEPT]:
        job = load(folder, path.stem)
        if job and job.state not in OPEN:
            path.unlink(missing_ok=True)


def source(folder: Path, job: Job) -> str:
    """What `wiregraph ingest` would be told to read."""
    path = folder / f"{job.id}.{job.suffix}"
    return path.read_text(encoding="utf-8") if job.suffix == URL else str(path)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*") if IDENTITY.fullmatch(path.stem))


def _state(told: tuple[Told, ...], reason: str | None) -> State:
    fates = {one.fate for one in told}
    if fates & {"new", "reread", "unchanged"}:
        return "stored"
    if "quarantined" in fates:
        return "quarantined"
    return "failed" if reason and not told else "refused"


def _put(path: Path, content: bytes) -> None:
    building = path.with_name(f"building-{path.name}")
    with building.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    building.rename(path)
