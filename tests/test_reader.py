"""The shipped reader: what it sets, that offsets are exact, that a reading depends on its own article alone, and hostile text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from ingest.reader import model, pipeline, tokenizer

pytestmark = pytest.mark.skipif(not (model.FOLDER / "manifest.json").exists(), reason="no trained model in ingest/reader/files: run make train")
NEWS = (
    "Rebels attack convoy\n\nArmed rebels attacked a United Nations convoy near Goma on Tuesday, killing two drivers, the army said. "
    "President Felix Tshisekedi condemned the attack and promised to send troops.\n\nThe rebels denied that they had fired on the convoy. "
    "France may suspend its aid, its foreign minister Anne Leroy told reporters in Paris."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def facts(doc: Doc) -> list[object]:
    """All that the reader sets, as plain values."""
    words = [(t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.is_sent_start) for t in doc]
    ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    clusters = [[(s.start_char, s.end_char) for s in c] for c in doc._.clusters]
    roles = [[(r, s.start_char, s.end_char) for r, s in e.roles] for e in doc._.events]
    events = [(e.trigger.start_char, e.type, e.mode, e.status, round(e.confidence, 6)) for e in doc._.events]
    return [words, ents, clusters, events, roles]


def test_it_sets_every_layer(nlp: Language) -> None:
    doc = nlp(NEWS)
    assert {t.pos_ for t in doc} >= {"NOUN", "PROPN", "VERB", "PUNCT"}
    assert doc.has_annotation("DEP")
    assert all(t.lemma_ for t in doc)
    assert {e.label_ for e in doc.ents} >= {"PER", "ORG", "LOC", "DATE"}
    assert len(doc.spans["mentions"]) > 10
    assert any(len(c) > 1 for c in doc._.clusters)
    assert doc._.predicates
    assert len(doc.spans["events"]) == len(doc._.events) > 4


def test_it_reads_the_attack_and_who_did_it(nlp: Language) -> None:
    attacked = next(e for e in nlp(NEWS)._.events if e.trigger.text == "attacked")
    assert (attacked.type, attacked.status) == ("ASSAULT", "happened")
    roles = [(role, span.text) for role, span in attacked.roles]
    assert ("actor", "Armed rebels") in roles
    assert ("recipient", "a United Nations convoy") in roles


def test_what_may_happen_and_what_is_denied_did_not_happen(nlp: Language) -> None:
    status = {e.trigger.text: e.status for e in nlp(NEWS)._.events}
    assert status["suspend"] == "possible"
    assert status["fired"] == "negated"


def test_what_is_promised_is_planned(nlp: Language) -> None:
    assert next(e.status for e in nlp(NEWS)._.events if e.trigger.text == "send") == "planned"


def test_every_sentence_has_one_root(nlp: Language) -> None:
    for sentence in nlp(NEWS).sents:
        assert sum(t.head.i == t.i for t in sentence) == 1


def test_a_reading_does_not_depend_on_its_neighbours(nlp: Language) -> None:
    texts = [NEWS, "Prices rose in March.", NEWS[:150], "", "The minister resigned.\n" * 80]
    alone = [facts(nlp(text)) for text in texts]
    assert [facts(doc) for doc in nlp.pipe(texts, batch_size=5)] == alone
    assert [facts(doc) for doc in nlp.pipe(reversed(texts), batch_size=2)] == alone[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "\t", ".", "\u200f\u202eمرحبا\u202c", "👩‍👩‍👧‍👦 met 🇫🇷", "a\x00b\x01c", "x" * 5000, "word " * 3000, "a\n" * 2000,
        "é" * 300 + " attacked", "​​", "…" * 500, "((((((((((" * 50, "1,000,000.00 $%&/ 12:30", "I.B.M.'s U.S.-led A.B.C.",
    ],
)  # fmt: skip
def test_any_text_gives_a_doc_with_exact_offsets(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert "".join(t.text_with_ws for t in doc) == text
    for span in [*doc.ents, *doc.spans["mentions"], *doc.spans["events"]]:
        assert text[span.start_char : span.end_char] == span.text


def test_half_a_surrogate_pair_is_refused_by_name(nlp: Language) -> None:
    with pytest.raises(tokenizer.TextError, match="character 4"):
        nlp("bad \ud800 text")


def test_a_megabyte_on_one_line_is_read(nlp: Language) -> None:
    text = "The army shelled the town " * 40_000
    doc = nlp.make_doc(text[:150_000])
    read = nlp.get_pipe("reader")(doc)
    assert read.text == text[:150_000]
    assert len(read._.events) > 1000


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_offsets_are_exact_for_any_text(text: str) -> None:
    doc = READER()(text)
    assert doc.text == text
    assert all(text[s.start_char : s.end_char] == s.text for s in doc.spans["mentions"])


def test_sentence_starts_that_are_given_are_kept(nlp: Language) -> None:
    words = "He came . She left .".split()
    doc = Doc(nlp.vocab, words=words, sent_starts=[True, False, False, True, False, False])
    assert [s.text for s in nlp.get_pipe("reader")(doc).sents] == ["He came .", "She left ."]


def test_displacy_draws_a_doc(nlp: Language) -> None:
    from spacy import displacy

    doc = nlp(NEWS)
    assert "PER" in displacy.render(doc, style="ent", jupyter=False)
    assert "<svg" in displacy.render(list(doc.sents)[1], style="dep", jupyter=False)


def test_a_damaged_model_is_refused(tmp_path: object) -> None:
    import shutil
    from pathlib import Path

    copy = Path(str(tmp_path)) / "files"
    shutil.copytree(model.FOLDER, copy)
    (copy / "heads.npz").write_bytes(b"damaged")
    with pytest.raises(model.ModelError, match=r"heads\.npz"):
        model.check(copy)


_READER: list[Language] = []


def READER() -> Language:
    if not _READER:
        _READER.append(pipeline.load())
    return _READER[0]
