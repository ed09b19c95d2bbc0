"""The main job on real news, beside the bare reader, in one run.

    python -m bench.ingest [--corpora DIR] [--workers N] [--times K]

Ingests the Wikinews sample with N workers into a new store through the command line, ingests it once more, and verifies it; before that, one process
reads the same articles with the bare reader. `--times K` repeats the articles K times with changed ids, for memory, and does only that. Results go to
bench/ingest.json, or bench/ingest-K-times.json.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent
EVERY = 5.0  # seconds between looks at the memory


def repeated(source: Path, target: Path, times: int) -> int:
    """Writes the articles `times` times; the copies differ by their address and by one sentence at the end. Returns how many there are."""
    count = 0
    with gzip.open(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        records = [json.loads(line) for line in lines]
        for k in range(times):
            for r in records:
                text = r["text"] + (f"\n\nThis is edition {k}." if k else "")
                out.write(json.dumps({"url": f"{r['url']}{'?' + str(k) if k else ''}", "date": r["date"], "title": r["title"], "text": text}) + "\n")
                count += 1
    return count


def bare(path: Path, most: int) -> tuple[int, float, float]:
    """Words, seconds, and seconds of the processor of one process that only reads, on the first `most` articles."""
    from ingest.reader import pipeline

    nlp = pipeline.load()
    with path.open(encoding="utf-8") as lines:
        texts = [f"{r['title']}\n\n{r['text']}" for r in (json.loads(line) for _, line in zip(range(most), lines, strict=False))]
    nlp(texts[0])
    began, used = time.perf_counter(), time.process_time()
    words = sum(sum(not t.is_space for t in nlp(text)) for text in texts)
    return words, time.perf_counter() - began, time.process_time() - used


def command(*arguments: str) -> tuple[dict[str, Any], float, float]:
    """What it prints, seconds, and seconds of the processor in all its processes."""
    began, used = time.perf_counter(), _used()
    done = subprocess.run([sys.executable, "-m", "wiregraph", *arguments, "--json"], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout or "{}"), time.perf_counter() - began, _used() - used


def sizes(store: Path) -> dict[str, float]:
    """Megabytes on the disk by part of a store; a file with several names (checkpoints are hard links) counts once, in the first part that has it."""
    seen: set[int] = set()
    found: dict[str, float] = {}
    for part in sorted(store.iterdir(), key=lambda path: path.name == "checkpoints"):
        files = {f.stat().st_ino: f.stat().st_blocks * 512 for f in (part, *part.rglob("*")) if f.is_file()}
        found[part.name] = round(sum(size for inode, size in files.items() if inode not in seen) / 1e6, 1)
        seen |= files.keys()
    return found


def watched(*arguments: str) -> tuple[dict[str, Any], float, float, list[tuple[int, int, int]]]:
    """As `command`, and megabytes in memory every few seconds: seconds since the start, the process that writes, the largest that reads."""
    began, used, memory = time.perf_counter(), _used(), list[tuple[int, int, int]]()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        run = subprocess.Popen([sys.executable, "-m", "wiregraph", *arguments, "--json"], cwd=ROOT, stdout=out, stderr=told)
        while True:
            try:
                run.wait(EVERY)
                break
            except subprocess.TimeoutExpired:
                readers = [resident(int(pid)) for pid in Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()]
                memory.append((round(time.perf_counter() - began), resident(run.pid), max(readers, default=0)))
        seconds = time.perf_counter() - began
        out.seek(0)
        return json.loads(out.read()), seconds, _used() - used, memory


def resident(pid: int) -> int:
    """Megabytes of a process in memory; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    except OSError:
        return 0


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news, store = Path(folder) / "news.jsonl", str(Path(folder) / "bench.wire")
        count = repeated(options.corpora / "wikinews.jsonl.gz", news, options.times)
        words, seconds, reading = bare(news, count) if options.times == 1 else (0, 0.0, 0.0)
        summary, first, all_of_it, memory = watched("ingest", str(news), "--store", store, "--workers", str(options.workers))
        if options.times > 1:
            tell(f"ingest-{options.times}-times.json", memory_told(count, first, memory, summary, sizes(Path(store))))
            return
        _, again, again_used = command("ingest", str(news), "--store", store, "--workers", str(options.workers))
        problems, verified, verify_used = command("verify", "--store", store)
        size = sizes(Path(store))
    found = {
        "articles": count, "words": words, "workers": options.workers,
        "bare reader words/s": round(words / seconds), "ingest words/s": round(words / first),
        "of bare reader times workers": round(words / first / (words / seconds * options.workers), 2), "ingest s": round(first, 1),
        "processor, s": {
            "bare reader": round(reading, 1), "ingest": round(all_of_it, 1), "again": round(again_used, 2),
            "verify": round(verify_used, 1), "bare reader of ingest": round(reading / all_of_it, 2),
        },
        "again s": round(again, 1), "again faster by": round(first / again, 1), "verify s": round(verified, 1),
        "store MB": round(sum(size.values()), 1), "store MB by part": size,
        "largest process MB": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024), "load average": round(os.getloadavg()[0], 1),
        "summary": summary, "problems": problems,
    }  # fmt: skip
    tell("ingest.json", found)


def memory_told(count: int, seconds: float, memory: list[tuple[int, int, int]], summary: dict[str, Any], size: dict[str, float]) -> dict[str, Any]:
    """What is told of the memory of a long run: the most in each tenth of its time."""
    tenths = [[row for row in memory if tenth <= 10 * row[0] / seconds < tenth + 1] for tenth in range(10)]
    return {
        "articles": count, "s": round(seconds, 1), "load average": round(os.getloadavg()[0], 1),
        "largest MB of the writer by tenth": [max((row[1] for row in tenth), default=None) for tenth in tenths],
        "largest MB of a reader by tenth": [max((row[2] for row in tenth), default=None) for tenth in tenths],
        "store MB": round(sum(size.values()), 1), "store MB by part": size, "summary": summary,
    }  # fmt: skip


def tell(name: str, found: dict[str, Any]) -> None:
    """On the terminal and in a file beside this one."""
    print(json.dumps(found, indent=1))
    Path(__file__).with_name(name).write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
