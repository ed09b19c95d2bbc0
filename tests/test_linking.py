"""Near-copies linked step by step are what all articles at once would give."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from test_copies import edited, wire

from graph.book import Book
from graph.records import Article, Reading
from ingest.copies import copies, signature, signed
from ingest.linking import link

DATES = ("2024-03-01", "2024-03-02T08:00:00+00:00", None)
TEXTS = [edited(wire(story), edit) if edit else wire(story) for story in range(2) for edit in range(3)]
BRIDGE = " ".join(wire(0).split()[:230] + wire(1).split()[:230])  # similar to both stories
ARTICLES = [Article(text, published=DATES[number % 3], publisher=str(number // 3)) for number, text in enumerate([*TEXTS, BRIDGE] * 2)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.integers(0, len(ARTICLES) - 1), min_size=1, max_size=5), min_size=1, max_size=6))
def test_step_by_step_links_what_all_at_once_links(steps: list[set[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, there = Book(Path(folder), write=True), set[int]()
        for step in steps:
            for number in sorted(step):
                article = ARTICLES[number]
                if number in there:
                    book.remove(article.id)
                else:
                    book.add(article, Reading(article.id, "test"), signature=signature(article.text))
            there ^= step
            link(book)
            assert book.copies() == copies(signed(ARTICLES[number]) for number in there)
        book.close()


def test_a_store_of_an_earlier_day_is_linked_as_a_whole(tmp_path: Path) -> None:
    book = Book(tmp_path, write=True)
    for article in ARTICLES[:3]:
        book.add(article, Reading(article.id, "test"), signature=signature(article.text))
    book.change([("DELETE FROM unlinked", ())])
    book.close()
    again = Book(tmp_path, write=True)
    link(again)
    assert again.copies() == copies(map(signed, ARTICLES[:3])) != {}
    again.close()
