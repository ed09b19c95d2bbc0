"""Fetching from the web: politely, and never from inside somebody's network."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from urllib.parse import urljoin

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from ingest.addresses import allowed, resolved
from ingest.limits import MB, Limits, megabytes
from ingest.refusals import Refused
from ingest.robots import Robots, robots
from ingest.streams import inflated, whole
from ingest.web import Fetched, Validators, web_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.8,*/*;q=0.1"


def user_agent() -> str:
    """wiregraph/VERSION and where to read about it."""
    try:
        number = version("wiregraph")
    except PackageNotFoundError:
        number = "0"
    return f"wiregraph/{number} (+https://w3id.org/wiregraph)"


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave. `inner_addresses` lists addresses that may be fetched from although they are not public: for tests against a server
    of one's own, empty otherwise."""

    delay: float = 1.0
    seconds: float = 30.0
    redirects: int = 5
    bytes: int = 8 * MB
    inner_addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class Fetcher:
    """Fetches one page after another: one connection at a time, robots.txt and a pause for each host. Close it, or use it as a context.

    `known` holds the validators of earlier runs by URL; `seen` collects those of this one. Keep them only once the article is stored.
    """

    def __init__(self, manners: Manners, known: Mapping[str, Validators] = MappingProxyType({}), limits: Limits | None = None) -> None:
        self.manners = manners
        self.known = known
        self.seen: dict[str, Validators] = {}
        self._limits = limits or Limits()
        self._robots: dict[str, Robots] = {}
        self._next: dict[str, float] = {}
        self._runner = asyncio.Runner()
        self._certificates = httpx.create_ssl_context(trust_env=False)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is fetched afterwards."""
        self._runner.close()

    def get(self, url: str) -> Fetched:
        """The page. Raises Refused "address", "robots", "unchanged", "too-large", "bomb" or "fetch-failed"."""
        return self._runner.run(self._follow(url))

    async def _follow(self, url: str) -> Fetched:
        for _ in range(self.manners.redirects + 1):
            target = _target(url)
            await self._refuse_by_robots(target)
            answer = await self._ask(target, _conditions(self.known.get(url)))
            if answer.status not in REDIRECTS:
                return self._page(url, answer)
            url = urljoin(url, answer.headers.get("location", ""))
        raise Refused("fetch-failed", f"more than {self.manners.redirects} redirects, the last to {url}")

    def _page(self, url: str, answer: _Answer) -> Fetched:
        if answer.status == 304:
            raise Refused("unchanged", "the server says it has not changed since it was last fetched")
        if answer.status != 200:
            raise Refused("fetch-failed", f"{url} answered with status {answer.status}")
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        self.seen[url] = validators
        return Fetched(url, answer.body, answer.headers.get("content-type", ""), validators)

    async def _refuse_by_robots(self, target: httpx.URL) -> None:
        site = f"{target.scheme}://{_netloc(target)}"
        if site not in self._robots:
            self._robots[site] = await self._site_robots(httpx.URL(f"{site}/robots.txt"))
        if not self._robots[site].allows(str(target)):
            raise Refused("robots", f"{site}/robots.txt does not allow {target} to be fetched")

    async def _site_robots(self, target: httpx.URL) -> Robots:
        for _ in range(self.manners.redirects + 1):
            answer = await self._ask(target, {})
            if answer.status not in REDIRECTS:
                return robots(answer.status, answer.body)
            target = _target(urljoin(str(target), answer.headers.get("location", "")))
        return robots(404, b"")

    async def _ask(self, target: httpx.URL, conditions: dict[str, str]) -> _Answer:
        await self._turn(target)
        try:
            async with asyncio.timeout(self.manners.seconds):
                return await self._exchange(target, conditions)
        except TimeoutError as error:
            raise Refused("fetch-failed", f"{target} took more than {self.manners.seconds:g} seconds") from error
        except SSRFProtectionError as error:
            raise Refused("address", f"{target} leads to {error.ip_addr}, which is no public address") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refused("fetch-failed", f"{target}: {type(error).__name__} {error}".strip()) from error
        finally:
            self._next[target.host] = time.monotonic() + self._delay(target)

    def _delay(self, target: httpx.URL) -> float:
        site = self._robots.get(f"{target.scheme}://{_netloc(target)}", Robots())
        return site.delay(self.manners.delay)

    async def _turn(self, target: httpx.URL) -> None:
        await asyncio.sleep(max(0.0, self._next.get(target.host, 0.0) - time.monotonic()))

    async def _exchange(self, target: httpx.URL, conditions: dict[str, str]) -> _Answer:
        """One request to the address that was checked; the name goes into Host and the TLS handshake, so the certificate must be the name's."""
        port = target.port or (443 if target.scheme == "https" else 80)
        address = await resolved(target.host, port, self.manners.inner_addresses)
        headers = {"Host": _netloc(target), "User-Agent": user_agent(), "Accept": ACCEPT, "Accept-Encoding": "gzip", **conditions}
        async with self._client() as client:
            request = client.build_request("GET", target.copy_with(host=str(address)), headers=headers, extensions={"sni_hostname": target.host})
            response = await client.send(request, stream=True)
            try:
                return _Answer(response.status_code, response.headers, await self._body(response))
            finally:
                await response.aclose()

    def _client(self) -> httpx.AsyncClient:
        """A client that checks each address again when it connects. It takes no proxy and keeps no connection, since those would go by address."""
        client = httpx.AsyncClient(verify=self._certificates, trust_env=False, timeout=self.manners.seconds, follow_redirects=False)
        inner = self.manners.inner_addresses
        return httpx_ssrf_protection(client, check_globally_reachable=False, custom_validator=lambda _host, address, _port: allowed(address, inner))

    async def _body(self, response: httpx.Response) -> bytes:
        kept = bytearray()
        async for piece in response.aiter_raw():
            kept += piece
            if len(kept) > self.manners.bytes:
                raise Refused("too-large", f"more than {megabytes(self.manners.bytes)}; a page of news is smaller")
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding in {"identity", ""} or not kept:
            return bytes(kept)
        if encoding not in {"gzip", "x-gzip"}:
            raise Refused("fetch-failed", f"the server sent Content-Encoding {encoding!r}, which was not asked for")
        return whole(inflated([bytes(kept)], self._limits), self.manners.bytes)


def _target(url: str) -> httpx.URL:
    """The URL without its fragment. Raises Refused for what is no http(s) address, or carries a password."""
    try:
        target = httpx.URL(url).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise Refused("fetch-failed", f"{url!r} is no address: {error}") from error
    if web_address(str(target)) is None or target.userinfo:
        raise Refused("fetch-failed", f"{url!r} is no plain http or https address")
    return target


def _netloc(target: httpx.URL) -> str:
    return target.netloc.decode("ascii")


def _conditions(known: Validators | None) -> dict[str, str]:
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: value for name, value in stated.items() if value}
