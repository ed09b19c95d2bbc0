"""Text as it is stored: decoded, free of characters that RDF and XML cannot carry, in paragraphs."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.refusals import Refused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
LATIN = {"ascii", "iso8859-1", "cp1252"}  # browsers read all three as Windows-1252
GUESSES = ["cp1252", "mac_roman", "cp1250", "cp1251", "cp1253", "cp1254", "utf_16_le", "utf_16_be", "gb18030", "shift_jis", "euc_kr", "big5"]
BROKEN = re.compile("[\x00\ud800-\udfff]")
# What XML 1.0 forbids, C1 controls and noncharacters; then invisible characters that split or reorder words: soft hyphen, zero width, bidi.
UNSTORABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
MOST_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text Format: more make normalization quadratic
SPACES = re.compile(r"[^\S\n]+")
SENTENCE_END = re.compile(r"""[.!?:;…]["'”’)\]]*$""")
HEADLINE_CHARACTERS = 160
WRAPPED_COLUMNS = 100


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a file or response: byte order mark, UTF-8 if it is valid, then what it declares, then what it most looks like.

    Raises Refused "binary" for what holds a NUL or fits no encoding.
    """
    text = _decoded(data, declared)
    if text is None or "\0" in text:
        at = "" if text is None else f" (a NUL at character {text.index(chr(0))})"
        raise Refused("binary", f"this is no text{at}; give plain text, HTML, JSON Lines, a feed or a WARC")
    return text


def _decoded(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _as_declared(data, declared) or _as_it_looks(data)


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """A few damaged characters are no reason to doubt what a page says of itself; many are."""
    found = DECLARED.search(data[:4096])
    label = declared or (found.group(1).decode() if found else "")
    try:
        name = codecs.lookup(label).name
        text = data.decode("cp1252" if name in LATIN else name, "replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") <= len(text) / 1000 else None


def _as_it_looks(data: bytes) -> str | None:
    if b"\0" in data[:1024] and data[:1024].count(b"\0") < 256:
        return None
    best = from_bytes(data, cp_isolation=GUESSES).best()
    return None if best is None else str(best)


def refuse_broken(text: str) -> str:
    """The same text. Raises Refused "damaged" when it holds a NUL or half of a surrogate pair, which only broken software writes."""
    if found := BROKEN.search(text):
        raise Refused("damaged", f"U+{ord(found[0]):04X} at character {found.start()} is no character; repair the text where it was written")
    return text


def cleaned(text: str) -> str:
    """Text in NFC with \\n as its only control character and single spaces, without what cannot be stored. `cleaned(cleaned(t)) == cleaned(t)`."""
    text = UNSTORABLE.sub("", LINE_END.sub("\n", text))
    text = SPACES.sub(" ", unicodedata.normalize("NFC", MARKS.sub(_few_marks, text)))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _few_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        kept.append(character if marks <= MOST_MARKS else "")
    return "".join(kept)


def line(text: str | None) -> str | None:
    """A title or a name: cleaned, on one line; None when nothing is left."""
    return " ".join(cleaned(text or "").split()) or None


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of plain text. Lines that were wrapped at a column are joined again; otherwise every line is one paragraph."""
    blocks = re.split(r"\n{2,}", cleaned(text))
    return tuple(paragraph for block in blocks for paragraph in _block(block.split("\n")) if paragraph)


def _block(rows: list[str]) -> list[str]:
    return [" ".join(rows)] if _wrapped(rows) else rows


def _wrapped(rows: list[str]) -> bool:
    """Rows of much the same length that mostly end in the middle of a sentence."""
    inner = rows[:-1]
    longest = max(map(len, rows))
    if not inner or longest > WRAPPED_COLUMNS or min(map(len, inner)) < max(30, longest * 0.6):
        return False
    return sum(1 for row in inner if SENTENCE_END.search(row)) * 2 <= len(inner)


def headline_of(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The headline of a plain text, if its first line looks like one, and the paragraphs after it. Nothing is made up.

    A headline is one short line without a full stop, set off by an empty line or followed by a longer line that ends a sentence.
    """
    parts = paragraphs(text)
    first, _, rest = cleaned(text).partition("\n")
    if len(parts) < 2 or parts[0] != first or not _titled(first):
        return None, parts
    set_off = rest.startswith("\n") or (len(parts[1]) > len(first) and SENTENCE_END.search(parts[1]) is not None)
    return (first, parts[1:]) if set_off else (None, parts)


def _titled(first: str) -> bool:
    fits = len(first) <= HEADLINE_CHARACTERS and len(first.split()) >= 2
    return fits and not first.endswith((".", ",", ":", ";", "…")) and not first.lower().startswith("by ")


def composed(headline: str | None, body: tuple[str, ...]) -> str:
    """The stored text: headline, empty line, paragraphs. A body that begins with the headline does not get it twice."""
    if headline and body and _letters(body[0]) == _letters(headline):
        body = body[1:]
    return "\n\n".join([headline, *body] if headline else body)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
