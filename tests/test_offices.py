"""Whose office it is, on Docs written by hand: what the words tell, a counterpart, and the country that an article plays in."""

import pytest
from docs_by_hand import doc
from spacy.tokens import Doc

from graph.records import Entity
from ingest.cast import entities

SCENE = "Kenya/NNP/nsubj/1 shut/VBD/root/1 Nairobi/NNP/obj/1 | Nairobi/NNP/nsubj/1 waits/VBZ/root/1/wait"
MINISTER = "Interior/NNP/compound/1 Minister/NNP/nmod:desc/2 Ann/NNP/nsubj/4 Otieno/NNP/flat/2 spoke/VBD/root/4/speak"
SAID = "Colonel/NNP/nmod:desc/1 Ann/NNP/nsubj/3 Otieno/NNP/flat/1 said/VBD/root/3/say Somali/JJ/amod/5 ships/NNS/nsubj/6/ship left/VBD/ccomp/3/leave"
MET = "Colonel/NNP/nmod:desc/1 Ann/NNP/nsubj/3 Otieno/NNP/flat/1 left/VBD/root/3/leave for/IN/case/5 Somalia/NNP/obl/3"
RIVALS = "Kenya/NNP/nsubj/3 and/CC/cc/2 Uganda/NNP/conj/0 shut/VBD/root/3 schools/NNS/obj/3"
BOSS = "Chief/JJ/amod/1 executive/NN/nmod:desc/2 Ann/NNP/nsubj/4 Otieno/NNP/flat/2 spoke/VBD/root/4/speak"
COUNTERPARTS = doc(
    "Minister/NNP/nmod:desc/1 Ann/NNP/nsubj/11 Otieno/NNP/flat/1 and/CC/cc/6 her/PRP$/nmod:poss/6 Somali/JJ/amod/6 counterpart/NN/conj/1 ,/,/punct/8 "
    "Omar/NNP/appos/1 Farah/NNP/flat/8 ,/,/punct/8 spoke/VBD/root/11/speak",
    mentions=["Minister Ann Otieno:person", "her:person", "her Somali counterpart:person", "Omar Farah:person"],
    names=["Ann Otieno:PER", "Omar Farah:PER"], same=[[0, 1, 2]],
)  # fmt: skip
ASTRAY = doc(  # the tree hangs "Kenyan" on the counterpart
    "Kenyan/JJ/amod/6 Minister/NNP/nmod:desc/2 Ann/NNP/nsubj/4 Otieno/NNP/flat/2 met/VBD/root/4 her/PRP$/nmod:poss/6 counterpart/NN/obj/4 "
    ",/,/punct/8 Omar/NNP/appos/6 Farah/NNP/flat/8",
    mentions=["Minister Ann Otieno:person", "her counterpart:person", "Omar Farah:person"], names=["Ann Otieno:PER", "Omar Farah:PER"],
)  # fmt: skip


def scene(first: str, then: str) -> Doc:
    places = [f"{word}:LOC" for word in ("Kenya", "Nairobi", "Uganda") if word in first]
    return doc(f"{first} | {then}", mentions=["Ann Otieno:person"], names=[*places, "Ann Otieno:PER"])


def called(read: Doc, name: str) -> Entity:
    (one,) = (entity for entity in entities(read, home=None).entities if entity.name == name)
    return one


@pytest.mark.parametrize(
    ("first", "then", "country"),
    [(SCENE, MINISTER, "KEN"), (SCENE, SAID, "KEN"), (SCENE, MET, None), (RIVALS, MINISTER, None)],
)
def test_an_office_of_state_belongs_to_the_country_that_the_article_plays_in(first: str, then: str, country: str | None) -> None:
    one = called(scene(first, then), "Ann Otieno")
    assert (one.country, [position.country for position in one.positions]) == (country, [country])


def test_a_company_is_not_of_the_one_country_that_its_sentence_speaks_of() -> None:
    read = scene(f"{SCENE} | Kenya/NNP/nsubj/1 sued/VBD/root/1 Uganda/NNP/obj/1", f"{BOSS} in/IN/case/6 Uganda/NNP/obl/4")
    assert called(read, "Ann Otieno").country is None


