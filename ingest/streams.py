"""Bytes from a stream, inflated where it is gzip, in pieces of bounded size."""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ingest.limits import Limits, megabytes
from ingest.refusals import Refused

BLOCK = 1 << 16
GZIP = b"\x1f\x8b\x08"
GZIP_WINDOW = 16 + zlib.MAX_WBITS


def chunks(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """All bytes from the start of a seekable stream; gzip, also of many members, is inflated.

    Raises Refused "damaged" at the place where the compression breaks, "bomb" as soon as it inflates beyond `limits.bomb_ratio`.
    """
    stream.seek(0)
    compressed = stream.read(len(GZIP)) == GZIP
    stream.seek(0)
    blocks = iter(lambda: stream.read(BLOCK), b"")
    return inflated(blocks, limits) if compressed else blocks


def inflated(blocks: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    """The content of gzip members that follow each other. NUL padding between or after them is allowed, as gzip(1) does."""
    member, consumed, produced = zlib.decompressobj(GZIP_WINDOW), 0, 0
    untouched = True
    for block in blocks:
        consumed += len(block)
        while block:
            if untouched and not (block := block.lstrip(b"\0")):
                break
            piece = _piece(member, block, consumed)
            produced += len(piece)
            refuse_bomb(produced, consumed, limits)
            yield piece
            untouched = member.eof
            block = member.unused_data if member.eof else member.unconsumed_tail
            member = zlib.decompressobj(GZIP_WINDOW) if member.eof else member
    if not untouched:
        raise Refused("damaged", f"the gzip data breaks off after {consumed} bytes; get the file again")


def _piece(member: "zlib._Decompress", block: bytes, consumed: int) -> bytes:
    try:
        return member.decompress(block, 16 * BLOCK)
    except zlib.error as error:
        raise Refused("damaged", f"gzip data is damaged before byte {consumed} ({error}); get the file again") from error


def refuse_bomb(produced: int, consumed: int, limits: Limits) -> None:
    """Raises Refused "bomb" when so few bytes inflate to so many that it is no text."""
    if produced > limits.bomb_bytes and produced > consumed * limits.bomb_ratio:
        raise Refused("bomb", f"{consumed} bytes inflate to more than {megabytes(produced)}; no text does that")


def whole(pieces: Iterable[bytes], limit: int) -> bytes:
    """All the bytes at once. Raises Refused "too-large" beyond `limit`, without reading on."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Refused("too-large", f"more than {megabytes(limit)}; split it, or raise the limit")
        kept.append(piece)
    return b"".join(kept)


def lines(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Line after line without its end; None stands for a line longer than `limit`, whose bytes are dropped as they come."""
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        *ends, rest = piece.split(b"\n")
        for end in ends:
            yield None if size + len(end) > limit else b"".join([*kept, end])
            kept, size = [], 0
        size += len(rest)
        kept = [*kept, rest] if size <= limit else []
    if size:
        yield None if size > limit else b"".join(kept)
