"""The losses: one term a layer, each a mean over what is annotated in the batch; absent layers give none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ingest.reader import labels as lab
from ingest.reader.pieces import SEP
from ingest.training.examples import Example
from ingest.training.network import Network

WEIGHTS = {
    "tree": 1.3, "deprel": 1.0, "sentence": 0.5, "upos": 0.5, "xpos": 0.5, "names": 1.3, "date": 0.4, "mention": 0.8,
    "begin": 0.4, "end": 0.4,
    "predicate": 0.4, "srl": 0.8, "srl_label": 0.6, "trigger_own": 0.8, "trigger_meantime": 0.4, "trigger_ecbplus": 0.2, "type": 1.0, "mode": 0.3,
    "status": 0.6, "polarity": 0.2, "certainty": 0.2, "time": 0.2, "contexts": 0.4, "factual": 0.3, "roles": 1.2, "role_label": 0.5, "coref": 0.8,
}  # fmt: skip
SMOOTH = 0.05  # few examples, and the lexicon is to have a say: the network should not be too sure
MASK = 103  # the vocabulary's piece for what is hidden
STATUS_WEIGHT = (1.0, 1.6, 1.6, 2.2)


@dataclass(slots=True)
class Batch:
    examples: list[Example]
    inputs: tuple[Tensor, ...]
    valid: Tensor


def collate(examples: list[Example]) -> Batch:
    """Padded `ids, shapes, layouts, mask, first, last`; `valid` marks real words."""
    ids, shapes, layouts, first, last = (pad([e.inputs[k] for e in examples]) for k in range(5))
    sizes = torch.tensor([len(e.inputs[0]) for e in examples])
    words = torch.tensor([len(e.inputs[3]) for e in examples])
    mask = (torch.arange(ids.shape[1])[None] < sizes[:, None]).float()
    valid = torch.arange(first.shape[1])[None] < words[:, None]
    return Batch(examples, (ids, shapes, layouts, mask, first, last), valid)


def pad(arrays: list[Any], value: float = 0) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.as_tensor(a) for a in arrays], batch_first=True, padding_value=value)


def losses(network: Network, batch: Batch, drop: float, hidden: float) -> dict[str, Tensor]:
    """`drop` of the encoder; `hidden` is the share of the pieces that the network does not get to see, so that it learns to read around them."""
    ids, shapes, layouts, mask, first, last = batch.inputs
    if network.training:
        ids = ids.masked_fill((torch.rand(ids.shape) < hidden) & (ids > SEP), MASK)
    words = network.words(ids, shapes, layouts, mask, first, last, drop)
    scores = {name: s.float() for name, s in network.tag_scores(words).items()}
    found = dict(word_losses(scores, batch))
    found |= dict(pair_losses(network, words, batch))
    found |= dict(coref_loss(network, words, batch))
    return found


def word_losses(scores: dict[str, Tensor], batch: Batch) -> Iterator[tuple[str, Tensor]]:
    width = batch.valid.shape[1]
    for name, score in scores.items():
        column = [e.words.get(name) for e in batch.examples]
        if name in ("names", "contexts", "factual") or all(c is None for c in column):
            continue
        target = pad([np.full(width, -1) if c is None else c for c in column], -1)
        if (target >= 0).any():
            weight = torch.tensor(STATUS_WEIGHT) if name == "status" else None
            smooth = SMOOTH if name in ("type", "mode", "status") else 0.0
            yield name, F.cross_entropy(score.flatten(0, 1), target.flatten(), weight=weight, ignore_index=-1, label_smoothing=smooth)
    if any(e.names is not None for e in batch.examples):
        target = pad([np.full(width, -1) if e.names is None else e.names for e in batch.examples], -1)
        yield from names_loss(scores["names"], target)
    if any(e.contexts is not None for e in batch.examples):
        size = scores["contexts"].shape[-1]
        wanted = pad([np.full((width, size), np.nan, np.float32) if e.contexts is None else e.contexts for e in batch.examples], float("nan"))
        known = ~torch.isnan(wanted)
        yield "contexts", F.binary_cross_entropy_with_logits(scores["contexts"][known], wanted[known]) * 10
    if any(e.factual is not None for e in batch.examples):
        wanted = pad([np.full(width, np.nan, np.float32) if e.factual is None else e.factual for e in batch.examples], float("nan"))
        known = ~torch.isnan(wanted)
        if known.any():
            yield "factual", F.mse_loss(torch.tanh(scores["factual"].squeeze(-1)[known]), wanted[known]) * 3


def names_loss(score: Tensor, target: Tensor) -> Iterator[tuple[str, Tensor]]:
    """Target 100 is an O that may hide a MISC: the probability of either counts."""
    score, target = score.flatten(0, 1), target.flatten()
    log = score.log_softmax(-1)
    misc = torch.tensor([t == "O" or t.endswith("MISC") for t in lab.NAME_TAGS])
    parts = []
    plain = (target >= 0) & (target < 100)
    if plain.any():
        parts.append(-log[plain].gather(1, target[plain, None]).squeeze(1))
    if (target == 100).any():
        parts.append(-log[target == 100][:, misc].logsumexp(-1))
    if parts:
        yield "names", torch.cat(parts).mean()


def pair_losses(network: Network, words: Tensor, batch: Batch) -> Iterator[tuple[str, Tensor]]:
    rows = {name: index_rows(batch, name) for name in ("tree", "begin", "end", "srl", "roles")}
    block = ~batch.valid[:, None, :]
    for name, (b, i, j) in rows.items():
        if not len(b):
            continue
        score = network.arcs[name](words).float().masked_fill(block, -1e4)
        if name == "tree":
            score = score.masked_fill(other_sentence(batch), -1e4)
        if name in ("tree", "begin", "end"):
            yield name, F.cross_entropy(score[b, i], j)
        else:
            yield name, arcs_loss(score, batch, name)
        if name in network.pairs:
            yield from label_loss(network, words, batch, name, (b, i, j))


def other_sentence(batch: Batch) -> Tensor:
    """(B, W, W) pairs of words of different sentences, where sentences are known: heads are looked for within the sentence, as at run time."""
    width = batch.valid.shape[1]
    number = pad([np.zeros(width, dtype=np.int64) if e.sentences is None else e.sentences for e in batch.examples], -1)
    return number[:, :, None] != number[:, None, :]


def index_rows(batch: Batch, name: str) -> tuple[Tensor, Tensor, Tensor]:
    """Gold pairs of a layer: example, word, word it points to."""
    found: list[tuple[int, int, int]] = []
    for k, e in enumerate(batch.examples):
        if name == "tree" and e.heads is not None:
            found += [(k, i, int(h)) for i, h in enumerate(e.heads) if h >= 0]
        elif name in ("begin", "end"):
            found += [(k, h, b if name == "begin" else c) for h, b, c in e.spans]
        elif name in ("srl", "roles") and getattr(e, name) is not None:
            found += [(k, p, a) for p, a, _ in getattr(e, name)[1]]
    index = torch.tensor(found, dtype=torch.long).reshape(-1, 3)
    return index[:, 0], index[:, 1], index[:, 2]


def arcs_loss(score: Tensor, batch: Batch, name: str) -> Tensor:
    """Binary: of every predicate, which words are heads of its arguments."""
    gold = torch.zeros_like(score)
    rows = [(k, int(p)) for k, e in enumerate(batch.examples) if getattr(e, name) is not None for p in getattr(e, name)[0]]
    for k, e in enumerate(batch.examples):
        for p, a, _ in getattr(e, name)[1] if getattr(e, name) is not None else ():
            gold[k, p, a] = 1.0
    index = torch.tensor(rows)
    b, p = index[:, 0], index[:, 1]
    each = F.binary_cross_entropy_with_logits(score[b, p], gold[b, p], reduction="none")
    return (each * batch.valid[b]).sum(-1).mean()


def label_loss(network: Network, words: Tensor, batch: Batch, name: str, rows: tuple[Tensor, Tensor, Tensor]) -> Iterator[tuple[str, Tensor]]:
    b, i, j = rows
    if name == "tree":
        target = torch.cat([torch.as_tensor(e.words["deprel"])[torch.as_tensor(e.heads) >= 0] for e in batch.examples if e.heads is not None])
    else:
        target = torch.tensor([r for e in batch.examples if getattr(e, name) is not None for _, _, r in getattr(e, name)[1]])
    pair = network.pairs[name]
    score = pair(pair.left(words)[b, i], pair.right(words)[b, j]).float()
    yield {"tree": "deprel", "srl": "srl_label", "roles": "role_label"}[name], F.cross_entropy(score, target, ignore_index=-1)


def coref_loss(network: Network, words: Tensor, batch: Batch) -> Iterator[tuple[str, Tensor]]:
    """Marginal likelihood of the right antecedents, after Lee et al. (2017); no antecedent scores zero."""
    total, rows = words.new_zeros(()).float(), 0
    for k, e in enumerate(batch.examples):
        if e.coref is None:
            continue
        heads, features, gold = e.coref
        known = torch.as_tensor(gold).any(-1)
        if not known.any():
            continue
        own = words[k, torch.as_tensor(heads)]
        score = network.coref(network.coref.query(own), network.coref.key(own), torch.as_tensor(features)).float()
        n = len(heads)
        score = score.masked_fill(torch.ones(n, n, dtype=torch.bool).triu(), -1e4)
        score = torch.cat([score, score.new_zeros(n, 1)], -1)
        right = score.masked_fill(~torch.as_tensor(gold), -1e4).logsumexp(-1)
        each = (score.logsumexp(-1) - right)[known]
        total, rows = total + each.sum(), rows + len(each)
    if rows:
        yield "coref", total / rows
