"""Speakers of another sentence, on Docs written by hand."""

import pytest
from docs_by_hand import doc, event
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.voices import Voices

SAID = "Berg/NNP/nsubj/1 spoke/VBD/root/1/speak ./././1 | "
FELL = "Rebels/NNS/nsubj/1 shelled/VBD/root/1/shell it/PRP/obj/1 ./././1"


def heard(read: Doc, *, text: str | None = None, who: str = "Berg") -> str | None:
    seen = event(read, "shelled")
    seen.speaker = next(read[t.i : t.i + 1] for t in read if t.text == who)
    voices = Voices.of(read) if text is None else Voices(text, is_interview=False)
    found = voices.speaker(seen)
    return found.text if found is not None else None


def test_nobody_speaks_on_into_the_next_sentence() -> None:
    assert heard(doc(SAID + FELL)) is None


def test_who_speaks_in_the_same_sentence_is_believed() -> None:
    assert heard(doc("Berg/NNP/nsubj/1 said/VBD/root/1/say rebels/NNS/nsubj/3 shelled/VBD/ccomp/1/shell it/PRP/obj/3")) == "Berg"


def test_who_says_we_still_speaks() -> None:
    assert heard(doc(SAID + "They/PRP/nsubj/1 shelled/VBD/root/1/shell us/PRP/obj/1")) == "Berg"


def test_an_open_quotation_goes_on() -> None:
    assert heard(doc('Berg/NNP/nsubj/1 spoke/VBD/root/1/speak :/:/punct/1 "/``/punct/1 Listen/VB/ccomp/1 ./././1 | ' + FELL)) == "Berg"


def test_a_paragraph_behind_a_colon_is_quoted() -> None:
    text = "Berg spoke:\n\nRebels shelled it."
    assert Voices(text, is_interview=False).is_quoted(text.index("shelled"))
    assert not Voices(text.replace(":", "."), is_interview=False).is_quoted(text.index("shelled"))


def test_in_an_interview_the_one_who_has_the_word_speaks() -> None:
    seen = event(read := doc(SAID + FELL), "shelled")
    seen.speaker = read[0:1]
    assert Voices(read.text, is_interview=True).speaker(seen) is not None


@pytest.mark.parametrize(
    ("text", "interview"),
    [
        ("((Eva Lund)) It was late.\n\n((News)) Where?", True),
        ("Eva Lund: It was late.\n\nNews: Where?\n\nEva Lund: Here.", True),
        ("Eva Lund. Image: AP\n\nIvo Lem. Image: AP\n\nIt was late.", False),
        ("((Eva Lund)) It was late.\n\nRebels shelled it.", False),
        ("It was late. Eva Lund: Where?", False),
    ],
)
def test_paragraphs_that_begin_with_who_has_the_word_make_an_interview(text: str, interview: bool) -> None:
    assert Voices.of(Doc(Vocab(), words=[text])).is_interview is interview


def test_a_quotation_may_open_with_the_very_first_character() -> None:
    text = '"It was late. Rebels shelled it.'
    assert Voices(text, is_interview=False).is_quoted(text.index("shelled"))
