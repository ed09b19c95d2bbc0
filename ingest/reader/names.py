"""Spans from tag scores: names in BIOES, dates in BIO."""

import numpy as np
from numpy.typing import NDArray

from ingest.reader.labels import NAME_TAGS

Floats = NDArray[np.float32]
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec day days week weeks weekend weekends month months year years "
    "decade decades century centuries hour hours minute minutes second seconds morning afternoon evening night midnight noon dawn dusk "
    "today yesterday tomorrow tonight overnight spring summer autumn fall winter season seasons quarter quarters fortnight semester "
    "annually daily weekly monthly yearly nightly now then later earlier ago recently soon eve christmas easter ramadan moment time "
    "times period era".split()
)
MISC = np.array([t.endswith("MISC") for t in NAME_TAGS])
OPEN = MISC | np.array([t == "O" for t in NAME_TAGS])
Found = list[tuple[int, int, str]]


def is_time_word(word: str) -> bool:
    return word.lower() in TIMES or any(c.isdigit() for c in word)


def allowed() -> Floats:
    """0 where tag b may follow tag a, a large negative elsewhere."""
    table = np.full((len(NAME_TAGS), len(NAME_TAGS)), -1e4, dtype=np.float32)
    for i, a in enumerate(NAME_TAGS):
        for j, b in enumerate(NAME_TAGS):
            goes_on, continues = a[0] in "BI", b[0] in "IE"
            if goes_on == continues and (not goes_on or a[2:] == b[2:]):
                table[i, j] = 0.0
    return table


FOLLOWS = allowed()
OPENS = np.array([0.0 if t[0] in "OBS" else -1e4 for t in NAME_TAGS], dtype=np.float32)
CLOSES = np.array([0.0 if t[0] in "OES" else -1e4 for t in NAME_TAGS], dtype=np.float32)


def names(scores: Floats, cased: NDArray[np.bool_]) -> Found:
    """Names of one sentence: the best tag sequence that is well formed (Viterbi, when the greedy one is not).

    Two of the corpora leave open whether a word outside a name is MISC, so for words without a capital MISC counts as no name.
    """
    scores = closed(scores, ~cased)
    tags = scores.argmax(1)
    if not tags.any():
        return []
    if OPENS[tags[0]] + CLOSES[tags[-1]] + FOLLOWS[tags[:-1], tags[1:]].sum() < 0:
        tags = viterbi(scores)
    found, begin = [], 0
    for i, tag in enumerate(tags):
        name = NAME_TAGS[tag]
        if name[0] in "BS":
            begin = i
        if name[0] in "ES":
            found.append((begin, i + 1, name[2:]))
    return found


def closed(scores: Floats, small: NDArray[np.bool_]) -> Floats:
    """For the marked words the weight of all MISC tags goes to O."""
    out = scores.copy()
    rows = scores[small][:, OPEN]
    top = rows.max(1, initial=-np.inf)
    out[small, 0] = top + np.log(np.exp(rows - top[:, None]).sum(1))
    out[np.ix_(small, MISC)] = -1e4
    return out


def viterbi(scores: Floats) -> NDArray[np.int64]:
    best = scores[0] + OPENS
    back = []
    for row in scores[1:]:
        routes = best[:, None] + FOLLOWS
        back.append(routes.argmax(0))
        best = routes.max(0) + row
    at = int((best + CLOSES).argmax())
    path = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        path.append(at)
    return np.array(path[::-1])


def dates(scores: Floats, timely: NDArray[np.bool_]) -> Found:
    """Date and time expressions of one sentence; an I without a B opens one. One without any word that tells a time is none."""
    found: Found = []
    begin = None
    tags = scores.argmax(1).tolist()
    for i, tag in enumerate([*tags, 0]):
        if begin is not None and tag != 2:
            if timely[begin:i].any():
                found.append((begin, i, "DATE"))
            begin = None
        if tag == 1 or (tag == 2 and begin is None and i < len(tags)):
            begin = i
    return found
