"""robots.txt."""

import pytest

from ingest.robots import robots

RULES = b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\nCrawl-delay: 5\n\nUser-agent: wiregraph\nDisallow: /b\nCrawl-delay: 500\n"


def test_our_own_rules_come_before_those_for_all() -> None:
    rules = robots(200, RULES)
    assert rules.allows("https://x.example/a")
    assert not rules.allows("https://x.example/b/c")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_no_file_allows_everything_and_a_server_out_of_order_nothing(status: int, allowed: bool) -> None:
    assert robots(status, b"").allows("https://x.example/") == allowed


def test_the_delay_asked_for_is_kept_within_reason() -> None:
    assert robots(200, RULES).delay(1.0) == 60.0
    assert robots(404, b"").delay(1.0) == 1.0
