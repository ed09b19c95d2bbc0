"""From what a user says of actors and places by their paths to decisions, which point at sightings and so outlive the paths."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol

from graph.decisions import Anchors, Decision
from graph.portraits import Actor
from graph.sightings import Sighting
from graph.tallies import Anchor

WITNESSES = 5  # sightings kept for each side of a merge, should the first one's article be removed


class Who(Protocol):
    """Who is who, as far as decisions need it: an Identity, or a store that is asked path by path (graph.bearers)."""

    def everyone(self) -> Iterable[Actor]:
        """All actors; the number of their articles and the first sighting may be missing."""

    def actor(self, key: str) -> Actor:
        """All that is known of one. Raises KeyError when there is none."""

    def label(self, path: str) -> str:
        """What an actor or place is called. Raises KeyError when there is none."""

    def anchors(self, path: str, most: int | None = None) -> tuple[Anchor, ...]:
        """The smallest anchors of its sightings, sorted; none when there is no such path."""

    def bearer(self, anchor: Anchor) -> str | None:
        """The path of who was sighted there."""


class RulingError(ValueError):
    """A decision that makes no sense for these actors; the message says why."""


def merge(who: Who, kept: str, *others: str) -> Decision:
    """These paths ("actor/KEY") are one, and keep the name and key of the first."""
    if len({kept, *others}) < 2:
        raise RulingError(f"merge takes two different actors, not {[kept, *others]}")
    parts = tuple(Anchors(anchors(who, path, WITNESSES)) for path in (kept, *others))
    return Decision("merge", parts, label=" = ".join(who.label(path) for path in (kept, *others)))


def split(who: Who, path: str, found: Iterable[Sighting]) -> Decision:
    """Parts an actor by name, country and walk of life; where all of that is equal, by article."""
    mine = set(anchors(who, path))
    own = [sighting for sighting in found if sighting.anchor in mine]
    parts = _by(own, lambda s: (s.joined, s.country, s.sector))
    if len(parts) < 2:
        parts = _by(own, lambda s: s.article)
    if len(parts) < 2:
        raise RulingError(f"{path} is known from one mention of one article only; there is nothing to split")
    return Decision("split", tuple(Anchors(part) for part in parts), label=who.label(path))


def rename(who: Who, path: str, name: str) -> Decision:
    """What the actor is called from now on; its key stays."""
    if not name.strip():
        raise RulingError("a name must have letters")
    return Decision("rename", (Anchors(anchors(who, path, WITNESSES)),), name=name.strip(), label=who.label(path))


def anchors(who: Who, path: str, most: int | None = None) -> tuple[Anchor, ...]:
    """The smallest anchors of an actor or place, sorted; all where `most` is None."""
    found = who.anchors(path, most)
    if not found:
        raise RulingError(f"there is no {path!r} in the store; look it up with `wiregraph entity NAME`")
    return found


def _by(found: Iterable[Sighting], key: Callable[[Sighting], object]) -> list[tuple[Anchor, ...]]:
    parts: defaultdict[object, list[Anchor]] = defaultdict(list)
    for sighting in found:
        parts[key(sighting)].append(sighting.anchor)
    return sorted((tuple(sorted(part)) for part in parts.values()), key=lambda part: (-len(part), part))
