"""Every trap ends soon, as a refusal with its reason, and everything good around it is still taken."""

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest

from graph.records import Article
from ingest.articles import articles, found
from ingest.desk import Desk, Found
from ingest.drafts import Options
from ingest.limits import Limits
from ingest.refusals import Refusal

SECONDS = 20.0
# Maker, articles that are still taken, refusals by reason.
TRAPS: list[tuple[Callable[[Path], Path], int, dict[str, int]]] = [
    (hostile.links, 0, {"too-many-tags": 1}),
    (hostile.nested, 0, {"too-many-tags": 1}),
    (hostile.xml_bomb, 0, {"entities": 1}),
    (hostile.hidden_xml_bomb, 0, {"entities": 1}),
    (hostile.gzip_bomb, 2, {"bomb": 1}),
    (hostile.many_small_bombs, 1, {"bomb": 1, "no-page": 1}),
    (hostile.long_line, 2, {"too-large": 1}),
    (hostile.long_text, 0, {"too-large": 1}),
    (hostile.nuls, 0, {"binary": 1}),
    (hostile.surrogates, 2, {"damaged": 1}),
    (hostile.binary, 0, {"binary": 1}),
    (hostile.inflating_lines, 1, {"bomb": 1}),
    (hostile.empty, 0, {"empty": 1}),
]


def taken(source: Path, options: Options | None = None) -> tuple[list[Article], list[Refusal]]:
    started = time.monotonic()
    items = list(articles(str(source), options=options or Options()))
    assert time.monotonic() - started < SECONDS
    refusals = [item for item in items if isinstance(item, Refusal)]
    assert all(refusal.source and refusal.detail for refusal in refusals)
    return [item for item in items if isinstance(item, Article)], refusals


@pytest.mark.parametrize(("make", "good", "reasons"), TRAPS, ids=[make.__name__ for make, _, _ in TRAPS])
def test_a_trap_is_refused_with_its_reason_and_its_good_neighbors_are_taken(
    tmp_path: Path, make: Callable[[Path], Path], good: int, reasons: dict[str, int]
) -> None:
    read, refusals = taken(make(tmp_path))
    assert len(read) == good
    assert Counter(refusal.reason for refusal in refusals) == reasons


@pytest.mark.parametrize("compressed", [False, True])
def test_the_good_records_among_400_damaged_ones_are_all_taken(tmp_path: Path, compressed: bool) -> None:
    read, refusals = taken(hostile.damaged_records(tmp_path, compressed))
    assert {f"https://a.example/good/{n}" for n in range(10)} <= {article.url for article in read}
    assert len(refusals) > 250
    assert all("\x00" not in article.text for article in read)


def test_a_gzip_file_that_breaks_off_gives_the_lines_before_the_break(tmp_path: Path) -> None:
    read, refusals = taken(hostile.cut_gzip(tmp_path))
    assert read[0].headline == "Fire at mill 0"
    assert [refusal.reason for refusal in refusals] == ["damaged"]


def test_a_page_that_takes_too_long_is_stopped_and_the_next_page_is_read(tmp_path: Path) -> None:
    hostile.nested_below_the_limit(tmp_path)
    (tmp_path / "good.html").write_text(hostile.story(1))
    read, refusals = taken(tmp_path, Options(limits=Limits(parse_seconds=0.02)))
    assert [refusal.reason for refusal in refusals][:1] == ["too-slow"]
    read, refusals = taken(tmp_path)
    assert [article.headline for article in read][-1] == "Fire at mill 1"


def test_a_parser_that_needs_too_much_memory_is_stopped_and_the_next_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body><article>" + (b"<p>" + b"word " * 30 + b"</p>") * 24_000)
    (tmp_path / "b.html").write_text(hostile.story(1))
    read, refusals = taken(tmp_path, Options(limits=Limits(parse_bytes=120 << 20)))
    assert [refusal.reason for refusal in refusals] == ["too-heavy"]
    assert [article.headline for article in read] == ["Fire at mill 1"]


def test_a_file_that_vanishes_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.html").write_text(hostile.story(ord(name)))
    with Desk(Options()) as desk:
        items = found(str(tmp_path), desk=desk)
        assert isinstance(next(items), Found)
        (tmp_path / "b.html").unlink()
        rest = list(items)
    assert [item.reason if isinstance(item, Refusal) else item.article.headline for item in rest] == ["unreadable", "Fire at mill 99"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(hostile.SENTENCE)
    path.chmod(0)
    assert [refusal.reason for refusal in taken(path)[1]] == ["unreadable"]


def test_a_circle_of_linked_folders_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(hostile.story(1))
    (tmp_path / "down").mkdir()
    (tmp_path / "down" / "up").symlink_to(tmp_path)
    read, refusals = taken(tmp_path)
    assert len(read) == 1
    assert [(refusal.source, refusal.reason) for refusal in refusals] == [(f"{tmp_path}/down/up", "loop")]


def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [refusal.reason for refusal in taken(tmp_path)[1]] == ["unreadable"]


def test_all_traps_in_one_folder_do_not_keep_a_good_page_from_being_read(tmp_path: Path) -> None:
    for make in (hostile.links, hostile.nested, hostile.xml_bomb, hostile.nuls, hostile.binary, hostile.empty):
        make(tmp_path)
    (tmp_path / "zz.html").write_text(hostile.story(5))
    read, refusals = taken(tmp_path)
    assert [article.headline for article in read] == ["Fire at mill 5"]
    assert len(refusals) == 6
