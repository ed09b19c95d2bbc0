"""What the rest of the world calls our actors: IRIs elsewhere, found by reconciliation (ingest.reconciliation) and kept in the book.

Like decisions they point at sightings, so they stay with whoever has that sighting, whatever is merged, split or undone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Relation = Literal["exactMatch", "closeMatch"]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`iri` stands for whom the sighting (`article`, `number`) is of; `relation` is a property of SKOS, `score` the server's own, out of 100."""

    article: str
    number: int
    iri: str
    relation: Relation
    score: float


def attach(references: Callable[[str], Sequence[str | None]], links: Iterable[Link]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By path the (relation, IRI) pairs of each actor. Who has two IRIs, after a merge perhaps, is exactly neither.

    `references` gives the paths of an article's entities, and raises KeyError for an article that is gone.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for link in sorted(links):
        path = _path(references, link)
        if path:
            found[path][link.iri] = link.relation
    return {
        path: tuple(("closeMatch" if len(iris) > 1 else relation, iri) for iri, relation in sorted(iris.items()))
        for path, iris in sorted(found.items())
    }


def _path(references: Callable[[str], Sequence[str | None]], link: Link) -> str | None:
    try:
        known = references(link.article)
    except KeyError:
        return None
    return known[link.number] if 0 <= link.number < len(known) else None
