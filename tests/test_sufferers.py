"""Who suffers what happens: owners of arrests, who receives and undergoes, and whom a preposition aims at, on trees written by hand."""

from ingest.reader.arcs import Arc
from ingest.reader.sufferers import told, turned
from tests.trees_by_hand import tree

TALKS = tree("Mali/NNP/nsubj/1 spoke/VBD/root/1/speak with/IN/case/3 Niger/NNP/obl/1")
MARCH = tree("They/PRP/nsubj/1 marched/VBD/root/1/march by/IN/case/4 the/DT/det/4 mayor/NN/obl/1")
PRESSURE = tree("Pressure/NN/root/0 on/IN/case/2 Chad/NNP/nmod/0 grew/VBD/parataxis/0/grow")
TAKEN = tree("Port/NN/nsubj:pass/2 was/VBD/aux:pass/2/be retaken/VBN/root/2/retake from/IN/case/4 rebels/NNS/obl:agent/2/rebel")
HELD = tree("Miners/NNS/nsubj/4/miner held/VBN/acl/0/hold in/IN/case/3 Oruro/NNP/obl/1 wept/VBD/root/4/weep")
TOLD = tree("Guards/NNS/root/0/guard who/WP/nsubj:pass/3 were/VBD/aux:pass/3/be told/VBN/acl:relcl/0/tell")
WHO = tree("Guards/NNS/root/0/guard who/WP/nsubj/2 told/VBD/acl:relcl/0/tell")
THREATS = tree("The/DT/det/1 bishop/NN/nsubj/2 received/VBD/root/2/receive threats/NNS/obj/2/threat")
PRAISE = tree("Sule/NNP/nsubj/1 sang/VBD/root/1/sing and/CC/cc/3 received/VBD/conj/1/receive praise/NN/obj/3")
REMOVAL = tree("Removal/NN/nsubj/3 from/IN/case/2 Parliament/NNP/nmod/0 hurts/VBZ/root/3/hurt")
HELP = tree("Help/NN/nsubj:pass/2 was/VBD/aux:pass/2/be received/VBN/root/2/receive by/IN/case/4 rebels/NNS/obl:agent/2/rebel")
SENTENCE = tree("The/DT/det/1 sentence/NN/root/1 Berg/NNP/nsubj/3 received/VBD/acl:relcl/1/receive")
HOST = tree("The/DT/det/1 king/NN/nsubj/2 received/VBD/root/2/receive envoys/NNS/obj/2/envoy")
JAILED = tree("Jailed/VBN/amod/1/jail editors/NNS/nsubj/2/editor wept/VBD/root/2/weep")
PROTESTING = tree("Protesting/VBG/amod/1/protest deputies/NNS/nsubj/2/deputy wept/VBD/root/2/weep")
CRITICISM = tree("Criticism/NN/nsubj/3 from/IN/case/2 Sule/NNP/nmod/0 grew/VBD/root/3/grow")
ARREST = tree("his/PRP$/nmod:poss/1 arrest/NN/root/1")
ARREST_OF = tree("his/PRP$/nmod:poss/1 arrest/NN/root/1 of/IN/case/3 Berg/NNP/nmod/1")
MURDERS = tree("his/PRP$/nmod:poss/1 murders/NNS/root/1/murder")
INQUIRY = tree("their/PRP$/nmod:poss/1 inquiry/NN/root/1")
HOUSE = tree("their/PRP$/nmod:poss/1 house/NN/root/1")


def label(source: int, target: int, written, kind: str = "person") -> str:  # type: ignore[no-untyped-def]
    return turned(Arc(source, target, "actor", 0.9), {target: kind}, written).label


def test_whom_a_preposition_aims_at_does_not_act() -> None:
    assert (label(1, 3, TALKS, "place"), label(0, 2, PRESSURE, "place"), label(2, 4, TAKEN)) == ("recipient",) * 3
    assert label(1, 4, MARCH) == "actor"


def test_whom_a_passive_clause_describes_suffers_it() -> None:
    assert (label(1, 0, HELD), label(3, 0, TOLD), label(2, 0, WHO)) == ("recipient", "recipient", "actor")
    assert label(1, 0, HELD, "object") == "participant"
    assert label(0, 1, JAILED) == "recipient"


def test_whom_a_present_participle_describes_and_whom_something_comes_from_does_it() -> None:
    found = [turned(Arc(0, at, "recipient", 0.9), {at: "person"}, t).label for at, t in ((1, PROTESTING), (2, CRITICISM), (1, JAILED))]
    assert found == ["actor", "actor", "recipient"]
    assert turned(Arc(0, 2, "recipient", 0.9), {2: "organization"}, REMOVAL).label == "recipient"


def test_who_receives_something_does_not_do_it() -> None:
    assert (label(3, 1, THREATS), label(2, 1, THREATS), label(0, 4, HELP), label(1, 2, SENTENCE)) == ("recipient",) * 4
    assert turned(Arc(2, 1, "actor", 0.9), {1: "person", 3: "person"}, HOST).label == "actor"
    assert list(told(3, {1: "person"}, THREATS)) == [(1, "recipient")]
    assert list(told(4, {}, PRAISE)) == [(0, "recipient")]


def test_an_arrest_is_suffered_by_its_owner_and_an_inquiry_done_by_them() -> None:
    assert (list(told(1, {}, ARREST)), list(told(1, {}, INQUIRY))) == ([(0, "recipient")], [(0, "actor")])
    assert label(1, 0, ARREST) == "recipient"


def test_the_owner_of_an_arrest_of_somebody_of_several_murders_or_of_a_thing_is_left() -> None:
    assert [list(told(1, {}, t)) for t in (ARREST_OF, MURDERS, HOUSE)] == [[], [], []]
    assert label(1, 0, ARREST_OF) == label(1, 0, MURDERS) == "actor"
