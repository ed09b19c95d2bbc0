"""A headline seldom says when: what it tells takes the date that the first paragraph gives the same event."""

import dataclasses
from collections.abc import Iterable, Sequence

from graph.records import Event, When

LONGEST = 200  # characters of a headline
CLOSED = (".", "!", "?", ":", '."', ".”")


def dated(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """The events, those of the headline with the date of their like in the first paragraph, where all their like there have one and the same."""
    title, lead = opening(text)
    told = [e for e in events if title < e.begin < lead and e.status == "happened"]
    return tuple(with_date(e, told) if e.begin < title and e.status == "happened" and not is_dated(e) else e for e in events)


def opening(text: str) -> tuple[int, int]:
    """Where the headline ends, and where the paragraph behind it does; zeros where the text has no headline."""
    title = text.find("\n\n")
    if not 0 < title <= LONGEST or text[:title].rstrip().endswith(CLOSED):
        return 0, 0
    lead = text.find("\n\n", title + 2)
    return title, lead if lead > 0 else len(text)


def with_date(event: Event, told: Iterable[Event]) -> Event:
    like = [other.when for other in told if is_like(event, other) and is_dated(other)]
    found: list[When] = [when for when in like if when is not None]
    same = {(when.value, when.earliest, when.latest) for when in found}
    return dataclasses.replace(event, when=found[0]) if len(same) == 1 else event


def is_like(event: Event, other: Event) -> bool:
    """Whether both are told by the same word, or are of the same type and mode."""
    typed = event.type is not None and (event.type, event.mode) == (other.type, other.mode)
    return typed or event.predicate.lower() == other.predicate.lower()


def is_dated(event: Event) -> bool:
    """Whether the text says when."""
    return event.when is not None and event.when.begin is not None
