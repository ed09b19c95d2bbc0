"""Reported speech and subjects by the tree, on trees written by hand."""

from ingest.reader.arcs import Arc
from ingest.reader.speech import Tree, completed
from tests.trees_by_hand import tree

# "According to police , rebels shelled the town ."
ACCORDING = Tree(
    [2, 0, 5, 5, 5, 5, 7, 5, 5], ["case", "fixed", "obl", "punct", "nsubj", "root", "det", "obj", "punct"],
    ["according", "to", "police", ",", "rebel", "shell", "the", "town", "."], "According to police , rebels shelled the town .".split(),
)  # fmt: skip
# "The army said rebels withdrew ."
SAID = Tree(
    [1, 2, 2, 4, 2, 2],
    ["det", "nsubj", "root", "nsubj", "ccomp", "punct"],
    ["the", "army", "say", "rebel", "withdraw", "."],
    "The army said rebels withdrew .".split(),
)
KINDS = {1: "organization", 2: "organization", 3: "person", 4: "person"}


def test_the_source_of_according_to_speaks_and_does_not_act() -> None:
    found = completed([Arc(5, 2, "actor", 0.9)], [5], KINDS, ACCORDING)
    assert [(a.source, a.target, a.label) for a in found] == [(5, 2, "speaker"), (5, 4, "actor")]


def test_what_is_said_has_its_speaker_and_the_saying_has_not() -> None:
    found = completed([], [2, 4], KINDS, SAID)
    assert {(a.source, a.target, a.label) for a in found} == {(2, 1, "actor"), (4, 1, "speaker"), (4, 3, "actor")}


def test_what_the_network_says_stays() -> None:
    given = [Arc(4, 3, "speaker", 0.8), Arc(4, 1, "actor", 0.7)]
    assert set(given) <= set(completed(given, [4], KINDS, SAID))
    assert [a.label for a in completed(given, [4], KINDS, SAID) if a.source == 4] == ["actor", "speaker"]


def test_a_thing_does_not_act() -> None:
    assert completed([], [4], {3: "object"}, SAID) == [Arc(4, 1, "speaker", 0.5)]


# "efforts of sappers in Russia"
EFFORTS = Tree(
    [0, 2, 0, 4, 2],
    ["root", "case", "nmod", "case", "nmod"],
    ["effort", "of", "sapper", "in", "Russia"],
    "efforts of sappers in Russia".split(),
)


def test_whose_efforts_they_are_makes_them_and_where_he_is_they_are_made() -> None:
    found = completed([Arc(0, 2, "participant", 0.9)], [0], {2: "person", 4: "place"}, EFFORTS)
    assert [(a.target, a.label) for a in found] == [(2, "actor"), (4, "place")]


# "The minister , Anna Ek , resigned"
APPOSED = Tree(
    [1, 6, 3, 1, 3, 3, 6],
    ["det", "nsubj", "punct", "appos", "flat", "punct", "root"],
    ["the", "minister", ",", "Anna", "Ek", ",", "resign"],
    "The minister , Anna Ek , resigned".split(),
)


def test_the_name_beside_a_subject_that_is_no_mention_acts() -> None:
    assert [(a.target, a.label) for a in completed([], [6], {3: "person"}, APPOSED)] == [(3, "actor")]


# "Chief executive Anna Ek said jobs go"
TITLE = Tree(
    [1, 4, 4, 2, 4, 6, 4],
    ["amod", "nsubj", "nsubj", "flat", "root", "nsubj", "ccomp"],
    ["chief", "executive", "Anna", "Ek", "say", "job", "go"],
    "Chief executive Anna Ek said jobs go".split(),
)


def test_whose_title_stands_before_the_name_speaks_by_name() -> None:
    by_rule = completed([], [4, 6], {2: "person"}, TITLE)
    assert {(a.source, a.target, a.label) for a in by_rule} == {(4, 2, "actor"), (6, 2, "speaker")}
    read = completed([Arc(6, 1, "speaker", 0.9)], [6], {2: "person"}, TITLE)
    assert [(a.target, a.label) for a in read] == [(2, "speaker")]


# "the union was consulted" and "... by Akku"
CONSULTED = Tree([1, 3, 3, 3], ["det", "nsubj:pass", "aux:pass", "root"], ["the", "union", "be", "consult"], "the union was consulted".split())
BY = Tree(
    [1, 3, 3, 3, 5, 3], ["det", "nsubj:pass", "aux:pass", "root", "case", "obl:agent"],
    ["the", "union", "be", "consult", "by", "Akku"], "the union was consulted by Akku".split(),
)  # fmt: skip


def test_whom_a_passive_has_for_its_subject_does_not_act() -> None:
    kinds = {1: "organization", 5: "organization"}
    assert [a.label for a in completed([Arc(3, 1, "actor", 0.9)], [3], kinds, CONSULTED)] == ["recipient"]
    assert [(a.target, a.label) for a in completed([Arc(3, 1, "recipient", 0.9)], [3], kinds, BY)] == [(1, "recipient"), (5, "actor")]


def test_who_is_scheduled_to_come_suffers_nothing() -> None:
    planned = Tree(CONSULTED.heads, CONSULTED.relations, ["the", "union", "be", "schedule"], CONSULTED.words)
    assert [a.label for a in completed([Arc(3, 1, "actor", 0.9)], [3], {1: "organization"}, planned)] == ["actor"]


# "The strike ended ; Berg said that trains run" and "The strike ended , Berg said"
ASIDE = (
    "The/DT/det/1 strike/NN/nsubj/2 ended/VBD/root/2/end ;/:/punct/5 Berg/NNP/nsubj/5 said/VBD/parataxis/2/say",
    "that/IN/mark/8 trains/NNS/nsubj/8/train run/VBP/ccomp/5",
)


def test_who_reports_something_else_beside_a_clause_does_not_say_the_clause() -> None:
    beside, aside = tree(" ".join(ASIDE)), tree(ASIDE[0].replace(";/:", ",/,"))
    assert [[a.target for a in completed([], [1], {4: "person"}, t) if a.label == "speaker"] for t in (beside, aside)] == [[], [4]]


def test_an_agent_that_no_by_leads_does_not_act() -> None:
    taken = tree("It/PRP/nsubj:pass/2 was/VBD/aux:pass/2/be retaken/VBN/root/2/retake from/IN/case/4 rebels/NNS/obl:agent/2/rebel")
    signed = tree("It/PRP/nsubj:pass/1 signed/VBN/root/1/sign between/IN/case/3 Chad/NNP/obl:agent/1 and/CC/cc/5 Mali/NNP/obl:agent/1")
    kinds = {3: "place", 4: "person", 5: "place"}
    assert completed([], [2], kinds, taken) == []
    assert [a.target for a in completed([], [1], kinds, signed)] == [3]
