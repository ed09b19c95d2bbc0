"""Groups of mentions: names decide."""

import pytest
from docs_by_hand import doc

from ingest.cast import entities
from ingest.fullnames import best, contradict, fits
from ingest.groups import compatible, groups, name_heads
from ingest.reader import model, pipeline
from tests.docs_by_hand import doc as by_hand


@pytest.mark.parametrize(
    ("one", "two", "kind", "same"),
    [
        ("Vladimir Putin", "Putin", "PER", True),
        ("Vladimir Putin", "Kim Jong Un", "PER", False),
        ("Kim Jong Un", "Kim Jong Il", "PER", False),
        ("Donald Trump", "Donald Trump Jr.", "PER", False),
        ("North Korean Central News Agency", "KCNA", "ORG", True),
        ("US Army", "UN Army", "ORG", False),
    ],
)
def test_what_two_names_can_mean_in_one_article(one: str, two: str, kind: str, same: bool) -> None:
    assert compatible(one, two, kind) is same


@pytest.mark.skipif(not (model.FOLDER / "manifest.json").exists(), reason="no trained model in ingest/reader/files: run make train")
@pytest.mark.parametrize(
    ("short", "long", "one"),
    [
        ("Pence", "Trump-Pence", False), ("Macron", "Merkel/Macron", False), ("Assad", "Al-Assad", True), ("Kim", "Kim Jong-un", True),
        ("Smith", "Anna Smith-Jones", True),
    ],
)  # fmt: skip
def test_half_of_a_pair_is_no_short_name_of_it(short: str, long: str, one: bool) -> None:
    assert compatible(short, long, "PER") is one


def test_a_ticket_of_two_is_no_person() -> None:
    doc = pipeline.load()("Donald Trump and Mike Pence met supporters in Ohio. The Trump-Pence campaign said Trump would speak again.")
    assert "Trump-Pence" not in {name.text for name in name_heads(doc).values()}


def test_people_of_no_country_get_none_from_the_passage() -> None:
    doc = pipeline.load()("Canada will let gay men give blood, Health Canada said in Ottawa on Friday. Canada had banned it in 1992.")
    men = [entity for entity in entities(doc, home=None).entities if "men" in entity.name.split()]
    assert all(entity.country is None for entity in men)


def test_a_well_known_body_is_a_name_though_nobody_marked_it() -> None:
    read = doc("the/DT/det/1 BBC/NNP/nsubj/2 blamed/VBD/root/2/blame CNN/NNP/obj/2", mentions=["the BBC:organization", "CNN:thing"])
    assert {name.text: name.label_ for name in name_heads(read).values()} == {"the BBC": "ORG"}


def test_a_people_or_every_member_is_no_body() -> None:
    read = doc(
        "Britons/NNPS/nsubj/1 asked/VBD/root/1/ask every/DT/det/3 Independent/NNP/obj/1 and/CC/cc/5 Reuters/NNP/conj/3",
        mentions=["Britons:organization", "every Independent:organization", "Reuters:organization"],
        names=["Britons:ORG", "Independent:ORG", "Reuters:ORG"],
    )  # fmt: skip
    assert [name.text for name in name_heads(read).values()] == ["Reuters"]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Usman Khan", "Sadiq Khan", True), ("Joe Biden", "Joe Scarborough", True), ("Kim Jong Un", "Kim Jong Il", True),
        ("Alex Van Halen", "Eddie Van Halen", True), ("Khan", "Sadiq Khan", False), ("Cde Mugabe", "Robert Mugabe", False),
        ("President-elect Biden", "Joe Biden", False), ("Joe Biden", "Joseph Biden", False), ("J. Biden", "Joe Biden", False),
        ("Pedro Pierluisi", "Pedro Rafael Pierluisi Urrutia", False), ("Shinzo Abe", "Abe Shinzo", False),
        ('Jeremy "Spike" Cohen', "Podcaster Spike Cohen", False), ("Borna Derakhshani", "Borna Deraskhsani", False),
        ("Frido Welker", "Frido Walker", False), ("Prince Charles", "King Charles III", False),
    ],
)  # fmt: skip
def test_full_names_that_cannot_be_those_of_one(one: str, two: str, apart: bool) -> None:
    assert contradict(one, two) is contradict(two, one) is apart


def test_a_name_that_holds_two_others_joins_them() -> None:
    assert not fits("Pierluisi Urrutia", ["Pedro Pierluisi"])
    assert fits("Pierluisi Urrutia", ["Pedro Pierluisi", "Pedro Rafael Pierluisi Urrutia"])


