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
