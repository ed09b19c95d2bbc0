"""Trains the reader's network to say what its teachers say, on everything they can read, and what people annotated.

    python -m ingest.training.distil --data FOLDER --teachers CHECKPOINT... --out FOLDER [--epochs N | --steps N | --seconds N] [--annotated]

After Hinton et al. (2015), "Distilling the Knowledge in a Neural Network": the mean of the teachers' probabilities is the target of every layer, on
text with labels and without, and each corpus thereby gets the layers that its annotators left out. The word vectors of the first teacher, whose
heads the reader's network begins with, are a target as well (Romero et al. 2015, "FitNets").
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from ingest.training.batch import Batch
from ingest.training.documents import read
from ingest.training.losses import LABEL_TERM, annotated_losses, arc_scores, coref_scores, hide
from ingest.training.network import Network, network_of
from ingest.training.swaps import Swaps, swaps
from ingest.training.train import Settings, Windows, beginning, dev_losses, fit, options_of, started

MOST_SWAPPED = 0.3  # of the words of a batch, at most
OF_EVENTS = frozenset(("type", "mode", "status", "polarity", "certainty", "time", "contexts"))  # mean nothing at other words
DEFAULT = Settings(encoder_rate=5e-4, head_rate=1e-3, drop=0.05, word_drop=0.1, hidden=0.05, batch=9600)


@dataclass(slots=True)
class Said:
    """What the teachers say of a batch, as probabilities: by word (B, W, C), of arcs (B, W, W), of labels at the best pairs, of antecedents."""

    vectors: Tensor
    words: dict[str, Tensor] = field(default_factory=dict)
    arcs: dict[str, Tensor] = field(default_factory=dict)
    labels: dict[str, Tensor] = field(default_factory=dict)
    coref: Tensor | None = None


def said(teachers: list[Network], batch: Batch, inputs: tuple[Tensor, ...]) -> Said:
    """The mean over the teachers; the vectors are the first one's. `inputs` are the batch's, or those with words swapped."""
    with torch.no_grad():
        vectors = [teacher.words(*inputs) for teacher in teachers]
        pairs = list(zip(teachers, vectors, strict=True))
        result = Said(vectors[0].float())
        for name in teachers[0].sizes:
            result.words[name] = mean([word_opinion(name, teacher.tag_scores(words)[name]) for teacher, words in pairs])
        for name in teachers[0].arcs:
            scores = [arc_scores(teacher, words, batch, name) for teacher, words in pairs]
            result.arcs[name] = mean([score.sigmoid() if name in ("srl", "roles") else score.softmax(-1) for score in scores])
        for name in teachers[0].pairs:
            result.labels[name] = mean([pair_labels(teacher, words, name, result.arcs[name]).softmax(-1) for teacher, words in pairs])
        if batch.coref is not None:
            result.coref = mean([coref_scores(teacher, words, batch).softmax(-1) for teacher, words in pairs])
    return result


def mean(values: list[Tensor]) -> Tensor:
    return torch.stack(values).mean(0)


def word_opinion(name: str, score: Tensor) -> Tensor:
    score = score.float()
    return torch.tanh(score) if name == "factual" else score.sigmoid() if name == "contexts" else score.softmax(-1)


def pair_labels(network: Network, words: Tensor, name: str, arcs: Tensor) -> Tensor:
    """(B, W, L): of every word and the word it most likely hangs on: its head in the tree, or the predicate whose argument it is."""
    pair = network.pairs[name]
    left, right = pair.left(words), pair.right(words)
    if name == "tree":
        right = right.gather(1, arcs.argmax(-1)[..., None].expand_as(right))
    else:
        left = left.gather(1, arcs.argmax(1)[..., None].expand_as(left))
    return pair(left, right).float()


def agreement(network: Network, words: Tensor, batch: Batch, target: Said) -> Iterator[tuple[str, Tensor]]:
    """One term a layer: cross-entropy against the teachers, each word weighted by how likely it is one that the layer speaks of."""
    valid = batch.valid.float()
    trigger = valid * target.words["trigger_own"][..., 1]
    predicate = valid * target.words["predicate"][..., 1]
    mention = valid * (1 - target.words["mention"][..., -1])
    for name, score in network.tag_scores(words).items():
        wanted, score = target.words[name], score.float()
        weight = trigger if name in OF_EVENTS else predicate if name == "factual" else valid
        if name == "factual":
            each = 3 * ((torch.tanh(score) - wanted) ** 2).squeeze(-1)
        elif name == "contexts":
            each = 10 * F.binary_cross_entropy_with_logits(score, wanted, reduction="none").mean(-1)
        else:
            each = -(wanted * score.log_softmax(-1)).sum(-1)
        yield name, weighted(each, weight)
    for name, wanted in target.arcs.items():
        score = arc_scores(network, words, batch, name)
        if name in ("srl", "roles"):
            each = (F.binary_cross_entropy_with_logits(score, wanted, reduction="none") * valid[:, None, :]).sum(-1)
            yield name, weighted(each, predicate if name == "srl" else trigger)
        else:
            yield name, weighted(-(wanted * score.log_softmax(-1)).sum(-1), valid if name == "tree" else mention)
    for name, wanted in target.labels.items():
        weight = valid if name == "tree" else valid * target.arcs[name].amax(1)
        yield LABEL_TERM[name], weighted(-(wanted * pair_labels(network, words, name, target.arcs[name]).log_softmax(-1)).sum(-1), weight)
    if batch.coref is not None and target.coref is not None:
        each = -(target.coref * coref_scores(network, words, batch).log_softmax(-1)).sum(-1)
        yield "coref", weighted(each, batch.coref.there.float())


def weighted(each: Tensor, weight: Tensor) -> Tensor:
    return (each * weight).sum() / weight.sum().clamp(min=1.0)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weight of what people annotated (`hard`) and of the distance of the word vectors, beside what the teachers say, and the share of the
    batches whose words are `swapped`."""

    hard: float = 0.5
    vectors: float = 2.0
    swapped: float = 0.5


