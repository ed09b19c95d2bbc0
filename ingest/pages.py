"""A saved or fetched web page: its article text and what it states about itself."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import bare_extraction
from trafilatura.settings import Document

from ingest.drafts import Draft
from ingest.published import published
from ingest.refusals import Refused
from ingest.text import cleaned, line
from ingest.web import web_address

# The date is looked for in metadata only, and "today" plays no part in it.
DATE_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
ARTICLE_TYPE = re.compile(r"Article|Posting|Report$|Review$")
DATE_NAMES = ("date", "pubdate", "publishdate", "parsely-pub-date", "DC.date.issued", "dcterms.created")
DATE_FIELDS = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    *(f"//meta[@name='{name}']/@content" for name in DATE_NAMES),
    "//article//time[@pubdate]/@datetime | //article/header//time/@datetime",
)
BLOCKS = {"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "pre", "section", "article", "ul", "ol", "table", "figure"}
UNREAD = {"script", "style", "noscript", "template", "figcaption", "iframe", "svg"}


def refuse_tags(markup: str, most: int) -> None:
    """Raises Refused "too-many-tags" before any parser sees them."""
    tags = markup.count("<")
    if tags > most:
        raise Refused("too-many-tags", f"{tags} tags; at most {most} are read")


def page(markup: str, url: str | None = None) -> Draft:
    """The draft in an HTML page; comments, navigation and tables are left out (tables are read when there is nothing else).

    `url` is where it was fetched from: then a canonical address counts only on the same host.
    """
    tree = _tree(markup)
    found = _extracted(markup, url)
    stated = _stated(tree)
    return Draft(
        body=_body(found.text or ""),
        headline=_text(stated.get("headline")) or found.title,
        published=_published(tree, stated) or found.date,
        url=_address(tree, url),
        publisher=_text(stated.get("publisher")) or found.sitename,
        author=_authors(stated.get("author")) or found.author,
    )


def _tree(markup: str) -> Any:
    try:
        return html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as error:
        raise Refused("empty", f"the page holds nothing ({error})") from error


def _extracted(markup: str, url: str | None) -> Document:
    for tables in (False, True):
        found = bare_extraction(
            markup, url=url, include_comments=False, include_tables=tables, with_metadata=True, date_extraction_params=dict(DATE_SEARCH)
        )
        if isinstance(found, Document) and found.text:
            return found
    raise Refused("empty", "the page holds no article text")


def _body(text: str) -> tuple[str, ...]:
    return tuple(row.removeprefix("- ") for row in cleaned(text).split("\n") if row.strip("- |"))


def _stated(tree: Any) -> dict[str, Any]:
    """The schema.org description of the article (JSON-LD), or nothing."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script, strict=False)
        except (ValueError, RecursionError):  # pages with broken metadata still have their text
            continue
        for item in _items(found):
            if any(ARTICLE_TYPE.search(str(kind)) for kind in _list(item.get("@type"))):
                return item
    return {}


def _items(value: Any) -> Iterator[dict[str, Any]]:
    for item in _list(value):
        if isinstance(item, dict):
            yield item
            yield from (inner for inner in _list(item.get("@graph")) if isinstance(inner, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    """The text of a JSON-LD value: itself, or its name."""
    for item in _list(value):
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and line(name):
            return line(name)
    return None


def _authors(value: Any) -> str | None:
    return ", ".join(filter(None, map(_text, _list(value)))) or None


def _published(tree: Any, stated: dict[str, Any]) -> str | None:
    values = [_text(stated.get("datePublished")), *(str(value) for path in DATE_FIELDS for value in tree.xpath(path))]
    return next(filter(None, map(published, values)), None)


def _address(tree: Any, url: str | None) -> str | None:
    stated = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    for value in stated:
        found = web_address(urljoin(url or "", str(value).strip()))
        if found and (url is None or urlsplit(found).hostname == urlsplit(url).hostname):
            return found
    return url


def fragment(markup: str) -> tuple[str, ...]:
    """The paragraphs of an HTML fragment that is known to be an article, such as the content of a feed entry."""
    if not markup.strip():
        return ()
    text = "".join(_pieces(html.fragment_fromstring(markup, create_parent="div")))
    return tuple(row for row in cleaned(text).split("\n") if row)


def _pieces(element: Any) -> Iterator[str]:
    """Text in document order with line ends around blocks. Walks without recursion: depth is in the hands of strangers."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield node.tail or ""
        elif event == "start":
            yield from _opening(node)
        else:
            yield "\n" if node.tag in BLOCKS else ""
            yield "" if node is element or _is_unread(node.getparent()) else _flat(node.tail)


def _opening(node: Any) -> Iterator[str]:
    yield "\n" if node.tag in BLOCKS else ""
    yield "" if _is_unread(node) else _flat(node.text)


def _is_unread(node: Any) -> bool:
    return node.tag in UNREAD


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")
