"""Fetching: from a server of our own on the loopback address, which only these tests may reach."""

import asyncio
import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from itertools import pairwise
from threading import Thread

import hostile
import pytest

from graph.records import Article
from ingest.addresses import public, resolved
from ingest.articles import found
from ingest.desk import Desk, Found
from ingest.drafts import Options
from ingest.fetch import Fetcher, Manners, Validators, user_agent
from ingest.refusals import Refused

OURS = Manners(delay=0.0, seconds=5.0, inner_addresses=frozenset({"127.0.0.1"}))
NAT64 = "64:ff9b::"


class Site(BaseHTTPRequestHandler):
    """Pages by path; what was asked for is kept on the server."""

    def do_GET(self) -> None:
        self.server.asked.append((time.monotonic(), self.path, dict(self.headers)))  # type: ignore[attr-defined]  # the list is ours
        status, headers, body = self.page()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> tuple[int, dict[str, str], bytes]:
        if self.path == "/robots.txt":
            return 200, {}, b"User-agent: wiregraph\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
        if self.path.startswith("/to/"):
            return 302, {"Location": self.path[4:]}, b""
        if self.path == "/tagged" and self.headers["If-None-Match"] == '"v1"':
            return 304, {}, b""
        if self.path == "/bomb":
            return 200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(100_000_000), 9)
        if self.path == "/odd":
            return 200, {"Content-Encoding": "br"}, b"x"
        if self.path == "/big":
            return 200, {}, b" " * 9_000_000
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path == "/gone":
            return 404, {}, b""
        if self.path == "/packed":
            return 200, {"Content-Encoding": "gzip", "Content-Type": "text/html"}, gzip.compress(hostile.story(8).encode())
        if self.path == "/feed":
            return (
                200,
                {"Content-Type": "application/rss+xml"},
                b'<rss version="2.0"><channel><title>Post</title><item><link>/7</link></item></channel></rss>',
            )
        return (
            200,
            {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"', "Last-Modified": "Fri, 01 Mar 2024 10:00:00 GMT"},
            hostile.story(7).encode(),
        )

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []  # type: ignore[attr-defined]  # see Site
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def at(site: ThreadingHTTPServer, path: str, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{site.server_address[1]}{path}"


def reason(url: str, manners: Manners = OURS) -> str:
    with Fetcher(manners) as fetcher, pytest.raises(Refused) as refused:
        fetcher.get(url)
    return refused.value.reason


INNER = [
    *(
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "0.0.0.0",
        "224.0.0.1",
    ),
    *("255.255.255.255", "198.18.0.1", "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "fe80::1", "fd00:ec2::254", "ff02::1"),
    *(f"{NAT64}7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "fec0::1", "3fff::1"),
]


@pytest.mark.parametrize("address", INNER)
def test_an_address_inside_somebodys_network_is_not_public(address: str) -> None:
    assert not public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001:82a::200e"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "127.0.0.2",
    ],
)
def test_no_spelling_of_an_inner_address_is_fetched_from(site: ThreadingHTTPServer, host: str) -> None:
    assert reason(at(site, "/7", host), replace(OURS, inner_addresses=frozenset())) == "address"
    assert site.asked == []  # type: ignore[attr-defined]  # see Site


@pytest.mark.parametrize("inner", ["http://127.0.0.2/x", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/"])
def test_a_redirect_to_an_inner_address_is_refused(site: ThreadingHTTPServer, inner: str) -> None:
    assert reason(at(site, f"/to/{inner}")) == "address"


def test_a_name_with_one_inner_address_is_refused() -> None:
    with pytest.raises(Refused, match="localhost leads to"):
        asyncio.run(resolved("localhost", 80, frozenset({"192.0.2.1"})))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/private/x", "robots"),
        ("/to//private/x", "robots"),
        ("/gone", "fetch-failed"),
        ("/big", "too-large"),
        ("/bomb", "too-large"),
        ("/odd", "fetch-failed"),
        ("/to//to//to//to//to//to//7", "fetch-failed"),
        ("/to/file:///etc/passwd", "fetch-failed"),
    ],
)
def test_what_cannot_be_fetched_is_refused_with_its_reason(site: ThreadingHTTPServer, path: str, expected: str) -> None:
    assert reason(at(site, path)) == expected


def test_a_slow_server_is_given_up(site: ThreadingHTTPServer) -> None:
    assert reason(at(site, "/slow"), replace(OURS, seconds=0.5)) == "fetch-failed"


def test_an_address_with_a_password_is_refused(site: ThreadingHTTPServer) -> None:
    assert reason(at(site, "/7", "me:secret@127.0.0.1")) == "fetch-failed"


def test_we_say_who_we_are_and_keep_the_name_of_the_host(site: ThreadingHTTPServer) -> None:
    with Fetcher(OURS) as fetcher:
        fetcher.get(at(site, "/7"))
    _, path, headers = site.asked[-1]  # type: ignore[attr-defined]  # see Site
    assert path == "/7"
    assert headers["User-Agent"] == user_agent()
    assert user_agent().endswith("(+https://w3id.org/wiregraph)")
    assert headers["Host"] == f"127.0.0.1:{site.server_address[1]}"


def test_a_page_that_has_not_changed_is_not_sent_again(site: ThreadingHTTPServer) -> None:
    url = at(site, "/tagged")
    with Fetcher(OURS) as first:
        first.get(url)
    assert first.seen == {url: Validators('"v1"', "Fri, 01 Mar 2024 10:00:00 GMT")}
    with Fetcher(OURS, first.seen) as second, pytest.raises(Refused) as refused:
        second.get(url)
    assert refused.value.reason == "unchanged"


def test_a_host_is_left_alone_between_two_requests_and_its_robots_txt_is_asked_for_once(site: ThreadingHTTPServer) -> None:
    with Fetcher(replace(OURS, delay=0.2)) as fetcher:
        fetcher.get(at(site, "/7"))
        fetcher.get(at(site, "/8"))
    moments = [(moment, path) for moment, path, _ in site.asked]  # type: ignore[attr-defined]  # see Site
    assert [path for _, path in moments] == ["/robots.txt", "/7", "/8"]
    assert all(later[0] - earlier[0] >= 0.2 for earlier, later in pairwise(moments))


@pytest.mark.parametrize(
    ("path", "headline"), [("/7", "Fire at mill 7"), ("/to//7", "Fire at mill 7"), ("/packed", "Fire at mill 8"), ("/feed", "Fire at mill 7")]
)
def test_an_address_becomes_an_article_also_by_redirect_and_by_feed(site: ThreadingHTTPServer, path: str, headline: str) -> None:
    with Desk(Options(fetch=True), OURS) as desk:
        (item,) = found(at(site, path), desk=desk)
    assert isinstance(item, Found)
    assert isinstance(item.article, Article)
    assert item.article.headline == headline
    assert item.article.url == at(site, "/packed" if path == "/packed" else "/7")
