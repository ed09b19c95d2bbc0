"""Ties between clusters, and what may be joined by them.

What is tied together is joined only when no two of it conflict in country, walk of life or generation, and no article has two of it side by side;
else nothing of it is. So the result depends on the set of ties alone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations

from graph.cells import Cluster, agree
from graph.names import generation

Tie = tuple[Cluster, Cluster]
LARGEST = 8  # a part with more is an accident of names
PARTICLES = frozenset("al el bin ibn ben von van der den de da dos di du del la le ter abu".split())


def joined(found: list[Cluster], ties: Iterable[Tie], rule: str, score: float) -> list[Cluster]:
    gone: set[int] = set()
    for part in _parts(ties):
        if len(part) <= LARGEST and _is_sound(part):
            first, *others = sorted(part, key=lambda c: (-len(c.members), c.descriptor))
            for other in others:
                absorb(first, other, rule=rule, score=score)
                gone.add(id(other))
    return [cluster for cluster in found if id(cluster) not in gone] if gone else found


def absorb(cluster: Cluster, other: Cluster, *, rule: str, score: float) -> None:
    """Makes two clusters one, and says by which rule."""
    cluster.joined.add((min(member.name for member in other.members), rule, score))
    cluster.joined |= other.joined
    cluster.members = cluster.members + other.members
    cluster.forms = cluster.forms | other.forms
    cluster.country = cluster.country or other.country
    cluster.walk = cluster.walk or other.walk


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
    return {member.article for member in one.members}.isdisjoint(member.article for member in other.members)


def blocks(found: Iterable[Cluster], key: Callable[[Cluster], Iterable[Hashable]]) -> Iterator[list[Cluster]]:
    """Clusters that share a key, two or more at a time; each cluster once a block."""
    blocks: defaultdict[Hashable, list[Cluster]] = defaultdict(list)
    for cluster in found:
        for item in set(key(cluster)):
            blocks[item].append(cluster)
    return (block for block in blocks.values() if len(block) > 1)


def every_pair(block: list[Cluster]) -> Iterator[Tie]:
    """Every pair, not a chain of neighbors, for the chain would depend on the order."""
    return combinations(block, 2) if len(block) <= LARGEST else iter(())


def people(found: Iterable[Cluster]) -> Iterator[Cluster]:
    return (cluster for cluster in found if cluster.kind == "person" and len(cluster.words) > 1)


def core(cluster: Cluster) -> tuple[str, ...]:
    words = cluster.words[:-1] if generation(cluster.words) else cluster.words
    return tuple(word for place, word in enumerate(words) if place == 0 or word not in PARTICLES) or words


def known_alike(one: Cluster, other: Cluster) -> bool:
    return one.country is not None and one.country == other.country


def sectors(cluster: Cluster) -> set[str]:
    return {member.sector for member in cluster.members if member.sector}
