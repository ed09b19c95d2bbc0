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
