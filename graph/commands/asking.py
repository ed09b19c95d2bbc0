"""Commands that ask the store: SPARQL, names, and whom somebody has to do with."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from graph.commands.opening import to_read
from graph.commands.options import HOME, Day, Folder, Json, Limit, Status, Type
from graph.commands.printing import show, tell

Form = Literal["table", "json", "csv", "tsv", "xml", "ttl", "jsonld"]
Kind = Literal["person", "organization", "state", "group", "place"]


def query(
    sparql: Annotated[str | None, typer.Argument(help="SPARQL; the usual prefixes are known.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", exists=True, dir_okay=False, help="Take the query from a file.")] = None,
    form: Annotated[Form, typer.Option("--format", help="ttl and jsonld are for CONSTRUCT and DESCRIBE.")] = "table",
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Ask with SPARQL. A query that names no graph sees all of them."""
    from graph import answers

    if (sparql is None) == (file is None):
        raise typer.BadParameter("give the query, or a file with -f")
    view = to_read(store)
    try:
        answer = view.query(file.read_text(encoding="utf-8") if file else sparql or "")
    except SyntaxError as error:
        raise typer.BadParameter(f"this is no SPARQL: {error}") from error
    if form == "table" and not json:
        show(answers.table(answer, view.iris))
    else:
        answers.write(answer, "json" if json else form, sys.stdout.buffer)
        sys.stdout.write("\n" if sys.stdout.isatty() else "")


def entity(
    name: Annotated[str, typer.Argument(help="A name, or a part of it.")],
    kind: Annotated[Kind | None, typer.Option()] = None,
    limit: Limit = 20,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Find actors and places by name, whatever its case, accents and script."""
    from graph import reports

    found = to_read(store).entity(name, kind=kind, limit=limit)
    tell(found, reports.entities(found), json=json, none=f"Nothing is called {name!r}.")


def connections(
    name: Annotated[str, typer.Argument(help="A name, or a key such as actor/prk-mil.")],
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    status: Status = "happened",
    depth: Annotated[int, typer.Option(min=1, max=4, help="How many steps away.")] = 1,
    limit: Limit = 20,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Whom somebody shares events with: how often, what kind, when, and a quote."""
    from graph import reports

    view = to_read(store)
    told = None if status == "any" else status
    found = view.connections(name, since=since, until=until, type_=type_ and type_.upper(), status=told, depth=depth, limit=limit)
    tell(found, reports.connections(found, view), json=json, none=f"{name} shares no such event with anybody.")
