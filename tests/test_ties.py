"""Whom the tree ties to what happens, on trees written by hand."""

import pytest

from ingest.reader.arcs import Arc
from ingest.reader.speech import Tree
from ingest.reader.ties import shown
from tests.trees_by_hand import tree

CALLED = tree("They/PRP/nsubj/1 called/VBD/root/1/call on/IN/case/3 Sule/NNP/obl/1 to/TO/mark/5 resign/VB/xcomp/1")
DELEGATES = tree("Delegates/NNS/nsubj/3/delegate of/IN/case/2 Ghana/NNP/nmod/0 met/VBD/root/3/meet")
DIED = tree("Twelve/CD/nsubj/1 died/VBD/root/1/die in/IN/case/4 the/DT/det/4 attack/NN/obl/1")
MADE = tree("Sule/NNP/nsubj/1 came/VBD/root/1/come and/CC/cc/3 made/VBD/conj/1/make offers/NNS/obj/3/offer")
RIGHT = tree("They/PRP/nsubj/1 had/VBD/root/1/have the/DT/det/3 right/NN/obj/1 to/TO/mark/5 appeal/VB/acl/3")
SHARED = tree("Sule/NNP/nsubj/1 came/VBD/root/1/come and/CC/cc/3 left/VBD/conj/1/leave ,/,/punct/5 praising/VBG/advcl/3/praise them/PRP/obj/5")
WANTED = tree("They/PRP/nsubj/1 wanted/VBD/root/1/want Sule/NNP/nsubj/4 to/TO/mark/4 resign/VB/xcomp/1")
WENT = tree("They/PRP/nsubj/1 waited/VBD/root/1/wait with/IN/case/3 Sule/NNP/obl/1 to/TO/mark/5 resign/VB/xcomp/1")
WHO = tree("Sule/NNP/nsubj/4 ,/,/punct/3 who/WP/nsubj/3 left/VBD/acl:relcl/0/leave spoke/VBD/root/4/speak")
WORK = tree("They/PRP/nsubj/1 praised/VBD/root/1/praise Sule/NNP/nmod:poss/4 's/POS/case/2 work/NN/obj/1")


@pytest.mark.parametrize(
    ("written", "source", "target", "role"),
    [
        (SHARED, 5, 0, "actor"),
        (DIED, 4, 0, "recipient"),
        (WORK, 1, 2, "recipient"),
        (DELEGATES, 3, 2, "actor"),
        (WHO, 3, 0, "actor"),
        (RIGHT, 5, 0, "actor"),
        (CALLED, 5, 3, "actor"),
        (WANTED, 1, 2, "recipient"),
        (MADE, 4, 0, "actor"),
    ],
)
def test_shared_subjects_owners_of_objects_and_parties_to_the_verb_around_are_shown(written: Tree, source: int, target: int, role: str) -> None:
    assert shown(Arc(source, target, role, 0.4), written)


def test_whom_something_is_only_done_with_is_no_subject_of_what_follows() -> None:
    assert not shown(Arc(5, 3, "actor", 0.4), WENT)
