"""The encoder at run time: one ONNX session, windows of an article one after the other.

A window begins at a sentence start and is as long as fits; what it says of its last, perhaps unfinished, sentence is dropped and
read again at the head of the next window. Windows are never batched, so a reading depends on its own article alone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from ingest.reader import names
from ingest.reader.pieces import Pieces, encode

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WINDOW = 300
LONGEST_SENTENCE = 220
FILLED = 0.4  # share of a window in which a paragraph break is looked for
ARC_NAMES = ("tree", "begin", "end", "srl", "roles")


@dataclass(frozen=True, slots=True)
class Window:
    """Scores of the words [start, start + n): tags by head (n, size), arcs (n, n) by name, pair projections and coreference vectors.

    `cased` marks words with a capital or a digit, `timely` those that a date can be told by.
    """

    start: int
    words: int
    cased: NDArray[np.bool_]
    timely: NDArray[np.bool_]
    sentences: Ints
    tags: dict[str, Floats]
    arcs: dict[str, Floats]
    pairs: dict[str, tuple[Floats, Floats]]
    coref: Floats


@dataclass(frozen=True, slots=True)
class Sizes:
    """How the outputs of the network are cut: word heads in order, pair layers in order, and the width of a pair projection."""

    tags: dict[str, int]
    pairs: tuple[str, ...]
    pair: int


class Encoder:
    def __init__(self, folder: Path) -> None:
        stored = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        self.sizes = Sizes(stored["tags"], tuple(stored["pairs"]), stored["pair"])
        self.calibration: tuple[float, float] = tuple(stored.get("calibration", (1.0, 0.0)))
        self.pieces = Pieces(folder / "tokenizer.json")
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = ort.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    def windows(self, words: Sequence[str], layouts: Sequence[int], given: Sequence[bool] | None = None) -> Iterator[Window]:
        """Every word is in exactly one of the windows given; `sentences` counts from 0 within the window and follows `given` starts, if any."""
        start = 0
        while start < len(words):
            end = whole_paragraphs(layouts, start, self.reach(words, start))
            scores = self.run(words[start:end], layouts[start:end])
            starts = sentence_starts(scores["tags"], words[start:end], layouts[start:end], given[start:end] if given else None)
            kept = end - start
            if end < len(words) and not (given[end] if given else layouts[end] == 2):
                last = int(np.flatnonzero(starts)[-1])
                kept = last or min(kept, LONGEST_SENTENCE)
            yield self.cut(scores, starts, start, words[start : start + kept])
            start += kept

    def reach(self, words: Sequence[str], start: int) -> int:
        """The end of the longest window from `start`; at least one word."""
        size, end = 2, start
        while end < len(words):
            size += len(self.pieces.of(words[end]))
            if size > WINDOW and end > start:
                break
            end += 1
        return end

    def run(self, words: Sequence[str], layouts: Sequence[int]) -> dict[str, Floats]:
        ids, shapes, places, first, last = (x[None] for x in encode(self.pieces, words, layouts))
        names = ("tags", "arcs", "pairs", "coref")
        given = {"ids": ids, "shapes": shapes, "layouts": places, "first": first, "last": last}
        return dict(zip(names, (out[0] for out in self.session.run(names, given)), strict=True))

    def cut(self, scores: dict[str, Floats], starts: NDArray[np.bool_], start: int, words: Sequence[str]) -> Window:
        n = len(words)
        cased = np.array([any(c.isupper() or c.isdigit() for c in word) for word in words])
        timely = np.array([names.is_time_word(word) for word in words])
        tags = dict(zip(self.sizes.tags, np.split(scores["tags"][:n], np.cumsum(list(self.sizes.tags.values()))[:-1], axis=1), strict=True))
        sides = np.split(scores["pairs"][:n], 2 * len(self.sizes.pairs), axis=1)
        pairs = {name: (sides[2 * k], sides[2 * k + 1]) for k, name in enumerate(self.sizes.pairs)}
        arcs = dict(zip(ARC_NAMES, scores["arcs"][:, :n, :n], strict=True))
        return Window(start, n, cased, timely, np.cumsum(starts[:n]) - 1, tags, arcs, pairs, scores["coref"][:n])


def whole_paragraphs(layouts: Sequence[int], start: int, end: int) -> int:
    """The last paragraph break in the later FILLED of a window, where it may end with nothing to read again; otherwise its end."""
    if end >= len(layouts):
        return end
    least = start + int((1 - FILLED) * (end - start))
    return next((i for i in range(end, least, -1) if layouts[i] == 2), end)


def stopped(words: Sequence[str], layouts: Sequence[int]) -> list[bool]:
    """Whether a capital stands behind white space and a full stop that is a word of its own and ends no initial or number: in EWT and GUM a sentence
    begins at 11,347 of 11,360 such words."""
    ends = [words[i] == "." and len(words[i - 1]) > 2 and not words[i - 1][:1].isdigit() for i in range(len(words))]
    return [i > 1 and ends[i - 1] and layouts[i] > 0 and word[:1].isupper() for i, word in enumerate(words)]


def sentence_starts(tags: Floats, words: Sequence[str], layouts: Sequence[int], given: Sequence[bool] | None) -> NDArray[np.bool_]:
    """From the first two columns of the tags; paragraphs always start a sentence, and so do full stops; one of LONGEST_SENTENCE words is cut."""
    starts = np.array(given) if given else (tags[:, 1] > tags[:, 0]) | (np.asarray(layouts) == 2) | np.array(stopped(words, layouts))
    starts[0] = True
    since = 0
    for i, opens in enumerate(starts.tolist()):
        since = 0 if opens else since + 1
        if since >= LONGEST_SENTENCE:
            starts[i], since = True, 0
    return starts
