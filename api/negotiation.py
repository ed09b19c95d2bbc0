"""Content negotiation by RFC 9110: what of our media types a client likes best."""

import re
from collections.abc import Sequence
from functools import lru_cache

RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*([^;\s]*)", re.IGNORECASE)


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The best of the offers, ours first where the client has no preference; None when it accepts none of them.

    A missing or empty header accepts everything; the most specific range that fits an offer decides its quality.
    """
    return _chosen(accept or "*/*", tuple(offers))


@lru_cache(1024)
def _chosen(accept: str, offers: tuple[str, ...]) -> str | None:
    ranges = parsed(accept)
    rated = [(quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    best = max(rated, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def parsed(accept: str) -> list[tuple[str, str, float]]:
    """Type, subtype and quality of each range; what is no range is passed over."""
    matches = (RANGE.match(part) for part in accept.lower().split(","))
    return [(match[1], match[2], _weight(match[3])) for match in matches if match]


def quality(offer: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """How much a client likes a media type, from 0 (not at all) to 1."""
    kind, _, sub = offer.partition("/")
    for wanted in ((kind, sub), (kind, "*"), ("*", "*")):
        found = [weight for *media, weight in ranges if tuple(media) == wanted]
        if found:
            return max(found)
    return 0.0


def _weight(parameters: str) -> float:
    match = QUALITY.search(parameters)
    try:
        return min(1.0, float(match[1])) if match else 1.0
    except ValueError:
        return 0.0
