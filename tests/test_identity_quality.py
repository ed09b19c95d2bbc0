"""The labelled cases keep to the goals: few duplicates, hardly a wrong merge, and nothing that is both."""

from bench.identity_quality import cases, figures, judge


def test_the_cases_are_as_many_as_promised_and_halved() -> None:
    found = cases()
    assert sum("pair" in case for case in found) >= 400
    assert sum("articles" in case for case in found) >= 60
    assert len({case["id"] for case in found}) == len(found)
    assert {case["half"] for case in found} == {"tune", "held"}


def test_duplicates_and_wrong_merges_keep_to_their_goals_in_both_halves() -> None:
    judged = [one for case in cases() for one in judge(case)]
    for half in ("tune", "held"):
        found = figures([one for one in judged if one.half == half])
        assert found["duplicates %"] <= 5.0
        assert found["wrong merges %"] <= 1.0
        assert found["of all merges wrong %"] <= 1.0
