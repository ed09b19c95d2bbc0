"""What became of each thing that a run took in, and the sum of it."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from graph.tables import Table

Fate = Literal["new", "reread", "unchanged", "refused", "quarantined", "passed over"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`source` names the thing as ingest.refusals does. `reason` is a word of ingest.refusals for what was refused, `detail` says what to do.

    `events` and `words` count what was read of a new or reread article; `article` is its id, also where it is unchanged or quarantined.
    """

    source: str
    fate: Fate
    reason: str | None = None
    detail: str | None = None
    events: int = 0
    words: int = 0
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A run. `reasons` counts refused things by reason, `passed_reasons` those passed over; `events` those of new and reread articles.

    `copies`, `actors` and `places` are those of the whole store afterwards. `interrupted` runs can be run again and go on.
    """

    new: int = 0
    reread: int = 0
    unchanged: int = 0
    refused: int = 0
    quarantined: int = 0
    passed_over: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    passed_reasons: tuple[tuple[str, int], ...] = ()
    events: int = 0
    words: int = 0
    copies: int = 0
    actors: int = 0
    places: int = 0
    seconds: float = 0.0
    interrupted: bool = False


class Tally:
    """Outcomes, counted as they come."""

    def __init__(self) -> None:
        self.fates: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.events = self.words = 0

    @property
    def count(self) -> int:
        """How many things were taken in."""
        return self.fates.total()

    def add(self, outcome: Outcome) -> None:
        self.fates[outcome.fate] += 1
        if outcome.reason:
            self.reasons[outcome.fate, outcome.reason] += 1
        self.events += outcome.events
        self.words += outcome.words

    def summary(self, *, copies: int, actors: int, places: int, seconds: float, interrupted: bool) -> Summary:
        """The sum, with what only the store and the clock know."""
        fates = self.fates
        return Summary(
            new=fates["new"], reread=fates["reread"], unchanged=fates["unchanged"], refused=fates["refused"],
            quarantined=fates["quarantined"], passed_over=fates["passed over"], reasons=self._of("refused"), passed_reasons=self._of("passed over"),
            events=self.events, words=self.words, copies=copies, actors=actors, places=places, seconds=seconds, interrupted=interrupted,
        )  # fmt: skip

    def _of(self, fate: str) -> tuple[tuple[str, int], ...]:
        return tuple(sorted((reason, count) for (own, reason), count in self.reasons.items() if own == fate))


def table(summary: Summary) -> Table:
    """The summary for people; lines with nothing to say are left out."""
    lines = [
        ("new articles", summary.new),
        ("read anew", summary.reread),
        ("unchanged", summary.unchanged),
        (_because("refused", summary.reasons), summary.refused),
        ("quarantined", summary.quarantined),
        (_because("passed over", summary.passed_reasons), summary.passed_over),
        ("events in new articles", summary.events),
        ("near-copies in the store", summary.copies),
        ("actors in the store", summary.actors),
        ("places in the store", summary.places),
        ("seconds", round(summary.seconds, 1)),
    ]
    title = "interrupted; run it again to go on" if summary.interrupted else "done"
    return Table((title, "number"), [(name, str(number)) for name, number in lines if number or name == "new articles"], frozenset({"number"}))


def _because(word: str, reasons: tuple[tuple[str, int], ...]) -> str:
    return f"{word} ({', '.join(f'{count} {reason}' for reason, count in reasons)})" if reasons else word
