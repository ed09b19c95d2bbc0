"""Descriptions of one story: the rules by which the ECB+ bench joins them over articles."""

from bench.ecb_mentions import Given
from bench.ecb_stories import joined, stories


def given(article: str, words: str, *, named: bool = False, lemma: str = "", plural: bool = False, part: tuple[str, str] | None = None) -> Given:
    tokens = tuple(words.split())
    own = lemma or tokens[-1].lower()
    return Given(article, (0, 0, len(tokens)), "unknown", "person", tokens, tokens, named=named, lemma=own, plural=plural, part=part)


def one(*groups: list[Given], story: dict[str, int] | None = None) -> list[int]:
    told = story or {group[0].article: 0 for group in groups}
    found = joined(list(groups), [f"actor/{number}" for number in range(len(groups))], told)
    return [found.index(number) for number in found]


def test_articles_of_like_words_are_one_story() -> None:
    texts = {
        "a": "pirates boarded the tanker near the gulf and a navy chased the pirates",
        "b": "a navy sank the boat of pirates who boarded a tanker in the gulf",
        "c": "the coach was fired after nine defeats and the owner named another coach",
        "d": "owner fired his coach after the defeats and named nobody",
    }
    found = stories({name: {"sentences": [{"tokens": text.split()}]} for name, text in texts.items()})
    assert found["a"] == found["b"] != found["c"] == found["d"]


def test_the_same_or_near_words_are_one_in_a_story_and_two_in_two() -> None:
    robbers = [given("a", "two robbers", lemma="robber", plural=True)], [given("b", "the thieves", lemma="thief", plural=True)]
    assert one(*robbers) == [0, 0]
    assert one(*robbers, story={"a": 0, "b": 1}) == [0, 1]
    assert one([given("a", "first man")], [given("b", "second man")]) == [0, 1]


def test_a_description_means_the_only_one_beside_whose_name_it_stands() -> None:
    cheeks, fired = [given("a", "Maurice Cheeks", named=True), given("a", "coach")], [given("b", "the coach")]
    assert one(cheeks, fired) == [0, 0]
    other = [given("c", "Jim Brien", named=True), given("c", "coach")]
    assert one(cheeks, fired, other) == [0, 1, 2]


def test_who_does_the_same_is_one_unless_both_have_names() -> None:
    escaped = ("escape", "A")
    man, named = [given("a", "the man", part=escaped)], [given("b", "Joseph Comeaux", named=True, part=escaped)]
    assert one(man, named) == [0, 0]
    assert one([given("a", "Brian Nichols", named=True, part=escaped)], named) == [0, 1]
    assert one([given("a", "the man", part=("escape", "P"))], named) == [0, 1]


def test_names_that_end_alike_or_differ_by_a_letter_are_one() -> None:
    assert one([given("a", "Duncan Rait", named=True)], [given("b", "Duncan Raite", named=True)]) == [0, 0]
    assert one([given("a", "Duncan Rait", named=True)], [given("b", "Rait", named=True)]) == [0, 0]
    assert one([given("a", "Duncan Rait", named=True)], [given("b", "Miles Vinar", named=True)]) == [0, 1]
