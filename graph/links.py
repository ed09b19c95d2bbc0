"""What the rest of the world calls our actors: IRIs elsewhere, found by reconciliation (ingest.reconciliation) and kept in the book.

Like decisions they point at sightings, so they stay with whoever has that sighting, whatever is merged, split or undone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.identity import Identity

Relation = Literal["exactMatch", "closeMatch"]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`iri` stands for whom the sighting (`article`, `number`) is of; `relation` is a property of SKOS, `score` the server's own, out of 100."""

    article: str
    number: int
    iri: str
    relation: Relation
    score: float


def attach(identity: Identity, links: Iterable[Link]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By path the (relation, IRI) pairs of each actor. Who has two IRIs, after a merge perhaps, is exactly neither."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for link in sorted(links):
        path = _path(identity, link)
        if path:
            found[path][link.iri] = link.relation
    return {
        path: tuple(("closeMatch" if len(iris) > 1 else relation, iri) for iri, relation in sorted(iris.items()))
        for path, iris in sorted(found.items())
    }


def _path(identity: Identity, link: Link) -> str | None:
    references = identity.articles.get(link.article, ())
    return references[link.number] if 0 <= link.number < len(references) else None
