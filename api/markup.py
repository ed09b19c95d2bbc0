"""HTML made so that text stays text: everything is escaped, only web addresses become links, and text of any direction is isolated."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

STYLE = """
:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8886}
dt{font-weight:600}dd{margin:0 0 .5rem 1rem;overflow-wrap:anywhere}blockquote{border-inline-start:.25rem solid #8886;margin:1rem 0;padding:0 1rem}
textarea{width:100%;font-family:monospace}input,button,textarea{font-size:1rem}
nav ul{padding:0;list-style:none;display:flex;gap:1rem;flex-wrap:wrap}
"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def words(text: object) -> str:
    """Text, isolated so that its direction cannot change what stands around it."""
    return f"<bdi>{escape(str(text))}</bdi>"


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


def document(title: str, body: str) -> str:
    """A whole page; the title is text, the body markup."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} - wiregraph</title><style>{STYLE}</style></head><body>"
        '<header><nav aria-label="wiregraph"><ul><li><a href="/">wiregraph</a></li><li><a href="/search">search</a></li>'
        f'<li><a href="/sparql">SPARQL</a></li></ul></nav></header><main><h1>{words(title)}</h1>{body}</main></body></html>\n'
    )


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str) -> str:
    """The cells are markup, heads and caption text."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
