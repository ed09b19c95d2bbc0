"""Who a description of several lists, on Docs written by hand."""

import pytest
from docs_by_hand import doc, event
from spacy.tokens import Doc

from ingest.cast import Cast, entities

PILOTS = (
    "They/PRP/nsubj/1 chose/VBD/root/1/choose {} pilots/NNS/obj/1/pilot ,/,/punct/5 Ivo/NNP/appos/3 Lem/NNP/flat/5 and/CC/cc/9 "
    "Captain/NNP/nmod:desc/9 Ann/NNP/conj/3 Roos/NNP/flat/9 | {} left/VBD/root/1/leave"
)
PEOPLE = ["Ivo Lem:person", "Ann Roos:person"]


def read(number: str, then: str) -> Doc:
    word = number.split("/")[0]
    made = doc(
        PILOTS.format(number, then), mentions=[f"{word} pilots:person", *PEOPLE, f"{then.split('/')[0]}:person"],
        names=["Ivo Lem:PER", "Ann Roos:PER"], same=[[0, 3]],
    )  # fmt: skip
    event(made, "chose", roles=[("recipient", f"{word} pilots")])
    return made


def names(cast: Cast, made: Doc, place: int) -> list[str]:
    return [cast.entities[n].name for n in cast.both(made[place])]


@pytest.mark.parametrize(
    ("number", "then", "listed", "again"),
    [
        ("two/CD/nummod/3", "They/PRP/nsubj/1", ["Ivo Lem", "Ann Roos"], ["Ivo Lem", "Ann Roos"]),
        ("young/JJ/amod/3", "They/PRP/nsubj/1", ["Ivo Lem", "Ann Roos"], ["Ivo Lem", "Ann Roos"]),
        ("three/CD/nummod/3", "They/PRP/nsubj/1", [], []),
        ("seven/CD/nummod/3", "They/PRP/nsubj/1", [], []),
        ("2/CD/nummod/3", "They/PRP/nsubj/1", ["Ivo Lem", "Ann Roos"], ["Ivo Lem", "Ann Roos"]),
        ("two/CD/nummod/3", "pilots/NNS/nsubj/1/pilot", ["Ivo Lem", "Ann Roos"], []),
    ],
)
def test_two_pilots_are_those_listed_behind_them(number: str, then: str, listed: list[str], again: list[str]) -> None:
    made = read(number, then)
    cast = entities(made, home=None)
    assert (names(cast, made, 3), names(cast, made, 11)) == (listed, again)


def test_users_and_two_people_are_three() -> None:
    made = doc(
        "Users/NNS/nsubj/8/user ,/,/punct/2 Ivo/NNP/appos/0 Lem/NNP/flat/2 ,/,/punct/6 and/CC/cc/6 Ann/NNP/conj/0 Roos/NNP/flat/6 "
        "left/VBD/root/8/leave",
        mentions=["Users:person", "Ivo Lem:person", "Ann Roos:person"], names=["Ivo Lem:PER", "Ann Roos:PER"],
    )  # fmt: skip
    assert entities(made, home=None).both(made[0]) == ()
