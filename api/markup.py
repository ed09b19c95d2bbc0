"""HTML made so that text stays text: everything is escaped, only web addresses become links, and text of any direction is isolated."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
STYLE = "/static/page.css"
KINDS = ("person", "organization", "state", "group", "place")


def words(text: object) -> str:
    """Text, isolated so that its direction cannot change what stands around it."""
    return f"<bdi>{escape(str(text)).replace(chr(13), '&#13;')}</bdi>"  # a bare carriage return would become a line feed


def link(address: str, text: object) -> str:
    """To a page of this server (then `address` begins with one slash) or of the web; other addresses are no links."""
    if address.startswith(("http://", "https://")):
        return f'<a href="{escape(address)}" rel="nofollow noreferrer">{words(text)}</a>'
    if address.startswith("/") and not address.startswith("//"):
        return f'<a href="{escape(address)}">{words(text)}</a>'
    return words(text)


def place(path: str) -> str:
    """The address of a thing on this server."""
    return "/" + quote(path, safe="/-._~:@!$&'()*+,;=%")


def document(title: str, body: str, *, kind: str = "", foot: str = "", field: bool = True) -> str:
    """A whole page; title and kind are text, body and foot markup. `field` puts a search field on top."""
    over = f'<p class="kind">{escape(kind)}</p>' if kind else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} - wiregraph</title><link rel="stylesheet" href="{STYLE}"></head><body>'
        '<a class="skip" href="#content">To the content</a>'
        '<header><nav aria-label="wiregraph"><a href="/">wiregraph</a><a href="/event">events</a><a href="/paths">paths</a>'
        f'<a href="/sparql">SPARQL</a></nav>{search_form() if field else ""}</header>'
        f'<main id="content">{over}<h1>{words(title)}</h1>{body}</main><footer>{foot or FOOT}</footer></body></html>\n'
    )


def search_form(query: str = "", kind: str | None = None, *, wide: bool = False) -> str:
    """The field for names; `wide` with a choice of kinds."""
    value = f' value="{escape(query)}"' if query else ""
    options = "".join(f"<option{' selected' if one == kind else ''}>{one}</option>" for one in KINDS)
    choice = f'<select name="kind" aria-label="Kind"><option value="">any kind</option>{options}</select>' if wide else ""
    shape = "search wide" if wide else "search"
    return (
        f'<form class="{shape}" action="/search" role="search"><input name="q" type="search" aria-label="Name" placeholder="Name"{value}>'
        f"{choice}<button>Search</button></form>"
    )


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str, *, numbers: frozenset[str] = frozenset()) -> str:
    """The cells are markup, heads and caption text; columns in `numbers` are aligned as such."""
    shape = [' class="number"' if head in numbers else "" for head in heads]
    top = "".join(f'<th scope="col"{how}>{escape(head)}</th>' for head, how in zip(heads, shape, strict=True))
    body = "".join(f"<tr>{''.join(f'<td{how}>{cell}</td>' for cell, how in zip(row, shape, strict=True))}</tr>" for row in rows)
    return f'<div class="wide-table"><table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


FOOT = 'Machines read <a href="/openapi.json">the description of the API</a><a href="/sparql">SPARQL</a><a href="/network.gexf">network for Gephi</a>'
