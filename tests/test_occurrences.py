"""Who fills the roles of events, read from real sentences."""

import pytest
from docs_by_hand import doc, event

from graph.records import Article, Reading, Role
from ingest import occurrences
from ingest.cast import entities
from ingest.reader.model import FOLDER

TEXT = (
    'President Maria Ortega met Paulo Reis in Lisbon on Monday.\n\n"I condemn the attack," said Ortega. '
    '"We want talks and we accuse Portugal of lies," she said.'
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    if not (FOLDER / "manifest.json").exists():
        pytest.skip("the reader's model is not here; `make train` makes it")
    from ingest.reader.pipeline import load
    from ingest.reading import read

    return read(load(), Article(TEXT))


def roles(reading: Reading, word: str) -> list[Role]:
    """All roles that a word of the text fills."""
    return [r for e in reading.events for r in e.roles if TEXT[r.begin : r.end].lower() == word]


def test_i_is_who_speaks(reading: Reading) -> None:
    assert {reading.entities[r.entity].name for r in roles(reading, "i") if r.entity is not None} == {"Maria Ortega"}


def test_we_is_nobody_that_a_quotation_names(reading: Reading) -> None:
    assert {r.entity for r in roles(reading, "we")} == {None}


def test_i_in_reported_speech_is_whoever_writes() -> None:
    read = doc("Omar/NNP/nsubj/1 said/VBD/root/1/say I/PRP/nsubj/3 lied/VBD/ccomp/1/lie", mentions=["Omar:person", "I:person"], names=["Omar:PER"])
    lied = event(read, "lied", roles=[("actor", "I")])
    lied.speaker = read[0:1]
    assert [role.entity for role in occurrences.roles(lied, entities(read, home=None))] == [None]


def test_who_was_not_consulted_has_done_nothing() -> None:
    read = doc(
        "NUMSA/NNP/nsubj/1 said/VBD/root/1/say it/PRP/nsubj:pass/4 was/VBD/aux:pass/4 consulted/VBN/ccomp/1/consult",
        mentions=["NUMSA:organization", "it:organization"], names=["NUMSA:ORG"], same=[[0, 1]],
    )  # fmt: skip
    consulted = event(read, "consulted", roles=[("actor", "NUMSA"), ("recipient", "it")])
    assert [(role.role, role.entity) for role in occurrences.roles(consulted, entities(read, home=None))] == [("recipient", 0)]
