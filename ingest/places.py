"""Where: the places that an article names, as values with coordinates. The whole article is resolved at once; the same text gives the same places.

Only what the caller says is the name of a place is looked up. Countries come first, then what is said beside the name ("Paris, Texas"), then how many
people live there and how well the place fits the others of the article. What stays unclear stays None.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.records import Place
from ingest import nations
from ingest.candidates import KNOWN, Scored, containers, scored
from ingest.gazetteer import fold
from ingest.placenames import ADJOINED, SITE_FIRST, SITE_LAST, Name, read
from ingest.regions import slug

CLEAR = 5.0  # the score of a primary name with 100,000 people: good enough by itself
NEAR_KM = 250.0
DISTINCT = 5_000  # people of a town whose name no other comes near: known without more
MOST_BONUS = 1.0
COMMON = frozenset(
    (
        "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central", "center", "downtown", "midtown", "uptown",
        "union", "republic", "state", "states", "nation", "country", "province", "region", "county", "city", "town", "village", "island", "islands",
        "group", "university", "airport", "of", "most",
    )
)  # fmt: skip
INNER = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:de|del|la|of|el|al)?\s*[A-ZÀ-Þ][\w’'.-]*)*")


def resolve(text: str, spans: Sequence[tuple[int, int]], *, home: str | None = None) -> tuple[Place | None, ...]:
    """The place that each span of the article names, or None where it cannot be known. `home` is the publisher's country, if known.

    A span may hold only the name ("Moscow") or what belongs to it ("Moscow, Idaho", "the Kursk Region"). Spans of one name mean one place, unless the
    text beside one of them says another.
    """
    names = [read(text, begin, end) for begin, end in spans]
    mentioned = nations.spoken(text)
    options = {name: _options(name) for name in dict.fromkeys(read(text, begin, end) for begin, end in sorted(spans))}
    leading = [(name, best[0]) for name, best in options.items() if best and name.core not in nations.SHARED]
    certain = Counter(o.place.country for name, o in leading if o.place.country and (o.sure or name.qualifiers))
    known = tuple(o.place for name, o in leading if o.sure or o.score > CLEAR or name.qualifiers)
    context = _Context(mentioned + certain, known, home)
    chosen = {name: _choose(name, options[name], context) for name in options}
    found = [_settled(name, chosen) for name in names]
    placed = context.with_places(tuple(place for place in found if place))
    return tuple(_site(name, placed) if place is None else _part(name, place) for name, place in zip(names, found, strict=True))


@dataclass(frozen=True, slots=True)
class _Context:
    countries: Counter[str]
    places: tuple[Place, ...]
    home: str | None

    def with_places(self, places: tuple[Place, ...]) -> "_Context":
        return replace(self, places=places)

    def bonus(self, place: Place, near: frozenset[str], rivals: frozenset[str]) -> float:
        """How well a place fits the article: its country is spoken of, just before the name even; it is close to another place of the article."""
        total, score = sum(self.countries.values()), 0.0
        if place.country and total:
            score += (0.5 + 0.7 * self.countries[place.country] / total) if self.countries[place.country] else 0.0
        score += 0.7 * (place.country == self.home)
        others = [other for other in self.places if other.key not in rivals and other.country == place.country]
        if any(other.admin1 == place.admin1 and other.precision != "country" for other in others if place.admin1):
            score += 0.6
        if any(_kilometers(place, other) < NEAR_KM for other in others if other.precision == "city"):
            score += 0.5
        return min(score, MOST_BONUS) + 0.8 * (place.country in near)


def _options(name: Name) -> tuple[Scored, ...]:
    """What the name can mean, best first; only what fits the words beside it, where something does."""
    if name.site and not (scored(name.whole) and scored(name.whole)[0].sure):
        return _exact(name)
    options = scored(name.core)
    holding = tuple(o for o in options if o.place.precision in ("country", "region") and o.primary and _holds(o.place, name.follows))
    if holding:
        return (replace(holding[0], sure=True),)
    if name.region:
        options = tuple(o for o in options if o.place.precision in ("region", "country")) or options
    elif name.town and not (options and options[0].sure and options[0].place.precision == "country"):
        options = tuple(o for o in options if o.place.precision == "city") or options
    nation = bool(options) and options[0].sure and options[0].place.precision == "country"
    for qualifier in name.qualifiers:
        if nation and nations.named(qualifier):
            break  # a list: "in Costa Rica, Mexico and England" is not the Mexican town
        fitting = tuple(replace(o, sure=True) for o in options if o.place.precision != "country" and _lies_in(o.place, qualifier))
        if fitting:
            return fitting
    if fold(name.core) in COMMON or (nations.demonym(name.core) and not nations.named(name.core)):
        return ()  # "Canadian" is a town in Texas
    if len(name.core) < 4:  # "EU" is no Eu, and "We" no Wé
        options = tuple(o for o in options if o.place.precision != "city" or o.place.name == name.core or o.population > KNOWN)
    if name.qualifiers and not name.listed and options and not options[0].sure and any(_wide(q) for q in name.qualifiers):
        return ()
    return options


def _wide(name: str) -> bool:
    return any(place.precision in ("country", "region") for place in containers(name))


def _exact(name: Name) -> tuple[Scored, ...]:
    """Towns that are called like a site ("College Park", "West Hollywood"), if what is said beside the name confirms it."""
    return tuple(o for o in scored(name.whole) if o.primary and any(_lies_in(o.place, q) for q in name.qualifiers))


def _lies_in(place: Place, container: str) -> bool:
    return any(
        place.key != c.key and (place.admin1 == c.admin1 if c.admin1 else place.country == c.country)
        for c in containers(container)
        if c.precision in ("country", "region") and c.country
    )


def _holds(place: Place, name: str) -> bool:
    """Whether a well-known town of that name lies in it: Washington after "Seattle," is the state."""
    towns = (o for o in scored(name)[:4] if o.place.precision == "city" and o.score >= CLEAR - 1) if name else ()
    return any(t.place.country == place.country and place.admin1 in (None, t.place.admin1) and t.place.key != place.key for t in towns)


def _choose(name: Name, options: tuple[Scored, ...], context: _Context) -> Place | None:
    if not options:
        return None
    if options[0].sure and (options[0].place.precision != "country" or not _rival(options, context)):
        return options[0].place if name.qualifiers or not _ties(options) else _best(name, options, context)
    return _best(name, options, context)


def _ties(options: tuple[Scored, ...]) -> bool:
    return len(options) > 1 and options[1].sure and options[1].place.precision == options[0].place.precision


def _rival(options: tuple[Scored, ...], context: _Context) -> bool:
    """Whether a division bears the country's name and its country, not the other one's neighborhood, is what the article speaks of: Georgia."""
    country = options[0].place.country or ""
    other = next((o.place for o in options[1:] if o.place.precision == "region" and o.primary and o.place.country != country), None)
    if other is None:
        return False
    inside = any(p.admin1 == other.admin1 for p in context.places)
    return inside or context.countries[other.country or ""] > context.countries[country] + 1


def _best(name: Name, options: tuple[Scored, ...], context: _Context) -> Place | None:
    rivals = frozenset(o.place.key for o in options)
    ranked = sorted(
        ((o.score + context.bonus(o.place, name.near, rivals), o) for o in options),
        key=lambda pair: (-pair[0], -pair[1].population, pair[1].place.key),
    )
    score, best = ranked[0]
    if options[0].sure and options[0].place.precision == "country":
        best = next(o for _, o in ranked if o.place.precision != "country")
    at_home = context.countries.keys() | {context.home}
    others = [o for o in options if o is not best and o.primary and (o.score > best.score - 0.7 or o.place.country in at_home)]
    alone = best.primary and best.population > DISTINCT and not others
    fits = alone or (best.primary and (context.countries[best.place.country or ""] > 0 or best.place.country == context.home))
    division = best.place.precision == "region" and best.primary and best.population > DISTINCT and best is options[0]
    return best.place if score >= CLEAR or best.sure or fits or division else None


def _settled(name: Name, chosen: dict[Name, Place | None]) -> Place | None:
    """The place of the name itself, unless words beside another mention of it settle which one is meant, or it alone would stay unknown."""
    same = [(other, place) for other, place in chosen.items() if place and fold(other.core) == fold(name.core)]
    if name.site or name.qualifiers or name.follows:
        return chosen[name]
    told = next((place for other, place in same if any(_lies_in(place, q) for q in other.qualifiers)), None)
    return told or chosen[name] or next((place for _, place in same), None)


def _part(name: Name, place: Place) -> Place:
    """The place, or the part of it that the direction before the name tells: "northern Italy" lies within Italy and has its coordinates."""
    if not name.direction or place.precision == "site":
        return place
    whole = name.whole.removeprefix("the ").removeprefix("The ")
    return Place(slug(whole), whole, "region", place.lat, place.long, place.country, place.admin1, None, place.key)


def _site(name: Name, context: _Context) -> Place | None:
    """A facility, or what the gazetteer lacks, with the coordinates of the place it lies in; None if the text does not tell where that is."""
    holders = (c for q in name.qualifiers for c in _holders(q, context) if name.site or c.precision in ("country", "region"))
    holder = next(holders, None) or (_inner(name, context) if name.site else None)
    if holder is None or fold(holder.name) == fold(name.core):
        return None
    whole = ADJOINED.split(name.whole)[0].removeprefix("the ").removeprefix("The ")
    return Place(f"{slug(whole)}-{slug(holder.key)}", whole, "site", holder.lat, holder.long, holder.country, holder.admin1, None, holder.key)


def _holders(qualifier: str, context: _Context) -> Iterator[Place]:
    yield from (p for p in context.places if fold(p.name) == fold(qualifier))
    yield from (o.place for o in scored(qualifier) if o.sure or o.score + context.bonus(o.place, frozenset(), frozenset((o.place.key,))) >= CLEAR + 1)


def _inner(name: Name, context: _Context) -> Place | None:
    """The place in the name of a facility: one the article names too, or else a large one in a country it speaks of."""
    for words in _runs(SITE_LAST.sub("", name.whole).removeprefix("the ")):
        for place in context.places:
            if fold(place.name) == fold(words):
                return place
        of = SITE_FIRST.match(name.whole) is not None
        for option in scored(words):
            spoken = of or not context.countries or option.place.country in context.countries
            if option.primary and option.place.precision in ("city", "country") and option.score >= CLEAR + (0.3 if spoken else 1.0) and spoken:
                return option.place
    return None


def _runs(name: str) -> Iterator[str]:
    """Runs of capitalized words, longest first."""
    for match in INNER.finditer(name):
        words = match.group().split()
        for size in range(len(words), 0, -1):
            yield from (" ".join(words[i : i + size]) for i in range(len(words) - size + 1))


def _kilometers(a: Place, b: Place) -> float:
    """Great-circle distance; infinite where a place has no coordinates."""
    if a.lat is None or a.long is None or b.lat is None or b.long is None:
        return math.inf
    x, y = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((y - x) / 2) ** 2 + math.cos(x) * math.cos(y) * math.sin(math.radians(b.long - a.long) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))
