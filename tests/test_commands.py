"""The command line, in processes of its own, on a store that a stand-in for the reader made."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parent.parent
TEXT = "The mayor Anna Berg met Paul Stone in Bonn on Friday, the police said. The court will hear of it next week."
OTHER = "Last week the minister Anna Berg met with the banker Carla Ruiz in Lyon, and no agreement was signed by any of them."
MEETINGS = "SELECT ?event ?label WHERE { ?event a sem:Event ; rdfs:label ?label } ORDER BY ?event"
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    return {**os.environ, "PYTHONPATH": path, "WIREGRAPH_READER": "standins:quick", "COLUMNS": "100"}


def wiregraph(folder: Path, *arguments: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "wiregraph", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), input=given, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with my.wire in it."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(f"Berg meets Stone\n\n{TEXT}\n")
    (folder / "news" / "b.jsonl").write_text(json.dumps({"text": OTHER, "date": "2025-03-03"}) + "\n")
    (folder / "news" / "c.txt").write_text("Too short.")
    done = wiregraph(folder, "ingest", "news", "--workers", "0", "--json")
    assert done.returncode == 1, done.stderr
    assert "refused: news/c.txt (too-short): 2 words" in done.stderr
    summary = json.loads(done.stdout)
    assert {key: summary[key] for key in ("new", "refused", "reasons", "events", "actors")} == {
        "new": 2, "refused": 1, "reasons": [["too-short", 1]], "events": 2, "actors": 3,
    }  # fmt: skip
    return folder


@pytest.fixture
def ask(home: Path) -> Run:
    return lambda *arguments, **options: wiregraph(home, *arguments, **options)


def test_help_comes_at_once(tmp_path: Path) -> None:
    begun = time.process_time(), os.times().children_user + os.times().children_system
    assert "who did what to whom" in wiregraph(tmp_path, "--help").stdout
    assert os.times().children_user + os.times().children_system - begun[1] < 0.5


def test_help_loads_no_room_but_what_its_commands_are_called(tmp_path: Path) -> None:
    heavy = "('graph', 'ingest', 'api', 'spacy', 'numpy', 'pyoxigraph', 'sqlite3', 'httpx')"
    code = f"import sys, wiregraph; print(*sorted(m for m in sys.modules if m.partition('.')[0] in {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    shared = [f"graph.commands.{name}" for name in ("asking", "deciding", "networks", "opening", "options", "printing")]
    assert done.stdout.split() == ["graph", "graph.commands", *shared, "ingest", "ingest.commands"]


def test_ingesting_again_changes_nothing_and_says_so(ask: Run, home: Path) -> None:
    before = sorted(path.name for path in (home / "my.wire" / "checkpoints").iterdir())
    done = ask("ingest", "news/b.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:3]] == [["new", "articles"], ["unchanged", "1"]]
    assert sorted(path.name for path in (home / "my.wire" / "checkpoints").iterdir()) == before


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    done = wiregraph(tmp_path, "ingest", "-", "--workers", "0", "--json", "--date", "2025-01-02", "--publisher", "The Post", given=TEXT)
    assert (done.returncode, json.loads(done.stdout)["new"]) == (0, 1)
    found = wiregraph(tmp_path, "query", "--format", "csv", "SELECT ?d ?p { ?a schema:datePublished ?d ; schema:publisher/skos:prefLabel ?p }")
    assert found.stdout.splitlines() == ["d,p", "2025-01-02,The Post"]


def test_rows_in_every_format(ask: Run) -> None:
    by_json = [row["label"]["value"] for row in json.loads(ask("query", MEETINGS, "--json").stdout)["results"]["bindings"]]
    by_csv = [row["label"] for row in csv.DictReader(io.StringIO(ask("query", MEETINGS, "--format", "csv").stdout))]
    by_tsv = [line.split("\t")[1] for line in ask("query", MEETINGS, "--format", "tsv").stdout.splitlines()[1:]]
    by_xml = [node.text for node in ElementTree.fromstring(ask("query", MEETINGS, "--format", "xml").stdout).iter() if node.tag.endswith("literal")]
    by_table = [line.split("  ")[1] for line in ask("query", MEETINGS).stdout.splitlines()[1:]]
    assert by_json == by_csv == by_xml == by_table == ["they met", "they met"]
    assert by_tsv == ['"they met"@en', '"they met"@en']


def test_triples_in_every_format(ask: Run) -> None:
    query = "CONSTRUCT { ?actor skos:prefLabel ?label } WHERE { ?actor a sem:Actor ; skos:prefLabel ?label }"
    turtle = ox.parse(ask("query", query, "--format", "ttl").stdout, format=ox.RdfFormat.TURTLE)
    linked = ox.parse(ask("query", query, "--format", "jsonld").stdout, format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in turtle} == {quad.triple for quad in linked}
    assert "actor/anna-berg  skos:prefLabel  Anna Berg" in " ".join(ask("query", query).stdout.split("\n")).replace("   ", "  ")


def test_a_query_may_come_from_a_file(ask: Run, home: Path) -> None:
    (home / "who.rq").write_text("ASK { ?s ?p ?o }")
    assert ask("query", "-f", "who.rq").stdout == "answer\nyes\n"
    assert json.loads(ask("query", "-f", "who.rq", "--json").stdout)["boolean"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "SELEC"], "this is no SPARQL"),
        (["query"], "give the query, or a file with -f"),
        (["query", "SELECT * { ?s ?p ?o }", "--format", "ttl"], "this query gives rows"),
        (["entity", "Berg", "--store", "nowhere"], "nowhere holds no store; make one with `wiregraph ingest --store nowhere`"),
        (["rebuild", "--store", "nowhere"], "nowhere holds no store"),
        (["connections", "Nobody Atall"], "no actor is called 'Nobody Atall'"),
        (["export", "graph.docx"], "'graph.docx' does not end in a known format"),
        (["merge", "Anna Berg", "anna-berg"], "merge takes two different actors"),
        (["ingest", "news", "--date", "yesterday"], "'yesterday' is no date"),
        (["publish"], "No such command 'publish'"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_word(ask: Run, home: Path, arguments: list[str], said: str) -> None:
    done = ask(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
    assert not (home / "nowhere").exists()


def test_names_are_found(ask: Run) -> None:
    assert ask("entity", "ANNA").stdout.splitlines()[1].split() == ["Anna", "Berg", "person", "actor/anna-berg"]
    assert [found["path"] for found in json.loads(ask("entity", "Berg", "--kind", "person", "--json").stdout)] == ["actor/anna-berg"]
    assert ask("entity", "Nobody").stdout == "Nothing is called 'Nobody'.\n"


def test_connections_tell_who_how_often_what_kind_when_and_a_quote(ask: Run) -> None:
    head, first, second = ask("connections", "Anna Berg").stdout.splitlines()
    assert head.split() == ["who", "events", "kind", "when", "quote"]
    assert first.split("  ")[0] == "Carla Ruiz"
    assert "1 verbal cooperation  2025-03-03  “Last week the minister Anna Berg met" in first
    assert second.startswith("Paul Stone")
    (link,) = json.loads(ask("connections", "anna-berg", "--since", "2025-03-01", "--type", "consult", "--json").stdout)
    assert (link["label"], link["events"], link["first"], link["quote"]["status"]) == ("Carla Ruiz", 1, "2025-03-03", "happened")
    assert ask("connections", "Anna Berg", "--status", "planned").stdout == "Anna Berg shares no such event with anybody.\n"
    far = ask("connections", "Paul Stone", "--depth", "2").stdout
    assert re.search(r"Carla Ruiz .* Anna Berg ", far)


def test_decisions_take_effect_and_can_be_undone(tmp_path: Path, home: Path) -> None:
    before = exported(home, home)
    assert wiregraph(home, "merge", "Anna Berg", "Carla Ruiz").returncode == 0
    assert "also" in (found := wiregraph(home, "entity", "Carla Ruiz").stdout)
    assert "actor/anna-berg" in found
    assert wiregraph(home, "rename", "anna-berg", "A. Berg").stdout.split()[:5] == ["decision", "on", "name", "done", "rename"]
    assert wiregraph(home, "split", "actor/anna-berg").returncode == 0
    undone = [json.loads(wiregraph(home, "undo", "--json").stdout)["action"] for _ in range(3)]
    assert undone == ["split", "rename", "merge"]
    assert wiregraph(home, "undo").stdout == "There is nothing to undo.\n"
    assert exported(home, home) == before


def exported(home: Path, folder: Path) -> bytes:
    assert wiregraph(home, "export", str(folder / "all.nq")).returncode == 0
    return b"".join(sorted((folder / "all.nq").read_bytes().splitlines(keepends=True)))


def test_exports_hold_the_same_triples(ask: Run, home: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"all{ending}" for ending in (".nq", ".trig", ".jsonld", ".ttl")]
    assert [ask("export", str(file)).returncode for file in files] == [0, 0, 0, 0]
    nquads, trig, linked, turtle = (set(ox.parse(path=str(file))) for file in files)
    assert nquads == trig == linked
    assert {quad.triple for quad in turtle} == {quad.triple for quad in nquads}
    assert len(turtle) == len(nquads)
    assert {path.name for path in tmp_path.iterdir()} == {file.name for file in files}


def test_a_sound_store_is_called_sound_and_a_rebuilt_one_is_the_same(ask: Run, home: Path) -> None:
    before = exported(home, home)
    assert ask("verify").stdout == "The store is sound.\n"
    assert json.loads(ask("verify", "--json").stdout) == []
    assert ask("rebuild").stdout == "my.wire: 2 articles written\n"
    assert exported(home, home) == before
    assert ask("review").stdout == "There are no near ties.\n"


def test_the_doctor_looks_at_everything_and_lists_what_was_refused(ask: Run) -> None:
    found = {finding["name"]: finding for finding in json.loads(ask("doctor", "--json").stdout)}
    assert {"wiregraph", "spacy", "model", "gazetteer", "disk", "book", "refused", "graph"} <= found.keys()
    assert found["book"]["value"] == "2 articles, 0 of them near-copies, 0 decisions"
    assert (found["gazetteer"]["fine"], found["graph"]["fine"]) == (True, True)
    assert json.loads(ask("doctor", "--refused", "--json").stdout)[0]["source"] == "news/c.txt"


def test_the_demo_reads_the_examples_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = wiregraph(tmp_path, "demo", "--workers", "0")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Who did what:" in done.stdout
    assert re.search(r"wiregraph connections '.+':", done.stdout)
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_gets_a_clear_error(home: Path) -> None:
    hold = "import sys; from graph.store import Store\nwith Store('my.wire'): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", hold], cwd=home, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    done = wiregraph(home, "ingest", "news")
    holder.communicate(b"")
    assert (done.returncode, done.stderr) == (2, f"wiregraph: my.wire is being written by process {holder.pid}; wait until it ends, or stop it\n")


def test_on_a_terminal_tables_are_framed_and_fit(home: Path) -> None:
    shown = terminal(home, "connections", "Anna Berg")
    assert "────" in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "Carla Ruiz" in shown


def terminal(folder: Path, *arguments: str) -> str:
    """What a terminal of 100 columns shows, without colors."""
    inner, outer = pty.openpty()
    command = [sys.executable, "-m", "wiregraph", *arguments]
    with subprocess.Popen(command, cwd=folder, env={**environment(), "TERM": "xterm"}, stdout=outer, stdin=subprocess.DEVNULL) as process:
        os.close(outer)
        pieces = []
        try:
            while piece := os.read(inner, 4096):
                pieces.append(piece)
        except OSError:  # Linux says so when the other end is closed
            pass
        process.wait()
    os.close(inner)
    return ANSI.sub("", b"".join(pieces).decode()).replace("\r\n", "\n")
