"""Files made to break readers of news. Each maker writes one under a folder and gives its path; all are small on disk or quick to write."""

import gzip
import io
import json
import random
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # warcio ships no types

SENTENCE = "Police in Lower Town said on Friday that two men were arrested after the fire at the old mill. "


def story(number: int) -> str:
    """An ordinary page of news."""
    paragraphs = "".join(f"<p>{SENTENCE} Report {number}, part {part}: the mayor thanked the {part + 2} crews that came.</p>" for part in range(6))
    return f"<!doctype html><html lang='en'><head><title>Fire at mill {number}</title></head><body><article>{paragraphs}</article></body></html>"


def archive(pages: list[tuple[str, bytes]], compressed: bool, content_type: str = "text/html; charset=utf-8") -> list[bytes]:
    """The response records of a WARC, one by one."""
    records = []
    for url, body in pages:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=compressed)
        headers = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
        records.append(out.getvalue())
    return records


def links(folder: Path) -> Path:
    """4 MB of links."""
    return _written(folder / "links.html", b"<html><body>" + b'<a href="/x">a link to it all</a> ' * 118_000 + b"</body></html>")


def nested(folder: Path) -> Path:
    """300,000 nested tags."""
    return _written(folder / "nested.html", b"<html><body>" + b"<div>" * 300_000 + b"text" + b"</div>" * 300_000)


def nested_below_the_limit(folder: Path) -> Path:
    """As many nested tags as are let through to the parser."""
    return _written(folder / "deep.html", b"<html><body>" + b"<b><i>" * 24_000 + SENTENCE.encode())


def xml_bomb(folder: Path) -> Path:
    """A feed whose title is a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss version="2.0"><channel><title>&l11;</title></channel></rss>'
    return _written(folder / "bomb.rss", text.encode())


def hidden_xml_bomb(folder: Path) -> Path:
    """The same in UTF-16, where no search for ASCII bytes sees it."""
    return _written(folder / "bomb16.rss", xml_bomb(folder).read_text().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"))


def gzip_bomb(folder: Path) -> Path:
    """A WARC of a few hundred kilobytes, one record of which inflates to 200 MB, between two good ones."""
    before, after = archive([("https://a.example/1", story(1).encode()), ("https://a.example/2", story(2).encode())], compressed=True)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 200000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return _written(folder / "bomb.warc.gz", before + gzip.compress(head + b" " * 200_000_000, 9, mtime=0) + after)


def many_small_bombs(folder: Path) -> Path:
    """A WARC of many records, each of which inflates to a little less than what one may."""
    record = gzip.compress(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 59999940\r\n\r\n" + b" " * 60_000_000, 9, mtime=0)
    return _written(folder / "bombs.warc.gz", archive([("https://a.example/1", story(1).encode())], compressed=True)[0] + record * 300)


def damaged_records(folder: Path, compressed: bool) -> Path:
    """400 damaged WARC records, each damaged in its own way, with a good one after every fortieth."""
    chance = random.Random(7)
    damaged = archive([(f"https://a.example/bad/{n}", story(n).encode()) for n in range(400)], compressed)
    good = archive([(f"https://a.example/good/{n}", story(n).encode()) for n in range(10)], compressed)
    parts = []
    for number, record in enumerate(damaged):
        parts.append(_damaged(record, number, chance))
        parts += [good[number // 40]] if number % 40 == 39 else []
    return _written(folder / ("damaged.warc.gz" if compressed else "damaged.warc"), b"".join(parts))


def _damaged(record: bytes, number: int, chance: random.Random) -> bytes:
    if number % 4 == 0:
        return record[: len(record) // 2]
    if number % 4 == 1:
        return record[:40] + chance.randbytes(200) + record[240:]
    if number % 4 == 2:
        return record.replace(b"Content-Length: ", b"Content-Length: 9", 1)[: len(record) - 30]
    return record[:-200] + bytes(200)


def long_line(folder: Path) -> Path:
    """A line of 100 MB between two good ones."""
    path = folder / "long.jsonl"
    with path.open("wb") as out:
        out.write(row(1) + b'{"text": "')
        for _ in range(100):
            out.write(b"a" * 1_000_000)
        out.write(b'"}\n' + row(2))
    return path


def long_text(folder: Path) -> Path:
    """A plain text of 100 MB on one line."""
    path = folder / "long.txt"
    with path.open("wb") as out:
        for _ in range(100):
            out.write(b"word " * 200_000)
    return path


def row(number: int) -> bytes:
    """A good line of JSON."""
    return json.dumps({"title": f"Fire at mill {number}", "date": "2024-03-01", "text": SENTENCE * 3}).encode() + b"\n"


def nuls(folder: Path) -> Path:
    """Text with NULs in it."""
    return _written(folder / "nuls.txt", (SENTENCE * 3).encode() + bytes(100))


def surrogates(folder: Path) -> Path:
    """JSON with halves of surrogate pairs, between good lines."""
    bad = b'{"title": "Half \\ud800 a pair", "text": "' + SENTENCE.encode() * 3 + b'\\udfff"}\n'
    return _written(folder / "surrogates.jsonl", row(1) + bad + row(2))


def binary(folder: Path) -> Path:
    """Bytes of chance."""
    return _written(folder / "program.txt", random.Random(7).randbytes(100_000))


def inflating_lines(folder: Path) -> Path:
    """JSON Lines of 500 KB that inflate to 500 MB."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as stream:
        stream.write(row(1))
        for _ in range(500):
            stream.write(b" " * 1_000_000)
    return _written(folder / "spaces.jsonl.gz", out.getvalue())


def cut_gzip(folder: Path) -> Path:
    """A gzip file that breaks off."""
    return _written(folder / "cut.jsonl.gz", gzip.compress(b"".join(map(row, range(500))), mtime=0)[:-40])


def empty(folder: Path) -> Path:
    """Nothing."""
    return _written(folder / "empty.html", b"")


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
