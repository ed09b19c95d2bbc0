"""The desk where sources are taken in: what that needs while it lasts, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from graph.records import Article
from ingest.confined import Parser
from ingest.drafts import Options
from ingest.fetch import Fetched, Fetcher, Manners, Validators
from ingest.refusals import Refused


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

    `known` holds the validators of pages fetched before; `fetcher.seen` those of this run.
    """

    def __init__(self, options: Options, manners: Manners | None = None, known: Mapping[str, Validators] = MappingProxyType({})) -> None:
        self.options = options
        self.parser = Parser(options.limits)
        self.fetcher = Fetcher(manners or Manners(), known, options.limits) if options.fetch else None

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