USUAL = Weighing()


def term(
    network: Network, batch: Batch, *, teachers: list[Network], swapping: Swaps, settings: Settings, weighing: Weighing = USUAL
) -> dict[str, Tensor]:
    """What people annotated, what the teachers say (`soft_`), and the distance of the word vectors; of some batches words are swapped, and
    what people annotated there does not count."""
    ids, *others = batch.inputs
    changed = random.random() < weighing.swapped
    if changed:
        *_, first, last = others
        ids = swapping.applied(ids, first, last, batch.valid, random.random() * MOST_SWAPPED)
    target = said(teachers, batch, (ids, *others))
    vectors = network.vectors(hide(ids, settings.hidden), *others, drop=settings.drop)
    words = network.dropped(vectors)
    found = {f"soft_{name}": value for name, value in agreement(network, words, batch, target)}
    if not changed:
        found |= {name: weighing.hard * value for name, value in annotated_losses(network, words, batch).items()}
    if weighing.vectors:
        apart = ((vectors.float() - target.vectors) ** 2).mean(-1)
        found["vectors"] = weighing.vectors * weighted(apart, batch.valid.float())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    options_of(parser, DEFAULT)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--annotated", action="store_true", help="on what people annotated alone, each corpus in its share")
    for name in Weighing.__slots__:
        parser.add_argument(f"--{name}", type=float, default=getattr(USUAL, name))
    options = parser.parse_args()
    settings, device, maker = started(options)
    states = [load_file(path) for path in options.teachers]
    teachers = [network_of(state, maker.labels).to(device).eval().requires_grad_(False) for state in states]
    network = beginning(options, maker.labels, teacher=False)
    if options.init is None:
        network.load_state_dict({n: v for n, v in states[0].items() if not n.startswith(("encoder.", "word."))}, strict=False)
    network.to(device).set_drop(settings.word_drop)
    documents = read(options.data / "train.jsonl.gz")
    if options.annotated:
        data = Windows([doc for doc in documents if doc.corpus != "raw"], maker, settings, everything=False)
    else:
        data = Windows(documents, maker, settings, everything=True)
    weighing = Weighing(**{name: getattr(options, name) for name in Weighing.__slots__})
    swapping = swaps(documents, maker.pieces).to(device)
    own = partial(term, teachers=teachers, swapping=swapping, settings=settings, weighing=weighing)
    random.seed(settings.seed)
    fit(network, data, settings, own, log=options.out / "log.jsonl", device=device)
    save_file({name: value.contiguous().cpu() for name, value in network.state_dict().items()}, options.out / "model.safetensors")
    print(json.dumps(dev_losses(network, read(options.data / "dev.jsonl.gz"), maker, device)))


if __name__ == "__main__":
    main()
