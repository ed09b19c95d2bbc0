"""The parser's child process."""

import os
import signal

import hostile
import pytest

from ingest.confined import Parser, ParserError
from ingest.drafts import Draft
from ingest.limits import Limits
from ingest.refusals import Refused

PAGE = hostile.story(1).encode()


def test_one_child_serves_many_pages() -> None:
    with Parser(Limits()) as parser:
        first = parser.parse("page", Draft, PAGE)
        child = parser._child
        assert [parser.parse("page", Draft, PAGE) for _ in range(20)] == [first] * 20
        assert parser._child is child


def test_a_child_that_was_killed_costs_one_page_and_is_replaced() -> None:
    with Parser(Limits()) as parser:
        parser.parse("page", Draft, PAGE)
        assert parser._child is not None
        os.kill(parser._child.pid, signal.SIGKILL)
        with pytest.raises(Refused, match="gave up"):
            parser.parse("page", Draft, PAGE)
        assert parser.parse("page", Draft, PAGE).headline == "Fire at mill 1"


def test_a_child_that_cannot_start_is_an_error_and_no_refusal_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    with Parser(Limits()) as parser, pytest.raises(ParserError, match="does not start"):
        parser.parse("page", Draft, PAGE)


def test_every_part_of_a_draft_comes_through() -> None:
    with Parser(Limits()) as parser:
        draft = parser.parse(
            "page", Draft, "<html lang=en><title>Żółw “said”</title><body><p>Żółw said so on Friday.".encode(), "https://a.example/1"
        )
    assert (draft.headline, draft.url, draft.body) == ("Żółw “said”", "https://a.example/1", ("Żółw said so on Friday.",))
