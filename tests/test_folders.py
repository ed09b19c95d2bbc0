"""Folders in a fixed order."""

import os
from pathlib import Path

from ingest.folders import files, shown
from ingest.refusals import Refusal


def test_files_come_by_name_whatever_the_order_on_disk(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/10.txt", "B.txt", "c/x/y.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [os.path.relpath(path, tmp_path) for path in files(tmp_path) if isinstance(path, Path)] == [
        "B.txt",
        "a.txt",
        "b/10.txt",
        "b/2.txt",
        "c/x/y.txt",
    ]


def test_hidden_files_are_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    (item,) = files(tmp_path)
    assert isinstance(item, Refusal)
    assert (item.reason, item.passed_over) == ("hidden", True)


def test_a_name_that_is_no_utf_8_can_still_be_stored(tmp_path: Path) -> None:
    assert shown(Path(os.fsdecode(b"a\xff.txt"))).encode() == "a\ufffd.txt".encode()
