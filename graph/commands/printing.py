"""How commands answer: tables, JSON and words on standard output."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from graph.tables import Table


def tell(value: Any, table: "Table", *, json: bool, none: str = "") -> None:
    """JSON of the value, or the table, or words when that is empty."""
    from graph.tables import as_json

    if json:
        sys.stdout.write(as_json(value) + "\n")
    elif table.rows or not none:
        show(table)
    else:
        say(none)


def show(table: "Table") -> None:
    """Print a table: framed on a terminal, aligned columns elsewhere."""
    from graph import tables

    tables.show(table, console())


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(words + "\n")


def console(*, stderr: bool = False) -> "Console":
    """A terminal, or whatever stands in its place."""
    from rich.console import Console

    return Console(stderr=stderr)
