"""Countries that stand before their officials, on Docs written by hand."""

import pytest
from docs_by_hand import doc, event

from ingest.cast import entities

REST = "Ivo/NNP/nsubj/5 Lem/NNP/flat/3 spoke/VBD/root/5/speak"


@pytest.mark.parametrize(
    ("title", "comma", "meant"),
    [
        ("President/NNP/nmod:desc/1", "", "Ivo Lem"),
        ("tourist/NN/nmod:desc/1", "", "United States"),
        ("President/NNP/nmod:desc/1", " ,/,/punct/1", "United States"),
    ],
)
def test_the_state_before_a_title_and_a_name_is_the_official(title: str, comma: str, meant: str) -> None:
    rest = REST if not comma else "Ivo/NNP/nsubj/6 Lem/NNP/flat/4 spoke/VBD/root/6/speak"
    verb = 6 if comma else 5
    made = doc(
        f"United/NNP/amod/1 States/NNP/nsubj/{verb} {title}{comma} {rest}", mentions=["United States:place", "Ivo Lem:person"],
        names=["United States:LOC", "Ivo Lem:PER"],
    )  # fmt: skip
    event(made, "spoke", roles=[("actor", "United States")])
    cast = entities(made, home=None)
    assert cast.entities[cast.acting[1]].name == meant


def test_the_place_before_a_title_and_a_name_stays_a_place() -> None:
    made = doc(
        "In/IN/case/1 Russia/NNP/obl/5 President/NNP/nmod:desc/3 Ivo/NNP/nsubj/5 Lem/NNP/flat/3 spoke/VBD/root/5/speak",
        mentions=["Russia:place", "Ivo Lem:person"], names=["Russia:LOC", "Ivo Lem:PER"],
    )  # fmt: skip
    event(made, "spoke", roles=[("actor", "Ivo Lem"), ("place", "Russia")])
    lem = next(e for e in entities(made, home=None).entities if e.name == "Ivo Lem")
    assert [made.text[m.begin : m.end] for m in lem.mentions] == ["Ivo Lem"]
