"""What single words say of an event's type."""

import pytest
from trees_by_hand import tree

from ingest.reader.lexicon import asks_a_question, moves_forces, said

MOVED = tree("Kyrgyz/JJ/amod/1 troops/NNS/nsubj:pass/3 were/VBD/aux:pass/3 moved/VBN/root/3 north/RB/advmod/3")
SENT = tree("They/PRP/nsubj/1 sent/VBD/root/1 a/DT/det/3 letter/NN/obj/1 to/IN/case/5 soldiers/NNS/obl/1")


def test_who_moves_troops_mobilizes_and_who_sends_them_a_letter_does_not() -> None:
    assert moves_forces(3, MOVED)
    assert not moves_forces(1, SENT)


@pytest.mark.parametrize(("particles", "types"), [(["forces"], {"MOBILIZE"}), (["out"], {"RETREAT"}), ([], None)])
def test_what_is_moved_tells_what_moving_is(particles: list[str], types: set[str] | None) -> None:
    found = said("move", "VERB", particles)
    assert (found.types if found else None) == types


ASKED_ABOUT = tree("Reporters/NNS/nsubj/1 asked/VBD/root/1/ask him/PRP/obj/1 about/IN/case/4 taxes/NNS/obl/1")
ASKED_TO = tree("Reporters/NNS/nsubj/1 asked/VBD/root/1/ask him/PRP/obj/1 to/TO/mark/4 answer/VB/xcomp/1")
ASKED_FOR = tree("They/PRP/nsubj/1 asked/VBD/root/1/ask for/IN/case/3 help/NN/obl/1")


def test_a_question_is_no_request() -> None:
    assert asks_a_question(1, ASKED_ABOUT)
    assert not asks_a_question(1, ASKED_TO)
    assert not asks_a_question(1, ASKED_FOR)
