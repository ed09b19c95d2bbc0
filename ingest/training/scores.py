"""Scores: precision, recall and F1 over sets; the coreference measures of the CoNLL shared task; kappa."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment


class Count:
    """Running counts of right, given and wanted items; `f1` and its parts in percent."""

    def __init__(self) -> None:
        self.right = self.given = self.wanted = 0

    def add(self, given: Iterable[Hashable], wanted: Iterable[Hashable]) -> None:
        a, b = Counter(given), Counter(wanted)
        self.right += sum((a & b).values())
        self.given += sum(a.values())
        self.wanted += sum(b.values())

    @property
    def precision(self) -> float:
        return 100 * self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0


def macro_f1(pairs: Sequence[tuple[str | None, str | None]], classes: Iterable[str]) -> float:
    """Mean F1, in percent, over the classes that occur among the wanted; a pair is (given, wanted), None where there is none."""
    found = []
    for c in classes:
        right = sum(g == w == c for g, w in pairs)
        given, wanted = sum(g == c for g, _ in pairs), sum(w == c for _, w in pairs)
        if wanted:
            found.append(200 * right / (given + wanted))
    return float(np.mean(found)) if found else 0.0


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen (1960): agreement beyond chance of two annotators on the same items."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[k] * second[k] for k in first) / n**2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


Clusters = list[set[tuple[int, int]]]


class Coreference:
    """MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean F1 over documents."""

    def __init__(self) -> None:
        self.sums = np.zeros((3, 4))

    def add(self, given: Clusters, wanted: Clusters) -> None:
        self.sums[0] += muc(given, wanted)
        self.sums[1] += b_cubed(given, wanted)
        self.sums[2] += ceaf(given, wanted)

    def f1(self) -> list[float]:
        """F1 of the three in percent, then their mean (the CoNLL score)."""
        each = []
        for p, p_of, r, r_of in self.sums:
            precision, recall = p / p_of if p_of else 0.0, r / r_of if r_of else 0.0
            each.append(200 * precision * recall / (precision + recall) if precision + recall else 0.0)
        return [*each, float(np.mean(each))]


def links(keys: Clusters, response: Clusters) -> tuple[float, float]:
    of = {m: i for i, c in enumerate(response) for m in c}
    kept = total = 0
    for cluster in keys:
        parts = {of.get(m, ("alone", m)) for m in cluster}
        kept += len(cluster) - len(parts)
        total += len(cluster) - 1
    return kept, total


def muc(given: Clusters, wanted: Clusters) -> tuple[float, float, float, float]:
    return (*links(given, wanted), *links(wanted, given))


def shares(keys: Clusters, response: Clusters) -> tuple[float, float]:
    of = {m: c for c in map(frozenset, response) for m in c}
    value = sum(len(cluster & of.get(m, frozenset())) / len(cluster) for cluster in keys for m in cluster)
    return value, sum(map(len, keys))


def b_cubed(given: Clusters, wanted: Clusters) -> tuple[float, float, float, float]:
    return (*shares(given, wanted), *shares(wanted, given))


def ceaf(given: Clusters, wanted: Clusters) -> tuple[float, float, float, float]:
    if not given or not wanted:
        return 0.0, len(given), 0.0, len(wanted)
    table = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in wanted] for a in given])
    value = table[linear_sum_assignment(-table)].sum()
    return value, len(given), value, len(wanted)
