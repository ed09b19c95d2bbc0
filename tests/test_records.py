"""The values that flow: nothing is lost on the way through JSON, and equal values have equal bytes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import monument

from graph.records import Article, Event, Mention, Place, Reading, RecordError, Role, When, from_json, to_json

texts = st.text(st.characters(codec="utf-8"), max_size=20)
articles = st.builds(Article, texts, *[st.none() | texts] * 5)
numbers = st.integers(0, 99)
mentions = st.builds(Mention, numbers, numbers, st.sampled_from(("name", "nominal", "pronoun")))
roles = st.builds(Role, st.sampled_from(("actor", "place", "time")), st.none() | numbers, numbers, numbers)
whens = st.builds(When, st.just("stated"), st.just("2025-12-04"), st.just("date"), begin=st.none() | numbers)
events = st.builds(
    Event, numbers, numbers, texts, texts, st.just("planned"), st.floats(0, 1), st.tuples(numbers, numbers),
    contexts=st.lists(texts, max_size=2).map(tuple), roles=st.lists(roles, max_size=3).map(tuple), when=st.none() | whens,
    mentions=st.lists(mentions, max_size=2).map(tuple),
)  # fmt: skip


@given(articles)
def test_an_article_survives_json(article: Article) -> None:
    assert from_json(Article, to_json(article)) == article


@given(st.builds(Reading, texts, texts, events=st.lists(events, max_size=3).map(tuple)))
def test_a_reading_survives_json(reading: Reading) -> None:
    again = from_json(Reading, to_json(reading))
    assert again == reading
    assert to_json(again) == to_json(reading)


def test_the_id_comes_from_the_content() -> None:
    assert Article("a").sha256 == hashlib.sha256(b'{"text":"a"}').hexdigest()
    assert Article("a").id == Article("a").sha256[:16]
    assert Article("a").id != Article("a", url="https://a.example/").id


def test_defaults_are_left_out() -> None:
    assert to_json(Place("1", "Kursk", "city")) == '{"key":"1","name":"Kursk","precision":"city"}'


def test_a_whole_reading_survives_json() -> None:
    _, read = monument()
    assert from_json(Reading, to_json(read).encode()) == read


@pytest.mark.parametrize("text", ['{"text":1}', "{}", '{"text":"a","colour":"red"}', "not json", '{"text":"a","headline":{"a":1}}'])
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(RecordError, match="not a Article record"):
        from_json(Article, text)


def test_words_outside_the_vocabulary_are_refused() -> None:
    with pytest.raises(RecordError, match="'adverb' is none of"):
        from_json(Mention, '{"begin":0,"end":1,"form":"adverb"}')
