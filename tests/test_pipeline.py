"""Runs with real processes: what is stored, what is given up, and what is left to the next run."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.records import Article
from graph.store import Store
from ingest import edition
from ingest.crew import AHEAD, ReaderError, readings
from ingest.drafts import Options
from ingest.outcomes import Outcome, Summary
from ingest.pipeline import Plan, run
from ingest.reader.model import FOLDER
from ingest.workers import Crew, Done

ROOT = Path(__file__).parent.parent
QUICK = "standins:quick"
TOWNS = ("Bonn", "Lyon", "Turin", "Ghent", "Malmo", "Porto", "Graz", "Bath", "Tours", "Parma")


@pytest.fixture(autouse=True)
def _standins_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def story(number: int, order: str = "") -> dict[str, str]:
    """News that is like no other."""
    town, other = TOWNS[number % 10], TOWNS[(number // 10 + 3) % 10]
    words = " ".join(f"{town}{number + n}" for n in range(12))
    text = f"Mayor Anna Berg of {town} met Paul Stone in {other} on Friday, the police said. The court will hear of {words} next week. {order}"
    return {"text": text, "date": "2025-01-01", "title": f"Meeting {number} in {town}"}


def jsonl(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def ingest(
    folder: Path, source: str, *, workers: int = 2, reader: str = QUICK, version: str = "1", seconds: float = 20, again: bool = False
) -> Summary:
    with Store(folder) as store:
        return run([source], store, plan=Plan(Crew(workers, reader, seconds), version, Options(), again))


def nquads(folder: Path) -> bytes:
    with Store(folder) as store:
        return store.nquads()


def states(folder: Path) -> dict[str, tuple[str, str | None, int]]:
    with Store(folder) as store:
        return {entry.source: (entry.state, entry.reason, entry.tries) for entry in store.book.ledger() if not entry.item.startswith("wiregraph:")}


def test_the_store_does_not_depend_on_the_number_of_workers_or_the_order(tmp_path: Path) -> None:
    rows = [story(n) for n in range(12)]
    one = ingest(tmp_path / "0.wire", jsonl(tmp_path, *rows), workers=0)
    ingest(tmp_path / "3.wire", jsonl(tmp_path, *reversed(rows)), workers=3)
    assert (one.new, one.events, one.refused, one.quarantined, one.interrupted) == (12, 12, 0, 0, False)
    assert nquads(tmp_path / "0.wire") == nquads(tmp_path / "3.wire")


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    source = jsonl(tmp_path, *(story(n) for n in range(5)))
    ingest(tmp_path / "a.wire", source, workers=0)
    before = nquads(tmp_path / "a.wire")
    again = ingest(tmp_path / "a.wire", source, workers=1, reader="standins:broken")
    assert (again.new, again.unchanged) == (0, 5)
    assert nquads(tmp_path / "a.wire") == before
    assert len(list((tmp_path / "a.wire" / "checkpoints").iterdir())) == 1


def test_the_edition_that_is_asked_for_is_the_one_that_readings_carry() -> None:
    if not (FOLDER / "manifest.json").exists():
        pytest.skip("the reader's model is not there; `make train` makes it")
    from ingest.reading import version

    assert edition.version() == version()


def test_another_version_of_the_reader_reads_anew(tmp_path: Path) -> None:
    source = jsonl(tmp_path, story(1), story(2))
    ingest(tmp_path / "a.wire", source, workers=0)
    assert ingest(tmp_path / "a.wire", source, workers=0, version="2").reread == 2
    assert ingest(tmp_path / "a.wire", source, workers=0, version="2").unchanged == 2


def test_the_same_article_twice_in_a_run_is_read_once(tmp_path: Path) -> None:
    summary = ingest(tmp_path / "a.wire", jsonl(tmp_path, story(1), story(1), story(1)), workers=1)
    assert (summary.new, summary.unchanged) == (1, 2)


def test_near_copies_are_linked(tmp_path: Path) -> None:
    copy = {**story(1), "date": "2025-01-03"}
    assert ingest(tmp_path / "a.wire", jsonl(tmp_path, copy, story(2), story(1)), workers=0).copies == 1
    with Store(tmp_path / "a.wire") as store:
        ((later, original),) = store.book.copies().items()
        assert (store.book.article(later).published, store.book.article(original).published) == ("2025-01-03", "2025-01-01")


def test_poison_is_quarantined_after_two_tries_with_its_reason_and_the_rest_is_stored(tmp_path: Path) -> None:
    orders = ("KILL", "RAISE", "CRASH", "SLEEP")
    rows = [story(0), *(story(n + 1, order) for n, order in enumerate(orders)), *(story(n) for n in range(10, 16))]
    summary = ingest(tmp_path / "a.wire", jsonl(tmp_path, *rows), workers=2, seconds=1)
    assert (summary.new, summary.quarantined) == (7, 4)
    found = [states(tmp_path / "a.wire")[f"{tmp_path}/news.jsonl:{line}"] for line in range(2, 6)]
    assert found == [
        ("quarantined", "the reader was killed (SIGKILL), as the system does when memory runs out", 2),
        ("quarantined", "the reader failed: ValueError: cannot read 'RAISE'", 2),
        ("quarantined", "the reader crashed (SIGSEGV)", 2),
        ("quarantined", "reading took more than 1 seconds and was stopped", 2),
    ]


def test_a_worker_that_dies_once_costs_its_article_a_second_try_and_nothing_else(tmp_path: Path) -> None:
    rows = [story(1), story(2, f"ONCE {tmp_path}/died"), *(story(n) for n in range(3, 9))]
    assert ingest(tmp_path / "a.wire", jsonl(tmp_path, *rows), workers=2).new == 8
    assert {state for state, _, _ in states(tmp_path / "a.wire").values()} == {"stored"}


def test_what_is_quarantined_is_tried_again_only_when_asked_or_by_another_reader(tmp_path: Path) -> None:
    source = jsonl(tmp_path, story(1), story(2, f"UNLESS {tmp_path}/mended"))
    assert ingest(tmp_path / "a.wire", source, workers=1).quarantined == 1
    (tmp_path / "mended").touch()
    assert ingest(tmp_path / "a.wire", source, workers=1, reader="standins:broken").quarantined == 1
    assert ingest(tmp_path / "a.wire", source, workers=1, again=True).new == 1


def test_workers_that_retire_are_replaced_without_blame(tmp_path: Path) -> None:
    summary = ingest(tmp_path / "a.wire", jsonl(tmp_path, *(story(n) for n in range(8))), workers=2, reader="standins:short_lived")
    assert (summary.new, summary.quarantined) == (8, 0)


def test_a_reader_that_does_not_start_is_no_fault_of_the_articles(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no model here"):
        ingest(tmp_path / "a.wire", jsonl(tmp_path, story(1)), workers=2, reader="standins:broken")


def test_refusals_are_written_down_and_taken_back_when_the_source_is_mended(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    page = tmp_path / "in" / "a.txt"
    page.write_text("Too short.")
    heard: list[Outcome] = []
    with Store(tmp_path / "a.wire") as store:
        run([str(tmp_path / "in")], store, plan=Plan(Crew(0, QUICK), "1"), on_outcome=heard.append)
    assert [(o.source, o.fate, o.reason) for o in heard] == [(str(page), "refused", "too-short")]
    assert states(tmp_path / "a.wire")[str(page)][0] == "refused"
    page.write_text(story(1)["text"])
    ingest(tmp_path / "a.wire", str(page), workers=0)
    assert states(tmp_path / "a.wire")[str(page)] == ("stored", None, 0)


def test_articles_are_taken_no_faster_than_they_are_read() -> None:
    taken = itertools.count()
    endless = (Article(f"{story(n)['text']} {'TAKES 400 ms' if n == 3 else ''}") for n in taken)
    results = readings(endless, crew=Crew(1, QUICK))
    first = [next(results)[0].text for _ in range(3)]
    assert first == [f"{story(n)['text']} " for n in range(3)]
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert next(taken) <= 3 + AHEAD + 2


def test_results_come_in_order_whoever_reads_them() -> None:
    articles = [Article(story(n, f"TAKES {(n % 3) * 60} ms")["text"]) for n in range(12)]
    results = list(readings(articles, crew=Crew(3, QUICK)))
    assert [article for article, _ in results] == articles
    assert all(isinstance(done, Done) and done.made.article == article for article, done in results)


RUN = """
import sys
from pathlib import Path
from graph.store import Store
from ingest.pipeline import Plan, run
from ingest.stop import Stop
from ingest.workers import Crew
with Store(sys.argv[2]) as store, Stop(lambda: print("stopping", flush=True)) as stop:
    print("open", flush=True)
    done = run([sys.argv[1]], store, plan=Plan(Crew(2, "standins:quick"), "1"), on_outcome=lambda outcome: print(outcome.fate, flush=True), stop=stop)
