"""Weights of the network from the files that ship, so that training can go on where a released model stands.

What was rounded to 8 bits for the release comes back as the number it was rounded to.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

Arrays = dict[str, NDArray[np.float32]]
PREFIX = "network."


def restored(folder: Path, tags: Mapping[str, int]) -> dict[str, Tensor]:
    """The state of `ingest.training.network.Network` from `reader.onnx` and `heads.npz` of a model folder, with word heads of these sizes only."""
    graph = onnx.load(str(folder / "reader.onnx")).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {name.removeprefix(PREFIX): value for name, value in stored.items() if name.startswith(PREFIX) and name.endswith((".weight", ".bias"))}
    for name in [n for n in stored if n.startswith(PREFIX) and n.endswith(".weight_quantized")]:
        base = name.removesuffix("_quantized")
        state[base.removeprefix(PREFIX)] = unpacked(stored, base)
    made = {output: node for node in graph.node for output in node.output}
    for node in graph.node:
        bias = next((name for name in node.input if name.startswith(PREFIX) and name.endswith(".bias")), None)
        if node.op_type == "Add" and bias is not None:
            weight = weight_of(next(made[name] for name in node.input if name in made), made, stored)
            state[bias.removeprefix(PREFIX).removesuffix("bias") + "weight"] = weight
    with np.load(folder / "heads.npz", allow_pickle=False) as heads:
        for name in ("tree", "srl", "roles"):
            state[f"pairs.{name}.out.weight"] = heads[f"{name}.weight"].T
            state[f"pairs.{name}.out.bias"] = heads[f"{name}.bias"]
        for name, layer in (("inner", "inner"), ("outer", "out")):
            state[f"coref.{layer}.weight"] = heads[f"coref.{name}"].T
            state[f"coref.{layer}.bias"] = heads[f"coref.{name}_bias"]
    keep_known_tags(state, json.loads((folder / "network.json").read_text(encoding="utf-8"))["tags"], tags)
    return {name: torch.tensor(np.asarray(value, dtype=np.float32)) for name, value in state.items()}


def keep_known_tags(state: Arrays, stored: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    """Drops the rows of word heads that the network no longer has."""
    rows = np.concatenate([np.full(size, wanted.get(name) == size) for name, size in stored.items()])
    for part in ("weight", "bias"):
        state[f"tags.{part}"] = state[f"tags.{part}"][rows]


def weight_of(node: onnx.NodeProto, made: dict[str, onnx.NodeProto], stored: Arrays) -> NDArray[np.float32]:
    """Of the matrix product that a layer's bias is added to, whatever scaling stands between."""
    while not node.op_type.startswith("MatMul"):
        node = made[node.input[0]]
    name = node.input[1]
    return (unpacked(stored, name.removesuffix("_quantized")) if node.op_type == "MatMulInteger" else stored[name]).T


def unpacked(stored: Arrays, name: str) -> NDArray[np.float32]:
    """(integers - zero point) * scale; scale and zero point are one number, or one a column."""
    whole = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(whole * stored[f"{name}_scale"], dtype=np.float32)
