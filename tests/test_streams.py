"""Bytes in bounded pieces, inflated where needed."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.limits import Limits
from ingest.refusals import Refused
from ingest.streams import chunks, lines, whole


@given(st.lists(st.binary(max_size=300), max_size=5), st.booleans())
def test_any_bytes_come_out_as_they_went_in_also_in_several_gzip_members(parts: list[bytes], padded: bool) -> None:
    padding = bytes(7) if padded else b""
    data = b"".join(gzip.compress(part) + padding for part in parts)
    if data:
        assert b"".join(chunks(io.BytesIO(data), Limits())) == b"".join(parts)


@given(st.lists(st.binary(max_size=40)), st.integers(1, 30))
def test_lines_do_not_depend_on_how_the_bytes_are_cut(rows: list[bytes], size: int) -> None:
    data = b"\n".join(row.replace(b"\n", b"") for row in rows)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    expected = data.split(b"\n")
    assert list(lines(pieces, 1000)) == (expected[:-1] if not expected[-1] else expected)


def test_a_long_line_is_none_and_its_neighbors_are_kept() -> None:
    assert list(lines([b"one\n" + b"x" * 50, b"x" * 50 + b"\ntwo"], 60)) == [b"one", None, b"two"]


def test_more_than_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(Refused, match="1 MB") as refused:
        whole([bytes(1 << 20)] * 3, 1 << 20)
    assert refused.value.reason == "too-large"