print("interrupted" if done.interrupted else "done", done.new, done.unchanged, flush=True)
"""


@pytest.fixture
def slow_source(tmp_path: Path) -> str:
    return jsonl(tmp_path, *(story(n, "TAKES 60 ms") for n in range(16)))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("calm")
    ingest(folder / "a.wire", jsonl(folder, *(story(n, "TAKES 60 ms") for n in range(16))), workers=0)
    return nquads(folder / "a.wire")


def started(source: str, folder: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])}
    return subprocess.Popen([sys.executable, "-c", RUN, source, str(folder)], env=environment, stdout=subprocess.PIPE, text=True)


def after(process: "subprocess.Popen[str]", count: int) -> None:
    """Waits until so many articles are stored."""
    assert process.stdout
    for line in process.stdout:
        count -= line == "new\n"
        if count <= 0:
            return


def test_the_first_ctrl_c_comes_to_a_clean_end_and_the_next_run_goes_on(tmp_path: Path, slow_source: str, undisturbed: bytes) -> None:
    process = started(slow_source, tmp_path / "a.wire")
    after(process, 4)
    process.send_signal(signal.SIGINT)
    last = process.communicate(timeout=20)[0].splitlines()[-1].split()
    assert last[0] == "interrupted"
    assert 4 <= int(last[1]) < 16
    final = ingest(tmp_path / "a.wire", slow_source, workers=0)
    assert (final.new + int(last[1]), final.unchanged) == (16, int(last[1]))
    assert nquads(tmp_path / "a.wire") == undisturbed


def test_the_second_ctrl_c_ends_at_once_and_loses_nothing(tmp_path: Path, slow_source: str, undisturbed: bytes) -> None:
    process = started(slow_source, tmp_path / "a.wire")
    after(process, 4)
    process.send_signal(signal.SIGINT)
    assert "stopping\n" in iter(process.stdout or [])
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=5)
    assert process.returncode != 0
    ingest(tmp_path / "a.wire", slow_source, workers=0)
    assert nquads(tmp_path / "a.wire") == undisturbed


def test_after_kill_9_the_next_run_makes_the_same_store(tmp_path: Path, slow_source: str, undisturbed: bytes) -> None:
    for stored in (1, 5):
        process = started(slow_source, tmp_path / "a.wire")
        after(process, stored)
        process.kill()
        process.communicate()
    assert ingest(tmp_path / "a.wire", slow_source, workers=0).unchanged >= 6
    assert nquads(tmp_path / "a.wire") == undisturbed


def test_workers_do_not_outlive_the_run(tmp_path: Path, slow_source: str) -> None:
    process = started(slow_source, tmp_path / "a.wire")
    after(process, 2)
    children = list(descendants(process.pid))
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 5
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(children) >= 2
    assert not any(alive(child) for child in children)


def descendants(parent: int) -> Iterator[int]:
    for child in map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
        yield child
        yield from descendants(child)


def alive(process: int) -> bool:
    """Whether it runs; a zombie, which nobody may be there to bury, does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
