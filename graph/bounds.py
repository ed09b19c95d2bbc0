"""How far a mean of samples can be off: bounds that hold for many means at once, from what the samples themselves say."""

import numpy as np

from graph.columns import Array

DOUBT = 0.1  # the chance that any of the means is off by more


def off_by(mean: Array, square: Array, count: int, *, many: int) -> Array:
    """By how much each of `many` means of `count` independent samples between 0 and 1 can be off, all at once with a chance of 1 - DOUBT.

    `mean` and `square` are the means of the samples and of their squares. Of two bounds, each good for half of DOUBT, the narrower one: Hoeffding's
    of 1963 in its first form, by relative entropy, which is narrow for small means, and Maurer and Pontil's of 2009, which is narrow where the
    samples differ little.
    """
    if count < 2:
        return np.ones(len(mean))
    variance = np.maximum(square - mean**2, 0) * count / (count - 1)
    return np.asarray(np.minimum(_entropic(mean, np.log(4 * many / DOUBT) / count), _empirical(variance, np.log(8 * many / DOUBT), count)))


def hoeffding(count: int, *, many: int) -> float:
    """The same without a look at the samples: Hoeffding's inequality in its usual form."""
    return float(min(1.0, np.sqrt(np.log(2 * max(many, 1) / DOUBT) / (2 * count))))


def _empirical(variance: Array, doubt: float, count: int) -> Array:
    return np.asarray(np.sqrt(2 * variance * doubt / count) + 7 * doubt / (3 * (count - 1)))


def _entropic(mean: Array, limit: float) -> Array:
    """The farther of the two ends at which the relative entropy of the mean reaches the limit."""
    return np.asarray(np.maximum(_end(mean, 1.0, limit) - mean, mean - _end(mean, 0.0, limit)))


def _end(mean: Array, edge: float, limit: float) -> Array:
    near, far = np.array(mean, dtype=np.float64), np.full(len(mean), edge)
    for _ in range(40):
        middle = (near + far) / 2
        inside = _entropy(mean, middle) < limit
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return far


def _entropy(p: Array, q: Array) -> Array:
    """Of a coin that falls with chance p relative to one with chance q; infinite where q rules out what p does not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        heads = np.where(p > 0, p * np.log(p / q), 0.0)
        tails = np.where(p < 1, (1 - p) * np.log((1 - p) / (1 - q)), 0.0)
    return np.asarray(heads + tails)
