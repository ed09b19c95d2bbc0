"""Who is meant, on Docs written by hand: descriptions with names beside them, members of bodies, two countries, and named places in others."""

import pytest
from docs_by_hand import doc, event
from spacy.tokens import Doc

from ingest.cast import Cast, entities
from ingest.groups import groups

UNION = doc(
    "The/DT/det/2 metal/NN/compound/2 union/NN/nsubj/4 NUMSA/NNP/nsubj/4 protested/VBD/root/4/protest",
    mentions=["The metal union:organization", "NUMSA:organization"], names=["NUMSA:ORG"],
)  # fmt: skip
CHAIR = doc(
    "Its/PRP$/nmod:poss/1 chairman/NN/nsubj/6 ,/,/punct/3 Ivan/NNP/appos/1 Petrov/NNP/flat/3 ,/,/punct/3 resigned/VBD/root/6/resign",
    mentions=["Its:organization", "Its chairman:person", "Ivan Petrov:person"], names=["Ivan Petrov:PER"],
)  # fmt: skip
CALLED = doc(
    "A/DT/det/1 gang/NN/nsubj/6 known/VBN/acl/1/know as/IN/case/5 Black/NNP/amod/5 Lotus/NNP/obl/2 hacked/VBD/root/6/hack banks/NNS/obj/6/bank",
    mentions=["A gang:organization", "Black Lotus:abstract", "banks:organization"], names=["Black Lotus:MISC"],
)  # fmt: skip
REBELS = doc(
    "Rebels/NNS/nsubj/5/rebel of/IN/case/4 the/DT/det/4 Free/NNP/amod/4 Front/NNP/nmod/0 left/VBD/root/5/leave",
    mentions=["Rebels of the Free Front:person", "Free Front:organization"], names=["Free Front:ORG"],
)  # fmt: skip
ASTRAY = doc(  # the tree hangs the front on the government
    "Ministers/NNS/nsubj/8/minister and/CC/cc/2 rebels/NNS/conj/0/rebel of/IN/case/7 the/DT/det/7 Free/NNP/amod/7 Dawn/NNP/amod/7 Front/NNP/nmod/0 "
    "met/VBD/root/8/meet | The/DT/det/1 rebels/NNS/nsubj/2/rebel left/VBD/root/2/leave",
    mentions=["rebels of the Free Dawn Front:person", "Free Dawn Front:organization", "The rebels:person"], names=["Free Dawn Front:ORG"],
    same=[[0, 2]],
)  # fmt: skip
TWO = doc(
    "Ghana/NNP/nsubj/1 sued/VBD/root/1/sue Togo/NNP/obj/1 | The/DT/det/2 two/CD/nummod/2 countries/NNS/nsubj/3/country met/VBD/root/3/meet",
    mentions=["Ghana:place", "Togo:place", "The two countries:place"], names=["Ghana:LOC", "Togo:LOC"],
)  # fmt: skip
TWIN = doc(  # the tree makes two subjects of the minister
    "Its/PRP$/nmod:poss/1 minister/NN/nsubj/6 ,/,/punct/1 Eleni/NNP/nsubj/6 Rallis/NNP/flat/3 ,/,/punct/1 left/VBD/root/6/leave",
    mentions=["Its:organization", "Its minister:person", "Eleni Rallis:person"], names=["Eleni Rallis:PER"],
)  # fmt: skip
MAYOR = doc(
    "The/DT/det/1 mayor/NN/nsubj/8 of/IN/case/3 Paris/NNP/nmod/1 ,/,/punct/5 Anne/NNP/appos/3 Hidalgo/NNP/flat/5 ,/,/punct/5 left/VBD/root/8/leave",
    mentions=["The mayor of Paris:person", "Paris:place", "Anne Hidalgo:person"], names=["Paris:LOC", "Anne Hidalgo:PER"],
)  # fmt: skip
LISTED = doc(
    "The/DT/det/1 minister/NN/nsubj/5 ,/,/punct/3 Rallis/NNP/conj/1 they/PRP/nsubj/5 met/VBD/root/5/meet",
    mentions=["The minister:person", "Rallis:person"], names=["Rallis:PER"],
)  # fmt: skip
TITO = doc(  # the tree hangs half of the name on the commander
    "commander/NN/nmod:desc/1 Evan/NNP/nsubj/6 known/VBN/acl/1/know as/IN/case/4 Comandante/NNP/compound/5 Tito/NNP/flat/1 fled/VBD/root/6/flee",
    mentions=["Evan:person", "Comandante Tito:person"], names=["Evan:PER", "Comandante Tito:PER"],
)  # fmt: skip
GANG = doc(
    "The/DT/det/1 bank/NN/nsubj/2 blamed/VBD/root/2/blame a/DT/det/4 gang/NN/obj/2 | The/DT/det/1 gang/NN/nsubj/2 fled/VBD/root/2/flee",
    mentions=["The bank:organization", "a gang:organization", "The gang:organization"], same=[[0, 2]],
)  # fmt: skip
OFFER = doc(
    "A/DT/det/2 Chinese/JJ/amod/2 offer/NN/nsubj/3 failed/VBD/root/3/fail", mentions=["A Chinese offer:event"], names=["Chinese:MISC"],
)  # fmt: skip
GREEK = doc(
    "Greek/JJ/amod/1 minister/NN/nsubj/2 resigns/VBZ/root/2/resign | Minister/NNP/nmod:desc/1 Eleni/NNP/nsubj/3 Rallis/NNP/flat/1 left/VBD/root/3",
    mentions=["Greek minister:person", "Minister Eleni Rallis:person"], names=["Greek:MISC", "Eleni Rallis:PER"],
)  # fmt: skip
DEPUTY = doc(
    "Deputy/NN/compound/1 Governor/NN/nmod:desc/2 Lev/NNP/nsubj/4 Orlov/NNP/flat/2 fled/VBD/root/4 | The/DT/det/1 governor/NN/nsubj/2 ran/VBD/root/2",
    mentions=["Deputy Governor Lev Orlov:person", "The governor:person"], names=["Lev Orlov:PER"],
)  # fmt: skip
CITY = doc(
    "They/PRP/nsubj/1 met/VBD/root/1/meet in/IN/case/4 the/DT/det/4 city/NN/obl/1 of/IN/case/6 Lagos/NNP/nmod/4",
    mentions=["the city of Lagos:place", "Lagos:place"], names=["Lagos:LOC"],
)  # fmt: skip


