"""How long each client may keep query workers busy, so that nobody's heavy queries become everybody's wait."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.problems import Problem
from api.profiles import Profile

KEPT = 10_000  # clients remembered


@dataclass(slots=True)
class Account:
    """Seconds a client has left, as of `seen`, and when each of its running queries began."""

    seconds: float
    seen: float
    running: int = field(default=0)


class Budgets:
    """A purse of seconds a client, filled steadily up to `burst`; each query takes out what it took."""

    def __init__(self, profile: Profile, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._profile, self._clock = profile, clock
        self._accounts: dict[str, Account] = {}

    def begin(self, client: str) -> Callable[[], None]:
        """To be called before a query; what it returns, after it. Raises Problem "too-many-requests" with Retry-After."""
        if self._profile.share is None:
            return lambda: None
        account, begun = self._account(client), self._clock()
        self._refuse(account)
        account.running += 1
        return lambda: self._end(account, begun)

    def _account(self, client: str) -> Account:
        share, burst, now = self._profile.share or 0.0, self._profile.burst, self._clock()
        if len(self._accounts) >= KEPT:
            self._forget()
        account = self._accounts.setdefault(client, Account(burst, now))
        account.seconds, account.seen = min(burst, account.seconds + share * (now - account.seen)), now
        return account

    def _refuse(self, account: Account) -> None:
        if self._profile.per_client is not None and account.running >= self._profile.per_client:
            raise _too_many(f"{account.running} of your queries are running; wait for one to end", 1)
        if account.seconds <= 0:
            pause = math.ceil(-account.seconds / (self._profile.share or 1.0)) + 1
            raise _too_many(f"your queries have used up their time; come back in {pause} s", pause)

    def _end(self, account: Account, begun: float) -> None:
        account.running -= 1
        account.seconds -= self._clock() - begun

    def _forget(self) -> None:
        """The idle ones with most left lose least."""
        idle = sorted((client for client, one in self._accounts.items() if not one.running), key=lambda c: -self._accounts[c].seconds)
        for client in idle[: KEPT // 2]:
            del self._accounts[client]


def _too_many(detail: str, pause: int) -> Problem:
    return Problem("too-many-requests", detail, headers={"Retry-After": str(pause)})
