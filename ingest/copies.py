"""Near-copies: the same wire story under several mastheads, found by MinHash over word shingles (Broder 1997).

Each article has a signature, small enough to store; its bands are keys under which likely copies meet. Everything is a function of the set of
articles, so order and batches do not matter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from graph.records import Article

SHINGLE_WORDS = 3
PERMUTATIONS = 128
BAND_ROWS = 4  # 32 bands of 4: at a similarity of 0.5 they meet with probability 0.87, at 0.7 with 0.9999
SIMILAR = 0.5
SCHEME = "affine32"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signed:
    """What copies are told by: the article's id, when it was published, and its signature (512 bytes)."""

    id: str
    published: str | None
    signature: bytes


def signed(article: Article) -> Signed:
    """The article's part in the search for copies."""
    return Signed(article.id, article.published, signature(article.text))


def signature(text: str) -> bytes:
    """The MinHash of the text's word triples, regardless of case and punctuation: 128 numbers of 32 bits, little-endian."""
    from datasketch import MinHash  # type: ignore[import-untyped]  # it ships no types, and takes long to load where nothing is read

    words = WORD.findall(text.casefold())
    triples = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme=SCHEME)
    sketch.update_batch([triple.encode() for triple in sorted(triples)])
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


def bands(signature: bytes) -> tuple[bytes, ...]:
    """Keys of a signature: two articles with a key in common are worth comparing. The first byte tells the bands apart."""
    width = 4 * BAND_ROWS
    return tuple(bytes([number]) + signature[number * width : (number + 1) * width] for number in range(len(signature) // width))


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share (Jaccard) of word triples that two texts have in common; its standard error is at most 0.045."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def copies(articles: Iterable[Signed]) -> dict[str, str]:
    """For each near-copy its original: of all articles that hang together by similarity, the one published first, then with the smallest id.

    Undated articles are never the original of dated ones. A day without a time counts from its midnight in UTC.
    """
    everything = sorted(set(articles), key=precedence)
    leader = {item.signature: item.signature for item in everything}
    for one, other in _pairs(sorted(leader)):
        _join(leader, one, other)
    originals: dict[bytes, str] = {}
    for item in everything:
        originals.setdefault(_leader(leader, item.signature), item.id)
    ends = {item.id: originals[_leader(leader, item.signature)] for item in everything}
    return {copy: original for copy, original in sorted(ends.items()) if copy != original}


def _pairs(signatures: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Those that are similar, among those that meet under a key; exact copies have one signature and cost nothing here."""
    met: dict[bytes, list[bytes]] = defaultdict(list)
    for one in signatures:
        keys = bands(one)
        yield from ((one, other) for other in {other for key in keys for other in met[key]} if similarity(one, other) >= SIMILAR)
        for key in keys:
            met[key].append(one)


def _leader(leader: dict[bytes, bytes], key: bytes) -> bytes:
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key


def _join(leader: dict[bytes, bytes], one: bytes, other: bytes) -> None:
    low, high = sorted((_leader(leader, one), _leader(leader, other)))
    leader[high] = low


def precedence(item: Signed) -> tuple[bool, float, str]:
    """Sorts the original of a story first."""
    if item.published is None:
        return True, 0.0, item.id
    moment = datetime.fromisoformat(item.published)
    return False, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp(), item.id
