"""Exports a trained network to the files that the reader loads, and quantizes them.

python -m ingest.training.export --model DIR/model.safetensors --labels DIR/labels.json --out FOLDER [--precision fp32|int8|nbits]
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from ingest.reader import labels as lab
from ingest.reader.encoder import ARC_NAMES
from ingest.reader.model import sha256
from ingest.training import lemma_table
from ingest.training.encoders import base_model
from ingest.training.network import PAIR, Network, network_of

PAIRS = ("tree", "srl", "roles")
INPUTS = ("ids", "shapes", "layouts", "first", "last")
OUTPUTS = ("tags", "arcs", "pairs", "coref")


class Graph(nn.Module):
    """One window in, the four outputs of `ingest.reader.encoder.Window` out; no padding, no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, layouts: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        words = net.words(ids, shapes, layouts, None, first, last)
        arcs = torch.stack([net.arcs[name](words) for name in ARC_NAMES], 1)
        pairs = torch.cat([side(words) for name in PAIRS for side in (net.pairs[name].left, net.pairs[name].right)], -1)
        return net.tags(words), arcs, pairs, torch.cat([net.coref.query(words), net.coref.key(words)], -1)


def export(network: Network, path: Path) -> None:
    network.eval()
    n, w = 40, 30
    sample = (torch.ones(1, n, dtype=torch.long), *(torch.zeros(1, n, dtype=torch.long),) * 2, *(torch.arange(w)[None] + 1,) * 2)
    axes = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "layouts": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}}
    axes |= {"tags": {1: "words"}, "arcs": {2: "words", 3: "words"}, "pairs": {1: "words"}, "coref": {1: "words"}}
    torch.onnx.export(
        Graph(network), sample, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False
    )


def quantize(source: Path, target: Path, precision: str) -> None:
    if precision == "fp32":
        shutil.copy(source, target)
    elif precision == "int8":
        quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"])
    else:
        from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer  # needs onnx-ir

        embeddings = target.with_suffix(".embeddings.onnx")
        quantize_dynamic(str(source), str(embeddings), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        config = DefaultWeightOnlyQuantConfig(block_size=64, is_symmetric=True, accuracy_level=4, bits=8)
        quantizer = MatMulNBitsQuantizer(onnx.load(str(embeddings)), bits=8, block_size=64, is_symmetric=True, accuracy_level=4, algo_config=config)
        quantizer.process()
        quantizer.model.save_model_to_file(str(target), False)
        embeddings.unlink()


def save_heads(network: Network, path: Path) -> None:
    stored: dict[str, np.ndarray] = {}
    for name in PAIRS:
        stored[f"{name}.weight"] = network.pairs[name].out.weight.detach().numpy().T.copy()
        stored[f"{name}.bias"] = network.pairs[name].out.bias.detach().numpy()
    coref = network.coref
    for name, layer in (("inner", coref.inner), ("outer", coref.out)):
        stored[f"coref.{name}"] = layer.weight.detach().numpy().T.copy()
        stored[f"coref.{name}_bias"] = layer.bias.detach().numpy()
    np.savez(path, allow_pickle=False, **stored, **{"coref.heads": np.array(coref.heads)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--precision", default="int8", choices=("fp32", "int8", "nbits"))
    parser.add_argument("--version", default="wiregraph-reader 0.3.0")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    labels = lab.load(options.labels)
    network = network_of(load_file(options.model), labels)
    full = options.out / "full.onnx"
    export(network, full)
    quantize(full, options.out / "reader.onnx", options.precision)
    full.unlink()
    save_heads(network, options.out / "heads.npz")
    shutil.copy(options.labels, options.out / "labels.json")
    shutil.copy(base_model() / "tokenizer.json", options.out / "tokenizer.json")
    lemma_table.make(options.corpora, options.out)
    (options.out / "network.json").write_text(json.dumps({"tags": network.sizes, "pairs": PAIRS, "pair": PAIR}, indent=0) + "\n")
    files = ("reader.onnx", "heads.npz", "labels.json", "lemmas.json", "tokenizer.json", "network.json")
    manifest = {"version": options.version, "precision": options.precision, "files": {name: sha256(options.out / name) for name in files}}
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
