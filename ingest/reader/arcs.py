"""The arc: what relates a predicate or trigger to the head word of an argument."""

from typing import NamedTuple


class Arc(NamedTuple):
    """`source` is a predicate or trigger, `target` the head word of an argument; both are word indices of the article."""

    source: int
    target: int
    label: str
    probability: float
