"""The command line and the configuration: the one place where the rooms meet.

Commands that need one room lie there (graph.commands, ingest.commands), the others here. They import what they need when they run, so that help
and completion come at once. Exit status: 0 done, 1 something was refused or is wrong (and listed), 2 usage, 130 interrupted.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.commands.asking import connections, entity, query
from graph.commands.deciding import merge, rename, review, split, undo
from graph.commands.networks import export, metrics, picture
from graph.commands.opening import existing, to_read, to_write
from graph.commands.options import HOME, Folder, Json
from graph.commands.printing import console, say, show, tell
from ingest.commands import doctor, reconcile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.writer import Tell
    from graph.store import Store
    from ingest.drafts import Options
    from ingest.outcomes import Outcome, Summary

app = typer.Typer(
    name="wiregraph", no_args_is_help=True, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    help="News articles to a knowledge graph: who did what to whom, where, when, and who says so.",
)  # fmt: skip

Workers = Annotated[int, typer.Option("--workers", "-w", min=0, envvar="WIREGRAPH_WORKERS", help="Processes that read; 0 reads in this one.")]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    tell(summary, outcomes.table(summary), json=json)
    raise typer.Exit(130 if summary.interrupted else int(bool(summary.refused or summary.quarantined)))


def verify(store: Folder = HOME, json: Json = False) -> None:
    """Check every promise: shapes, quotes, and that the graph says what the book says."""
    from graph import reports
    from graph.verify import verify

    with to_write(store) as opened:
        problems = list(verify(opened))
    tell(problems, reports.problems(problems), json=json, none="The store is sound.")
    raise typer.Exit(int(bool(problems)))


def rebuild(store: Folder = HOME) -> None:
    """Make the graph anew from the book."""
    from graph.store import Store

    existing(store)
    with Store(store, fresh=True) as opened:
        opened.graph.optimize()
        opened.checkpoint()
        say(f"{store}: {opened.replayed} articles written")


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
        status = serving.serve(existing(store) if options.token is None else store, options, _take_in)
    except serving.AddressError as error:
        raise typer.BadParameter(str(error)) from error
    raise typer.Exit(status)


def demo(
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Keep the store in this folder.")] = None, workers: Workers = CORES
) -> None:
    """Read the example articles that come with wiregraph, and ask them something."""
    from contextlib import nullcontext
    from tempfile import TemporaryDirectory

    from graph.commands.demonstration import demonstrate
    from ingest import outcomes
    from ingest.drafts import Options
    from ingest.installation import examples

    with nullcontext(store) if store else TemporaryDirectory(suffix=".wire") as folder:
        summary = _run([str(examples())], Path(folder), workers, options=Options(), again=False)
        show(outcomes.table(summary))
        demonstrate(to_read(Path(folder)))


COMMANDS = (
    ingest, query, entity, connections, metrics, picture, export, merge, split, rename, undo, review, reconcile, verify, rebuild, doctor, serve, demo,
)  # fmt: skip
for command in COMMANDS:
    app.command()(command)


def _run(sources: list[str], folder: Path, workers: int, *, options: "Options", again: bool) -> "Summary":
    from graph.store import Store
    from ingest import amounts, edition, pipeline, progress
    from ingest.stop import Stop
    from ingest.worker import SHIPPED
    from ingest.workers import Crew

    reader = os.environ.get("WIREGRAPH_READER", SHIPPED)
    plan = pipeline.Plan(Crew(workers, reader), edition.version() if reader == SHIPPED else reader, options, again)
    terminal = console(stderr=True)
    with Store(folder) as store:
        if store.replayed:
            terminal.print(f"the graph lacked {store.replayed} articles of the book; added")
        with (
            progress.shown(terminal, amounts.expected(sources)) as noted,
            Stop(lambda: terminal.print("stopping; once more to stop at once")) as stop,
        ):
            return pipeline.run(sources, store, plan=plan, on_outcome=noted, stop=stop)


def _take_in(store: "Store", sources: "Sequence[str]", fetch: bool, report: "Tell", asked: "Callable[[], bool]") -> None:
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
        report(outcome.source, Told(outcome.fate, outcome.article, reason))
        stop.asked = asked()

    reader = os.environ.get("WIREGRAPH_READER", SHIPPED)
    crew = Crew(min(CORES, len(sources)), reader)
    plan = pipeline.Plan(crew, edition.version() if reader == SHIPPED else reader, Options(fetch=fetch))
    pipeline.run(sources, store, plan=plan, on_outcome=told, stop=stop)


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
