"""The small heads that run in numpy: labels of chosen pairs, and the score of two mentions being the same."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairHead:
    """relu(left + right) @ weight + bias; the projections come from the network."""

    weight: Floats
    bias: Floats

    def scores(self, left: Floats, right: Floats) -> Floats:
        return np.asarray(np.maximum(left + right, 0.0) @ self.weight + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class CorefHead:
    """Two layers over pair features and the similarities of the two vectors, one per attention head; no antecedent scores zero."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    heads: int

    def scores(self, queries: Floats, keys: Floats, features: Floats) -> Floats:
        """(rows, columns) from (rows, d), (columns, d) and (rows, columns, features)."""
        size = queries.shape[1] // self.heads
        similar = [queries[:, h * size : (h + 1) * size] @ keys[:, h * size : (h + 1) * size].T * size**-0.5 for h in range(self.heads)]
        both = np.concatenate([features, np.stack(similar, -1)], -1)
        hidden = np.maximum(both.reshape(-1, both.shape[-1]) @ self.inner + self.inner_bias, 0.0)
        return np.asarray((hidden @ self.outer + self.outer_bias).reshape(both.shape[:2]), dtype=np.float32)


def load(path: Path) -> tuple[dict[str, PairHead], CorefHead]:
    with np.load(path, allow_pickle=False) as stored:
        pairs = {name: PairHead(stored[f"{name}.weight"], stored[f"{name}.bias"]) for name in ("tree", "srl", "roles")}
        layers = [stored[f"coref.{n}"] for n in ("inner", "inner_bias", "outer", "outer_bias")]
        coref = CorefHead(layers[0], layers[1], layers[2], layers[3], int(stored["coref.heads"]))
    return pairs, coref
