"""Doers and sufferers that the tree bears out, and those it does not, on trees written by hand."""

import pytest

from ingest.reader.arcs import Arc
from ingest.reader.doers import borne_out
from ingest.reader.speech import Tree
from tests.trees_by_hand import tree

BESIDE = tree("While/IN/mark/2 deputies/NNS/nsubj/2/deputy voted/VBD/advcl/5/vote ,/,/punct/2 senators/NNS/nsubj/5/senator left/VBD/root/5/leave")
ORDER = tree("Navy/NNP/nsubj/1 announced/VBD/root/1/announce orders/NNS/obj/1/order by/IN/case/5 Admiral/NNP/compound/5 Sule/NNP/nmod/2")
WHO = tree("Sule/NNP/nsubj/4 ,/,/punct/3 who/WP/nsubj/3 left/VBD/acl:relcl/0/leave spoke/VBD/root/4/speak")
UNDER = tree("It/PRP/nsubj:pass/2 was/VBD/aux:pass/2/be agreed/VBN/root/2/agree under/IN/case/4 Sule/NNP/obl:agent/2")
BY = tree("It/PRP/nsubj:pass/2 was/VBD/aux:pass/2/be agreed/VBN/root/2/agree by/IN/case/4 Sule/NNP/obl:agent/2")
FAR = tree("Police/NNS/nsubj/1 answered/VBD/root/1/answer reports/NNS/obj/1/report of/IN/case/5 a/DT/det/5 shooting/NN/nmod/2")
BEGAN = tree("Police/NNS/nsubj/1 began/VBD/root/1/begin inquiries/NNS/obj/1/inquiry")
SAID = tree("Berg/NNP/nsubj/1 resigned/VBD/root/1/resign ./././1 He/PRP/nsubj/4 left/VBD/root/4/leave")
QUOTED = tree("Berg/NNP/nsubj/1 wrote/VBD/root/1/write ./././1 “/``/punct/5 We/PRP/nsubj/5 left/VBD/root/5/leave ”/''/punct/5")
COLON = tree("Berg/NNP/nsubj/1 wrote/VBD/root/1/write :/:/punct/1 They/PRP/nsubj/4 left/VBD/root/4/leave")
ANSWER = tree("Berg/NNP/root/0 They/PRP/nsubj/2 left/VBD/root/2/leave")
OFFER = tree("Sule/NNP/nsubj/1 declined/VBD/root/1/decline Berg/NNP/nmod:poss/4 's/POS/case/2 offer/NN/obj/1")
RAIDS = tree("Raids/NNS/root/0/raid carried/VBN/acl/0/carry out/RP/compound:prt/1 by/IN/case/4 police/NNS/obl:agent/1")
LAUNCHED = tree("Raids/NNS/nsubj:pass/2/raid were/VBD/aux:pass/2/be launched/VBN/root/2/launch by/IN/case/4 police/NNS/obl:agent/2")
SAW = tree("Police/NNS/nsubj/1 saw/VBD/root/1/see raids/NNS/obj/1/raid")
NATIONS = tree("The/DT/det/2 United/NNP/compound/2 Nations/NNPS/nsubj/3 left/VBD/root/3/leave")
BOTH = tree("Kurds/NNS/nsubj/4/Kurd and/CC/cc/3 the/DT/det/3 Arabs/NNS/conj/0/Arab fought/VBD/root/4/fight")
THREE = tree("Chad/NNP/nsubj/5 ,/,/punct/2 Mali/NNP/conj/0 and/CC/cc/4 Niger/NNP/conj/0 agreed/VBD/root/5/agree")
EITHER = tree("Chad/NNP/nsubj/3 or/CC/cc/2 Mali/NNP/conj/0 agreed/VBD/root/3/agree")
HATS = tree("Senator/NN/nsubj/4 and/CC/cc/2 candidate/NN/conj/0 Berg/NNP/flat/2 agreed/VBD/root/4/agree")
INTERVIEW = tree("(/(/punct/4 Sule/NNP/nsubj/4 )/)/punct/4 We/PRP/nsubj/4 won/VBD/root/4/win They/PRP/nsubj/6 left/VBD/root/6/leave")
INQUIRY = tree("their/PRP$/nmod:poss/1 inquiry/NN/root/1")


