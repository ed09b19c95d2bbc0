"""What could not be taken from a source, and why: kept, counted and shown, never lost."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "damaged",  # broken off, bad checksum, invalid JSON, no feed although it claims to be one
    "binary",  # no text: NULs, a PDF, an image
    "empty",  # nothing in it
    "too-short",  # too few words to be news
    "not-english",
    "bad-date",  # a date that is not understood; better no article than a wrong day
    "too-large",
    "too-many-tags",
    "too-slow",  # the parser was stopped at its deadline
    "too-heavy",  # the parser was stopped at its memory limit
    "bomb",  # inflates far beyond any text
    "entities",  # a feed with a DTD or entities
    "unreadable",  # vanished, no permission, no regular file
    "loop",  # a folder that was already read under another name
    "fetching-off",  # needs the network, and fetching is not allowed
    "robots",  # the site's robots.txt forbids it
    "address",  # leads to an address inside somebody's network
    "fetch-failed",  # status, timeout, certificate, too many redirects
    "unchanged",  # the server says it is what we have
    "hidden",  # a file or folder whose name begins with a dot
    "no-page",  # parts of a web archive that are no news page: images, scripts, requests
]
PASSED_OVER: frozenset[Reason] = frozenset({"unchanged", "hidden", "no-page"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that was not taken. `source` names it so that it can be found again: a path, path:line, a URL, or a path and a byte offset.
    `detail` quotes what was found and says what to do."""

    source: str
    reason: Reason
    detail: str

    @property
    def passed_over(self) -> bool:
        """Whether nothing went wrong: it was just nothing to read, and does not count as a failure."""
        return self.reason in PASSED_OVER


class Refused(Exception):
    """Raised where something cannot be taken; whoever knows the name of the source makes a Refusal of it."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail

    def of(self, source: str) -> Refusal:
        """This, as a value that names its source."""
        return Refusal(source, self.reason, self.detail)
