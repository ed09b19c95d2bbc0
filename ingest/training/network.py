"""The network in PyTorch: an encoder with shape and layout embeddings, word vectors, and a head for every layer.

The encoder's size is a value: the shipped reader's and that of the teacher it learns from (`ingest.training.encoders` has their published
weights). Biaffine scores after Dozat and Manning (2017), "Deep Biaffine Attention for Neural Dependency Parsing"; pair labels are a
one-layer perceptron on the sum of two projections, so that they can be computed for the chosen pairs alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.reader import coreference
from ingest.reader import labels as lab
from ingest.reader.pieces import LAYOUTS, SHAPES

WORD = 512
ARC, PAIR = 160, 192
COREF = 128
WORD_DROP = 0.33  # of word vectors and of what the biaffine scores compare, after Dozat and Manning (2017)


@dataclass(frozen=True, slots=True)
class Size:
    """Of an encoder: width, layers, attention heads, inner width, epsilon of its norms; `buckets` of relative positions, 0 where it has none."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    buckets: int = 0


SHIPPED = Size(384, 8, 12, 1536, 1e-12)
MPNET = Size(768, 12, 12, 3072, 1e-5, buckets=32)


def dropout(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout to a 256th; one random number serves eight values, for on a processor drawing them is what dropout costs."""
    limit = round(share * 256)
    if not training or not limit:
        return x
    if x.is_cuda:
        return F.dropout(x, share)
    drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)[: x.numel()]
    return x * (drawn >= limit).view_as(x).to(x.dtype).mul_(256 / (256 - limit))


class Layer(nn.Module):
    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads = size.heads
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=size.epsilon)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=size.epsilon)

    def forward(self, x: Tensor, bias: Tensor | None, drop: float) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5
        mixed = torch.softmax(scores if bias is None else scores + bias, dim=-1) @ v  # its backward pass takes half the time of the fused one
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + dropout(mixed, drop, self.training))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    def __init__(self, size: Size = SHIPPED, vocabulary: int = 30522) -> None:
        super().__init__()
        self.size = size
        self.pieces = nn.Embedding(vocabulary, size.width)
        self.positions = nn.Embedding(512, size.width)
        self.shapes = nn.Embedding(len(SHAPES), size.width)
        self.layouts = nn.Embedding(len(LAYOUTS), size.width)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.relative = nn.Embedding(size.buckets, size.heads) if size.buckets else None
        for table in (self.shapes, self.layouts):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None, drop: float) -> Tensor:
        """`mask` (batch, pieces) is 1 for what is there and 0 for padding; None where there is no padding."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(positions) + self.shapes(shapes) + self.layouts(layouts)
        x = dropout(self.norm(x), drop, self.training)
        bias = None if mask is None else ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        if self.relative is not None:
            near = self.relative(bucket(positions[None, :] - positions[:, None], self.size.buckets)).permute(2, 0, 1)[None]
            bias = near if bias is None else bias + near
        if bias is not None and torch.is_autocast_enabled(x.device.type):
            bias = bias.to(torch.get_autocast_dtype(x.device.type))
        for layer in self.layers:
            x = layer(x, bias, drop)
        return x


def bucket(distance: Tensor, buckets: int) -> Tensor:
    """The class of a distance (positive: to the right), after Raffel et al. (2020), section 2.1: exact when near, logarithmic up to 128."""
    half, exact = buckets // 2, buckets // 4
    far = distance.abs().clamp(min=1)
    rough = exact + (torch.log(far.float() / exact) / torch.log(torch.tensor(128.0 / exact)) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(far < exact, distance.abs(), rough.clamp(max=half - 1))


class Biaffine(nn.Module):
    """Scores (B, W, W): does word i point to word j, with a bias by j that begins at `start` (low where pairs are rare)."""

    def __init__(self, size: int, start: float) -> None:
        super().__init__()
        self.left = nn.Linear(WORD, size)
        self.right = nn.Linear(WORD, size)
        self.bias = nn.Linear(WORD, 1)
        self.size = size
        self.drop = WORD_DROP
        nn.init.constant_(self.bias.bias, start)

    def forward(self, x: Tensor) -> Tensor:
        left, right = (dropout(F.relu(side(x)), self.drop, self.training) for side in (self.left, self.right))
        return left @ right.transpose(-1, -2) * self.size**-0.5 + self.bias(x).transpose(-1, -2)


class PairLabels(nn.Module):
    """Labels of chosen pairs (left word, right word)."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = nn.Linear(WORD, PAIR)
        self.right = nn.Linear(WORD, PAIR)
        self.out = nn.Linear(PAIR, count)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return self.out(F.relu(left + right))


class CorefScore(nn.Module):
    """Score of a mention pair from two vectors and pair features; `none` scores zero."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WORD, COREF)
        self.key = nn.Linear(WORD, COREF)
        self.inner = nn.Linear(coreference.FEATURES + 4, 64)
        self.out = nn.Linear(64, 1)
        self.heads = 4

    def forward(self, queries: Tensor, keys: Tensor, features: Tensor) -> Tensor:
        q = queries.unflatten(-1, (self.heads, -1)).transpose(-2, -3)
        k = keys.unflatten(-1, (self.heads, -1)).transpose(-2, -3)
        similar = (q @ k.transpose(-1, -2)).permute(*range(q.dim() - 3), -2, -1, -3) * (COREF // self.heads) ** -0.5
        return self.out(F.relu(self.inner(torch.cat([features, similar], -1)))).squeeze(-1)


class Network(nn.Module):
    def __init__(self, labels: lab.Labels, size: Size = SHIPPED) -> None:
        super().__init__()
        self.sizes = tagger_sizes(labels)
        self.encoder = Encoder(size)
        self.word = nn.Linear(2 * size.width, WORD)
        self.word_norm = nn.LayerNorm(WORD)
        self.tags = nn.Linear(WORD, sum(self.sizes.values()))
        self.arcs = nn.ModuleDict(
            {name: Biaffine(ARC, -4.0 if name in ("srl", "roles") else 0.0) for name in ("tree", "begin", "end", "srl", "roles")}
        )
        self.pairs = nn.ModuleDict(
            {"tree": PairLabels(len(labels.deprel)), "srl": PairLabels(len(labels.srl)), "roles": PairLabels(len(lab.EVENT_ROLES))}
        )
        self.coref = CorefScore()
        self.drop = WORD_DROP

    def set_drop(self, share: float) -> None:
        """Dropout of word vectors and of what the biaffine scores compare."""
        self.drop = share
        for arc in self.arcs.values():
            arc.drop = share

    def words(self, ids: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None, first: Tensor, last: Tensor, *, drop: float = 0.0) -> Tensor:
        return self.dropped(self.vectors(ids, shapes, layouts, mask, first, last, drop=drop))

    def dropped(self, vectors: Tensor) -> Tensor:
        return dropout(vectors, self.drop, self.training)

    def vectors(self, ids: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None, first: Tensor, last: Tensor, *, drop: float) -> Tensor:
        """(batch, words, WORD): what the heads see of every word, before dropout."""
        x = self.encoder(ids, shapes, layouts, mask, drop)
        index = [i.unsqueeze(-1).expand(-1, -1, x.shape[-1]) for i in (first, last)]
        both = torch.cat([x.gather(1, i) for i in index], -1)
        return self.word_norm(F.gelu(self.word(both)))

    def tag_scores(self, words: Tensor) -> dict[str, Tensor]:
        parts = self.tags(words).split(list(self.sizes.values()), -1)
        return dict(zip(self.sizes, parts, strict=True))


def network_of(state: Mapping[str, Tensor], labels: lab.Labels) -> Network:
    """The network with these weights, as large as they are."""
    width = state["encoder.norm.weight"].shape[0]
    layers = sum(name.endswith("norm2.weight") for name in state)
    network = Network(labels, replace(SHIPPED if width == SHIPPED.width else MPNET, layers=layers))
    network.load_state_dict(dict(state))
    return network


def tagger_sizes(labels: lab.Labels) -> dict[str, int]:
    """Outputs of the word-level heads, in their order."""
    return {
        "sentence": 2, "upos": len(labels.upos), "xpos": len(labels.xpos), "names": len(lab.NAME_TAGS), "date": 3,
        "mention": len(lab.MENTION_TYPES) + 1, "predicate": 2, "trigger_own": 2, "trigger_meantime": 2, "trigger_ecbplus": 2,
        "type": len(lab.TYPES) + 1, "mode": len(labels.modes), "status": len(lab.STATUSES), "polarity": 2, "certainty": 3, "time": 2,
        "contexts": len(labels.contexts), "factual": 1,
    }  # fmt: skip
