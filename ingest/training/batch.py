"""Examples put together: padded inputs and the targets of every layer as tensors, so that the losses need no look at the examples.

Shapes: B examples, W words, M mentions. A layer that no example of the batch annotates is absent.
"""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ingest.reader import coreference
from ingest.training.examples import Example

PAIR_LAYERS = ("tree", "begin", "end", "srl", "roles")


@dataclass(slots=True)
class CorefTarget:
    """Of the examples `where` (E): head words and which of them there are (E, M), pair features (E, M, M, F), right antecedents with none as the
    last column (E, M, M + 1), and the rows whose answer is known (E, M)."""

    where: Tensor
    heads: Tensor
    there: Tensor
    features: Tensor
    gold: Tensor
    known: Tensor


@dataclass(slots=True)
class Batch:
    """`inputs` are ids, shapes, layouts, mask, first, last; `valid` (B, W) marks real words; `sentences` (B, W) numbers them, -1 for padding.

    `words` (B, W) are classes, -1 where nothing is known; `real` holds contexts (B, W, C) and factuality (B, W), not a number where unknown. `pairs`
    of a layer are rows (example, word, word it points to) with their `labels`; `rows` are (example, predicate) of layers that ask every word.
    """

    inputs: tuple[Tensor, ...]
    valid: Tensor
    sentences: Tensor
    words: dict[str, Tensor] = field(default_factory=dict)
    real: dict[str, Tensor] = field(default_factory=dict)
    pairs: dict[str, Tensor] = field(default_factory=dict)
    labels: dict[str, Tensor] = field(default_factory=dict)
    rows: dict[str, Tensor] = field(default_factory=dict)
    coref: CorefTarget | None = None


def moved(value: Any, device: torch.device) -> Any:
    """A batch, or a part of one, on a device."""
    if isinstance(value, Tensor):
        return value.to(device, non_blocking=True)
    if isinstance(value, tuple):
        return tuple(moved(v, device) for v in value)
    if isinstance(value, dict):
        return {k: moved(v, device) for k, v in value.items()}
    if isinstance(value, (Batch, CorefTarget)):
        return type(value)(**{f.name: moved(getattr(value, f.name), device) for f in fields(value)})
    return value


def collate(examples: list[Example]) -> Batch:
    ids, shapes, layouts, first, last = (pad([e.inputs[k] for e in examples]) for k in range(5))
    sizes = torch.tensor([len(e.inputs[0]) for e in examples])
    words = torch.tensor([len(e.inputs[3]) for e in examples])
    mask = (torch.arange(ids.shape[1])[None] < sizes[:, None]).float()
    valid = torch.arange(first.shape[1])[None] < words[:, None]
    batch = Batch((ids, shapes, layouts, mask, first, last), valid, pad([e.sentences for e in examples], -1))
    width = valid.shape[1]
    for name in sorted({n for e in examples for n in e.words}):
        target = pad([e.words.get(name, np.full(width, -1)) for e in examples], -1)
        if (target >= 0).any():
            batch.words[name] = target
    if any(e.names is not None for e in examples):
        batch.words["names"] = pad([np.full(width, -1) if e.names is None else e.names for e in examples], -1)
    for name in ("contexts", "factual"):
        if any(getattr(e, name) is not None for e in examples):
            shape = next(getattr(e, name).shape[1:] for e in examples if getattr(e, name) is not None)
            empty = np.full((width, *shape), np.nan, dtype=np.float32)
            wanted = pad([empty if getattr(e, name) is None else getattr(e, name) for e in examples], float("nan"))
            if not torch.isnan(wanted).all():
                batch.real[name] = wanted
    for name in PAIR_LAYERS:
        add_pairs(batch, examples, name)
    batch.coref = coref_target(examples)
    return batch


def pad(arrays: list[Any], value: float = 0) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.as_tensor(a) for a in arrays], batch_first=True, padding_value=value)


def add_pairs(batch: Batch, examples: list[Example], name: str) -> None:
    found: list[tuple[int, int, int]] = []
    labels: list[int] = []
    rows: list[tuple[int, int]] = []
    for k, e in enumerate(examples):
        if name == "tree" and e.heads is not None:
            found += [(k, i, int(h)) for i, h in enumerate(e.heads) if h >= 0]
            labels += e.words["deprel"][e.heads >= 0].tolist()
        elif name in ("begin", "end"):
            found += [(k, h, b if name == "begin" else c) for h, b, c in e.spans]
        elif name in ("srl", "roles") and getattr(e, name) is not None:
            predicates, arcs = getattr(e, name)
            found += [(k, p, a) for p, a, _ in arcs]
            labels += [role for _, _, role in arcs]
            rows += [(k, int(p)) for p in predicates]
    if found:
        batch.pairs[name] = torch.tensor(found)
        if name in ("tree", "srl", "roles"):
            batch.labels[name] = torch.tensor(labels)
    if rows:
        batch.rows[name] = torch.tensor(rows)


def coref_target(examples: list[Example]) -> CorefTarget | None:
    """None where no row of the batch has an answer or a mention before it."""
    chosen = [(k, e.coref) for k, e in enumerate(examples) if e.coref is not None]
    if not chosen:
        return None
    n = max(len(heads) for _, (heads, _, _) in chosen)
    heads = torch.zeros(len(chosen), n, dtype=torch.long)
    features = torch.zeros(len(chosen), n, n, coreference.FEATURES)
    gold = torch.zeros(len(chosen), n, n + 1, dtype=torch.bool)
    there = torch.zeros(len(chosen), n, dtype=torch.bool)
    for i, (_, (own, pairs, right)) in enumerate(chosen):
        m = len(own)
        heads[i, :m] = torch.as_tensor(own)
        features[i, :m, :m] = torch.as_tensor(pairs)
        gold[i, :m, :m] = torch.as_tensor(right[:, :m])
        gold[i, :m, n] = torch.as_tensor(right[:, m])
        there[i, :m] = True
    return CorefTarget(torch.tensor([k for k, _ in chosen]), heads, there, features, gold, gold.any(-1))


def grouped(sizes: list[int], most: int, jitter: list[float]) -> list[list[int]]:
    """Numbers of examples of similar length together, at most `most` padded pieces a group."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + jitter[i])
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, sizes[i])
        if groups[-1] and longest * (len(groups[-1]) + 1) > most:
            groups.append([])
            longest = sizes[i]
        groups[-1].append(i)
    return groups if groups[0] else []
