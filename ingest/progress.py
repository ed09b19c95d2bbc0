"""What a run shows while it lasts: a bar on a terminal, a plain line now and then elsewhere. All of it goes to standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from ingest.outcomes import Outcome, Tally

EVERY = 10.0  # seconds between plain lines
Show = Callable[[Outcome], None]


class Pace:
    """Things done a second, and the time left at that speed."""

    def __init__(self, total: int | None) -> None:
        self.tally, self.total, self._begun = Tally(), total, time.monotonic()

    def __str__(self) -> str:
        return ", ".join(filter(None, [f"{self.rate():.1f}/s", self.left()]))

    def rate(self) -> float:
        """Things done a second, so far."""
        return self.tally.count / max(time.monotonic() - self._begun, 0.001)

    def left(self) -> str:
        """ "about 3 min left", or nothing when it cannot be told; what follows the last article is named."""
        if not self.total or not self.tally.count:
            return ""
        if self.tally.count >= self.total:
            return "working out who is who"
        seconds = (self.total - self.tally.count) / self.rate()
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"


@contextmanager
def shown(console: Console, total: int | None) -> Iterator[Show]:
    """Gives what is to be called with each outcome: it shows how far the run is, and every refusal with its reason."""
    with _bar(console, total) if console.is_terminal else _lines(console, total) as show:
        yield show


@contextmanager
def _bar(console: Console, total: int | None) -> Iterator[Show]:
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    pace = Pace(total)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, pace="")

        def show(outcome: Outcome) -> None:
            pace.tally.add(outcome)
            progress.update(task, completed=pace.tally.count, total=total and max(total, pace.tally.count), pace=str(pace))
            _complain(console, outcome)

        yield show


@contextmanager
def _lines(console: Console, total: int | None) -> Iterator[Show]:
    pace, last = Pace(total), time.monotonic()

    def show(outcome: Outcome) -> None:
        nonlocal last
        pace.tally.add(outcome)
        _complain(console, outcome)
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            of = f" of about {total}" if total else ""
            console.print(f"{pace.tally.count}{of}, {pace}", highlight=False, soft_wrap=True)

    yield show


def _complain(console: Console, outcome: Outcome) -> None:
    if outcome.fate in ("refused", "quarantined"):
        reason = f" ({outcome.reason})" if outcome.reason else ""
        console.print(f"{outcome.fate}: {escape(outcome.source)}{reason}: {escape(outcome.detail or '')}", highlight=False, soft_wrap=True)
