"""Places that prepositions tie to an event, on Docs written by hand."""

import pytest
from docs_by_hand import doc, event
from spacy.tokens import Doc

from ingest.venues import placed

SPREAD = "It/PRP/nsubj/1 spread/VBD/root/1/spread to/IN/case/3 Bergen/NNP/obl/1 and/CC/cc/5 Molde/NNP/conj/3"
SENT = "They/PRP/nsubj/1 sent/VBD/root/1/send food/NN/obj/1 {}/IN/case/4 {}/NNP/obl/1"
GAVE = "They/PRP/nsubj/1 gave/VBD/root/1/give food/NN/obj/1 to/IN/case/4 Bergen/NNP/obl/1"
SPOKE = "They/PRP/nsubj/1 voted/VBD/root/1/vote in/IN/case/3 Kenya/NNP/obl/1"


def roles(read: Doc) -> list[tuple[str, str]]:
    return [(role, span.text) for found in placed(read) for role, span in found.roles]


def test_where_something_spreads_to_is_no_recipient() -> None:
    read = doc(SPREAD, names=["Bergen:LOC", "Molde:LOC"])
    event(read, "spread", roles=[("recipient", "Bergen")])
    assert roles(read) == [("place", "Bergen"), ("place", "Molde")]


def test_a_place_that_the_reader_left_out_is_found() -> None:
    read = doc(SENT.format("to", "Bergen"), names=["Bergen:LOC"])
    event(read, "sent", roles=[("participant", "food")])
    assert roles(read) == [("participant", "food"), ("place", "Bergen")]


@pytest.mark.parametrize(
    ("written", "trigger", "name", "role"),
    [
        (GAVE, "gave", "Bergen", "recipient"),  # who is given something has it
        (SENT.format("to", "Kenya"), "sent", "Kenya", "recipient"),  # a state is sent to
        (SENT.format("to", "Moscow"), "sent", "Moscow", "recipient"),  # and so is its capital
        (SENT.format("from", "Moscow"), "sent", "Moscow", "place"),
        (SPOKE, "voted", "Kenya", "place"),  # but what happens in it has it for a place
    ],
)
def test_a_state_is_a_place_where_something_happens_in_it(written: str, trigger: str, name: str, role: str) -> None:
    read = doc(written, names=[f"{name}:LOC"])
    event(read, trigger, roles=[("recipient", name)])
    assert roles(read) == [(role, name)]


def test_the_readers_own_place_stays_alone() -> None:
    read = doc(
        "They/PRP/nsubj/1 met/VBD/root/1/meet near/IN/case/3 Bergen/NNP/obl/1 in/IN/case/5 Norway/NNP/obl/1", names=["Bergen:LOC", "Norway:LOC"]
    )
    event(read, "met", roles=[("place", "Bergen")])
    assert roles(read) == [("place", "Bergen")]
