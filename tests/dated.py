"""Time expressions read by hand: a few words, what stands around them, and what the article and the text before say of the date."""

from graph.records import When
from ingest.times import resolve

PUBLISHED = "2025-12-10"  # a Wednesday


def read(
    words: str, *, published: str | None = PUBLISHED, tense: str | None = None, previous: When | None = None, before: str = "", after: str = ""
) -> tuple[str | None, ...] | None:
    text = before + words + after
    when = resolve(text, len(before), len(before) + len(words), published=published, tense=tense, previous=previous)
    if when is None:
        return None
    assert (when.begin, when.end) == (len(before), len(before) + len(words))
    return when.basis, when.value, when.earliest, when.latest


def day(value: str) -> When:
    return When("stated", value, "date", value, value)
