"""Personal pronouns go where they can belong, on Docs written by hand."""

from collections.abc import Sequence

import pytest
from docs_by_hand import doc

from ingest.groups import groups
from ingest.pronouns import settle

ANNA = "Anna/NNP/nsubj/2 Ek/NNP/flat/0 met/VBD/root/2/meet nurses/NNS/obj/2/nurse | She/PRP/nsubj/1 promised/VBD/root/1/promise"
BEN = "Ben/NNP/nsubj/1 met/VBD/root/1/meet Ms./NNP/nmod:desc/3 Roth/NNP/obj/1 | She/PRP/nsubj/1 left/VBD/root/1/leave"


def meant(written: str, mentions: Sequence[str], names: Sequence[str], same: Sequence[Sequence[int]], pronoun: str) -> list[str]:
    """The names of whom a pronoun means."""
    read = doc(written, mentions=mentions, names=names, same=same)
    (group,) = (g for g in settle(read, groups(read)) if any(s.text == pronoun for s in g.mentions))
    return group.aliases


@pytest.mark.parametrize("same", [[[1, 2]], []])
def test_she_is_no_group_of_nurses_but_the_subject_before(same: list[list[int]]) -> None:
    assert meant(ANNA, ["Anna Ek:person", "nurses:person", "She:person"], ["Anna Ek:PER"], same, "She") == ["Anna Ek"]


def test_a_pronoun_that_agrees_stays() -> None:
    assert meant(BEN, ["Ben:person", "Ms. Roth:person", "She:person"], ["Ben:PER", "Roth:PER"], [[1, 2]], "She") == ["Roth"]


def test_nobody_is_better_than_somebody_of_the_other_gender() -> None:
    written = BEN.replace("She/PRP", "He/PRP").replace("Ben/NNP/nsubj/1", "Police/NN/nsubj/1/police")
    assert meant(written, ["Police:organization", "Ms. Roth:person", "He:person"], ["Roth:PER"], [[1, 2]], "He") == []


def test_somebody_two_sentences_behind_gives_way_to_the_subject_before() -> None:
    came = "Ivo/NNP/nsubj/2 Lem/NNP/flat/0 left/VBD/root/2/leave | Jan/NNP/nsubj/2 Roos/NNP/flat/0 came/VBD/root/2/come"
    written = f"{came} | He/PRP/nsubj/1 spoke/VBD/root/1/speak"
    assert meant(written, ["Ivo Lem:person", "Jan Roos:person", "He:person"], ["Ivo Lem:PER", "Jan Roos:PER"], [[0, 2]], "He") == ["Jan Roos"]


@pytest.mark.parametrize(("pronoun", "kept"), [("She", ["Maria Silva"]), ("He", [])])
def test_a_given_name_tells_the_gender(pronoun: str, kept: list[str]) -> None:
    written = f"Maria/NNP/nsubj/2 Silva/NNP/flat/0 spoke/VBD/root/2/speak | {pronoun}/PRP/nsubj/1 left/VBD/root/1/leave"
    assert meant(written, ["Maria Silva:person", f"{pronoun}:person"], ["Maria Silva:PER"], [[0, 1]], pronoun) == kept


def test_he_is_the_only_man_spoken_of() -> None:
    opening = (
        "Omar/NNP/nsubj/2 Said/NNP/flat/0 bribed/VBD/root/2/bribe guards/NNS/obj/2/guard | Maria/NNP/nsubj/2 Silva/NNP/flat/0 fined/VBD/root/2/fine"
    )
    written = f"{opening} him/PRP/obj/2"
    mentions = ["Omar Said:person", "guards:person", "Maria Silva:person", "him:person"]
    assert meant(written, mentions, ["Omar Said:PER", "Maria Silva:PER"], [[2, 3]], "him") == ["Omar Said"]


def test_who_says_whether_he_agrees_is_he() -> None:
    opening = "Omar/NNP/nsubj/3 Said/NNP/flat/0 was/VBD/aux:pass/3 praised/VBN/root/3/praise | Jan/NNP/nsubj/2 Roos/NNP/flat/0 asked/VBD/root/2/ask"
    written = f"{opening} whether/IN/mark/5 he/PRP/nsubj/5 won/VBD/ccomp/2/win"
    assert meant(written, ["Omar Said:person", "Jan Roos:person", "he:person"], ["Omar Said:PER", "Jan Roos:PER"], [], "he") == ["Jan Roos"]


