"""Addresses on the web, and what came from one."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST_ADDRESS = 4_000


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said to recognize an unchanged page by; give it back the next time."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `url` is where it was found in the end."""

    url: str
    body: bytes
    content_type: str
    validators: Validators


def web_address(value: str | None) -> str | None:
    """The address, if it is an absolute http(s) one that can stand in an IRI; otherwise None."""
    if value is None or len(value) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"""[\x00-\x20<>"{}|\\^`\x7f-\x9f\ud800-\udfff]""", value)
    return value if usable else None


def charset(content_type: str | None) -> str | None:
    """The charset in a Content-Type header."""
    found = re.search(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", content_type or "", re.IGNORECASE)
    return found[1] if found else None
