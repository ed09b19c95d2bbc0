"""Kill `wiregraph ingest` at random moments of one long run and show that nothing is lost: `python -m bench.kills [--kills N] [--times K]`.

Wikinews, K times with changed ids, is ingested over and over into one store, each time until SIGKILL comes after a random part of a few seconds; then
a last run may finish. Its sorted N-Quads must equal those of a store that nobody disturbed. Writes bench/kills.json. Where `bench.crash` kills a
writer of readings made by hand, this kills the whole command with its readers, as a user or the system does.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from bench.ingest import repeated
from graph.book import Book
from graph.store import Store
from graph.verify import verify

ROOT = Path(__file__).parent.parent
LONGEST = 7.0  # seconds; a run needs three before its readers have read anything


def ingest(news: Path, store: Path) -> "subprocess.Popen[bytes]":
    """A run, begun."""
    command = [sys.executable, "-m", "wiregraph", "ingest", str(news), "--store", str(store), "--workers", "2", "--json"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(news: Path, store: Path, kills: int) -> list[int]:
    """How many readings the book had after each kill."""
    dice, kept = random.Random(5), list[int]()
    while len(kept) < kills:
        run = ingest(news, store)
        try:
            run.wait(dice.uniform(0.1, LONGEST))
            break  # it came to its end before
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            kept.append(readings(store))
    return kept


def readings(store: Path) -> int:
    if not (store / "book.sqlite").exists():
        return 0
    with closing(Book(store, write=True)) as book:
        return book.size()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        news, calm, rough = (Path(name) / part for part in ("news.jsonl", "calm.wire", "rough.wire"))
        articles = repeated(options.corpora / "wikinews.jsonl.gz", news, options.times)
        begun = time.monotonic()
        kept = killed(news, rough, options.kills)
        if ingest(news, rough).wait() or ingest(news, calm).wait():
            raise SystemExit("a run that nobody disturbed failed")
        with Store(calm) as one, Store(rough) as other:
            same, problems, stored = one.nquads() == other.nquads(), len(list(verify(other))), other.book.size()
    figures = {
        "kills": len(kept), "articles": articles, "stored": stored,
        "kills that found new readings": sum(after > before for before, after in pairwise([0, *kept])),
        "readings after the last kill": kept[-1] if kept else 0, "equal": same, "problems": problems, "s": round(time.monotonic() - begun),
        "load average": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))
    sys.exit(0 if same and not problems else 1)


if __name__ == "__main__":
    main()
