"""Commands that need this room besides the store: links to what others call an actor, and the state of the installation. Each imports what it needs
when it runs; wiregraph.py puts them into its app."""

from typing import Annotated

import typer

from graph.commands.opening import to_write
from graph.commands.options import HOME, Folder, Json
from graph.commands.printing import say, tell


def reconcile(
    server: Annotated[str, typer.Option(help="Endpoint of a server of the W3C Reconciliation API 0.2. Names of actors are sent to it.")],
    type_: Annotated[list[str], typer.Option("--type", help="The server's type of a kind, such as person=Q5; known for Wikidata.")] = [],  # noqa: B006
    limit: Annotated[int | None, typer.Option(min=1, help="Ask about so many actors only, those in most articles first.")] = None,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Link actors to what another server calls them. Nothing is sent unless you name the server; its answers are kept."""
    from ingest import reconciliation

    types = reconciliation.kinds(type_)
    with to_write(store) as opened:
        done = reconciliation.reconcile(opened, server, types=types or None, limit=limit)
        opened.checkpoint()
    tell(done, reconciliation.table(done), json=json, none="Nothing is left to judge.")
    if not json:
        links = f"{done.exact} exact and {done.close} close links"
        say(f"{done.actors} actors, {done.cached} answered from the book; {links}, {len(done.doubts)} in doubt")


def doctor(
    refused: Annotated[bool, typer.Option("--refused", help="List what of the sources is not in the store, and why.")] = False,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Versions, model, gazetteer, disk and the store's health."""
    from graph import health, reports
    from ingest.installation import installation

    if refused:
        table = health.refused(store)
        tell([dict(zip(table.columns, row, strict=True)) for row in table.rows], table, json=json, none="Nothing was refused.")
        return
    found = [*installation(), *health.health(store)]
    tell(found, reports.findings(found), json=json)
    raise typer.Exit(int(not all(finding.fine for finding in found)))
