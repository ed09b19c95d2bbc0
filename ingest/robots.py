"""What a site's robots.txt allows (RFC 9309), from an answer that somebody else fetched."""

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

AGENT = "wiregraph"
LONGEST_DELAY = 60.0
MOST_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site; `rules` is None where everything is allowed or, with `closed`, nothing is."""

    rules: RobotFileParser | None = None
    closed: bool = False

    def allows(self, url: str) -> bool:
        """Whether wiregraph may fetch the URL."""
        return not self.closed and (self.rules is None or self.rules.can_fetch(AGENT, url))

    def delay(self, at_least: float) -> float:
        """Seconds between requests: the site's Crawl-delay up to `LONGEST_DELAY`, and never less than our own."""
        asked = self.rules.crawl_delay(AGENT) if self.rules else None
        return max(at_least, min(float(asked or 0), LONGEST_DELAY))


def robots(status: int, body: bytes) -> Robots:
    """The rules in a robots.txt answer. No such file (4xx) allows everything; a server that is out of order (5xx) allows nothing for now."""
    if status >= 500 or status == 429:
        return Robots(closed=True)
    if status != 200:
        return Robots()
    rules = RobotFileParser()
    rules.parse(body[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines())
    return Robots(rules)
