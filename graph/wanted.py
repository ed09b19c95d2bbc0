"""What a look-up counts."""

from dataclasses import dataclass

from graph.records import Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """`since` and `until` are days; an event counts when its days, or the day its article appeared, touch the span.

    `type` is a PLOVER type in capitals, or "Occurrence" for events that have none; `quad` a quad class; `status` None takes all.
    """

    since: str | None = None
    until: str | None = None
    type: str | None = None
    quad: str | None = None
    status: Status | None = "happened"

    @property
    def plain(self) -> bool:
        """Whether the status is all that is asked for."""
        return self.since is self.until is self.type is self.quad is None


HAPPENED = Wanted()
