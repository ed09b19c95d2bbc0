"""Sentences that nobody wrote: words are swapped for others of their class, and the teachers say what the result would mean.

After the data augmentation of Jiao et al. (2020), "TinyBERT", section 3.2, with the part of speech that a word most often has in the treebanks in
place of a language model.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from ingest.reader.pieces import Pieces
from ingest.training.corpora import Document

LEAST = 3  # occurrences


@dataclass(frozen=True, slots=True)
class Swaps:
    """The class of every piece, -1 for none; the pieces sorted by class, and where each class begins there and how large it is."""

    kind: Tensor
    members: Tensor
    start: Tensor
    size: Tensor

    def applied(self, ids: Tensor, first: Tensor, last: Tensor, valid: Tensor, share: float) -> Tensor:
        """Swaps `share` of the words that are one piece; the others stand as they are."""
        whole = torch.zeros_like(ids, dtype=torch.bool).scatter(1, first, (first == last) & valid)
        kind = self.kind[ids]
        chosen = whole & (kind >= 0) & (torch.rand(ids.shape, device=ids.device) < share)
        kind = kind.clamp(min=0)
        other = self.start[kind] + (torch.rand(ids.shape, device=ids.device) * self.size[kind]).long()
        return torch.where(chosen, self.members[other], ids)

    def to(self, device: torch.device) -> "Swaps":
        return Swaps(self.kind.to(device), self.members.to(device), self.start.to(device), self.size.to(device))


def swaps(documents: Iterable[Document], pieces: Pieces, vocabulary: int = 30522) -> Swaps:
    """From the part-of-speech tags of the documents that have them."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for doc in documents:
        for word, tag in zip(doc.words, doc.xpos or (), strict=False):
            ids = pieces.of(word)
            if len(ids) == 1 and word.isalpha():
                counts[ids[0]][tag] += 1
    classes: dict[str, list[int]] = defaultdict(list)
    for piece, tags in counts.items():
        tag, times = tags.most_common(1)[0]
        if times >= LEAST:
            classes[tag].append(piece)
    kind = torch.full((vocabulary,), -1)
    members: list[int] = []
    start, size = [], []
    for number, own in enumerate(classes.values()):
        kind[torch.tensor(own)] = number
        start.append(len(members))
        size.append(len(own))
        members += own
    return Swaps(kind, torch.tensor(members), torch.tensor(start), torch.tensor(size))
