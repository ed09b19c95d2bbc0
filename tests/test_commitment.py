"""What happened, is to come, may be or is not, as trees tell it: the gain of each status over the network's word."""

import numpy as np
import pytest
from trees_by_hand import tree

from ingest.reader.commitment import ABSENT, ALONG, DENIED, DOUBT, GROUNDLESS, PAST, is_denied, weighed, weights
from ingest.reader.speech import Tree

SHOT = tree("Troops/NNS/nsubj/1 shot/VBD/root/1/shoot a/DT/det/3 man/NN/obj/1")
NO_GATE = tree("No/DT/det/1 gate/NN/nsubj:pass/3 was/VBD/aux:pass/3 opened/VBN/root/3/open")
MEETING = tree("They/PRP/nsubj/1 spoke/VBD/root/1/speak during/IN/case/4 a/DT/det/4 meeting/NN/obl/1")
PLANNED_MEETING = tree("They/PRP/nsubj/1 planned/VBD/root/1/plan a/DT/det/3 meeting/NN/obj/1")
WILL_MEET = tree("They/PRP/nsubj/2 will/MD/aux/2 meet/VB/root/2 and/CC/cc/4 sign/VB/conj/2")
MAY_LEAVE = tree("They/PRP/nsubj/2 may/MD/aux/2 leave/VB/root/2")
IF_LEFT = tree("Talks/NNS/nsubj/1 fail/VBP/root/1 if/IN/mark/4 troops/NNS/nsubj/4 left/VBD/advcl/1/leave")
REFUSED = tree("He/PRP/nsubj/1 refused/VBD/root/1/refuse to/TO/mark/3 leave/VB/xcomp/1")
DENIED_THAT = tree("He/PRP/nsubj/1 denied/VBD/root/1/deny that/IN/mark/4 troops/NNS/nsubj/4 fired/VBD/ccomp/1/fire")
KILLING = tree("A/DT/det/1 bomb/NN/nsubj/2 exploded/VBD/root/2/explode ,/,/punct/4 killing/VBG/advcl/2/kill two/CD/obj/4")


@pytest.mark.parametrize(("read", "word", "happened"), [(SHOT, 1, PAST), (MEETING, 4, ALONG), (KILLING, 4, ALONG)])
def test_what_is_told_in_the_past_happened_with_all_that_goes_along(read: Tree, word: int, happened: float) -> None:
    assert weights(word, read) == (happened, 0.0, 0.0, -GROUNDLESS)


@pytest.mark.parametrize(
    ("read", "word"), [(NO_GATE, 3), (PLANNED_MEETING, 3), (WILL_MEET, 4), (MAY_LEAVE, 2), (IF_LEFT, 4), (REFUSED, 3), (DENIED_THAT, 4)]
)
def test_what_is_governed_by_doubt_or_plan_is_no_plain_past(read: Tree, word: int) -> None:
    assert weights(word, read)[0] == 0.0


@pytest.mark.parametrize(
    ("read", "word", "status"), [(WILL_MEET, 2, 1), (WILL_MEET, 4, 1), (MAY_LEAVE, 2, 2), (IF_LEFT, 4, 2), (REFUSED, 3, 3), (DENIED_THAT, 4, 3)]
)
def test_each_word_speaks_for_its_status(read: Tree, word: int, status: int) -> None:
    assert int(np.argmax(weights(word, read))) == status


def test_where_there_was_none_nothing_happened() -> None:
    assert is_denied(3, NO_GATE)
    assert weights(3, NO_GATE) == (0.0, 0.0, 0.0, DENIED)
    assert "no" in ABSENT


def test_a_denial_without_a_word_that_denies_is_overruled() -> None:
    read = weighed(np.array([0.45, 0.0, 0.0, 0.55], dtype=np.float32), 1, SHOT)
    assert read[0] > 0.95
    assert float(read.sum()) == pytest.approx(1.0)


CALLED_OFF = tree("They/PRP/nsubj/1 called/VBD/root/1/call off/RP/compound:prt/1 a/DT/det/4 march/NN/obj/1")
ALLEGED = tree("He/PRP/nsubj/1 faces/VBZ/root/1/face three/CD/nummod/3 counts/NNS/obj/1/count of/IN/case/5 arson/NN/nmod/3")


