"""The body of a request, read within bounds of size and time."""

import asyncio

from fastapi import Request

from api.problems import Problem


async def body(request: Request, limit: int, seconds: float, refusal: Problem) -> bytes:
    """At most `limit` bytes; more raises `refusal`, and what is not there after so many seconds a Problem "too-slow-to-send"."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > limit:
        raise refusal
    data = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                data += piece
                if len(data) > limit:
                    raise refusal
    except TimeoutError as error:
        raise Problem("too-slow-to-send", f"the request did not arrive within {seconds:g} s") from error
    return bytes(data)
