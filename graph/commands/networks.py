"""Commands that see the store as a network of actors: measures, pictures, files for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.commands.opening import to_read, to_write
from graph.commands.options import HOME, Day, Folder, Json, Limit, Status, Told, Type
from graph.commands.printing import say, tell

if TYPE_CHECKING:
    from graph.network import Filter
    from graph.view import View

Shape = Annotated[
    Literal["events", "relations", "actors", "meetings", "actor-event", "actor-place"], typer.Option(help="What nodes and edges stand for.")
]
Rollup = Annotated[
    Literal["state", "sector", "organization"] | None, typer.Option(help="Put states, their bodies, or organizations in the place of their people.")
]
Country = Annotated[str | None, typer.Option(metavar="ISO3", help="Only ties with one end in this country, such as PRK.")]
Quad = Annotated[
    Literal["VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict"] | None, typer.Option(help="Only this class of events.")
]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this actor said; '' for what articles say in their own voice.")]
Confidence = Annotated[float, typer.Option(min=0, max=1, help="How sure the reader must be of an event.")]
Evidence = Annotated[int, typer.Option(min=1, help="How many independent sources must tell of a pair.")]


def metrics(
    measure: Annotated[str, typer.Option("--measure", "-m", help="Such as pagerank, betweenness, constraint, community.")] = "pagerank",
    top: Limit = 20,
    by: Annotated[Literal["quad", "month", "pair"] | None, typer.Option(help="One ranking a quad class or month; or the busiest pairs.")] = None,
    near: Annotated[str | None, typer.Option(metavar="NAME", help="Instead: who shares contacts with this actor, but no event.")] = None,
    shape: Shape = "actors",
    rollup: Rollup = None,
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    quad: Quad = None,
    status: Status = "happened",
    speaker: Speaker = None,
    country: Country = None,
    confidence: Confidence = 0.0,
    evidence: Evidence = 1,
    sure: Annotated[bool, typer.Option("--sure", help="How far ranks would move by chance, from 100 resampled networks.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the ranking as .png or .svg.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Put all measures into the store's graph/metrics.")] = False,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Who is central, who brokers, who belongs together: the measures of network analysis."""
    from graph import standing

    view = to_read(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    asked = standing.Asked(measure, top, by, shape, rollup, chosen, sure, plot, view.actor(near) if near else None)
    found = standing.standing(view, asked)
    if save:
        with to_write(store) as opened:
            standing.save(opened, asked)
            opened.checkpoint()
    tell(found.value, found.table, json=json, none="There is no such event.")
    if found.lines and not json:
        say("\n".join(found.lines))


def picture(
    file: Annotated[Path, typer.Argument(help="A file that ends in .png or .svg.")],
    name: Annotated[str | None, typer.Argument(help="Draw whom this actor deals with, instead of the whole network.")] = None,
    rollup: Rollup = None,
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    quad: Quad = None,
    status: Status = "happened",
    speaker: Speaker = None,
    country: Country = None,
    confidence: Confidence = 0.0,
    evidence: Evidence = 1,
    store: Folder = HOME,
) -> None:
    """Draw the network, or what is around one actor."""
    from graph import standing

    view = to_read(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    standing.draw(view, file, name, chosen, rollup)
    say(f"{file}: {file.stat().st_size:,} bytes")


def export(
    file: Annotated[
        Path, typer.Argument(help=".nq .trig .ttl .nt .rdf .jsonld are the whole graph; .gexf .graphml .json .csv .parquet .ftm a network.")
    ],
    shape: Shape = "relations",
    rollup: Rollup = None,
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    quad: Quad = None,
    status: Status = "happened",
    speaker: Speaker = None,
    country: Country = None,
    confidence: Confidence = 0.0,
    evidence: Evidence = 1,
    store: Folder = HOME,
) -> None:
    """Write the graph, or a network of its actors, to a file."""
    from graph.exports.files import export

    view = to_read(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    for path in export(view.graph, file, iris=view.iris, shape=shape, chosen=chosen, rollup=rollup):
        say(f"{path}: {path.stat().st_size:,} bytes")


def _chosen(
    view: "View",
    since: str | None,
    until: str | None,
    type_: str | None,
    quad: str | None,
    status: Told,
    speaker: str | None,
    country: str | None,
    confidence: float,
    evidence: int,
) -> "Filter":
    from graph.network import Filter

    types, countries = ((text.upper(),) if text else () for text in (type_, country))
    told = None if status == "any" else status
    by = view.actor(speaker) if speaker else speaker
    return Filter(since, until, types, (quad,) if quad else (), told, by, countries, confidence, evidence)
