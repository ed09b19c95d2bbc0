"""The desk where sources are taken in: what that needs while it lasts, and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from graph.records import Article
from ingest.confined import Parser
from ingest.drafts import Options
from ingest.refusals import Refused
from ingest.web import Fetched, Validators

if TYPE_CHECKING:
    from ingest.fetch import Fetcher, Manners


@dataclass(frozen=True, slots=True)
class Source:
    """An open source: its name, its bytes, and how it was fetched, if it was."""

    name: str
    stream: BinaryIO
    page: Fetched | None = None

    @property
    def url(self) -> str | None:
        """Where it was fetched from."""
        return self.page.url if self.page else None


@dataclass(frozen=True, slots=True)
class Found:
    """An article and the name of its source: a path, path:line, path@offset or URL."""

    source: str
    article: Article


class Desk:
    """What taking articles needs while it lasts: the confined parser and the fetcher. Open one for all sources of a run.

    `known` holds the validators of pages fetched before; `fetcher.seen` those of this run. `is_stored` tells of which articles, by id, it is known
    that they are news to read.
    """

    def __init__(
        self,
        options: Options,
        manners: "Manners | None" = None,
        known: Mapping[str, Validators] = MappingProxyType({}),
        is_stored: Callable[[str], bool] = lambda article: False,
    ) -> None:
        self.options, self.is_stored = options, is_stored
        self.parser = Parser(options.limits)
        self.fetcher = _fetcher(options, manners, known) if options.fetch else None

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.parser.close()
        if self.fetcher is not None:
            self.fetcher.close()

    def fetch(self, url: str) -> Fetched:
        """The page at a URL. Raises Refused "fetching-off" unless the options allow it."""
        if self.fetcher is None:
            raise Refused("fetching-off", f"{url} would have to be fetched; allow fetching, or save the page and give the file")
        return self.fetcher.get(url)


def _fetcher(options: Options, manners: "Manners | None", known: Mapping[str, Validators]) -> "Fetcher":
    from ingest.fetch import Fetcher, Manners  # what it needs takes as long to load as a small run does

    return Fetcher(manners or Manners(), known, options.limits)
