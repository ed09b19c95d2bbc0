"""Ties that are likely but not told of: who shares contacts with somebody without having had to do with him."""

from dataclasses import dataclass

import numpy as np

from graph import structure
from graph.metrics import ties
from graph.network import Network, NetworkError


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody two steps away: how many contacts both share, Jaccard's coefficient, and Adamic and Adar's index, which counts rare contacts more."""

    id: str
    label: str
    shared: int
    jaccard: float
    adamic_adar: float


def likely(made: Network, node: str, *, top: int | None = None) -> list[Likely]:
    """By Adamic and Adar's index, then by path. Raises NetworkError for a node that is not there."""
    (rows,) = np.nonzero(made.nodes["id"] == node)
    if not len(rows):
        raise NetworkError(f"{node!r} is not in this network; loosen the filter, or look its path up with `wiregraph entity`")
    others, shared, jaccard, adamic = structure.likely(ties(made), int(rows[0]))
    ids, labels = made.nodes["id"][others], made.nodes["label"][others]
    order = np.lexsort((np.arange(len(others)), -np.round(adamic, 9)))[:top]
    return [Likely(ids[n], labels[n], int(shared[n]), round(float(jaccard[n]), 6), round(float(adamic[n]), 6)) for n in order]