def name(cast: Cast, read: Doc, word: str, role: str = "actor") -> str | None:
    """The name of whom a word means in a role."""
    found = cast.entity(next(t for t in read if t.text == word), role)
    return None if found is None else cast.entities[found].name


@pytest.mark.parametrize(
    ("read", "word", "meant"),
    [
        (UNION, "union", "NUMSA"),
        (CHAIR, "chairman", "Ivan Petrov"),
        (CALLED, "gang", "Black Lotus"),
        (REBELS, "Rebels", "Free Front"),
        (ASTRAY, "rebels", "Free Dawn Front"),
    ],
)
def test_a_description_is_who_its_name_says(read: Doc, word: str, meant: str | None) -> None:
    assert name(entities(read, home=None), read, word) == meant


def test_the_two_countries_are_those_just_spoken_of() -> None:
    event(TWO, "met", roles=[("actor", "The two countries")])
    cast = entities(TWO, home=None)
    assert [cast.entities[n].name for n in cast.both(next(t for t in TWO if t.text == "countries"))] == ["Ghana", "Togo"]


def test_what_somebody_is_known_as_is_his_name() -> None:
    cast = entities(TITO, home=None)
    assert cast.acting[1] == cast.acting[5]


def test_what_members_of_a_body_are_called_again_means_it_too() -> None:
    cast = entities(ASTRAY, home=None)
    assert cast.acting[10] == cast.acting[2]


def test_what_happens_in_the_city_of_lagos_happens_in_lagos() -> None:
    event(CITY, "met", roles=[("place", "the city of Lagos")])
    assert name(entities(CITY, home=None), CITY, "city", "place") == "Lagos"


def test_the_gang_is_the_gang_just_introduced() -> None:
    assert [[s.text for s in g.mentions] for g in groups(GANG)] == [["The bank"], ["a gang", "The gang"]]


def test_an_adjective_that_acts_is_its_state() -> None:
    event(OFFER, "offer", roles=[("actor", "Chinese")])
    assert name(entities(OFFER, home=None), OFFER, "Chinese") == "China"


def test_the_minister_of_a_headline_is_the_one_named_below() -> None:
    assert name(entities(GREEK, home=None), GREEK, "minister") == "Eleni Rallis"


def test_the_governor_is_not_his_deputy() -> None:
    assert name(entities(DEPUTY, home=None), DEPUTY, "governor") is None


def test_a_well_known_body_keeps_its_country_or_none_whatever_it_is_described_as() -> None:
    told = doc(
        "The/DT/det/2 European/NNP/amod/2 Union/NNP/nsubj/3 appealed/VBD/root/3 | An/DT/det/2 Austrian/JJ/amod/2 court/NN/nsubj/3 left/VBD/root/3",
        mentions=["The European Union:organization", "An Austrian court:organization"], names=["European Union:ORG"], same=[[0, 1]],
    )  # fmt: skip
    assert [(e.name, e.country) for e in entities(told, home=None).entities] == [("European Union", None)]


