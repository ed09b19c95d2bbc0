"""Organizations that everybody knows, by name and acronym, with PLOVER sector and country. The table is `data/organizations.psv`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.gazetteer import fold

TABLE = Path(__file__).parent / "data" / "organizations.psv"


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization that everybody knows: its usual name, PLOVER sector, and country if it has one."""

    name: str
    sector: str
    country: str | None


def organization(name: str) -> Organization | None:
    """The well-known organization of that name or acronym; acronyms only as they are written ("WHO", not "who")."""
    found = _organizations().get(fold(name).removeprefix("the "))
    plain = name.removeprefix("the ").removeprefix("The ")
    return found if found and (plain[:1].isupper() or "-" in plain) and (len(plain) > 4 or plain != plain.lower()) else None


@cache
def _organizations() -> dict[str, Organization]:
    found: dict[str, Organization] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, names, sector, country = line.split("|")
            for title in (name, *names.split(";")):
                found.setdefault(fold(title).removeprefix("the "), Organization(name, sector, country or None))
    found.pop("", None)
    return found