def test_a_second_name_beside_a_full_one_contradicts_only_third_ones() -> None:
    assert fits("Qandeel Baloch", ["Qandeel Baloch", "Kim Kardashian"])
    assert not fits("Waseem Baloch", ["Qandeel Baloch", "Kim Kardashian"])


def test_the_usual_name_wins_over_one_with_middle_names_but_not_over_one_with_initials() -> None:
    assert best(["Robert Gabriel Mugabe", "Mugabe", "Robert Mugabe", "Robert Mugabe"]) == "Robert Mugabe"
    assert best(["Robert Gabriel Mugabe", "Mugabe", "Mugabe", "Robert Mugabe"]) == "Robert Gabriel Mugabe"
    assert best(["George W. Bush", "George Bush", "George Bush"]) == "George W. Bush"


def persons(written: str, called: list[str], same: list[tuple[int, ...]]) -> list[tuple[str, int]]:
    """Names and numbers of mentions; "He" is a mention without a name."""
    made = by_hand(written, mentions=called, names=[name for name in called if name != "He:person"], same=same)
    return [(group.name, len(group.mentions)) for group in groups(made) if group.kind == "PER"]


JOE, HUNTER = (f"{given}/NNP/compound/1 Biden/NNP/nsubj/2 left/VBD/ROOT/2 Iowa/NNP/obj/2" for given in ("Joe", "Hunter"))
BIDEN, HE = "Biden/NNP/nsubj/1 spoke/VBD/ROOT/1", "He/PRP/nsubj/1 spoke/VBD/ROOT/1"


def test_a_bare_surname_bridges_no_two_people_of_one_cluster() -> None:
    found = persons(f"{BIDEN} | {JOE} | {HUNTER}", ["Biden:PER", "Joe Biden:PER", "Hunter Biden:PER"], [(0, 1, 2)])
    assert found == [("Joe Biden", 2), ("Hunter Biden", 1)]


def test_a_bare_surname_goes_to_the_only_one_named_before_it() -> None:
    found = persons(f"{HUNTER} | {BIDEN} | {JOE}", ["Hunter Biden:PER", "Iowa:LOC", "Biden:PER", "Joe Biden:PER"], [])
    assert found == [("Hunter Biden", 2), ("Joe Biden", 1)]


def test_a_bare_surname_goes_to_the_one_most_told_of_before_it() -> None:
    found = persons(f"{JOE} | {HE} | {HUNTER} | {BIDEN}", ["Joe Biden:PER", "He:person", "Hunter Biden:PER", "Iowa:LOC", "Biden:PER"], [(0, 1)])
    assert found == [("Joe Biden", 3), ("Hunter Biden", 1)]


def test_a_bare_surname_is_not_of_whom_only_later_words_call_so() -> None:
    called = ["Hunter Biden:PER", "Iowa:LOC", "Biden:PER", "Joe Biden:PER", "Iowa:LOC", "Biden:PER"]
    found = persons(f"{HUNTER} | {BIDEN} | {JOE} | {BIDEN}", called, [(3, 5)])
    assert found == [("Hunter Biden", 2), ("Joe Biden", 2)]


def test_a_bare_surname_before_every_full_name_stays_alone() -> None:
    found = persons(f"{BIDEN} | {JOE} | {HUNTER}", ["Biden:PER", "Joe Biden:PER", "Hunter Biden:PER"], [])
    assert found == [("Biden", 1), ("Joe Biden", 1), ("Hunter Biden", 1)]


def test_a_ticket_is_neither_of_its_two() -> None:
    assert not compatible("De La Fuente", "De La Fuente/Richardson", "PER")
    assert compatible("De La Fuente/Richardson", "De La Fuente/Richardson", "PER")


@pytest.mark.parametrize(("description", "together"), [("mayor", False), ("victim", True)])
def test_nobody_calls_the_mayor_a_man(description: str, together: bool) -> None:
    read = by_hand(
        f"A/DT/det/1 man/NN/nsubj/2 fell/VBD/root/2/fall | The/DT/det/1 {description}/NN/nsubj/6 ,/,/punct/3 Ivo/NNP/appos/1 Lem/NNP/flat/3 "
        ",/,/punct/3 spoke/VBD/root/6/speak",
        mentions=["A man:person", f"The {description}:person", "Ivo Lem:person"], names=["Ivo Lem:PER"], same=[[0, 1]],
    )  # fmt: skip
    assert any({"A man", "Ivo Lem"} <= {s.text for s in g.mentions} for g in groups(read)) is together
