"""Tables for people: framed on a terminal, aligned columns elsewhere. Values for programs are JSON."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Framed


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under column heads; `right` names the columns that hold numbers."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: frozenset[str] = frozenset()


def show(table: Table, console: Console) -> None:
    """Prints the table as the console's reader can use it: nothing is cut off where it is not a person."""
    if console.is_terminal:
        console.print(_framed(table))
    else:
        console.file.write("".join(f"{line}\n" for line in _aligned(table)))


def as_json(value: Any) -> str:
    """Indented JSON of plain values and dataclasses, every field included."""
    return json.dumps(value, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{value!r} has no JSON form")


def _framed(table: Table) -> Framed:
    framed = Framed(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        framed.add_column(column, justify="right" if column in table.right else "left", overflow="fold")
    for row in table.rows:
        framed.add_row(*map(escape, row))
    return framed


def _aligned(table: Table) -> list[str]:
    rows = [table.columns, *(tuple(" ".join(cell.split()) for cell in row) for row in table.rows)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.columns))]
    return [
        "  ".join(_padded(cell, width, head in table.right) for cell, width, head in zip(row, widths, table.columns, strict=True)).rstrip()
        for row in rows
    ]


def _padded(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
