"""Near-copies and their originals."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Article
from ingest.copies import Signed, bands, copies, signature, signed, similarity

WORDS = [f"word{n}" for n in range(3_000)]


def wire(seed: int, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def edited(text: str, seed: int) -> str:
    """A copy as papers make them: another beginning, the last tenth cut, a few words changed."""
    words = text.split()[: -len(text.split()) // 10]
    chance = random.Random(seed)
    for _ in range(4):
        words[chance.randrange(len(words))] = "changed"
    return "CITY (Wire) - " + " ".join(words)


def test_an_edited_copy_is_linked_to_the_article_that_was_published_first() -> None:
    original = Article(text=wire(1), published="2024-03-01T08:00:00+00:00")
    copy = Article(text=edited(wire(1), 5), published="2024-03-01T10:30:00+02:00")
    other = Article(text=wire(2), published="2024-02-01")
    assert copies(map(signed, (copy, other, original))) == {copy.id: original.id}


def test_times_are_compared_across_zones_and_undated_articles_come_last() -> None:
    early = Article(text=wire(1), published="2024-03-01T09:00:00+03:00")
    late = Article(text=edited(wire(1), 5), published="2024-03-01T08:00:00+00:00")
    undated = Article(text=edited(wire(1), 6))
    assert copies(map(signed, (undated, late, early))) == {late.id: early.id, undated.id: early.id}


def test_a_chain_of_copies_ends_at_one_original() -> None:
    texts = [wire(1)]
    for step in range(6):
        texts.append(edited(texts[-1], step))
    articles = [Article(text=text, published=f"2024-03-0{day + 1}") for day, text in enumerate(texts)]
    assert similarity(signature(texts[0]), signature(texts[-1])) < 0.5
    assert set(copies(map(signed, articles)).values()) == {articles[0].id}
    assert len(copies(map(signed, articles))) == 6


def test_case_and_punctuation_make_no_difference() -> None:
    assert signature("Fire at the mill, two hurt.") == signature("FIRE AT THE MILL two hurt")


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert len(signature(wire(1))) == 512
    assert signature("Fire at the mill, two hurt.")[:8].hex() == "a591d05f6a765156"


def test_similar_texts_meet_under_a_key_and_different_ones_do_not() -> None:
    one, near, far = (set(bands(signature(text))) for text in (wire(1), edited(wire(1), 5), wire(2)))
    assert one & near
    assert not one & far


SETS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from([None, "2024-01-01", "2024-01-01T05:00:00+00:00"])), max_size=8, unique=True
)


@settings(deadline=None)
@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference_and_no_original_is_a_copy(rows: list[tuple[int, int, str | None]], chance: random.Random) -> None:
    items = [Signed(f"{seed}-{edit}-{day}", day, signature(edited(wire(seed, 60), edit))) for seed, edit, day in rows]
    found = copies(items)
    chance.shuffle(items)
    assert copies(items) == found
    assert not set(found) & set(found.values())
