"""Commands by which the user decides who is who: every decision is kept in the book and can be undone."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.opening import existing, to_write
from graph.commands.options import HOME, Folder, Json, Limit
from graph.commands.printing import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.bearers import Bearers
    from graph.decisions import Decision


def merge(one: str, others: Annotated[list[str], typer.Argument()], store: Folder = HOME, json: Json = False) -> None:
    """Make actors one; the first gives name and key."""
    from graph import rulings

    paths = _paths(store, one, *others)
    _decide(store, lambda who: rulings.merge(who, *paths), json=json)


def split(name: str, store: Folder = HOME, json: Json = False) -> None:
    """Part an actor that is really several."""
    from graph import rulings

    (path,) = _paths(store, name)
    _decide(store, lambda who: rulings.split(who, path, who.sightings(path)), json=json)


def rename(name: str, new_name: str, store: Folder = HOME, json: Json = False) -> None:
    """Call an actor or place by another name; its key stays."""
    from graph import rulings

    (path,) = _paths(store, name)
    _decide(store, lambda who: rulings.rename(who, path, new_name), json=json)


def undo(store: Folder = HOME, json: Json = False) -> None:
    """Take back the latest merge, split or rename."""
    from graph import reports

    with to_write(store) as opened:
        decision = opened.undo()
        opened.checkpoint()
    tell(decision, reports.decision("undone", decision), json=json, none="There is nothing to undo.")


def review(limit: Limit = 20, store: Folder = HOME, json: Json = False) -> None:
    """Actors that may be one but were kept apart, likeliest first. A terminal asks about each; elsewhere they are listed."""
    from graph import reports
    from graph.review import review
    from graph.settling import asked, settle

    with to_write(store) as opened:
        who = opened.who()
        found = review(who, opened.book.decisions(), most=limit)
        if found and not json and sys.stdin.isatty() and sys.stdout.isatty():
            for decision in settle(found, who, lambda tie: asked(tie, who, say=typer.echo, hear=input)):
                opened.book.decide(decision)
            opened.settle()
            opened.checkpoint()
            return
    tell(found, reports.ties(found), json=json, none="There are no near ties.")


def _paths(folder: Path, *names: str) -> list[str]:
    """Paths of actors by name, key or path; places by path only."""
    from graph.view import View

    view = View.open(existing(folder))
    return [name if name.startswith(("actor/", "place/")) else view.actor(name) for name in names]


def _decide(folder: Path, ruling: "Callable[[Bearers], Decision]", *, json: bool) -> None:
    from graph import reports

    with to_write(folder) as opened:
        decision = ruling(opened.who())
        opened.decide(decision)
        opened.checkpoint()
    tell(decision, reports.decision("done", decision), json=json)