def test_a_counterpart_is_of_the_country_said_wherever_the_tree_hangs_the_name() -> None:
    assert (called(COUNTERPARTS, "Omar Farah").country, called(COUNTERPARTS, "Omar Farah").sector) == ("SOM", "GOV")
    assert [COUNTERPARTS.text[m.begin : m.end] for m in called(COUNTERPARTS, "Omar Farah").mentions] == ["her Somali counterpart", "Omar Farah"]


def test_what_the_tree_hangs_far_before_a_description_is_no_part_of_it() -> None:
    assert [position.title for position in called(ASTRAY, "Omar Farah").positions] == ["counterpart"]


def test_what_several_are_is_nobodys_office() -> None:
    read = doc(
        "Charges/NNS/nsubj/9 against/IN/case/2 Otieno/NNP/nmod/0 ,/,/punct/4 those/DT/appos/2 by/IN/case/7 Kenyan/JJ/amod/7 police/NNS/nmod/4 "
        ",/,/punct/4 fell/VBD/root/9/fall",
        mentions=["Otieno:person"], names=["Otieno:PER"],
    )  # fmt: skip
    assert (called(read, "Otieno").country, called(read, "Otieno").positions) == (None, ())


def test_an_office_before_the_body_that_it_is_of_counts() -> None:
    read = doc(
        "US/NNP/compound/1 Ambassador/NNP/nsubj/8 to/IN/case/5 the/DT/det/5 United/NNP/amod/5 Nations/NNP/nmod/1 Ann/NNP/appos/1 Lee/NNP/flat/6 "
        "left/VBD/root/8/leave",
        mentions=["US Ambassador to the United Nations:person", "Ann Lee:person"], names=["US:LOC", "United Nations:ORG", "Ann Lee:PER"],
    )  # fmt: skip
    one = called(read, "Ann Lee")
    assert (one.country, one.sector) == ("USA", "GOV")
    assert [position.title for position in one.positions] == ["US Ambassador to the United Nations"]


def test_its_spokesman_is_of_the_country_that_the_sentence_before_speaks_of() -> None:
    spoke = "Its/PRP$/nmod:poss/1 spokesman/NN/nmod:desc/2 Ann/NNP/nsubj/4 Otieno/NNP/flat/2 spoke/VBD/root/4/speak"
    theirs = scene(f"{SCENE} | Somalia/NNP/nsubj/1 protested/VBD/root/1/protest", spoke)
    assert called(theirs, "Ann Otieno").country == "SOM"
    mine = scene(SCENE, spoke.replace("Its/PRP$", "My/PRP$"))
    assert called(mine, "Ann Otieno").country is None


def test_where_a_signed_quotation_was_printed_is_no_office() -> None:
    signed = "—/:/punct/1 Ann/NNP/root/1 Lee/NNP/flat/1 ,/,/punct/1 {}/NNP/appos/1"
    words = (signed.format("Twitter"), signed.format("Twitter").replace("—/:", "By/IN"))
    body, plain = (doc(w, mentions=["Ann Lee:person"], names=["Ann Lee:PER"]) for w in words)
    assert (called(body, "Ann Lee").sector, called(body, "Ann Lee").positions) == (None, ())
    assert called(plain, "Ann Lee").sector == "MNC"