def test_a_well_known_body_of_another_country_is_of_that_country() -> None:
    told = doc(
        "The/DT/det/4 Libyan/JJ/amod/2 House/NNP/nsubj/5 of/IN/case/4 Representatives/NNPS/nmod/2 agreed/VBD/root/5/agree",
        mentions=["The Libyan House of Representatives:organization"], names=["House of Representatives:ORG"],
    )  # fmt: skip
    assert [e.country for e in entities(told, home=None).entities] == ["LBY"]


@pytest.mark.parametrize(
    ("title", "said", "meant"),
    [
        ("First/NNP/compound/1 Minister/NNP", "Prime/NNP/compound/2 Minister/NNP", None),
        ("Prime/NNP/compound/1 Minister/NNP", "Prime/NNP/compound/2 Minister/NNP", "Eleni Rallis"),
        ("Vice/NNP/compound/1 President/NNP", "young/JJ/amod/2 president/NN", None),
        ("Senate/NNP/compound/1 President/NNP", "Greek/JJ/amod/2 president/NN", None),
    ],
)
def test_an_office_that_contradicts_hers_and_the_pronoun_behind_it_are_not_hers(title: str, said: str, meant: str | None) -> None:
    told = doc(
        f"{title}/nmod:desc/2 Eleni/NNP/nsubj/4 Rallis/NNP/flat/2 left/VBD/root/4/leave | The/DT/det/2 {said}/nsubj/3 ran/VBD/root/3/run | "
        "She/PRP/nsubj/1 won/VBD/root/1/win",
        mentions=["Eleni Rallis:person", f"The {said.split('/')[0]} {said.split(' ')[1].split('/')[0]}:person", "She:person"],
        names=["Eleni Rallis:PER"], same=[[0, 1, 2]],
    )  # fmt: skip
    cast = entities(told, home=None)
    meanings = [cast.entities[cast.acting[root]].name if root in cast.acting else None for root in (7, 9)]
    assert meanings == [meant, meant]


def test_an_office_in_capitals_has_the_name_behind_a_comma() -> None:
    told = doc(
        "The/DT/det/2 Vice/NNP/compound/2 President/NNP/nsubj/7 ,/,/punct/4 Mike/NNP/appos/2 Lund/NNP/flat/4 ,/,/punct/4 spoke/VBD/root/7/speak",
        mentions=["The Vice President:person", "Mike Lund:person"], names=["Mike Lund:PER"],
    )  # fmt: skip
    assert name(entities(told, home=None), told, "President") == "Mike Lund"


@pytest.mark.parametrize(
    ("names", "said", "meant"),
    [
        ("Yemen", "states/NNS/nsubj/2/state", None),
        ("Yemen", "country/NN/nsubj/2", "Yemen"),
        ("Sanaa", "capital/NN/nsubj/2", None),
    ],
)
def test_a_state_is_neither_several_nor_its_capital_where_that_is_but_a_place(names: str, said: str, meant: str | None) -> None:
    told = doc(
        f"{names}/NNP/nsubj/1 waits/VBZ/root/1/wait | The/DT/det/1 {said} acted/VBD/root/2/act",
        mentions=[f"{names}:place", f"The {said.split('/')[0]}:place"], names=[f"{names}:LOC"], same=[[0, 1]],
    )  # fmt: skip
    event(told, "acted", roles=[("actor", f"The {said.split('/')[0]}")])
    cast = entities(told, home=None)
    assert name(cast, told, said.split("/")[0]) == meant


def test_both_companies_are_not_one_of_them() -> None:
    told = doc(
        "Acme/NNP/nsubj/1 left/VBD/root/1/leave | Both/DT/det/1 companies/NNS/nsubj/2/company won/VBD/root/2/win",
        mentions=["Acme:organization", "Both companies:organization"], names=["Acme:ORG"], same=[[0, 1]],
    )  # fmt: skip
    assert name(entities(told, home=None), told, "companies") != "Acme"


def test_what_houthis_do_is_no_act_of_the_state() -> None:
    told = doc("A/DT/det/2 Houthi/JJ/amod/2 attack/NN/nsubj/3 failed/VBD/root/3/fail", mentions=["A Houthi attack:event"])
    event(told, "attack", roles=[("actor", "Houthi")])
    assert name(entities(told, home=None), told, "Houthi") is None


def test_an_office_with_what_it_is_over_has_the_name_right_behind_it() -> None:
    told = doc(
        "Governor/NN/nsubj/6 of/IN/case/3 the/DT/det/3 bank/NN/nmod/0 Ivo/NNP/nsubj/6 Lem/NNP/flat/4 spoke/VBD/root/6/speak",
        mentions=["Governor of the bank:person", "Ivo Lem:person"], names=["Ivo Lem:PER"],
    )  # fmt: skip
    assert name(entities(told, home=None), told, "Governor") == "Ivo Lem"
