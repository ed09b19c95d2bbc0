"""The one door through which the service writes: who may pass, and the line to the writer behind it (api.writer)."""

import asyncio
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from api.frames import END, ERROR, HEADER, Change, frame, pack
from api.problems import Problem

SECONDS = 600.0  # that the longest write may take, the wait for others included
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="wiregraph"'}


@dataclass(frozen=True, slots=True)
class Door:
    """`token` opens it; None keeps it shut. `line` is the writer's socket, `jobs` the folder of articles that wait to be read."""

    token: str | None = None
    line: str = ""
    jobs: Path = Path()

    def check(self, request: Request) -> None:
        """Raises Problem "read-only" where nobody may write, "unauthorized" for who shows no or another token. Takes as long for any wrong one."""
        if self.token is None:
            raise Problem(
                "read-only", "this server takes no writes; started with WIREGRAPH_TOKEN in its environment it does, from who shows the token"
            )
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Problem("unauthorized", "writes need the header `Authorization: Bearer TOKEN`", headers=CHALLENGE)
        if not hmac.compare_digest(shown.strip().encode("utf-8", "surrogatepass"), self.token.encode()):
            raise Problem(
                "unauthorized", "this is not the token", headers={name: f'{value}, error="invalid_token"' for name, value in CHALLENGE.items()}
            )

    async def change(self, change: Change) -> bool:
        """Whether the graph was there before. When this returns, the change is on the disk and queries see it. Raises Problem."""
        try:
            async with asyncio.timeout(SECONDS):
                kind, data = await self._exchange(pack(change))
        except (OSError, EOFError, TimeoutError) as error:
            detail = "the writer is not there now; look whether the change was made, and try again"
            raise Problem("busy", detail, headers={"Retry-After": "2"}) from error
        if kind == ERROR:
            raise Problem(*json.loads(data))
        return bool(json.loads(data))

    async def knock(self) -> None:
        """Tells the writer that there is a job; one that cannot be reached finds it by itself."""
        try:
            await self._exchange(frame(END))
        except (OSError, EOFError):
            return

    async def _exchange(self, sent: bytes) -> tuple[bytes, bytes]:
        reader, writer = await asyncio.open_unix_connection(self.line)
        try:
            writer.write(sent)
            await writer.drain()
            kind, size = HEADER.unpack(await reader.readexactly(HEADER.size))
            return kind, await reader.readexactly(size)
        finally:
            writer.close()


SHUT = Door()