DENIED_REPORT = tree(
    "He/PRP/nsubj/1 denied/VBD/root/1/deny a/DT/det/3 report/NN/obj/1 that/IN/mark/6 they/PRP/nsubj/6 hired/VBD/acl/3/hire workers/NNS/obj/6"
)
DENIES_SHELLING = tree("They/PRP/nsubj/1 deny/VBP/root/1/deny shelling/VBG/xcomp/1/shell a/DT/det/4 village/NN/obj/2")
STOPPED_SHELLING = tree("They/PRP/nsubj/1 stopped/VBD/root/1/stop shelling/VBG/xcomp/1/shell a/DT/det/4 village/NN/obj/2")


def test_what_a_denied_report_tells_is_negated_and_what_stopped_is_not() -> None:
    assert weights(6, DENIED_REPORT)[0] == 0.0
    assert int(np.argmax(weights(6, DENIED_REPORT))) == int(np.argmax(weights(2, DENIES_SHELLING))) == 3
    assert weights(2, STOPPED_SHELLING)[3] <= 0.0


EXPECTED = tree(
    "It/PRP/nsubj:pass/2 is/VBZ/aux:pass/2 expected/VBN/root/2/expect to/TO/mark/5 be/VB/aux:pass/5 located/VBN/xcomp/2/locate there/RB/advmod/5"
)


def test_what_is_expected_to_be_is_planned() -> None:
    assert int(np.argmax(weights(2, EXPECTED))) == 1


def test_what_was_called_off_did_not_take_place() -> None:
    assert int(np.argmax(weights(4, CALLED_OFF))) == 3


def test_what_somebody_is_charged_with_is_not_said_to_have_happened() -> None:
    assert weights(5, ALLEGED) == (0.0, 0.0, DOUBT, -GROUNDLESS)


NO_LONGER = tree("It/PRP/nsubj/3 no/RB/advmod/2 longer/RB/advmod/3 sells/VBZ/root/3/sell arms/NNS/obj/3")
LINKED = tree(
    "They/PRP/nsubj/1 deny/VBP/root/1 that/IN/mark/6 the/DT/det/4 blasts/NNS/nsubj:pass/6/blast were/VBD/aux:pass/6 linked/VBN/ccomp/1/link"
)
NO_BLASTS = tree("The/DT/det/1 talks/NNS/nsubj/4/talk did/VBD/aux/4 not/RB/advmod/4 take/VB/root/4 place/NN/obj/4")
BANS = tree("The/DT/det/1 law/NN/nsubj/2 bans/VBZ/root/2/ban flights/NNS/obj/2")
PREVENTABLE = tree("The/DT/det/1 attack/NN/nsubj:pass/5 could/MD/aux/5 have/VB/aux/5 been/VBN/aux:pass/5 prevented/VBN/root/5/prevent ././punct/5")
CLEARED = tree("He/PRP/nsubj:pass/2 was/VBD/aux:pass/2 cleared/VBN/root/2/clear of/IN/case/4 murder/NN/obl/2")
WAS_HE = tree("Was/VBD/aux:pass/3 the/DT/det/2 mayor/NN/nsubj:pass/3 arrested/VBN/root/3/arrest ?/./punct/3")
WHY = tree("Why/WRB/advmod/4 was/VBD/aux:pass/4 the/DT/det/3 mayor/NN/nsubj:pass/4 arrested/VBN/root/4/arrest ?/./punct/4")
ALLEGEDLY = tree("He/PRP/nsubj/2 allegedly/RB/advmod/2 struck/VBD/root/2/strike her/PRP/obj/2")


def test_what_is_no_longer_done_is_negated() -> None:
    assert is_denied(3, NO_LONGER)


def test_a_denial_reaches_into_no_definite_subject_but_of_verbs_that_say_whether_it_came_about() -> None:
    assert weights(4, LINKED)[3] == -GROUNDLESS
    assert weights(1, NO_BLASTS)[3] == 0.0


def test_who_bans_did_ban() -> None:
    assert weights(2, BANS)[3] == -GROUNDLESS


def test_what_could_have_been_prevented_happened() -> None:
    assert weights(1, PREVENTABLE)[0] == PAST
    assert weights(1, PREVENTABLE)[3] <= 0.0


def test_what_somebody_is_cleared_of_is_not_said_to_have_happened() -> None:
    assert weights(4, CLEARED)[0] == 0.0
    assert weights(4, CLEARED)[2] == DOUBT


def test_a_question_for_yes_or_no_does_not_say_that_it_happened_and_one_for_the_reason_does() -> None:
    assert int(np.argmax(weights(3, WAS_HE))) == 2
    assert weights(4, WHY)[0] == PAST


def test_what_was_allegedly_done_may_be() -> None:
    assert int(np.argmax(weights(2, ALLEGEDLY))) == 2
