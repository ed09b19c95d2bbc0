"""Who is who: which entities of which articles are one actor or one place.

A pure function of the set of readings and the user's decisions: order and batching never matter, and undoing a decision restores every byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.decisions import Decision, Refusal
from graph.portraits import Actor, Spot, counted, spot
from graph.records import Reading
from graph.resolver import References, Resolver
from graph.sightings import PUBLISHER, Sighting, sightings
from graph.tallies import Anchor

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

    def everyone(self) -> Iterable[Actor]:
        """All actors."""
        return self.actors.values()

    def actor(self, key: str) -> Actor:
        """Raises KeyError when there is none."""
        return self.actors[key]

    def label(self, path: str) -> str:
        """What an actor or place ("actor/KEY") is called. Raises KeyError when there is none."""
        room, _, key = path.partition("/")
        return self.actors[key].label if room == "actor" else self.places[key].label

    def anchors(self, path: str, most: int | None = None) -> tuple[Anchor, ...]:
        """The smallest anchors of its sightings, sorted; none when there is no such path."""
        entities = [(article, number) for article, refs in self.articles.items() for number, ref in enumerate(refs) if ref == path]
        published = [(article, PUBLISHER) for article, ref in self.publishers.items() if ref == path]
        return tuple(sorted(entities + published)[:most])

    def bearer(self, anchor: Anchor) -> str | None:
        """The path of who was sighted there; None for a thing, or where the article is not in the set."""
        article, number = anchor
        if article not in self.articles:
            return None
        return self.publishers.get(article) if number == PUBLISHER else self.articles[article][number]


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
        actors={path[6:]: counted(path[6:], cluster) for path, cluster in everybody if path.startswith("actor/")},
        places={path[6:]: spot(path[6:], cluster) for path, cluster in everybody if path.startswith("place/")},
        articles={article: resolver.references(article) for article in resolver.articles()},
        publishers={article: path for article in resolver.articles() if (path := resolver.publisher(article))},
        refusals=resolver.decided.refusals,
    )