def left(written: Tree, source: int, target: int, role: str = "actor", probability: float = 0.9) -> bool:
    kinds = dict.fromkeys(range(len(written.words)), "person")
    return any((a.target, a.label) == (target, role) for a in borne_out([Arc(source, target, role, probability)], [source], kinds, written))


def test_who_has_a_verb_of_his_own_beside_a_verb_with_a_subject_does_not_do_it() -> None:
    assert (left(BESIDE, 2, 4), left(BESIDE, 2, 1), left(BESIDE, 5, 4)) == (False, True, True)


def test_what_a_by_phrase_gives_somebody_is_not_done_by_the_subject_of_the_verb_around() -> None:
    assert (left(ORDER, 2, 0), left(ORDER, 2, 5)) == (False, True)


def test_a_relative_pronoun_is_no_other_subject() -> None:
    assert left(WHO, 3, 0)


def test_an_agent_needs_a_by() -> None:
    assert (left(UNDER, 2, 4), left(BY, 2, 4)) == (False, True)


def test_whom_the_tree_does_not_show_needs_a_sure_network() -> None:
    assert (left(FAR, 5, 0, probability=0.4), left(FAR, 5, 0, probability=0.6), left(BEGAN, 2, 0, probability=0.4)) == (False, True, True)


def test_outside_of_quotation_marks_nobody_speaks_from_a_sentence_before() -> None:
    assert not left(SAID, 4, 0, "speaker")
    assert left(QUOTED, 5, 0, "speaker")


def test_before_a_colon_or_an_answer_somebody_speaks() -> None:
    assert left(COLON, 4, 0, "speaker")
    assert left(ANSWER, 2, 0, "speaker")
    assert left(INTERVIEW, 6, 1, "speaker")


def test_whose_inquiry_it_is_makes_it_where_nobody_else_does() -> None:
    assert [(a.target, a.label) for a in borne_out([], [1], {0: "organization"}, INQUIRY)] == [(0, "actor")]
    assert borne_out([], [1], {0: "object"}, INQUIRY) == []


def test_nobody_else_does_what_a_name_owns() -> None:
    kinds = {0: "person", 2: "person"}
    both = [Arc(4, 0, "actor", 0.9), Arc(4, 2, "actor", 0.9)]
    assert [a.target for a in borne_out(both, [4], kinds, OFFER)] == [2]
    assert [a.target for a in borne_out(both[1:], [4], kinds, OFFER)] == [2]


def test_who_carries_out_a_raid_makes_it() -> None:
    kinds = {0: "organization", 4: "organization"}
    assert [[(a.target, a.label) for a in borne_out([], [0], kinds, t)] for t in (RAIDS, LAUNCHED)] == [[(4, "actor")]] * 2
    assert [(a.target, a.label) for a in borne_out([], [2], kinds, BEGAN)] == [(0, "actor")]
    assert borne_out([], [2], kinds, SAW) == []


def test_the_part_of_an_article_or_of_half_a_name_is_that_of_the_name() -> None:
    found = [borne_out([Arc(3, at, "actor", 0.9)], [3], {2: "organization"}, NATIONS) for at in (0, 1)]
    assert [[a.target for a in arcs] for arcs in found] == [[2], [2]]


@pytest.mark.parametrize(("written", "verb", "doers"), [(BOTH, 4, [0, 3]), (THREE, 5, [0, 2, 4]), (EITHER, 3, [0]), (HATS, 4, [0])])
def test_those_joined_by_and_do_it_too(written: Tree, verb: int, doers: list[int]) -> None:
    kinds = {0: "place", 2: "place", 3: "place", 4: "place"}
    assert [a.target for a in borne_out([Arc(verb, 0, "actor", 0.9)], [verb], kinds, written)] == doers
