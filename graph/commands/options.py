"""Options that several commands share, each with its help."""

from pathlib import Path
from typing import Annotated, Literal

import typer

HOME = Path("my.wire")
Told = Literal["happened", "planned", "possible", "negated", "any"]

Folder = Annotated[Path, typer.Option("--store", "-s", envvar="WIREGRAPH_STORE", help="The store's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]
Status = Annotated[Told, typer.Option()]
Limit = Annotated[int, typer.Option(min=1)]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type such as ASSAULT.")]
