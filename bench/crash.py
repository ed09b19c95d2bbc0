"""Kill a writing process at random moments and show that nothing is lost: `python -m bench.crash [KILLS] [ARTICLES]`.

A child adds articles and settles now and then; the parent sends SIGKILL. After the last kill a child may finish, and the sorted N-Quads must equal
those of a run that nobody disturbed. Writes bench/crash.json.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.newsroom import newsroom
from graph.book import Book
from graph.store import INPUTS, Store
from graph.verify import verify

ROOT = Path(__file__).parent.parent
SETTLE_EVERY = 7


def write(folder: Path, articles: int) -> None:
    """Adds what is not there yet, in an order of its own each time, and settles; what the child does."""
    stories = list(newsroom(articles))
    random.shuffle(stories)
    with Store(folder) as store:
        for number, (article, reading) in enumerate(stories):
            if store.add(article, reading) and number % SETTLE_EVERY == 0:
                store.settle()
        store.settle()
        store.checkpoint()


def crash(folder: Path, *, kills: int, articles: int, longest: float) -> int:
    """Kills `kills` children, each after a random part of `longest` seconds; how many of them were killed at work on the store."""
    dice, killed, at_work = random.Random(3), 0, 0
    while killed < kills:
        before = _state(folder)
        child = subprocess.Popen([sys.executable, "-m", "bench.crash", "--child", str(folder), str(articles)], cwd=ROOT)
        try:
            if child.wait(dice.uniform(0.1, longest)) != 0:
                raise RuntimeError(f"the child ended with {child.returncode}")
            _halve(folder)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            killed, at_work = killed + 1, at_work + (_state(folder) != before or not _state(folder)[1])
    return at_work


def _state(folder: Path) -> tuple[int, bool]:
    """How many articles the book has, and whether the graph is known to agree with it."""
    if not (folder / "book.sqlite").exists():
        return 0, True
    with closing(Book(folder, write=True)) as book:
        return len(list(book.articles())), INPUTS in book.rendered()


def _halve(folder: Path) -> None:
    """A child came to its end: take half of the articles out, so that the next one has something to do."""
    with Store(folder) as store:
        for article in list(store.book.articles())[::2]:
            store.book.remove(article)


def main() -> None:
    """The parent, or with --child the child."""
    if sys.argv[1:2] == ["--child"]:
        write(Path(sys.argv[2]), int(sys.argv[3]))
        return
    kills, articles = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 200), (2, 120)))
    with tempfile.TemporaryDirectory() as name:
        calm, rough = Path(name) / "calm.wire", Path(name) / "rough.wire"
        start = time.monotonic()
        write(calm, articles)
        at_work = crash(rough, kills=kills, articles=articles, longest=1.5 * (time.monotonic() - start) + 0.5)
        write(rough, articles)
        with Store(calm) as one, Store(rough) as other:
            same, problems = one.nquads() == other.nquads(), len(list(verify(other)))
    figures = {"kills": kills, "killed_at_work": at_work, "articles": articles, "equal": same, "problems": problems}
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))
    sys.exit(0 if same and not problems else 1)


if __name__ == "__main__":
    main()
