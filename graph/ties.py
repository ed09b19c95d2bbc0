"""Ties between clusters, and what may be joined by them.

A rule looks at clusters that share a key, a block, and ties some of them. What is tied together is joined only when no two of it conflict in country,
walk of life or generation, and no article has two of it side by side; else nothing of it is. So the result depends on the set of clusters alone,
and of that only on those that share keys with each other, directly or by others.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.cells import Cluster, agree
from graph.names import generation
from graph.tallies import never_beside

Tie = tuple[Cluster, Cluster]
Key = tuple[Hashable, bool]  # what clusters are brought together by, and whether the cluster seeks others there or only can be found
Seen = Callable[[Cluster, Hashable, bool], None]
LARGEST = 8  # a part with more is an accident of names
PARTICLES = frozenset("al el bin ibn ben von van der den de da dos di du del la le ter abu".split())


@dataclass(frozen=True, slots=True)
class Rule:
    """What is joined for which reason, and how sure that is, from 0 to 1. A block in which nobody seeks has no ties."""

    name: str
    score: float
    keys: Callable[[Cluster], Iterable[Key]]
    ties: Callable[[Hashable, Sequence[Cluster]], Iterable[Tie]]


def joined(found: list[Cluster], rule: Rule, seen: Seen = lambda cluster, key, seeks: None) -> list[Cluster]:
    """The clusters, fewer where the rule joins some. `seen` hears of all keys."""
    blocks: defaultdict[Hashable, list[Cluster]] = defaultdict(list)
    sought = set()
    for cluster in found:
        keys: dict[Hashable, bool] = {}
        for key, seeks in rule.keys(cluster):
            keys[key] = seeks or keys.get(key, False)
        for key, seeks in keys.items():
            blocks[key].append(cluster)
            seen(cluster, (rule.name, key), seeks)
            if seeks:
                sought.add(key)
    ties = (tie for key in sought if len(blocks[key]) > 1 for tie in rule.ties(key, blocks[key]))
    gone: dict[int, Cluster | None] = {}
    for part in _parts(ties):
        if len(part) <= LARGEST and _is_sound(part):
            first, *others = sorted(part, key=lambda c: (-c.tally.articles, c.descriptor))
            gone |= dict.fromkeys(map(id, others)) | {id(first): together(first, others, rule=rule.name, score=rule.score)}
    return [kept for cluster in found if (kept := gone.get(id(cluster), cluster))] if gone else found


def together(first: Cluster, others: Iterable[Cluster], *, rule: str, score: float) -> Cluster:
    """Several clusters as one, which says by which rule."""
    for other in others:
        first = replace(
            first,
            parts=first.parts + other.parts,
            joined=first.joined | other.joined | {(min(other.tally["name"]), rule, score)},
            keys=first.keys | other.keys,
            forms=first.forms | other.forms,
            country=first.country or other.country,
            walk=first.walk or other.walk,
            counted=None,
        )
    return first


def _parts(ties: Iterable[Tie]) -> Iterator[list[Cluster]]:
    above: dict[int, int] = {}
    known: dict[int, Cluster] = {}
    for one, other in ties:
        if not may_be_one(one, other):
            continue
        known[id(one)], known[id(other)] = one, other
        above[_top(above, id(one))] = _top(above, id(other))
    parts: defaultdict[int, list[Cluster]] = defaultdict(list)
    for key, cluster in known.items():
        parts[_top(above, key)].append(cluster)
    yield from parts.values()


def _top(above: dict[int, int], key: int) -> int:
    while above.get(key, key) != key:
        key = above[key]
    return key


def _is_sound(part: list[Cluster]) -> bool:
    return all(may_be_one(one, other) for one, other in combinations(part, 2))


def may_be_one(one: Cluster, other: Cluster) -> bool:
    if not one.keys.isdisjoint(other.keys):
        return False  # namesakes that graph.cells has parted
    if one.kind != other.kind or not agree((one.country, one.walk), (other.country, other.walk)) or generation(one.words) != generation(other.words):
        return False
    return never_beside(one.buckets(), other.buckets())


def every_pair(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    """Every pair, not a chain of neighbors, for the chain would depend on the order."""
    return combinations(block, 2) if len(block) <= LARGEST else iter(())


def all_seek(keys: Iterable[Hashable]) -> Iterator[Key]:
    """Keys of a rule where whoever meets may be tied."""
    return ((key, True) for key in keys)


def is_full_name(cluster: Cluster) -> bool:
    return cluster.kind == "person" and len(cluster.words) > 1


def core(cluster: Cluster) -> tuple[str, ...]:
    words = cluster.words[:-1] if generation(cluster.words) else cluster.words
    return tuple(word for place, word in enumerate(words) if place == 0 or word not in PARTICLES) or words


def known_alike(one: Cluster, other: Cluster) -> bool:
    return one.country is not None and one.country == other.country
