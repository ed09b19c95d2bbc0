"""Words to the encoder's input: word pieces, the shape of each word, and how it stands in the layout."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int64]
SHAPES = ("lower", "Title", "UPPER", "mixed", "digit", "punct", "C", "other", "special")
LAYOUTS = ("joined", "spaced", "paragraph")
CLS, SEP, UNK = 101, 102, 100
LONGEST_WORD = 48
MOST_PIECES = 6


class Pieces:
    """Word pieces of the uncased vocabulary; a word gives between one and MOST_PIECES ids whatever it holds."""

    def __init__(self, tokenizer_file: Path) -> None:
        tokenizer = Tokenizer.from_file(str(tokenizer_file))
        tokenizer.no_truncation()
        tokenizer.no_padding()

        @lru_cache(maxsize=200_000)
        def of(word: str) -> tuple[int, ...]:
            ids = tokenizer.encode(word[:LONGEST_WORD], add_special_tokens=False).ids
            if len(ids) > MOST_PIECES:
                ids = ids[: MOST_PIECES // 2] + ids[-MOST_PIECES // 2 :]
            return tuple(ids) or (UNK,)

        self.of = of
        self.tokenizer = tokenizer

    def whole_words(self) -> list[str]:
        """The words of letters that the vocabulary holds whole."""
        return [word for word in self.tokenizer.get_vocab() if word.isalpha()]


@lru_cache(maxsize=200_000)
def shape(word: str) -> int:
    """Index in SHAPES; gives back to the uncased encoder what it does not see."""
    if word.isdigit() or any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if len(word) == 1 and word.isupper():
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 2
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3 if any(c.isupper() for c in word) else 7


def encode(pieces: Pieces, words: Sequence[str], layouts: Sequence[int]) -> tuple[Ids, Ids, Ids, Ids, Ids]:
    """`ids`, `shapes`, `layouts` by piece, with [CLS] and [SEP]; `first` and `last` piece by word."""
    ids, shapes, places, first, last = [CLS], [8], [2], [], []
    for word, layout in zip(words, layouts, strict=True):
        own = pieces.of(word)
        first.append(len(ids))
        ids += own
        shapes += [shape(word)] * len(own)
        places += [layout] + [0] * (len(own) - 1)
        last.append(len(ids) - 1)
    as_ids = [np.array(x, dtype=np.int64) for x in ([*ids, SEP], [*shapes, 8], [*places, 1], first, last)]
    return as_ids[0], as_ids[1], as_ids[2], as_ids[3], as_ids[4]
