"""The network in PyTorch: MiniLM encoder with shape and layout embeddings, word vectors, and a head for every layer.

Encoder: 6 layers, 384 wide, 12 heads (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0). Biaffine scores after Dozat and
Manning (2017), "Deep Biaffine Attention for Neural Dependency Parsing"; pair labels are a one-layer perceptron on the sum of two
projections, so that they can be computed for the chosen pairs alone.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.reader import coreference
from ingest.reader import labels as lab
from ingest.reader.pieces import LAYOUTS, SHAPES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
WORD = 512
ARC, PAIR = 160, 192
COREF = 128
WORD_DROP = 0.33  # of word vectors and of what the biaffine scores compare, after Dozat and Manning (2017)


def dropout(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout to a 256th; one random number serves eight values, for on a processor drawing them is what dropout costs."""
    limit = round(share * 256)
    if not training or not limit:
        return x
    drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)[: x.numel()]
    return x * (drawn >= limit).view_as(x).to(x.dtype).mul_(256 / (256 - limit))


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None, drop: float) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        mixed = torch.softmax(scores if mask is None else scores + mask, dim=-1) @ v  # its backward pass takes half the time of the fused one
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + dropout(mixed, drop, self.training))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int = 30522) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.layouts = nn.Embedding(len(LAYOUTS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for table in (self.shapes, self.layouts):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None, drop: float) -> Tensor:
        """`mask` (batch, pieces) is 1 for what is there and 0 for padding; None where there is no padding."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(positions) + self.shapes(shapes) + self.layouts(layouts)
        x = dropout(self.norm(x), drop, self.training)
        bias = None if mask is None else ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, drop)
        return x


def pretrained(folder: Path) -> Encoder:
    """The published weights; type embeddings are folded into the positions."""
    stored = load_file(folder / "model.safetensors")
    stored = {name.removeprefix("bert."): value for name, value in stored.items()}
    encoder = Encoder()
    new = {
        "pieces.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"] + stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        old = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            new[f"layers.{i}.qkv.{part}"] = torch.cat([stored[f"{old}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
            new[f"layers.{i}.out.{part}"] = stored[f"{old}attention.output.dense.{part}"]
            new[f"layers.{i}.norm1.{part}"] = stored[f"{old}attention.output.LayerNorm.{part}"]
            new[f"layers.{i}.up.{part}"] = stored[f"{old}intermediate.dense.{part}"]
            new[f"layers.{i}.down.{part}"] = stored[f"{old}output.dense.{part}"]
            new[f"layers.{i}.norm2.{part}"] = stored[f"{old}output.LayerNorm.{part}"]
    missing = encoder.load_state_dict(new, strict=False)
    assert set(missing.missing_keys) == {"shapes.weight", "layouts.weight"} and not missing.unexpected_keys
    return encoder


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
    def __init__(self, labels: lab.Labels) -> None:
        super().__init__()
        self.sizes = tagger_sizes(labels)
        self.encoder = Encoder()
        self.word = nn.Linear(2 * WIDTH, WORD)
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

    def words(self, ids: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None, first: Tensor, last: Tensor, drop: float = 0.0) -> Tensor:
        x = self.encoder(ids, shapes, layouts, mask, drop)
        index = [i.unsqueeze(-1).expand(-1, -1, WIDTH) for i in (first, last)]
        both = torch.cat([x.gather(1, i) for i in index], -1)
        return dropout(self.word_norm(F.gelu(self.word(both))), self.drop, self.training)

    def tag_scores(self, words: Tensor) -> dict[str, Tensor]:
        parts = self.tags(words).split(list(self.sizes.values()), -1)
        return dict(zip(self.sizes, parts, strict=True))


def tagger_sizes(labels: lab.Labels) -> dict[str, int]:
    """Outputs of the word-level heads, in their order."""
    return {
        "sentence": 2, "upos": len(labels.upos), "xpos": len(labels.xpos), "names": len(lab.NAME_TAGS), "date": 3,
        "mention": len(lab.MENTION_TYPES) + 1, "predicate": 2, "trigger_own": 2, "trigger_meantime": 2, "trigger_ecbplus": 2,
        "type": len(lab.TYPES) + 1, "mode": len(labels.modes), "status": len(lab.STATUSES), "polarity": 2, "certainty": 3, "time": 2,
        "contexts": len(labels.contexts), "factual": 1,
    }  # fmt: skip
