"""Web archives, whole and damaged."""

import gzip
import io
from pathlib import Path

import hostile
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # warcio ships no types

from graph.records import Article
from ingest.articles import articles
from ingest.drafts import Options
from ingest.framing import frames
from ingest.limits import Limits
from ingest.refusals import Refusal

PAGES = [(f"https://a.example/{n}", hostile.story(n).encode()) for n in range(3)]


def taken(path: Path, data: bytes, limits: Limits | None = None) -> tuple[list[Article], list[Refusal]]:
    path.write_bytes(data)
    items = list(articles(str(path), options=Options(limits=limits or Limits())))
    return [item for item in items if isinstance(item, Article)], [item for item in items if isinstance(item, Refusal)]


@pytest.mark.parametrize("compressed", [False, True])
def test_every_page_becomes_an_article_with_its_address(tmp_path: Path, compressed: bool) -> None:
    read, refusals = taken(tmp_path / "a.warc", b"".join(hostile.archive(PAGES, compressed)))
    assert [(article.url, article.headline) for article in read] == [(f"https://a.example/{n}", f"Fire at mill {n}") for n in range(3)]
    assert refusals == []


def test_a_file_that_was_gzipped_as_a_whole_is_read_too(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(hostile.archive(PAGES, compressed=False)))
    assert len(taken(tmp_path / "a.warc.gz", data)[0]) == 3
    read, refusals = taken(tmp_path / "a.warc.gz", data, Limits(page_bytes=2000))
    assert (len(read), [refusal.reason for refusal in refusals]) == (0, ["too-large"])
    assert "warcio recompress" in refusals[0].detail


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "x"}))
    for status, kind in (("404 Not Found", "text/html"), ("200 OK", "image/png")):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record("https://a.example/x", "response", payload=io.BytesIO(b"x" * 9000), http_headers=headers))
    read, refusals = taken(tmp_path / "a.warc.gz", out.getvalue(), Limits(page_bytes=5000))
    assert read == []
    assert [(item.reason, item.passed_over) for item in refusals] == [("no-page", True)]
    assert refusals[0].detail == "passed over what is no page: 1 image/png, 1 status 404, 1 warcinfo"


def test_pages_that_were_sent_compressed_and_in_chunks_are_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(PAGES[0][1])
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    out = io.BytesIO()
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1"
    )
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warc_record("https://a.example/0", "response", payload=io.BytesIO(chunked), http_headers=headers))
    assert [article.headline for article in taken(tmp_path / "a.warc.gz", out.getvalue())[0]] == ["Fire at mill 0"]


def test_a_page_that_is_too_large_is_refused_by_its_place(tmp_path: Path) -> None:
    records = hostile.archive([PAGES[0], ("https://a.example/big", b"<html>" + b" " * 50_000), PAGES[1]], compressed=True)
    read, refusals = taken(tmp_path / "a.warc.gz", b"".join(records), Limits(page_bytes=20_000))
    assert len(read) == 2
    assert [(item.source, item.reason) for item in refusals] == [(f"{tmp_path}/a.warc.gz@{len(records[0])}", "too-large")]


@pytest.mark.parametrize("compressed", [False, True])
def test_offsets_of_records_are_where_they_start(compressed: bool) -> None:
    records = hostile.archive(PAGES, compressed)
    starts = [sum(map(len, records[:n])) for n in range(3)]
    assert [frame.offset for frame in frames(io.BytesIO(b"".join(records)), Limits())] == starts


def test_a_record_whose_bytes_were_changed_is_told_by_its_digest(tmp_path: Path) -> None:
    first, second = hostile.archive(PAGES[:2], compressed=False)
    read, refusals = taken(tmp_path / "a.warc", first.replace(b"two men", b"six men") + second)
    assert [article.url for article in read] == ["https://a.example/1"]
    assert [(item.source, item.reason) for item in refusals] == [(f"{tmp_path}/a.warc@0", "damaged")]
    assert "WARC-Block-Digest" in refusals[0].detail


def test_gzip_in_gzip_is_damaged_and_not_unpacked_for_ever() -> None:
    data = b"".join(hostile.archive(PAGES[:1], compressed=True))
    assert [frame.fault is None for frame in frames(io.BytesIO(data), Limits())] == [True]
    assert [frame.fault and frame.fault.reason for frame in frames(io.BytesIO(gzip.compress(data)), Limits())] == ["damaged"]
