"""How much of a source is taken before it is refused. Generous for news, deadly for traps."""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes after inflating, times in seconds. Every refusal that a limit causes names the limit."""

    text_bytes: int = 4 * MB
    page_bytes: int = 8 * MB
    page_tags: int = 50_000
    feed_bytes: int = 16 * MB
    feed_tags: int = 200_000
    line_bytes: int = 4 * MB
    stdin_bytes: int = 1024 * MB
    article_characters: int = 400_000
    line_characters: int = 2_000
    article_words: int = 6
    bomb_bytes: int = 64 * MB
    bomb_ratio: int = 200
    archive_faults: int = 1_000
    parse_seconds: float = 10.0
    parse_bytes: int = 1024 * MB


def megabytes(size: int) -> str:
    """A size for people: "4 MB", "0.3 MB"."""
    return f"{size / MB:.3g} MB"
