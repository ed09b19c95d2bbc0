"""Text as it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from ingest.refusals import Refused
from ingest.text import cleaned, composed, decoded, headline_of, paragraphs, refuse_broken

LONG = "The president said on Monday that he would send more troops to the border with his neighbor after a week of heavy shelling there."
WRAPPED = """The president said on Monday that he would send more
troops to the border with his neighbor after a week of
heavy shelling there.

Nobody was hurt."""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfplain", "plain"),
        ("Świnoujście".encode("utf-16"), "Świnoujście"),
        ("he said “no” – twice".encode("cp1252"), "he said “no” – twice"),
        (b'<meta charset="iso-8859-1"><p>\x93no\x94, said Mr. M\xfcller', '<meta charset="iso-8859-1"><p>“no”, said Mr. Müller'),
        (b'<?xml version="1.0" encoding="windows-1251"?><p>\xcf\xf3\xf2\xe8\xed', '<?xml version="1.0" encoding="windows-1251"?><p>Путин'),
    ],
)
def test_text_is_decoded_by_its_mark_by_what_it_declares_or_by_its_looks(data: bytes, text: str) -> None:
    assert decoded(data) == text


def test_a_page_in_utf_8_with_one_damaged_byte_is_still_utf_8() -> None:
    data = b'<meta charset="utf-8">' + "“ü” ".encode() * 500 + b"\xff"
    assert decoded(data).count("ü") == 500


def test_a_charset_that_only_the_server_told_counts() -> None:
    assert decoded("Łódź".encode("iso8859-2"), "iso-8859-2") == "Łódź"


@pytest.mark.parametrize("data", [b"a\0b", b"%PDF\0\0\0", bytes(range(256)) * 40])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decoded(data)
    assert refused.value.reason == "binary"


@pytest.mark.parametrize("text", ["a\0", "\ud800", "b\udfff"])
def test_broken_characters_are_refused_by_place(text: str) -> None:
    with pytest.raises(Refused, match="at character"):
        refuse_broken(text)


def test_cleaning_takes_out_what_cannot_be_stored_and_what_hides_in_words() -> None:
    assert (
        cleaned("\ufeffPu\xadtin\u200b met\u202e Kim\x01\ufffe\ud800\U0001ffff \xa0 Jong\tUn\r\nin\u2028Moscow ")
        == "Putin met Kim Jong Un\nin\nMoscow"
    )


def test_cleaning_composes_characters() -> None:
    assert cleaned("Jose\u0301") == "José"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_cleaned_text_goes_into_xml_and_does_not_change_again(text: str) -> None:
    once = cleaned(text)
    element = etree.Element("t")
    element.text = once
    assert etree.fromstring(etree.tostring(element)).text in (once, None)
    assert cleaned(once) == once


def test_lines_that_were_wrapped_become_one_paragraph() -> None:
    assert paragraphs(WRAPPED) == (
        "The president said on Monday that he would send more troops to the border with his neighbor after a week of heavy shelling there.",
        "Nobody was hurt.",
    )


def test_long_lines_are_a_paragraph_each() -> None:
    assert paragraphs(f"{LONG}\n{LONG}\n\n\n") == (LONG, LONG)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Troops to be sent to border\n\n{LONG}", "Troops to be sent to border"),
        (f"Troops to be sent to border\n{LONG}\n{LONG}", "Troops to be sent to border"),
        (f"Will troops be sent?\n\n{LONG}", "Will troops be sent?"),
        (f"{LONG}\n\n{LONG}", None),
        (f"By Ann Lee\n\n{LONG}", None),
        (f"Dear reader,\n\n{LONG}", None),
        ("Troops to be sent to border", None),
        (WRAPPED, None),
    ],
)
def test_a_first_line_is_a_headline_only_if_it_looks_like_one(text: str, headline: str | None) -> None:
    found, body = headline_of(text)
    assert found == headline
    assert " ".join(filter(None, [found, *body])) == " ".join(text.split())


def test_stored_text_is_headline_empty_line_paragraphs_without_saying_the_headline_twice() -> None:
    assert composed("Fire at mill", ("Fire at Mill!", "Nobody was hurt.")) == "Fire at mill\n\nNobody was hurt."
    assert composed(None, ("One.", "Two.")) == "One.\n\nTwo."


def test_a_letter_under_a_mountain_of_accents_is_cleaned_in_no_time() -> None:
    assert len(cleaned("a" + "\u0301\u0327" * 1_000_000 + " b")) < 40
