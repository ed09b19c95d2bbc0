"""The ledger: what became of every item of every source, so that nothing is lost and nothing is done twice."""

from dataclasses import dataclass
from typing import Literal

State = Literal["new", "read", "stored", "refused", "quarantined"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The line of one item. `reason` tells why it was refused or quarantined, `article` the id of what it became."""

    item: str
    source: str
    state: State
    reason: str | None = None
    tries: int = 0
    reader: str | None = None
    article: str | None = None
