"""Where the records of a web archive (WARC, plain or gzip) begin and end, also when some of them are damaged."""

import base64
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.limits import Limits, megabytes
from ingest.refusals import Refused
from ingest.streams import BLOCK, GZIP, GZIP_WINDOW, refuse_bomb

HEAD_BYTES = 1 << 16
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
TYPE = re.compile(rb"^warc-type:[ \t]*([\w-]+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
DIGEST = re.compile(rb"^warc-block-digest:[ \t]*(sha1|sha256|sha512|md5):([A-Z0-9=]+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
START = b"WARC/"
HEAD_END = re.compile(rb"\r?\n\r?\n")
BOMB_FAULTS = 100
FALSE_STARTS = 10_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One record: where it starts in the file, its bytes (cut at the page limit), its full size, and what is wrong with it."""

    offset: int
    data: bytes
    size: int
    fault: Refused | None = None

    @property
    def type(self) -> str:
        """The WARC-Type, in lower case; empty where there is none."""
        found = TYPE.search(HEAD_END.split(self.data[:HEAD_BYTES], maxsplit=1)[0])
        return found[1].decode("ascii", "replace").lower() if found else ""


def frames(stream: BinaryIO, limits: Limits) -> Iterator[Frame]:
    """All records of a seekable stream in order. After a damaged one, the search goes on for the next start of a record,
    until `limits.archive_faults` are used up (a bomb costs as much as `BOMB_FAULTS` damaged ones); then the rest is one fault."""
    stream.seek(0)
    yield from _frames(stream, stream.read(len(GZIP)) == GZIP, limits)


def _frames(stream: BinaryIO, compressed: bool, limits: Limits) -> Iterator[Frame]:
    offset: int | None = 0
    faults = inflated = 0
    while offset is not None:
        frame, end = _member(stream, offset, limits) if compressed else _record(stream, offset, limits)
        if frame is None:
            return
        yield from _inside(frame, limits) if compressed else [frame]
        if frame.fault is not None:
            faults += BOMB_FAULTS if frame.fault.reason == "bomb" else 1
            if faults >= limits.archive_faults:
                yield Frame(frame.offset, b"", 0, Refused("damaged", "too much of the archive is damaged; what follows was not read"))
                return
            end = _next_start(stream, frame.offset + 1, compressed)
        elif compressed:
            inflated += frame.size
            if bomb := _too_much(inflated, end or 0, limits):
                yield Frame(frame.offset, b"", 0, bomb)
                return
        offset = end


def _too_much(inflated: int, consumed: int, limits: Limits) -> Refused | None:
    """The refusal of the rest of an archive, if all its records together inflate as only a bomb does."""
    try:
        refuse_bomb(inflated, consumed, limits)
    except Refused as bomb:
        return bomb
    return None


def _inside(member: Frame, limits: Limits) -> Iterator[Frame]:
    """The records in one gzip member: one by the standard, all of them where somebody gzipped a whole file. Gzip in gzip is no record."""
    if member.fault is not None:
        yield member
    elif member.size > len(member.data):
        first, _ = _record(io.BytesIO(member.data), 0, limits)
        whole = first is not None and first.fault is None
        advice = f"{megabytes(member.size)} in one gzip member; run `warcio recompress` on the file"
        yield Frame(member.offset, b"", member.size, Refused("too-large", advice)) if whole else member
    else:
        yield from (replace(frame, offset=member.offset) for frame in _frames(io.BytesIO(member.data), False, limits))


def _record(stream: BinaryIO, offset: int, limits: Limits) -> tuple[Frame | None, int | None]:
    """The plain record at an offset, and where the next one starts; None for both at the end."""
    stream.seek(offset)
    window = stream.read(HEAD_BYTES)
    head_start = offset + len(window) - len(window.lstrip(b"\r\n"))
    window = window.lstrip(b"\r\n")
    if not window:
        return None, None
    end = HEAD_END.search(window)
    length = LENGTH.search(window[: end.start() + 1]) if end else None
    if not window.startswith(START) or end is None or length is None:
        return _broken(head_start, "it does not begin with WARC/ and headers with a Content-Length"), None
    return _framed(stream, head_start, end.end(), int(length[1]), limits)


def _framed(stream: BinaryIO, offset: int, head: int, length: int, limits: Limits) -> tuple[Frame | None, int | None]:
    size = head + length
    stream.seek(offset)
    data = stream.read(min(size, limits.page_bytes))
    stream.seek(max(offset, offset + size - 1))
    last, after = stream.read(1), stream.read(4)
    if not last:
        return _broken(offset, f"its {length} bytes are not all there"), None
    if after and not after.startswith((b"\r\n", b"\n")):
        return _broken(offset, f"no empty line follows its {length} bytes, so that its Content-Length must be wrong"), None
    if len(data) == size and not _as_signed(data, head):
        return _broken(offset, "its bytes do not match its WARC-Block-Digest"), None
    return Frame(offset, data, size), offset + size


def _as_signed(data: bytes, head: int) -> bool:
    """Whether a record's block has the digest that its header states, in base 32 or hexadecimal; also true where none that we know is stated."""
    stated = DIGEST.search(data[:head])
    if stated is None:
        return True
    found = hashlib.new(stated[1].decode().lower(), data[head:], usedforsecurity=False)
    return stated[2].upper().rstrip(b"=") in {base64.b32encode(found.digest()).rstrip(b"="), found.hexdigest().upper().encode()}


def _broken(offset: int, why: str) -> Frame:
    return Frame(offset, b"", 0, Refused("damaged", f"the record is damaged: {why}; get the file again"))


def _member(stream: BinaryIO, offset: int, limits: Limits) -> tuple[Frame | None, int | None]:
    """The gzip member at an offset, inflated up to the page limit, and where the next one starts."""
    stream.seek(offset)
    member, kept, size, consumed = zlib.decompressobj(GZIP_WINDOW), bytearray(), 0, 0
    try:
        while not member.eof:
            block = member.unconsumed_tail or stream.read(BLOCK)
            consumed = stream.tell() - offset
            if not block:
                return (None, None) if consumed == 0 else (_broken(offset, "the gzip data breaks off"), None)
            piece = member.decompress(block, 16 * BLOCK)
            size += len(piece)
            kept += piece[: limits.page_bytes - len(kept)]
            refuse_bomb(size, consumed, limits)
    except zlib.error as error:
        return _broken(offset, str(error)), None
    except Refused as bomb:
        return Frame(offset, b"", size, bomb), None
    return Frame(offset, bytes(kept), size), stream.tell() - len(member.unused_data)


def _next_start(stream: BinaryIO, offset: int, compressed: bool) -> int | None:
    """Where the next record starts at or after an offset: the bytes WARC/1. or a gzip member that inflates to one."""
    for number, found in enumerate(_finds(stream, GZIP if compressed else START + b"1.", offset)):
        if not compressed or _inflates_to_record(stream, found):
            return found
        if number > FALSE_STARTS:
            break
    return None


def _finds(stream: BinaryIO, mark: bytes, offset: int) -> Iterator[int]:
    carried = b""
    while True:
        stream.seek(offset)
        block = stream.read(16 * BLOCK)
        if not block:
            return
        window, base = carried + block, offset - len(carried)
        at = window.find(mark)
        while at >= 0:
            yield base + at
            at = window.find(mark, at + 1)
        carried, offset = window[-len(mark) + 1 :], offset + len(block)


def _inflates_to_record(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(stream.read(512), len(START)) == START
    except zlib.error:
        return False
