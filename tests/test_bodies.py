"""Which body "the commission" means, on Docs written by hand."""

import pytest
from docs_by_hand import doc

from ingest.cast import entities

FIRST = "Ivo/NNP/nsubj/1 left/VBD/root/1/leave"
NAMED = "The/DT/det/2 Harbor/NNP/compound/2 Commission/NNP/nsubj/3 met/VBD/root/3/meet"
OTHER = "The/DT/det/2 Trade/NNP/compound/2 Commission/NNP/nsubj/3 met/VBD/root/3/meet"
IT = "the/DT/det/1 commission/NN/nsubj/2 agreed/VBD/root/2/agree"


@pytest.mark.parametrize(
    ("sentences", "again", "meant"),
    [
        ([NAMED], IT, "Harbor Commission"),
        ([NAMED, OTHER], IT, None),
        ([NAMED, *[FIRST] * 6], IT, None),
        ([NAMED], IT.replace("the/DT", "a/DT"), None),
    ],
)
def test_the_commission_is_the_only_one_named_shortly_before(sentences: list[str], again: str, meant: str | None) -> None:
    names = [f"{word} Commission:ORG" for word in ("Harbor", "Trade") if any(word in s for s in sentences)]
    said = f"{again.split('/')[0]} commission"
    read = doc(
        " | ".join([*sentences, again]), mentions=[*(f"The {n.replace('ORG', 'organization')}" for n in names), f"{said}:organization"], names=names
    )
    cast = entities(read, home=None)
    found = cast.acting.get(next(t.i for t in read if t.text == "commission"))
    assert (cast.entities[found].name if found is not None and cast.entities[found].named else None) == meant


@pytest.mark.parametrize(("name", "noun", "meant"), [("European Union", "court", None), ("High Court", "court", "High Court")])
def test_a_union_is_no_court(name: str, noun: str, meant: str | None) -> None:
    one, two = name.split()
    read = doc(
        f"The/DT/det/2 {one}/NNP/amod/2 {two}/NNP/nsubj/3 met/VBD/root/3/meet | The/DT/det/1 {noun}/NN/nsubj/2 agreed/VBD/root/2/agree",
        mentions=[f"The {name}:organization", f"The {noun}:organization"], names=[f"{name}:ORG"], same=[[0, 1]],
    )  # fmt: skip
    cast = entities(read, home=None)
    assert (cast.entities[cast.acting[5]].name if 5 in cast.acting else None) == meant
