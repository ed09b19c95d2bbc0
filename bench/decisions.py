"""What a decision costs in a big store: `python -m bench.decisions [ARTICLES]`, synthetic articles as in bench.identity.

Each of merge, split, rename, undo and review as the command does it: the store is opened, the decision taken, the graph settled, the store closed.
Seconds by the clock and of the processor. The actors are one of a hundred articles or so, one of a few and the one that most articles name.
"""

import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.identity import readings
from graph import rulings
from graph.records import Article, Reading
from graph.review import review
from graph.store import Store


def main() -> None:
    """Writes bench/decisions.json."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "big.wire"
        if not (folder / "book.sqlite").exists():
            fill(folder, articles)
        figures = {"articles": articles, **measured(folder), "load": f"{os.getloadavg()[0]:.1f} processes on {os.cpu_count()} cores"}
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


def fill(folder: Path, articles: int) -> None:
    with Store(folder) as store:
        for number, read in enumerate(readings(articles)):
            article = Article(f"Article {number}\n\nOf the bench.", published="2024-05-06")
            store.add(article, Reading(article.id, read.reader, read.entities))
        store.settle()


def measured(folder: Path) -> dict[str, Any]:
    gc.collect()
    gc.freeze()
    found: dict[str, Any] = {"open and close": timed(lambda: with_store(folder, lambda store: None))}
    with Store(folder) as store:
        counts = sorted(((actor.articles, key) for key, actor in store.identity().actors.items() if actor.kind == "person"), reverse=True)
    often, some, few = (f"actor/{next(key for articles, key in counts if articles <= most)}" for most in (counts[0][0], 100, 4))

    def step(name: str, work: Callable[[Store], object]) -> None:
        found[name] = timed(lambda: with_store(folder, work))

    for name, path in (("often", often), ("some", some)):
        step(f"merge, {name}", lambda store, path=path: store.decide(rulings.merge(store.who(), path, few)))  # type: ignore[misc]
        step(f"undo, {name}", Store.undo)
        step(f"split, {name}", lambda store, path=path: split(store, path))  # type: ignore[misc]
        step(f"undo of the split, {name}", Store.undo)
    step("rename", lambda store: store.decide(rulings.rename(store.who(), few, "Somebody Else")))
    step("undo of the rename", Store.undo)
    step("review", lambda store: review(store.who(), store.book.decisions(), most=20))
    found["articles of the actors"] = {
        name: next(n for n, key in counts if path == f"actor/{key}") for name, path in (("often", often), ("some", some), ("few", few))
    }
    return found


def split(store: Store, path: str) -> None:
    who = store.who()
    store.decide(rulings.split(who, path, who.sightings(path)))


def with_store(folder: Path, work: Callable[[Store], object]) -> None:
    with Store(folder) as store:
        work(store)


def timed(work: Callable[[], object]) -> dict[str, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return {"clock_s": round(time.perf_counter() - clock, 2), "processor_s": round(time.process_time() - processor, 2)}


if __name__ == "__main__":
    main()
