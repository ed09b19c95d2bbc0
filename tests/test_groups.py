"""Groups of mentions: names decide."""

import pytest
from docs_by_hand import doc

from ingest.cast import entities
from ingest.groups import compatible, name_heads
from ingest.reader import model, pipeline


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
