"""Filters of look-ups. What is not asked for otherwise is what happened; the answer says so."""

from dataclasses import dataclass, fields
from functools import cache

from api.problems import Problem
from graph.connections import STATUSES
from graph.literals import is_day
from graph.ontology import vocabulary
from graph.wanted import Wanted

STATUSES_TOLD = tuple(STATUSES.values())
QUADS = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")


@dataclass(frozen=True, slots=True)
class Filters:
    """`since` and `until` are days; `type` is a PLOVER type, "Occurrence" for events that have none; `status` "any" takes all."""

    since: str | None = None
    until: str | None = None
    type: str | None = None
    quad: str | None = None
    status: str = "happened"

    def wanted(self) -> Wanted:
        """As the graph room has it."""
        status = next((told for told in STATUSES_TOLD if told == self.status), None)
        return Wanted(self.since, self.until, self.type, self.quad, status)

    def as_json(self) -> dict[str, str]:
        """Those that are in force."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not None}


NAMES = tuple(field.name for field in fields(Filters))


def filters(since: str | None, until: str | None, type_: str | None, quad: str | None, status: str) -> Filters:
    """Raises Problem "bad-filter" that names the value and what would do."""
    since, until, type_, quad, status = (since or None, until or None, type_ or None, quad or None, status or "happened")  # forms send empty ones
    for name, day in (("since", since), ("until", until)):
        if day is not None and not is_day(day):
            raise Problem("bad-filter", f"{name} is {day[:40]!r}, which is no day; write it as 2025-12-31")
    return Filters(since, until, _one("type", type_, _types()), _one("quad", quad, QUADS), _one("status", status, (*STATUSES_TOLD, "any")) or "any")


@cache
def _types() -> tuple[str, ...]:
    return (*sorted(vocabulary().types), "Occurrence")


def _one(name: str, wanted: str | None, known: tuple[str, ...]) -> str | None:
    if wanted is None:
        return None
    found = next((one for one in known if one.lower() == wanted.lower()), None)
    if found is None:
        raise Problem("bad-filter", f"{name} is {wanted[:40]!r}; choose one of {', '.join(known)}")
    return found
