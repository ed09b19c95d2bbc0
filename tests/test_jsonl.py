"""JSON Lines."""

import json

import pytest

from ingest.drafts import Draft
from ingest.jsonl import draft_of
from ingest.refusals import Refused


def test_a_line_gives_its_article() -> None:
    row = {
        "url": "https://a.example/1",
        "date": "2024-03-01",
        "title": "Fire",
        "text": "One.\n\nTwo.",
        "source": "Post",
        "authors": ["A", "B"],
        "other": 1,
    }
    assert draft_of(json.dumps(row).encode()) == Draft(("One.", "Two."), "Fire", "2024-03-01", "https://a.example/1", "Post", "A, B")


@pytest.mark.parametrize(
    ("row", "reason", "told"),
    [
        (b"{broken", "damaged", "{broken"),
        (b"[1]", "damaged", "no object"),
        (b'{"text": "\xff"}', "damaged", "UTF-8"),
        (b'{"title": "x"}', "empty", "title"),
        (b'{"text": 5}', "damaged", "'text' is '5'"),
        (b'{"text": "half \\ud800"}', "damaged", "U+D800 at character 5"),
        (b'{"text": "nul \\u0000"}', "damaged", "U+0000 at character 4"),
        (b"[" * 100_000, "damaged", "no JSON"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(row: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        draft_of(row)
    assert refused.value.reason == reason
    assert told in refused.value.detail
