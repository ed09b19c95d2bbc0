"""What a trained network finds where a corpus has nothing: trees, for the heads of annotated phrases and for what coreference asks of grammar,
and mentions, for a teacher to say which are the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from ingest.reader import labels as lab
from ingest.reader.coreference import Syntax
from ingest.reader.pieces import Pieces, encode
from ingest.training.batch import grouped, pad
from ingest.training.corpora import Document, MentionLayer, sentence_numbers
from ingest.training.network import Network

LONGEST = 100  # words of a run
BATCH = 4800  # padded pieces
Found = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A sentence, or a part of one that would not fit the encoder: the words [begin, end) of a document."""

    document: int
    begin: int
    end: int
    inputs: tuple[Tensor, ...]


def analysed(network: Network, pieces: Pieces, labels: lab.Labels, documents: Sequence[Document]) -> list[tuple[Syntax, MentionLayer]]:
    """Of every document the best head and relation of every word, and every mention that the network sees, none the same as another."""
    runs = [run for number, doc in enumerate(documents) for run in runs_of(number, doc, pieces)]
    parents = [list(range(len(doc.words))) for doc in documents]
    relations = [["dep"] * len(doc.words) for doc in documents]
    mentions: list[list[Found]] = [[] for _ in documents]
    network.eval()
    sizes = [len(run.inputs[0]) for run in runs]
    for group in grouped(sizes, BATCH, [0.0] * len(sizes)):
        chosen = [runs[i] for i in group]
        for run, heads, names, found in zip(chosen, *read(network, labels, chosen), strict=True):
            parents[run.document][run.begin : run.end] = [run.begin + h for h in heads]
            relations[run.document][run.begin : run.end] = names
            mentions[run.document] += [(b + run.begin, e + run.begin, h + run.begin, kind) for b, e, h, kind in found]
    return [
        (Syntax(own, names, sentence_numbers(doc)), MentionLayer(sorted(found), [str(i) for i in range(len(found))], complete=False, found=True))
        for doc, own, names, found in zip(documents, parents, relations, mentions, strict=True)
    ]


def runs_of(number: int, doc: Document, pieces: Pieces) -> Iterator[Run]:
    layouts = [2 if i in doc.paragraphs else int(i == 0 or doc.space[i - 1]) for i in range(len(doc.words))]
    for begin, end in pairwise([*doc.sentences, len(doc.words)]):
        for a, b in pairwise([*range(begin, end, LONGEST), end]):
            yield Run(number, a, b, tuple(torch.as_tensor(x) for x in encode(pieces, doc.words[a:b], layouts[a:b])))


def read(network: Network, labels: lab.Labels, runs: list[Run]) -> tuple[list[list[int]], list[list[str]], list[list[Found]]]:
    """Heads, relations and mentions of every run, counted from its first word."""
    ids, shapes, places, first, last = (pad([run.inputs[k] for run in runs]) for k in range(5))
    there = torch.arange(ids.shape[1])[None] < torch.tensor([len(run.inputs[0]) for run in runs])[:, None]
    sizes = [run.end - run.begin for run in runs]
    place = torch.arange(first.shape[1])
    outside = (place[None] >= torch.tensor(sizes)[:, None])[:, None]
    later = place[None, :] > place[:, None]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        words = network.words(ids, shapes, places, there.float(), first, last)
        heads, begins, ends = (
            network.arcs[name](words).float().masked_fill(outside | blocked, -1e4).argmax(-1)
            for name, blocked in (("tree", outside), ("begin", later), ("end", later.T))
        )
        pair = network.pairs["tree"]
        names = pair(pair.left(words), pair.right(words).gather(1, heads[..., None].expand(-1, -1, pair.right.out_features))).argmax(-1)
        kinds = network.tag_scores(words)["mention"].argmax(-1)
    found = [
        [
            (int(begins[k, h]), int(ends[k, h]) + 1, h, lab.MENTION_TYPES[int(kinds[k, h])])
            for h in range(size)
            if kinds[k, h] < len(lab.MENTION_TYPES)
        ]
        for k, size in enumerate(sizes)
    ]
    return (
        [row[:n].tolist() for row, n in zip(heads, sizes, strict=True)],
        [[labels.deprel[r] for r in row[:n].tolist()] for row, n in zip(names, sizes, strict=True)],
        found,
    )


def span_head(doc: Document, begin: int, end: int) -> int:
    """The word of a span whose head lies outside of it; the document has trees."""
    assert doc.syntax is not None
    parents = doc.syntax.parents
    return next((i for i in range(begin, end) if not begin <= parents[i] < end or parents[i] == i), end - 1)
