"""What single words say of an event's type."""

import pytest
from trees_by_hand import tree

from ingest.reader.lexicon import moves_forces, said

MOVED = tree("Kyrgyz/JJ/amod/1 troops/NNS/nsubj:pass/3 were/VBD/aux:pass/3 moved/VBN/root/3 north/RB/advmod/3")
SENT = tree("They/PRP/nsubj/1 sent/VBD/root/1 a/DT/det/3 letter/NN/obj/1 to/IN/case/5 soldiers/NNS/obl/1")


def test_who_moves_troops_mobilizes_and_who_sends_them_a_letter_does_not() -> None:
    assert moves_forces(3, MOVED)
    assert not moves_forces(1, SENT)


@pytest.mark.parametrize(("particles", "types"), [(["forces"], {"MOBILIZE"}), (["out"], {"RETREAT"}), ([], None)])
def test_what_is_moved_tells_what_moving_is(particles: list[str], types: set[str] | None) -> None:
    found = said("move", "VERB", particles)
    assert (found.types if found else None) == types
