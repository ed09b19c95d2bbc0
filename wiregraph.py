"""The command line and the configuration: the one place where the rooms meet.

Commands import what they need when they run, so that help and completion come at once. Exit status: 0 done, 1 something was refused or is
wrong (and listed), 2 usage, 130 interrupted.
"""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from api.writer import Tell
    from graph.decisions import Decision
    from graph.identity import Identity
    from graph.network import Filter
    from graph.store import Store
    from graph.tables import Table
    from graph.view import View
    from ingest.drafts import Options
    from ingest.outcomes import Outcome, Summary

app = typer.Typer(
    name="wiregraph", no_args_is_help=True, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    help="News articles to a knowledge graph: who did what to whom, where, when, and who says so.",
)  # fmt: skip

Folder = Annotated[Path, typer.Option("--store", "-s", envvar="WIREGRAPH_STORE", help="The store's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Workers = Annotated[int, typer.Option("--workers", "-w", min=0, envvar="WIREGRAPH_WORKERS", help="Processes that read; 0 reads in this one.")]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]
Form = Literal["table", "json", "csv", "tsv", "xml", "ttl", "jsonld"]
Kind = Literal["person", "organization", "state", "group", "place"]
Told = Literal["happened", "planned", "possible", "negated", "any"]
Shape = Annotated[
    Literal["events", "relations", "actors", "meetings", "actor-event", "actor-place"], typer.Option(help="What nodes and edges stand for.")
]
Rollup = Annotated[
    Literal["state", "sector", "organization"] | None, typer.Option(help="Put states, their bodies, or organizations in the place of their people.")
]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type such as ASSAULT.")]
Country = Annotated[str | None, typer.Option(metavar="ISO3", help="Only ties with one end in this country, such as PRK.")]
Quad = Annotated[
    Literal["VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict"] | None, typer.Option(help="Only this class of events.")
]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this actor said; '' for what articles say in their own voice.")]
Confidence = Annotated[float, typer.Option(min=0, max=1, help="How sure the reader must be of an event.")]
Evidence = Annotated[int, typer.Option(min=1, help="How many independent sources must tell of a pair.")]
HOME = Path("my.wire")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
DEMO = """
SELECT ?who ?what ?whom ?where ?status WHERE {
  ?event wg:actor/skos:prefLabel ?who ; rdfs:label ?what ; wg:status ?status ; wg:confidence ?confidence .
  OPTIONAL { ?event wg:recipient/skos:prefLabel ?whom } OPTIONAL { ?event sem:hasPlace/skos:prefLabel ?where }
} ORDER BY DESC(?confidence) ?who ?what LIMIT 12"""
BUSIEST = """
SELECT ?name WHERE { ?event sem:hasActor ?who . ?who skos:prefLabel ?name }
GROUP BY ?who ?name ORDER BY DESC(COUNT(DISTINCT ?event)) ?name LIMIT 1"""


@app.command()
def ingest(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files (.txt .html .jsonl .warc .rss, also .gz), folders, URLs, or -.")],
    store: Folder = HOME,
    date: Annotated[str | None, typer.Option(help="When it was published, instead of what the sources say.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, instead of what the sources say.")] = None,
    workers: Workers = CORES,
    fetch: Annotated[bool, typer.Option("--fetch", help="Also fetch what feeds only point to.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Try quarantined articles again.")] = False,
    json: Json = False,
) -> None:
    """Read articles into the store; what is there already is not read again."""
    from ingest import outcomes
    from ingest.drafts import Options

    on_web = any(source.startswith(("http://", "https://")) for source in sources)
    options = Options(date=date, publisher=publisher, fetch=fetch or on_web)
    summary = _run(sources, store, workers, options=options, again=again)
    _print(summary, outcomes.table(summary), json=json)
    raise typer.Exit(130 if summary.interrupted else int(bool(summary.refused or summary.quarantined)))


@app.command()
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
    view = _view(store)
    try:
        answer = view.query(file.read_text(encoding="utf-8") if file else sparql or "")
    except SyntaxError as error:
        raise typer.BadParameter(f"this is no SPARQL: {error}") from error
    if form == "table" and not json:
        _show(answers.table(answer, view.iris))
    else:
        answers.write(answer, "json" if json else form, sys.stdout.buffer)
        sys.stdout.write("\n" if sys.stdout.isatty() else "")


@app.command()
def entity(
    name: Annotated[str, typer.Argument(help="A name, or a part of it.")],
    kind: Annotated[Kind | None, typer.Option()] = None,
    limit: Annotated[int, typer.Option(min=1)] = 20,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Find actors and places by name, whatever its case, accents and script."""
    from graph import reports

    found = _view(store).entity(name, kind=kind, limit=limit)
    _print(found, reports.entities(found), json=json, none=f"Nothing is called {name!r}.")


@app.command()
def connections(
    name: Annotated[str, typer.Argument(help="A name, or a key such as actor/prk-mil.")],
    since: Day = None,
    until: Day = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type such as ASSAULT.")] = None,
    status: Annotated[Told, typer.Option()] = "happened",
    depth: Annotated[int, typer.Option(min=1, max=4, help="How many steps away.")] = 1,
    limit: Annotated[int, typer.Option(min=1)] = 20,
    store: Folder = HOME,
    json: Json = False,
) -> None:
    """Whom somebody shares events with: how often, what kind, when, and a quote."""
    from graph import reports

    view = _view(store)
    told = None if status == "any" else status
    found = view.connections(name, since=since, until=until, type_=type_ and type_.upper(), status=told, depth=depth, limit=limit)
    _print(found, reports.connections(found, view), json=json, none=f"{name} shares no such event with anybody.")


@app.command()
def metrics(
    measure: Annotated[str, typer.Option("--measure", "-m", help="Such as pagerank, betweenness, constraint, community.")] = "pagerank",
    top: Annotated[int, typer.Option(min=1)] = 20,
    by: Annotated[Literal["quad", "month", "pair"] | None, typer.Option(help="One ranking a quad class or month; or the busiest pairs.")] = None,
    near: Annotated[str | None, typer.Option(metavar="NAME", help="Instead: who shares contacts with this actor, but no event.")] = None,
    shape: Shape = "actors",
    rollup: Rollup = None,
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    quad: Quad = None,
    status: Annotated[Told, typer.Option()] = "happened",
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

    view = _view(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    asked = standing.Asked(measure, top, by, shape, rollup, chosen, sure, plot, view.actor(near) if near else None)
    found = standing.standing(view, asked)
    if save:
        with _store(store) as opened:
            standing.save(opened, asked)
            opened.checkpoint()
    _print(found.value, found.table, json=json, none="There is no such event.")
    if found.lines and not json:
        _say("\n".join(found.lines))


@app.command()
def picture(
    file: Annotated[Path, typer.Argument(help="A file that ends in .png or .svg.")],
    name: Annotated[str | None, typer.Argument(help="Draw whom this actor deals with, instead of the whole network.")] = None,
    rollup: Rollup = None,
    since: Day = None,
    until: Day = None,
    type_: Type = None,
    quad: Quad = None,
    status: Annotated[Told, typer.Option()] = "happened",
    speaker: Speaker = None,
    country: Country = None,
    confidence: Confidence = 0.0,
    evidence: Evidence = 1,
    store: Folder = HOME,
) -> None:
    """Draw the network, or what is around one actor."""
    from graph import standing

    view = _view(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    standing.draw(view, file, name, chosen, rollup)
    _say(f"{file}: {file.stat().st_size:,} bytes")


@app.command()
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
    status: Annotated[Told, typer.Option()] = "happened",
    speaker: Speaker = None,
    country: Country = None,
    confidence: Confidence = 0.0,
    evidence: Evidence = 1,
    store: Folder = HOME,
) -> None:
    """Write the graph, or a network of its actors, to a file."""
    from graph.exports.files import export

    view = _view(store)
    chosen = _chosen(view, since, until, type_, quad, status, speaker, country, confidence, evidence)
    for path in export(view.graph, file, iris=view.iris, shape=shape, chosen=chosen, rollup=rollup):
        _say(f"{path}: {path.stat().st_size:,} bytes")


@app.command()
def merge(one: str, others: Annotated[list[str], typer.Argument()], store: Folder = HOME, json: Json = False) -> None:
    """Make actors one; the first gives name and key."""
    from graph import rulings

    paths = _paths(store, one, *others)
    _decide(store, lambda identity, _: rulings.merge(identity, *paths), json=json)


@app.command()
def split(name: str, store: Folder = HOME, json: Json = False) -> None:
    """Part an actor that is really several."""
    from graph import rulings

    (path,) = _paths(store, name)
    _decide(store, lambda identity, opened: rulings.split(identity, path, opened.sightings()), json=json)


@app.command()
def rename(name: str, new_name: str, store: Folder = HOME, json: Json = False) -> None:
    """Call an actor or place by another name; its key stays."""
    from graph import rulings

    (path,) = _paths(store, name)
    _decide(store, lambda identity, _: rulings.rename(identity, path, new_name), json=json)


@app.command()
def undo(store: Folder = HOME, json: Json = False) -> None:
    """Take back the latest merge, split or rename."""
    from graph import reports

    with _store(store) as opened:
        decision = opened.undo()
        opened.checkpoint()
    _print(decision, reports.decision("undone", decision), json=json, none="There is nothing to undo.")


@app.command()
def review(limit: Annotated[int, typer.Option(min=1)] = 20, store: Folder = HOME, json: Json = False) -> None:
    """Actors that may be one but were kept apart, likeliest first. A terminal asks about each; elsewhere they are listed."""
    from graph import reports
    from graph.review import review
    from graph.settling import asked, settle

    with _store(store) as opened:
        identity = opened.identity()
        found = review(identity, opened.book.decisions())[:limit]
        if found and not json and sys.stdin.isatty() and sys.stdout.isatty():
            for decision in settle(found, identity, lambda tie: asked(tie, identity, say=typer.echo, hear=input)):
                opened.book.decide(decision)
            opened.settle()
            opened.checkpoint()
            return
    _print(found, reports.ties(found), json=json, none="There are no near ties.")


@app.command()
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
    with _store(store) as opened:
        done = reconciliation.reconcile(opened, server, types=types or None, limit=limit)
        opened.checkpoint()
    _print(done, reconciliation.table(done), json=json, none="Nothing is left to judge.")
    if not json:
        links = f"{done.exact} exact and {done.close} close links"
        _say(f"{done.actors} actors, {done.cached} answered from the book; {links}, {len(done.doubts)} in doubt")


@app.command()
def verify(store: Folder = HOME, json: Json = False) -> None:
    """Check every promise: shapes, quotes, and that the graph says what the book says."""
    from graph import reports
    from graph.verify import verify

    with _store(store) as opened:
        problems = list(verify(opened))
    _print(problems, reports.problems(problems), json=json, none="The store is sound.")
    raise typer.Exit(int(bool(problems)))


@app.command()
def rebuild(store: Folder = HOME) -> None:
    """Make the graph anew from the book."""
    from graph.store import Store

    _existing(store)
    with Store(store, fresh=True) as opened:
        opened.graph.optimize()
        opened.checkpoint()
        _say(f"{store}: {opened.replayed} articles written")


@app.command()
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
        _print([dict(zip(table.columns, row, strict=True)) for row in table.rows], table, json=json, none="Nothing was refused.")
        return
    found = [*installation(), *health.health(store)]
    _print(found, reports.findings(found), json=json)
    raise typer.Exit(int(not all(finding.fine for finding in found)))


@app.command()
def serve(
    store: Folder = HOME,
    host: Annotated[str, typer.Option(help="0.0.0.0 lets other machines ask.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    public: Annotated[bool, typer.Option("--public", help="Bound what strangers may ask: 10 s, 10,000 rows, 10 MB, a time budget a client.")] = False,
    default_graph: Annotated[Literal["union", "stored"], typer.Option(help="What a query sees that names no graph.")] = "union",
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Server processes that share the store.")] = 1,
    trusted: Annotated[bool, typer.Option("--trusted", help="Answer queries without isolation: faster, and nothing stops a bad one.")] = False,
    origins: Annotated[list[str] | None, typer.Option("--origin", help="Whose pages may ask, such as https://example.org; all unless told.")] = None,
) -> None:
    """Answer SPARQL and look-ups over HTTP; with WIREGRAPH_TOKEN set also take updates and articles, from who shows that token."""
    from api import serving

    if public and trusted:
        raise typer.BadParameter("--trusted lets a query take the server down; it does not go with --public")
    token = os.environ.pop("WIREGRAPH_TOKEN", None) or None  # no other process needs to know it
    options = serving.Options(
        host, port, public=public, union=default_graph == "union", trusted=trusted, workers=workers, token=token,
        origins=tuple(origins or ("*",)),
    )  # fmt: skip
    try:
        status = serving.serve(_existing(store) if options.token is None else store, options, _take_in)
    except serving.AddressError as error:
        raise typer.BadParameter(str(error)) from error
    raise typer.Exit(status)


@app.command()
def demo(
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Keep the store in this folder.")] = None, workers: Workers = CORES
) -> None:
    """Read the example articles that come with wiregraph, and ask them something."""
    from contextlib import nullcontext
    from tempfile import TemporaryDirectory

    with nullcontext(store) if store else TemporaryDirectory(suffix=".wire") as folder:
        _demonstrate(Path(folder), workers)


def _demonstrate(folder: Path, workers: int) -> None:
    from graph import answers, reports
    from ingest import outcomes
    from ingest.drafts import Options
    from ingest.installation import examples

    summary = _run([str(examples())], folder, workers, options=Options(), again=False)
    _show(outcomes.table(summary))
    view = _view(folder)
    _say("\nWho did what:")
    _show(answers.table(view.query(DEMO), view.iris))
    for (name,) in answers.table(view.query(BUSIEST), view.iris).rows:
        _say(f"\nwiregraph connections {name!r}:")
        _show(reports.connections(view.connections(name), view))


def _run(sources: list[str], folder: Path, workers: int, *, options: "Options", again: bool) -> "Summary":
    from graph.store import Store
    from ingest import amounts, edition, pipeline, progress
    from ingest.stop import Stop
    from ingest.worker import SHIPPED
    from ingest.workers import Crew

    reader = os.environ.get("WIREGRAPH_READER", SHIPPED)
    plan = pipeline.Plan(Crew(workers, reader), edition.version() if reader == SHIPPED else reader, options, again)
    console = _console(stderr=True)
    with Store(folder) as store:
        if store.replayed:
            console.print(f"the graph lacked {store.replayed} articles of the book; added")
        with progress.shown(console, amounts.expected(sources)) as show, Stop(lambda: console.print("stopping; once more to stop at once")) as stop:
            return pipeline.run(sources, store, plan=plan, on_outcome=show, stop=stop)


def _take_in(store: "Store", sources: "Sequence[str]", fetch: bool, tell: "Tell", asked: "Callable[[], bool]") -> None:
    """What the service does with articles that are handed in: the same as `wiregraph ingest`, with as many readers as there are articles or cores."""
    from api.jobs import Told
    from ingest import edition, pipeline
    from ingest.drafts import Options
    from ingest.stop import Stop
    from ingest.worker import SHIPPED
    from ingest.workers import Crew

    stop = Stop()

    def told(outcome: "Outcome") -> None:
        reason = ": ".join(filter(None, (outcome.reason, outcome.detail))) or None
        tell(outcome.source, Told(outcome.fate, outcome.article, reason))
        stop.asked = asked()

    reader = os.environ.get("WIREGRAPH_READER", SHIPPED)
    crew = Crew(min(CORES, len(sources)), reader)
    plan = pipeline.Plan(crew, edition.version() if reader == SHIPPED else reader, Options(fetch=fetch))
    pipeline.run(sources, store, plan=plan, on_outcome=told, stop=stop)


def _existing(folder: Path) -> Path:
    from graph.book import Book

    Book(folder).close()
    return folder


def _store(folder: Path) -> "Store":
    from graph.store import Store

    return Store(_existing(folder))


def _view(folder: Path) -> "View":
    """Queries run in native code that hears no Ctrl-C, and their readers may go away: both simply end this process."""
    from graph.view import View

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return View.open(_existing(folder))


def _chosen(
    view: "View",
    since: str | None,
    until: str | None,
    type_: str | None,
    quad: str | None,
    status: str,
    speaker: str | None,
    country: str | None,
    confidence: float,
    evidence: int,
) -> "Filter":
    from graph.network import Filter

    types, countries = ((text.upper(),) if text else () for text in (type_, country))
    return Filter(
        since,
        until,
        types,
        (quad,) if quad else (),
        None if status == "any" else status,  # type: ignore[arg-type]
        view.actor(speaker) if speaker else speaker,
        countries,
        confidence,
        evidence,
    )


def _paths(folder: Path, *names: str) -> list[str]:
    """Paths of actors by name, key or path; places by path only."""
    from graph.view import View

    view = View.open(_existing(folder))
    return [name if name.startswith(("actor/", "place/")) else view.actor(name) for name in names]


def _decide(folder: Path, ruling: "Callable[[Identity, Store], Decision]", *, json: bool) -> None:
    from graph import reports

    with _store(folder) as opened:
        decision = ruling(opened.identity(), opened)
        opened.decide(decision)
        opened.checkpoint()
    _print(decision, reports.decision("done", decision), json=json)


def _print(value: Any, table: "Table", *, json: bool, none: str = "") -> None:
    """JSON of the value, or the table, or words when that is empty."""
    from graph.tables import as_json

    if json:
        sys.stdout.write(as_json(value) + "\n")
    elif table.rows or not none:
        _show(table)
    else:
        _say(none)


def _show(table: "Table") -> None:
    from graph.tables import show

    show(table, _console())


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr)


def _is_told(error: Exception) -> bool:
    """Whether the message says all that the user needs, so that no traceback is shown."""
    from graph import answers, book, checkpoints, lock, network, rulings, store, view
    from graph.exports import files
    from ingest import confined, crew, drafts, reconciliation
    from ingest.reader import model

    named = (
        answers.FormatError, book.BookError, checkpoints.NoCheckpointError, confined.ParserError, crew.ReaderError, drafts.OptionError,
        files.ExportError, lock.StoreLockedError, model.ModelError, network.NetworkError, reconciliation.ReconciliationError, rulings.RulingError,
        store.GraphError, view.ViewError,
    )  # fmt: skip
    return isinstance(error, named)


def main() -> None:
    """The `wiregraph` command."""
    try:
        app()
    except (RuntimeError, ValueError, LookupError) as error:
        if not _is_told(error):
            raise
        sys.stderr.write(f"wiregraph: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
