"""Which date an event has, on Docs written by hand."""

from docs_by_hand import doc, event

from ingest.dating import Dates

FILED = "They/PRP/nsubj/1 filed/VBD/root/1/file a/DT/det/3 lawsuit/NN/obj/1 on/IN/case/6 4/CD/nummod/6 May/NNP/obl/1 2021/CD/nmod/6"
FREED = "Men/NNS/nsubj/4/man who/WP/nsubj/2 fled/VBD/acl:relcl/0/flee Monday/NNP/obl/2 returned/VBD/root/4/return on/IN/case/6 Friday/NNP/obl/4"
SAME = (
    "They/PRP/nsubj/1 met/VBD/root/1/meet on/IN/case/4 4/CD/nummod/4 May/NNP/obl/1 2021/CD/nmod/4 | It/PRP/nsubj/1 began/VBD/root/1/begin "
    "in/IN/case/3 2019/CD/obl/1 | They/PRP/nsubj/1 left/VBD/root/1/leave the/DT/det/4 same/JJ/amod/4 day/NN/obl/1"
)


def test_a_lawsuit_is_of_the_day_on_which_it_was_filed() -> None:
    read = doc(FILED)
    lawsuit = event(read, "lawsuit")
    when = Dates.of(read, None).when(lawsuit)
    assert when is not None
    assert when.value == "2021-05-04"


def test_a_date_that_hangs_on_another_event_is_not_taken() -> None:
    read = doc(FREED)
    event(read, "fled", roles=[("time", "Monday")])
    returned = event(read, "returned", roles=[("time", "Monday"), ("time", "Friday")])
    when = Dates.of(read, "2021-05-12").when(returned)
    assert when is not None
    assert when.value == "2021-05-07"


def test_the_same_day_is_the_last_day_and_no_year_between() -> None:
    read = doc(SAME)
    seen = [
        event(read, "met", roles=[("time", "4 May 2021")]),
        event(read, "began", roles=[("time", "2019")]),
        event(read, "left", roles=[("time", "the same day")]),
    ]
    dates = Dates.of(read, None)
    assert [when.value for when in map(dates.when, seen) if when] == ["2021-05-04", "2019", "2021-05-04"]


def test_what_was_to_end_in_december_ended_before_january() -> None:
    read = doc(
        "It/PRP/nsubj:pass/2 was/VBD/aux:pass/2 expected/VBN/root/2/expect to/TO/mark/4 end/VB/xcomp/2 on/IN/case/6 December/NNP/obl/4 15/CD/nummod/6"
    )
    end = event(read, "end", status="planned", roles=[("time", "December 15")])
    when = Dates.of(read, "2020-01-01").when(end)
    assert when is not None
    assert when.value == "2019-12-15"


def test_an_hour_of_the_clock_is_no_year() -> None:
    read = doc("It/PRP/nsubj/1 began/VBD/root/1/begin at/IN/case/3 1639/CD/obl/1 UTC/NNP/nmod/3")
    when = Dates.of(read, None).when(event(read, "began", roles=[("time", "1639")]))
    assert when is None


def test_two_events_of_one_following_day_are_of_the_same_day() -> None:
    read = doc(
        "They/PRP/nsubj/1 met/VBD/root/1/meet on/IN/case/4 4/CD/nummod/4 May/NNP/obl/1 2021/CD/nmod/4 | Judges/NNS/nsubj/1 "
        "opened/VBD/root/1/open an/DT/det/3 inquiry/NN/obj/1 the/DT/det/6 following/JJ/amod/6 day/NN/obl/1"
    )
    seen = [
        event(read, "met", roles=[("time", "4 May 2021")]),
        *(event(read, word, roles=[("time", "the following day")]) for word in ("opened", "inquiry")),
    ]
    dates = Dates.of(read, None)
    assert [when.value for when in map(dates.when, seen) if when] == ["2021-05-04", "2021-05-05", "2021-05-05"]


def dated(written: str, trigger: str, time: str, *, status: str = "happened", type: str | None = None, tense: str = "present") -> str | None:
    """The date of one event, told on Thursday, May 6, 2021."""
    read = doc(written)
    seen = event(read, trigger, status=status, type=type, roles=[("time", time)])
    seen.tense = tense
    when = Dates.of(read, "2021-05-06").when(seen)
    return when.value if when else None


def test_what_happened_is_over_also_in_the_present_tense() -> None:
    assert dated("Five/CD/nummod/1 states/NNS/nsubj/2 sue/VBP/root/2 on/IN/case/4 Monday/NNP/obl/2", "sue", "Monday") == "2021-05-03"
    assert dated("They/PRP/nsubj/1 sat/VBD/root/1/sit this/DT/det/3 Friday/NNP/obl/1", "sat", "this Friday", tense="past") == "2021-04-30"


def test_a_date_that_is_still_to_come_is_not_of_what_has_happened() -> None:
    assert dated("It/PRP/nsubj:pass/2 is/VBZ/aux:pass/2 scheduled/VBN/root/2/schedule for/IN/case/4 Monday/NNP/obl/2", "scheduled", "Monday") is None


def test_what_was_to_be_on_monday_may_have_been_on_the_last() -> None:
    written = "They/PRP/nsubj/3 were/VBD/aux/3/be to/TO/mark/3 meet/VB/root/3 on/IN/case/5 Monday/NNP/obl/3"
    assert dated(written, "meet", "Monday", status="planned", tense="past") == "2021-05-03"


def test_a_feast_that_tells_the_kind_of_a_thing_is_no_date() -> None:
    party = "He/PRP/nsubj/1 shot/VBD/root/1/shoot at/IN/case/5 a/DT/det/5 Christmas/NNP/compound/5 party/NN/obl/1"
    truce = "The/DT/det/2 Christmas/NNP/compound/2 truce/NN/nsubj/3 held/VBD/root/3/hold"
    assert dated(party, "shot", "Christmas", type="ASSAULT", tense="past") is None
    assert dated(truce, "truce", "Christmas", type="RETREAT", tense="none") == "2020-12-25"


def test_a_family_name_is_no_month_unless_a_word_before_it_says_so() -> None:
    read = doc("Theresa/NNP/nsubj/2 May/NNP/flat/0 met/VBD/root/2/meet Dee/NNP/obj/2 in/IN/case/5 May/NNP/obl/2", names=["Theresa May:PER"])
    dates, text = Dates.of(read, "2021-06-06"), read.text
    assert dates.is_named(text.index("May"), text.index("May") + 3)
    assert not dates.is_named(text.rindex("May"), text.rindex("May") + 3)
    when = dates.when(event(read, "met", roles=[("time", "May")]))
    assert when is not None
    assert when.begin == text.rindex("May")


def test_the_end_of_a_word_is_no_date() -> None:
    read = doc("It/PRP/nsubj/1 began/VBD/root/1/begin on/IN/case/3 day/NN/obl/1")
    dates = Dates.of(read, "2021-05-06")
    dates.text = "Since the D-Day landings"
    assert dates.is_named(dates.text.index("Day"), dates.text.index("Day") + 3)
