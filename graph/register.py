"""The identity graph: actors and places as RDF, for all articles together."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.countries import countries
from graph.facts import A, Pair
from graph.identity import Identity
from graph.literals import decimal, english, link, string, typed
from graph.names import merge_path, position_path
from graph.portraits import Actor, Spot
from graph.records import Place
from graph.terms import GEO, IDENTITY, RDFS, SCHEMA, SEM, SKOS, WG, WGS, Iris, term

GEONAMES = "https://sws.geonames.org/"
Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Links = Iterable[tuple[str, str]]


def register(identity: Identity, *, iris: Iris = Iris()) -> Iterator[ox.Quad]:  # noqa: B008
    """The quads of the identity graph. A state's territory is there even when no article names the place."""
    graph = iris(IDENTITY)
    for actor in identity.actors.values():
        yield from (ox.Quad(*statement, graph) for statement in actor_entry(actor, iris))
    codes = {code for actor in identity.actors.values() if (code := territory_of(actor))}
    unnamed = [territory(code) for code in sorted(codes) if code.lower() not in identity.places]
    for spot in (*identity.places.values(), *unnamed):
        yield from (ox.Quad(*statement, graph) for statement in spot_entry(spot, iris))
    for path, links in identity.links.items():
        yield from (ox.Quad(*statement, graph) for statement in link_entry(path, links, iris))


def actor_entry(actor: Actor, iris: Iris) -> Iterator[Statement]:
    """What the register says of an actor, the offices that he holds and the names that were joined to his, each statement once."""
    return iter(dict.fromkeys(_actor(actor, iris)))


def spot_entry(spot: Spot, iris: Iris) -> Iterator[Statement]:
    """What the register says of a place, each statement once."""
    node = iris(f"place/{spot.key}")
    return ((node, predicate, value) for predicate, value in dict.fromkeys(_spot(spot, iris)))


def link_entry(path: str, links: Links, iris: Iris) -> Iterator[Statement]:
    """What others call an actor or place."""
    return ((iris(path), term(SKOS + relation), link(iri)) for relation, iri in links)


def territory_of(actor: Actor) -> str | None:
    """The country whose land an actor, a state, rules."""
    return actor.country if actor.kind == "state" else None


def territory(code: str) -> Spot:
    """The land of a state that no article speaks of as a place."""
    name = countries()[code].name if code in countries() else code
    return Spot(code.lower(), name, (), Place(code.lower(), name, "country", country=code), code)


def _actor(actor: Actor, iris: Iris) -> Iterator[Statement]:
    node = iris(f"actor/{actor.key}")
    yield from ((node, predicate, value) for predicate, value in _traits(actor, iris))
    for office in actor.offices:
        position = iris(position_path(f"actor/{actor.key}", office.title, office.country))
        yield node, term(WG + "position"), position
        yield position, A, term(WG + "Position")
        yield position, term(RDFS + "label"), english(office.title)
        if office.country:
            yield position, term(WG + "country"), string(office.country)
        yield from ((position, term(WG + "since"), _date(date)) for date in office.since)
        yield from ((position, term(WG + "until"), _date(date)) for date in office.until)
    for joined in actor.joined:
        merge = iris(merge_path(f"actor/{actor.key}", joined.name, joined.rule))
        yield node, term(WG + "merge"), merge
        yield merge, A, term(WG + "Merge")
        yield merge, term(WG + "mergedName"), string(joined.name)
        yield merge, term(WG + "mergeRule"), string(joined.rule)
        yield merge, term(WG + "mergeScore"), decimal(joined.score)


def _date(value: str) -> ox.Literal:
    return typed(value, {4: "gYear", 7: "gYearMonth"}.get(len(value), "date"))


def _traits(actor: Actor, iris: Iris) -> Iterator[Pair]:
    yield A, term(WG + actor.kind.capitalize())
    yield A, term(SEM + "Actor")
    yield from _labels(actor.label, actor.aliases)
    if actor.country:
        yield term(WG + "country"), string(actor.country)
    if actor.sector:
        yield term(WG + "sector"), string(actor.sector)
    if code := territory_of(actor):
        yield term(WG + "territory"), iris(f"place/{code.lower()}")


def _labels(label: str, aliases: Iterable[str]) -> Iterator[Pair]:
    yield term(SKOS + "prefLabel"), english(label)
    for alias in aliases:
        if english(alias) != english(label):
            yield term(SKOS + "altLabel"), english(alias)


def _spot(spot: Spot, iris: Iris) -> Iterator[Pair]:
    yield A, term(SEM + "Place")
    yield A, term(GEO + "Feature")
    yield from _labels(spot.label, spot.aliases)
    if spot.country:
        yield term(WG + "country"), string(spot.country)
    if spot.place:
        yield from _geography(spot.place, iris)


def _geography(place: Place, iris: Iris) -> Iterator[Pair]:
    yield term(WG + "precision"), term(WG + place.precision.capitalize())
    if place.lat is not None and place.long is not None:
        lat, long = decimal(place.lat), decimal(place.long)
        yield term(WGS + "lat"), lat
        yield term(WGS + "long"), long
        yield term(GEO + "asWKT"), ox.Literal(f"POINT({long.value} {lat.value})", datatype=term(GEO + "wktLiteral"))
    if place.admin1:
        yield term(SCHEMA + "addressRegion"), string(place.admin1)
    if place.geonames is not None:
        yield term(SKOS + "exactMatch"), link(f"{GEONAMES}{place.geonames}/")
    if place.within:
        yield term(SCHEMA + "containedInPlace"), iris(f"place/{place.within}")
