"""The losses: one term a layer, each a mean over what is annotated in the batch; absent layers give none."""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional as F

from ingest.reader import labels as lab
from ingest.reader.pieces import SEP
from ingest.training.batch import Batch
from ingest.training.network import Network

WEIGHTS = {
    "tree": 1.3, "deprel": 1.0, "sentence": 0.5, "upos": 0.5, "xpos": 0.5, "names": 1.3, "date": 0.4, "mention": 0.8,
    "begin": 0.4, "end": 0.4,
    "predicate": 0.4, "srl": 0.8, "srl_label": 0.6, "trigger_own": 0.8, "trigger_meantime": 0.4, "trigger_ecbplus": 0.2, "type": 1.0, "mode": 0.3,
    "status": 0.6, "polarity": 0.2, "certainty": 0.2, "time": 0.2, "contexts": 0.4, "factual": 0.3, "roles": 1.2, "role_label": 0.5, "coref": 0.8,
}  # fmt: skip
LABEL_TERM = {"tree": "deprel", "srl": "srl_label", "roles": "role_label"}
SMOOTH = 0.05  # few examples, and the lexicon is to have a say: the network should not be too sure
MASK = 103  # the vocabulary's piece for what is hidden
STATUS_WEIGHT = (1.0, 1.6, 1.6, 2.2)
BLOCKED = -1e4


def losses(network: Network, batch: Batch, drop: float, hidden: float) -> dict[str, Tensor]:
    """`drop` of the encoder; `hidden` is the share of the pieces that the network does not get to see, so that it learns to read around them."""
    ids, *others = batch.inputs
    return annotated_losses(network, network.words(hide(ids, hidden) if network.training else ids, *others, drop=drop), batch)


def hide(ids: Tensor, share: float) -> Tensor:
    return ids.masked_fill((torch.rand(ids.shape, device=ids.device) < share) & (ids > SEP), MASK)


def annotated_losses(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Against what people annotated; `words` are the network's word vectors."""
    scores = {name: s.float() for name, s in network.tag_scores(words).items()}
    return dict(word_losses(scores, batch)) | dict(pair_losses(network, words, batch)) | dict(coref_loss(network, words, batch))


def word_losses(scores: dict[str, Tensor], batch: Batch) -> Iterator[tuple[str, Tensor]]:
    for name, score in scores.items():
        target = batch.words.get(name)
        if target is None:
            continue
        if name == "names":
            yield name, names_loss(score, target)
            continue
        weight = torch.tensor(STATUS_WEIGHT, device=score.device) if name == "status" else None
        smooth = SMOOTH if name in ("type", "mode", "status") else 0.0
        yield name, F.cross_entropy(score.flatten(0, 1), target.flatten(), weight=weight, ignore_index=-1, label_smoothing=smooth)
    for name, times in (("contexts", 10), ("factual", 3)):
        if name in batch.real:
            wanted = batch.real[name]
            known = ~torch.isnan(wanted)
            safe = torch.where(known, wanted, 0.0)
            if name == "contexts":
                each = F.binary_cross_entropy_with_logits(scores[name], safe, reduction="none")
            else:
                each = (torch.tanh(scores[name].squeeze(-1)) - safe) ** 2
            yield name, times * (each * known).sum() / known.sum()


def names_loss(score: Tensor, target: Tensor) -> Tensor:
    """Target 100 is an O that may hide a MISC: the probability of either counts."""
    log = score.log_softmax(-1)
    misc = torch.tensor([t == "O" or t.endswith("MISC") for t in lab.NAME_TAGS], device=score.device)
    plain = -log.gather(-1, target.clamp(0, len(lab.NAME_TAGS) - 1)[..., None]).squeeze(-1)
    either = -log.masked_fill(~misc, float("-inf")).logsumexp(-1)
    each = torch.where(target == 100, either, plain)
    return each.masked_fill(target < 0, 0.0).sum() / (target >= 0).sum()


def pair_losses(network: Network, words: Tensor, batch: Batch) -> Iterator[tuple[str, Tensor]]:
    for name in network.arcs:
        if name in batch.rows:
            yield name, arcs_loss(arc_scores(network, words, batch, name), batch, name)
        elif name in batch.pairs and name not in ("srl", "roles"):
            b, i, j = batch.pairs[name].unbind(1)
            yield name, F.cross_entropy(arc_scores(network, words, batch, name)[b, i], j)
        if name in batch.labels:
            b, i, j = batch.pairs[name].unbind(1)
            pair = network.pairs[name]
            score = pair(pair.left(words)[b, i], pair.right(words)[b, j]).float()
            yield LABEL_TERM[name], F.cross_entropy(score, batch.labels[name], ignore_index=-1)


def arc_scores(network: Network, words: Tensor, batch: Batch, name: str) -> Tensor:
    """(B, W, W); what is not there is blocked, and heads of trees are looked for within the sentence, as at run time."""
    blocked = ~batch.valid[:, None, :]
    if name == "tree":
        blocked = blocked | (batch.sentences[:, :, None] != batch.sentences[:, None, :])
    return network.arcs[name](words).float().masked_fill(blocked, BLOCKED)


def arcs_loss(score: Tensor, batch: Batch, name: str) -> Tensor:
    """Binary: of every predicate, which words are heads of its arguments."""
    gold = torch.zeros_like(score)
    if name in batch.pairs:
        k, p, a = batch.pairs[name].unbind(1)
        gold[k, p, a] = 1.0
    b, p = batch.rows[name].unbind(1)
    each = F.binary_cross_entropy_with_logits(score[b, p], gold[b, p], reduction="none")
    return (each * batch.valid[b]).sum(-1).mean()


def coref_loss(network: Network, words: Tensor, batch: Batch) -> Iterator[tuple[str, Tensor]]:
    """Marginal likelihood of the right antecedents, after Lee et al. (2017); no antecedent scores zero."""
    if batch.coref is None:
        return
    score = coref_scores(network, words, batch)
    right = score.masked_fill(~batch.coref.gold, BLOCKED).logsumexp(-1)
    each = (score.logsumexp(-1) - right) * batch.coref.known
    yield "coref", each.sum() / batch.coref.known.sum().clamp(min=1)


def coref_scores(network: Network, words: Tensor, batch: Batch) -> Tensor:
    """(E, M, M + 1): every mention against those before it, and against none."""
    target = batch.coref
    assert target is not None
    own = words[target.where[:, None], target.heads]
    score = network.coref(network.coref.query(own), network.coref.key(own), target.features).float()
    n = score.shape[-1]
    later = torch.ones(n, n, dtype=torch.bool, device=score.device).triu()
    score = score.masked_fill(later | ~target.there[:, None, :], BLOCKED)
    return torch.cat([score, score.new_zeros(*score.shape[:-1], 1)], -1)
