"""Who was killed and who is charged with it are two, whatever the coreference says; on Docs written by hand."""

from collections.abc import Sequence

from docs_by_hand import doc, event
from spacy.tokens import Doc

from ingest.groups import groups
from ingest.victims import parted

CHARGED = (
    "A/DT/det/1 man/NN/nsubj:pass/3 was/VBD/aux:pass/3 killed/VBN/root/3/kill | "
    "Police/NN/nsubj/1 charged/VBD/root/1/charge Omar/NNP/obj/1 Lund/NNP/flat/2"
)
KILLED = (
    "Omar/NNP/nsubj:pass/3 Lund/NNP/flat/0 was/VBD/aux:pass/3 killed/VBN/root/3/kill | "
    "A/DT/det/1 stranger/NN/nsubj/2 came/VBD/root/2/come | He/PRP/nsubj/1 shot/VBD/root/1/shoot Anna/NNP/obj/1"
)
NAMED = ["Omar Lund:PER"]


def told(read: Doc, words: str) -> Sequence[str]:
    """The names of whoever has this mention."""
    (group,) = (g for g in parted(read, groups(read)) if any(s.text == words for s in g.mentions))
    return group.aliases


def test_the_man_who_was_killed_is_not_the_one_who_is_charged() -> None:
    read = doc(CHARGED, mentions=["A man:person", "Police:organization", "Omar Lund:person"], names=NAMED, same=[[0, 2]])
    event(read, "killed", type="ASSAULT", roles=[("recipient", "A man")])
    event(read, "charged", type="ACCUSE", roles=[("actor", "Police"), ("recipient", "Omar Lund")])
    assert told(read, "A man") == []
    assert told(read, "Omar Lund") == ["Omar Lund"]


def test_a_man_who_is_only_spoken_of_stays_who_he_was_taken_for() -> None:
    read = doc(CHARGED, mentions=["A man:person", "Police:organization", "Omar Lund:person"], names=NAMED, same=[[0, 2]])
    event(read, "charged", type="ACCUSE", roles=[("actor", "Police"), ("recipient", "Omar Lund")])
    assert told(read, "A man") == ["Omar Lund"]


def test_he_who_shoots_two_sentences_later_is_not_the_one_who_was_killed() -> None:
    read = doc(KILLED, mentions=["Omar Lund:person", "A stranger:person", "He:person", "Anna:person"], names=[*NAMED, "Anna:PER"], same=[[0, 2]])
    event(read, "killed", type="ASSAULT", roles=[("recipient", "Omar Lund")])
    event(read, "shot", type="ASSAULT", roles=[("actor", "He"), ("recipient", "Anna")])
    assert told(read, "He") == []


def test_he_who_shoots_right_after_he_is_named_may_have_been_killed_later() -> None:
    written = KILLED.replace("A/DT/det/1 stranger/NN/nsubj/2 came/VBD/root/2/come | ", "")
    read = doc(written, mentions=["Omar Lund:person", "He:person", "Anna:person"], names=[*NAMED, "Anna:PER"], same=[[0, 1]])
    event(read, "killed", type="ASSAULT", roles=[("recipient", "Omar Lund")])
    event(read, "shot", type="ASSAULT", roles=[("actor", "He"), ("recipient", "Anna")])
    assert told(read, "He") == ["Omar Lund"]


def test_the_police_are_no_person_by_name() -> None:
    read = doc(CHARGED, mentions=["A man:person", "Police:organization", "Omar Lund:person"], names=NAMED, same=[[1, 2]])
    assert told(read, "Police") == []


def test_a_woman_is_nobody_of_a_mans_name() -> None:
    written = "A/DT/det/1 woman/NN/nsubj/2 left/VBD/root/2/leave | John/NNP/nsubj/2 Lund/NNP/flat/0 left/VBD/root/2/leave"
    read = doc(written, mentions=["A woman:person", "John Lund:person"], names=["John Lund:PER"], same=[[0, 1]])
    assert told(read, "A woman") == []