def test_the_attackers_are_not_the_minister() -> None:
    read = doc(
        "Minister/NNP/nmod:desc/1 Rauno/NNP/nsubj/3 Saar/NNP/flat/1 said/VBD/root/3/say the/DT/det/5 attackers/NNS/nsubj/6/attacker "
        "fled/VBD/ccomp/3/flee",
        mentions=["Minister Rauno Saar:person", "the attackers:person"], names=["Rauno Saar:PER"], same=[[0, 1]],
    )  # fmt: skip
    assert [[s.text for s in g.mentions] for g in settle(read, groups(read))] == [["Minister Rauno Saar"], ["the attackers"]]


EK = "Anna/NNP/nsubj/2 Ek/NNP/flat/0 spoke/VBD/root/2/speak"


@pytest.mark.parametrize(
    ("then", "word"),
    [
        ("They/PRP/nsubj/1 left/VBD/root/1/leave", "They"),
        ("The/DT/det/1 couple/NN/nsubj/2 left/VBD/root/2/leave", "The couple"),
        ("The/DT/det/1 36/CD/nsubj/2 left/VBD/root/2/leave", "The 36"),
        ("Scientists/NNS/nsubj/1/scientist left/VBD/root/1/leave", "Scientists"),
        ("It/PRP/nsubj/1 left/VBD/root/1/leave", "It"),
    ],
)
def test_words_for_several_or_for_a_thing_mean_no_single_person(then: str, word: str) -> None:
    assert meant(f"{EK} | {then}", ["Anna Ek:person", f"{word}:person"], ["Anna Ek:PER"], [[0, 1]], word) == []


@pytest.mark.parametrize(
    ("before", "said", "known"),
    [
        (f"{EK} | {EK}", "a/DT/det/1 nurse/NN/nsubj/2 left/VBD/root/2/leave", []),
        (f"{EK} | {EK}", "it/PRP/nsubj/3 was/VBD/cop/3 a/DT/det/3 nurse/NN/root/3", ["Anna Ek"]),
        (EK, "a/DT/det/1 nurse/NN/nsubj/2 left/VBD/root/2/leave", ["Anna Ek"]),
    ],
)
def test_a_nurse_is_somebody_new_but_for_what_a_headline_or_a_verb_says(before: str, said: str, known: list[str]) -> None:
    read = doc(f"{before} | {said}", mentions=["Anna Ek:person", "a nurse:person"], names=["Anna Ek:PER"], same=[[0, 1]])
    (group,) = (g for g in settle(read, groups(read)) if any(s.text == "a nurse" for s in g.mentions))
    assert group.aliases == known


def test_one_nurse_is_somebody_new() -> None:
    written = f"{EK} | {EK} | one/CD/nummod/1 nurse/NN/nsubj/2 left/VBD/root/2/leave"
    assert meant(written, ["Anna Ek:person", "one nurse:person"], ["Anna Ek:PER"], [[0, 1]], "one nurse") == []


def test_they_are_the_nurses_only_while_these_are_near() -> None:
    told = "Nurses/NNS/nsubj/1/nurse left/VBD/root/1/leave"
    far = f"{EK} | {told} | {EK} | {EK} | {EK} | They/PRP/nsubj/1 ran/VBD/root/1/run"
    near = f"{EK} | {told} | They/PRP/nsubj/1 ran/VBD/root/1/run"
    for written, together in ((near, ["Nurses", "They"]), (far, ["They"])):
        read = doc(written, mentions=["Anna Ek:person", "Nurses:person", "They:person"], names=["Anna Ek:PER"], same=[[0, 1, 2]])
        (group,) = (g for g in settle(read, groups(read)) if any(s.text == "They" for s in g.mentions))
        assert [s.text for s in group.mentions] == together


@pytest.mark.parametrize(("quote", "known"), [("", ["Agency"]), ("“/``/punct/5 ", ["Tesco"])])
def test_it_is_the_body_that_says_so_unless_it_is_quoted(quote: str, known: list[str]) -> None:
    shift = 1 if quote else 0
    written = (
        f"Tesco/NNP/nsubj/1 left/VBD/root/1/leave | The/DT/det/1 Agency/NNP/nsubj/2 said/VBD/root/2/say {quote}it/PRP/nsubj/{4 + shift} "
        f"knew/VBD/ccomp/2/know"
    )
    mentions = ["Tesco:organization", "The Agency:organization", "it:organization"]
    assert meant(written, mentions, ["Tesco:ORG", "Agency:ORG"], [[0, 2]], "it") == known
