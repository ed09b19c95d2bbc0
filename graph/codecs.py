"""Clusters and plans as JSON: buckets by number, everything else as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.cells import Cluster
from graph.drawers import Codec, tupled
from graph.shorts import Plan
from graph.tallies import Bucket, Part


class Codecs:
    """How what refers to buckets is kept; `numbers` has these."""

    def __init__(self, numbers: Mapping[int, Bucket]) -> None:
        self._numbers = numbers
        self.clusters: Codec[Cluster] = Codec(_cluster_row, self._cluster, "replaced")
        self.plans: Codec[Plan] = Codec(_plan_row, self._plan, "replaced")
        self.claims: Codec[dict[Any, tuple[Bucket, ...]]] = Codec(_claims_row, self._claims)

    def _buckets(self, numbers: Iterable[int]) -> tuple[Bucket, ...]:
        return tuple(self._numbers[number] for number in numbers)

    def _cluster(self, row: Any) -> Cluster:
        kind, descriptor, parts, words, country, walk, joined, keys, forms, lone = row
        return Cluster(
            kind, descriptor, tuple(map(Part, self._buckets(parts))), words=tupled(words), country=country, walk=walk,
            joined=frozenset(map(tupled, joined)), keys=frozenset(keys), forms=frozenset(map(tupled, forms)), lone=lone,
        )  # fmt: skip

    def _plan(self, row: Any) -> Plan:
        claims, rest, lone = row
        return Plan({name: self._buckets(numbers) for name, numbers in claims}, tuple(map(self._cluster, rest)), self._buckets(lone))

    def _claims(self, row: Any) -> dict[Any, tuple[Bucket, ...]]:
        return {tupled(unit): self._buckets(numbers) for unit, numbers in row}


def _cluster_row(cluster: Cluster) -> Any:
    """Of clusters as names alone make them: no path, no label, whole buckets."""
    return [
        cluster.kind, cluster.descriptor, _numbers(cluster.buckets()), cluster.words, cluster.country, cluster.walk, sorted(cluster.joined),
        sorted(cluster.keys), sorted(cluster.forms), cluster.lone,
    ]  # fmt: skip


def _plan_row(plan: Plan) -> Any:
    return [[[name, _numbers(buckets)] for name, buckets in plan.claims.items()], [_cluster_row(one) for one in plan.rest], _numbers(plan.lone)]


def _claims_row(claims: Mapping[Any, tuple[Bucket, ...]]) -> Any:
    return [[unit, _numbers(buckets)] for unit, buckets in claims.items()]


def _numbers(buckets: Iterable[Bucket]) -> list[int]:
    return [bucket.number for bucket in buckets]
