"""Who is who: which entities of which articles are one actor or one place.

A pure function of the set of readings and the user's decisions: order and batching never matter, and undoing a decision restores every byte.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.cells import Cluster
from graph.decisions import Decision, Refusal
from graph.portraits import Actor, Spot, actor, spot
from graph.records import Reading
from graph.resolver import References, Resolver
from graph.sightings import Sighting, sightings

IDENTITY_VERSION = 5  # raise it when equal readings and decisions give another identity; stores then settle anew


@dataclass(frozen=True, slots=True)
class Identity:
    """Actors and places by key, and for each article the relative IRI of each of its entities.

    `links` gives by path what others call an actor: (SKOS relation, IRI) pairs (graph.links).
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Spot] = field(default_factory=dict)
    articles: Mapping[str, References] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    links: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def references(self, article: str) -> References:
        """By entity index "actor/KEY" or "place/KEY"; None for a thing. Raises KeyError for an article that is not in the set."""
        return self.articles[article]

    def publisher(self, article: str) -> str | None:
        """ "actor/KEY" of who published the article."""
        return self.publishers.get(article)


def identity(readings: Iterable[Reading], decisions: Sequence[Decision] = (), *, publishers: Mapping[str, str | None] | None = None) -> Identity:
    """Who is who in a set of readings; `publishers` gives the publisher's name by article id."""
    named = publishers or {}
    return resolve(((one.article, len(one.entities), sightings(one, named.get(one.article))) for one in readings), decisions)


def resolve(found: Iterable[tuple[str, int, tuple[Sighting, ...]]], decisions: Sequence[Decision] = ()) -> Identity:
    """`identity` from each article's id, number of entities and sightings."""
    resolver = Resolver()
    resolver.update({article: (size, own) for article, size, own in found}, decisions)
    return survey(resolver)


def survey(resolver: Resolver) -> Identity:
    """All that a resolver knows."""
    everybody = sorted(resolver.everybody(), key=lambda item: item[0])
    return Identity(
        actors={path[6:]: _counted(path[6:], cluster) for path, cluster in everybody if path.startswith("actor/")},
        places={path[6:]: spot(path[6:], cluster) for path, cluster in everybody if path.startswith("place/")},
        articles={article: resolver.references(article) for article in resolver.articles()},
        publishers={article: path for article in resolver.articles() if (path := resolver.publisher(article))},
        refusals=resolver.decided.refusals,
    )


def _counted(key: str, cluster: Cluster) -> Actor:
    anchors = list(_anchors(cluster))
    return dataclasses.replace(actor(key, cluster), articles=len({article for article, _ in anchors}), anchor=min(anchors))


def _anchors(cluster: Cluster) -> Iterator[tuple[str, int]]:
    return (sighting.anchor for part in cluster.parts for sighting in part.sightings())
