"""What the confined child makes of feeds and web archives; kept apart from the parsers, which only the child has to load."""

from dataclasses import dataclass

from ingest.drafts import Draft


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `full` says whether its text is the article or only an announcement of it."""

    draft: Draft
    full: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed in their order."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """A response record: its draft, or the kind of thing it is when it is no page ("image/png", "status 404")."""

    draft: Draft | None = None
    other: str | None = None
