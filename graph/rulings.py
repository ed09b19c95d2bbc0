"""From what a user says of actors and places by their keys to decisions, which point at sightings and so outlive the keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from graph.decisions import Anchors, Decision
from graph.identity import Identity
from graph.sightings import Sighting
from graph.tallies import Anchor

WITNESSES = 5  # sightings kept for each side of a merge, should the first one's article be removed


class RulingError(ValueError):
    """A decision that makes no sense for these actors; the message says why."""


def merge(identity: Identity, kept: str, *others: str) -> Decision:
    """These paths ("actor/KEY") are one, and keep the name and key of the first."""
    if len({kept, *others}) < 2:
        raise RulingError(f"merge takes two different actors, not {[kept, *others]}")
    parts = tuple(Anchors(anchors(identity, path)[:WITNESSES]) for path in (kept, *others))
    return Decision("merge", parts, label=" = ".join(_label(identity, path) for path in (kept, *others)))


def split(identity: Identity, path: str, found: Iterable[Sighting]) -> Decision:
    """Parts an actor by name, country and walk of life; where all of that is equal, by article."""
    mine = set(anchors(identity, path))
    own = [sighting for sighting in found if sighting.anchor in mine]
    parts = _by(own, lambda s: (s.joined, s.country, s.sector))
    if len(parts) < 2:
        parts = _by(own, lambda s: s.article)
    if len(parts) < 2:
        raise RulingError(f"{path} is known from one mention of one article only; there is nothing to split")
    return Decision("split", tuple(Anchors(part) for part in parts), label=_label(identity, path))


def rename(identity: Identity, path: str, name: str) -> Decision:
    """What the actor is called from now on; its key stays."""
    if not name.strip():
        raise RulingError("a name must have letters")
    return Decision("rename", (Anchors(anchors(identity, path)[:WITNESSES]),), name=name.strip(), label=_label(identity, path))


def anchors(identity: Identity, path: str) -> tuple[Anchor, ...]:
    """All sightings of an actor or place, sorted."""
    entities = [(article, number) for article, refs in identity.articles.items() for number, ref in enumerate(refs) if ref == path]
    published = [(article, -1) for article, ref in identity.publishers.items() if ref == path]
    if not entities and not published:
        raise RulingError(f"there is no {path!r} in the store; look it up with `wiregraph entity NAME`")
    return tuple(sorted(entities + published))


def _by(found: Iterable[Sighting], key: Callable[[Sighting], object]) -> list[tuple[Anchor, ...]]:
    parts: defaultdict[object, list[Anchor]] = defaultdict(list)
    for sighting in found:
        parts[key(sighting)].append(sighting.anchor)
    return sorted((tuple(sorted(part)) for part in parts.values()), key=lambda part: (-len(part), part))


def _label(identity: Identity, path: str) -> str:
    room, _, key = path.partition("/")
    return identity.actors[key].label if room == "actor" else identity.places[key].label
