"""What a source is."""

import gzip

import pytest

from ingest.kinds import kind

CASES = [
    ("a.txt", b"Fire at mill\n\nTwo were hurt.", "text"),
    ("a", b"Fire at mill", "text"),
    ("a.txt", b"<b>Fire</b> it says", "text"),
    ("a.html", b"  <!DOCTYPE html><html>", "page"),
    ("a", b"\xef\xbb\xbf<html lang=en>", "page"),
    ("a", "<html>".encode("utf-16"), "page"),
    ("a.html", b"Fire, without any tag", "page"),
    ("a.xml", b"<?xml version='1.0'?><rss version='2.0'>", "feed"),
    ("a.xml", b"<html xmlns='x'><body>", "page"),
    ("https://a.example/feed", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
    ("https://a.example/page", b"<!doctype html><body><pre><rss ></pre>", "page"),
    ("a.jsonl", b'{"text": "x"}', "jsonl"),
    ("-", b'{"text": "x"}', "jsonl"),
    ("a.jsonl.gz", gzip.compress(b'{"text": "x"}'), "jsonl"),
    ("a.data", gzip.compress(b"WARC/1.0\r\n"), "warc"),
    ("a.txt", b"WARC/1.1\r\n", "warc"),
]


@pytest.mark.parametrize(("name", "head", "expected"), CASES)
def test_the_first_bytes_tell_and_the_name_where_they_do_not(name: str, head: bytes, expected: str) -> None:
    assert kind(name, head) == expected
