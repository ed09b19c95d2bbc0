"""Arithmetic on columns in groups; `group` gives the group of each row, `size` the number of groups."""

import numpy as np

from graph.columns import Array, Links


def joined(one: Links, other: Links) -> tuple[Array, Array, Array]:
    """All pairs of things that share an event: things of one, things of the other, events. Both are sorted by event."""
    begin, end = np.searchsorted(other.event, one.event, "left"), np.searchsorted(other.event, one.event, "right")
    count = end - begin
    rows = np.repeat(np.arange(len(one.event)), count)
    places = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(begin, count)
    return one.thing[rows], other.thing[places], one.event[rows]


def distinct(group: Array, value: Array, size: int) -> Array:
    """How many different numbers each group has."""
    width = int(value.max(initial=0)) + 1
    return np.bincount(np.unique(group * width + value) // width, minlength=size)


def commonest(group: Array, value: Array, size: int) -> Array:
    """The most frequent number of each group, the smallest of equals; -1 for an empty group."""
    width, found = int(value.max(initial=0)) + 1, np.full(size, -1, dtype=np.int64)
    keys, count = np.unique(group * width + value, return_counts=True)
    order = np.lexsort((keys, -count, keys // width))
    groups, first = np.unique(keys[order] // width, return_index=True)
    found[groups] = keys[order][first] % width
    return found


def mean(group: Array, value: Array, size: int) -> Array:
    """To six places; NaN for an empty group."""
    count = np.bincount(group, minlength=size)
    total = np.bincount(group, value, size)
    return np.asarray(np.round(np.divide(total, count, out=np.full(size, np.nan), where=count > 0), 6))


def span(group: Array, first: Array, last: Array, size: int) -> tuple[Array, Array]:
    """Earliest first and latest last day of each group."""
    begin = np.full(size, np.iinfo(np.int64).max)
    end = np.full(size, np.iinfo(np.int64).min)
    known, stop = ~np.isnat(first), ~np.isnat(last)
    np.minimum.at(begin, group[known], first[known].astype(np.int64))
    np.maximum.at(end, group[stop], last[stop].astype(np.int64))
    begin[begin == np.iinfo(np.int64).max] = np.iinfo(np.int64).min  # NaT
    return begin.astype("datetime64[D]"), end.astype("datetime64[D]")