TITLES = {
    "of a house": "House/NNP/compound/3 of/IN/case/2 Works/NNP/nmod/0 spokesman/NN/nmod:desc/4 Ivo/NNP/nsubj/6 Lem/NNP/flat/4 spoke/VBD/root/6/speak",
    "chief of staff": "Chief/NN/nmod:desc/3 of/IN/case/2 staff/NN/nmod/0 Ivo/NNP/nsubj/5 Lem/NNP/flat/3 spoke/VBD/root/5/speak",
    "death of": "Death/NN/nsubj/5 of/IN/case/3 Mayor/NNP/nmod:desc/3 Ivo/NNP/nmod/0 Lem/NNP/flat/3 shocked/VBD/root/5/shock",
    "head of": "The/DT/det/1 head/NN/nsubj/5 of/IN/case/3 Ivo/NNP/nmod/1 Lem/NNP/flat/3 ached/VBD/root/5/ache",
    "told reporters": "She/PRP/nsubj/1 told/VBD/root/1/tell reporters/NNS/obj/1/reporter Ivo/NNP/nsubj/5 Lem/NNP/flat/3 left/VBD/ccomp/1/leave",
    "BBC": "BBC/NNP/nmod:poss/2 's/POS/case/0 Ivo/NNP/nsubj/4 Lem/NNP/flat/2 spoke/VBD/root/4/speak",
    "Tuesday": "Tuesday/NNP/obl/5 Greek/JJ/amod/2 Minister/NNP/nmod:desc/3 Ivo/NNP/nsubj/5 Lem/NNP/flat/3 spoke/VBD/root/5/speak",
    "Senators": "Senators/NNPS/nmod:desc/1/senator Ivo/NNP/nsubj/3 Lem/NNP/flat/1 left/VBD/root/3/leave",
    "spokesperson": "Sea-Help/NNP/compound/1 spokesperson/NN/nmod:desc/2 Ivo/NNP/nsubj/4 Lem/NNP/flat/2 spoke/VBD/root/4/speak",
    "United States": "United/NNP/compound/2 States/NNPS/flat/0 President/NNP/nmod:desc/3 Ivo/NNP/nsubj/5 Lem/NNP/flat/3 left/VBD/root/5/leave",
}


@pytest.mark.parametrize(
    ("words", "names", "titles", "sector"),
    [
        ("told reporters", [], [], None),
        ("chief of staff", [], ["Chief of staff"], "GOV"),
        ("death of", [], ["Mayor"], "GOV"),
        ("head of", [], [], None),
        ("of a house", ["House of Works:ORG"], ["House of Works spokesman"], None),
        ("BBC", ["BBC:ORG"], [], "JRN"),
        ("Tuesday", ["Tuesday:DATE"], ["Greek Minister"], "GOV"),
        ("Senators", [], [], "LEG"),
        ("spokesperson", ["Sea-Help:ORG"], ["Sea-Help spokesperson"], None),
        ("United States", ["United States:LOC"], ["United States President"], "GOV"),
    ],
)
def test_what_stands_before_a_name_is_a_title_where_one_person_can_bear_it(
    words: str, names: list[str], titles: list[str], sector: str | None
) -> None:
    one = called(doc(TITLES[words], mentions=["Ivo Lem:person"], names=[*names, "Ivo Lem:PER"]), "Ivo Lem")
    assert ([position.title for position in one.positions], one.sector) == (titles, sector)


@pytest.mark.parametrize(("article", "country"), [("A", None), ("The", "Ivo Lem")])
def test_a_minister_is_not_the_minister_even_of_that_country(article: str, country: str | None) -> None:
    read = doc(
        "Greek/JJ/amod/1 Minister/NNP/nmod:desc/2 Ivo/NNP/nsubj/4 Lem/NNP/flat/2 left/VBD/root/4/leave | "
        f"{article}/DT/det/2 Greek/JJ/amod/2 minister/NN/nsubj/3 ran/VBD/root/3/run",
        mentions=["Greek Minister Ivo Lem:person", f"{article} Greek minister:person"], names=["Ivo Lem:PER"],
    )  # fmt: skip
    cast = entities(read, home=None)
    assert (cast.entities[cast.acting[7]].name if 7 in cast.acting else None) == country


@pytest.mark.parametrize(
    ("beside", "titles"),
    [
        ("activist/NN/nmod:desc/4 Eva/NNP/conj/0 Roos/NNP/flat/4", []),
        ("lawyer/NN/appos/0 representing/VBG/acl/3/represent Roos/NNP/obj/4", ["lawyer representing Roos"]),
    ],
)
def test_somebody_else_who_is_listed_behind_a_name_is_no_title(beside: str, titles: list[str]) -> None:
    other = "Eva Roos:PER" if "Eva" in beside else "Roos:PER"
    read = doc(
        f"Ivo/NNP/nsubj/7 Lem/NNP/flat/0 ,/,/punct/3 {beside} ,/,/punct/3 spoke/VBD/root/7/speak",
        mentions=["Ivo Lem:person"], names=["Ivo Lem:PER", other],
    )  # fmt: skip
    assert [position.title for position in called(read, "Ivo Lem").positions] == titles
