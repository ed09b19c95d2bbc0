"""Names of places with the noun for their kind, on Docs written by hand."""

import pytest
from docs_by_hand import doc
from spacy.tokens import Doc

from ingest.groups import name_heads

OVER = doc("Planes/NNS/nsubj/1/plane circled/VBD/root/1/circle over/IN/case/4 Lodwar/NNP/compound/4 district/NN/obl/1", names=["Lodwar:LOC"])
ANY = doc("It/PRP/nsubj/1 hit/VBD/root/1/hit a/DT/det/4 Lodwar/NNP/compound/4 district/NN/obj/1", names=["Lodwar:LOC"])
OTHER = doc(
    "He/PRP/nsubj/1 left/VBD/root/1/leave the/DT/det/4 Iowa/NNP/compound/4 county/NN/obj/1 of/IN/case/6 Lee/NNP/nmod/4", names=["Iowa:LOC", "Lee:LOC"]
)  # fmt: skip
PORT = doc("It/PRP/nsubj/1 reached/VBD/root/1/reach the/DT/det/3 Port/NNP/obj/1 of/IN/case/5 Durban/NNP/nmod/3", names=["Durban:LOC"])
SMALL = doc("It/PRP/nsubj/1 reached/VBD/root/1/reach the/DT/det/3 port/NN/obj/1 of/IN/case/5 Durban/NNP/nmod/3", names=["Durban:LOC"])
NATION = doc("It/PRP/nsubj/1 left/VBD/root/1/leave the/DT/det/4 Kenya/NNP/compound/4 region/NN/obj/1", names=["Kenya:LOC"])


@pytest.mark.parametrize(
    ("read", "names"),
    [(OVER, {"Lodwar district"}), (ANY, {"Lodwar"}), (OTHER, {"Iowa", "Lee"}), (PORT, {"Port of Durban"}), (SMALL, {"Durban"}), (NATION, {"Kenya"})],
)
def test_the_noun_for_its_kind_belongs_to_the_name_of_a_place(read: Doc, names: set[str]) -> None:
    assert {name.text for name in name_heads(read).values()} == names


def test_a_name_is_found_by_the_head_of_its_noun_and_by_its_own() -> None:
    assert {OVER[root].text: name.text for root, name in name_heads(OVER).items()} == {"Lodwar": "Lodwar district", "district": "Lodwar district"}


SHARES = doc(
    "So/RB/advmod/2 Zolvex/NNP/nsubj/2 fell/VBD/root/2/fall | Shares/NNS/nsubj/3/share in/IN/case/2 Zolvex/NNP/nmod/0 rose/VBD/root/3/rise",
    names=["Zolvex:ORG", "Shares:MISC", "Zolvex:LOC"],
)  # fmt: skip
OSLO = doc(
    "So/RB/advmod/2 Oslo/NNP/nsubj/2 won/VBD/root/2/win | Again/RB/advmod/2 Oslo/NNP/nsubj/2 waited/VBD/root/2/wait",
    names=["Oslo:ORG", "Again:MISC", "Oslo:LOC"],
)  # fmt: skip
BASED = doc("An/DT/det/4 Oslo/NNP/obl/3 -/HYPH/punct/3 based/VBN/amod/4/base firm/NN/nsubj/5 closed/VBD/root/5/close", names=["Oslo:ORG"])


@pytest.mark.parametrize(("read", "kinds"), [(SHARES, ["ORG", "ORG"]), (OSLO, ["ORG", "LOC"]), (BASED, ["LOC"])])
def test_a_place_that_no_gazetteer_knows_is_the_body_of_its_name(read: Doc, kinds: list[str]) -> None:
    assert [name.label_ for _, name in sorted(name_heads(read).items())] == kinds


def test_nobody_is_called_by_the_whole_name_of_a_country() -> None:
    read = doc("Sri/NNP/compound/1 Lanka/NNP/nsubj/3 and/CC/cc/3 waits/VBZ/root/3/wait Chad/NNP/obj/3", names=["Sri Lanka:PER", "Chad:PER"])
    assert {name.text: name.label_ for name in name_heads(read).values()} == {"Sri Lanka": "LOC", "Chad": "PER"}
