"""Trees by a trained network, where a corpus has none: for the heads of annotated phrases, and for what coreference asks of grammar."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import torch

from ingest.reader import labels as lab
from ingest.reader.coreference import Syntax
from ingest.reader.pieces import Pieces, encode
from ingest.training import annotated
from ingest.training.corpora import Document, sentence_numbers
from ingest.training.losses import pad
from ingest.training.network import Network

LONGEST = 100  # words of a run


def parser(network: Network, pieces: Pieces, labels: lab.Labels) -> Callable[[Document], Syntax]:
    """Best head and relation of every word; the sentences of a document run together, padded."""

    def parse(doc: Document) -> Syntax:
        runs = list(short_runs([*doc.sentences, len(doc.words)]))
        layouts = [2 if i in doc.paragraphs else int(i == 0 or doc.space[i - 1]) for i in range(len(doc.words))]
        ids, shapes, places, first, last = (
            pad(list(arrays)) for arrays in zip(*(encode(pieces, doc.words[a:b], layouts[a:b]) for a, b in runs), strict=True)
        )
        there = torch.arange(ids.shape[1])[None] < (last.max(1).values + 2)[:, None]
        sizes = torch.tensor([b - a for a, b in runs])
        network.eval()
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            words = network.words(ids, shapes, places, there.float(), first, last)
            score = network.arcs["tree"](words).float()
            heads = score.masked_fill(torch.arange(score.shape[-1])[None, None] >= sizes[:, None, None], -1e4).argmax(-1)
            pair = network.pairs["tree"]
            right = pair.right(words).gather(1, heads[..., None].expand(-1, -1, pair.right.out_features))
            relations = pair(pair.left(words), right).argmax(-1)
        parents = [a + int(h) for (a, b), row in zip(runs, heads, strict=True) for h in row[: b - a]]
        names = [labels.deprel[int(r)] for (a, b), row in zip(runs, relations, strict=True) for r in row[: b - a]]
        return Syntax(parents, names, sentence_numbers(doc))

    return parse


def span_heads(parse: Callable[[Document], Syntax]) -> annotated.Heads:
    """The word of a span whose predicted head lies outside of it."""
    cache: dict[int, Syntax] = {}

    def head(doc: Document, begin: int, end: int) -> int:
        if id(doc) not in cache:
            cache[id(doc)] = parse(doc)
        parents = cache[id(doc)].parents
        return next((i for i in range(begin, end) if not begin <= parents[i] < end or parents[i] == i), end - 1)

    return head


def short_runs(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Sentences, and a sentence that would not fit the encoder in pieces."""
    for begin, end in pairwise(starts):
        yield from pairwise([*range(begin, end, LONGEST), end])
