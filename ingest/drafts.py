"""A draft: what a source gave, before it is cleaned, checked and becomes an Article."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from graph.records import Article
from ingest.language import refuse_foreign
from ingest.limits import Limits
from ingest.published import published
from ingest.refusals import Refused
from ingest.text import cleaned, composed, line


class OptionError(ValueError):
    """An option with a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Paragraphs and whatever the source states about them; `published` as written there. Nothing is guessed."""

    body: tuple[str, ...] = ()
    headline: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are taken. `date` and `publisher` replace what the sources say; `fetch` allows the network. Raises OptionError."""

    date: str | None = None
    publisher: str | None = None
    fetch: bool = False
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.date is not None and published(self.date) is None:
            raise OptionError(f"{self.date!r} is no date; write it as 2025-01-31 or 2025-01-31T08:00:00+01:00")


def finished(draft: Draft, options: Options, is_stored: Callable[[str], bool] = lambda article: False) -> Article:
    """The Article of a draft. Raises Refused when it is empty, short, too large, its date is not understood, or it is not English; of what is stored
    already that is known."""
    headline, body = line(draft.headline), tuple(filter(None, map(cleaned, draft.body)))
    text = composed(headline, body)
    _refuse_size(draft, text, bool(body), options.limits)
    article = Article(
        text=text,
        headline=headline,
        published=_date(options.date or draft.published),
        url=draft.url,
        publisher=line(options.publisher or draft.publisher),
        author=line(draft.author),
    )
    if not is_stored(article.id):
        refuse_foreign(text)
    return article


def _refuse_size(draft: Draft, text: str, has_body: bool, limits: Limits) -> None:
    words = len(text.split())
    for name, value in (("headline", draft.headline), ("publisher", draft.publisher), ("author", draft.author)):
        if len(value or "") > limits.line_characters:
            raise Refused("too-large", f"a {name} of {len(value or '')} characters; at most {limits.line_characters} make sense")
    if not has_body:
        raise Refused("empty", "there is no article text in it")
    if words < limits.article_words:
        raise Refused("too-short", f"{words} words ({text[:60]!r}); an article has at least {limits.article_words}")
    if len(text) > limits.article_characters:
        raise Refused("too-large", f"{len(text)} characters; an article has at most {limits.article_characters}; split it")


def _date(value: str | None) -> str | None:
    if value is None:
        return None
    found = published(value)
    if found is None:
        raise Refused("bad-date", f"{value!r} is not understood as a date; write it as 2025-01-31 or 2025-01-31T08:00:00+01:00")
    return found


def filled(draft: Draft, other: Draft) -> Draft:
    """The draft, with what it does not state taken from another that speaks of the same article."""
    names = ("headline", "published", "url", "publisher", "author")
    return replace(draft, **{name: getattr(draft, name) or getattr(other, name) for name in names})
