"""Trees from scores: the best heads where they are a tree, the best tree where they are not."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.reader import trees


def best_tree(scores: NDArray[np.float32]) -> float:
    """By trying all."""
    n = len(scores)
    totals = [sum(scores[i, h] for i, h in enumerate(choice)) for choice in product(range(n), repeat=n) if trees.is_tree(np.array(choice))]
    return float(max(totals))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.integers(0, 10_000))
def test_the_arborescence_is_the_best_tree(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    found = trees.arborescence(scores)
    assert trees.is_tree(found)
    assert abs(sum(float(scores[i, h]) for i, h in enumerate(found)) - best_tree(scores)) < 1e-4


def test_heads_stay_within_their_sentence() -> None:
    scores = np.zeros((4, 4), dtype=np.float32)
    scores[:, 3] = 5.0
    found = trees.heads(scores, np.array([0, 0, 1, 1]))
    assert set(found[:2]) <= {0, 1}
    assert list(found[2:]) == [3, 3]


def test_a_cycle_is_no_tree() -> None:
    assert not trees.is_tree(np.array([1, 0, 2]))
    assert trees.is_tree(np.array([2, 0, 2]))
    assert not trees.is_tree(np.array([0, 1]))
