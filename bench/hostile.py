"""Files made to break readers of news, through the whole command line: how long each takes, and what becomes of the good pages beside it.

    python -m bench.hostile

Each of tests/hostile.py is put into a folder with two good pages, one sorted before it and one behind, and the folder is ingested into a new store.
Results go to bench/hostile.json.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import hostile  # noqa: E402  it lies among the tests

TRAPS: list[tuple[str, Callable[[Path], Path]]] = [
    ("4 MB of links", hostile.links),
    ("300,000 nested tags", hostile.nested),
    ("XML bomb in a feed", hostile.xml_bomb),
    ("hidden XML bomb", hostile.hidden_xml_bomb),
    ("gzip bomb in a WARC", hostile.gzip_bomb),
    ("many small bombs", hostile.many_small_bombs),
    ("400 damaged WARC records", partial(hostile.damaged_records, compressed=False)),
    ("400 damaged WARC records, compressed", partial(hostile.damaged_records, compressed=True)),
    ("a line of 100 MB", hostile.long_line),
    ("a text of many MB", hostile.long_text),
    ("lines that inflate", hostile.inflating_lines),
    ("NULs", hostile.nuls),
    ("lone surrogates", hostile.surrogates),
    ("a binary", hostile.binary),
    ("an empty file", hostile.empty),
]


def taken(make: Callable[[Path], Path]) -> dict[str, Any]:
    """Seconds, those of the processor, how many articles are stored, whether the two good pages are among them, and why the rest is not."""
    with tempfile.TemporaryDirectory() as folder:
        source, store = Path(folder) / "in", str(Path(folder) / "out.wire")
        source.mkdir()
        make(source)
        for number, name in ((9001, "aaa.html"), (9002, "zzz.html")):
            (source / name).write_text(hostile.story(number))
        begun, used = time.perf_counter(), _used()
        run = [sys.executable, "-m", "wiregraph", "ingest", str(source), "--store", store, "--workers", "1", "--json"]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=120)
        seconds, used = time.perf_counter() - begun, _used() - used
        summary = json.loads(done.stdout)
        query = "SELECT ?name WHERE { ?article a schema:NewsArticle ; schema:headline ?name }"
        asked = [sys.executable, "-m", "wiregraph", "query", query, "--store", store, "--format", "json"]
        heard = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    good = all(f"mill {number}" in heard for number in (9001, 9002))
    return {
        "s": round(seconds, 1), "processor, s": round(used, 1), "stored": summary["new"], "good pages stored": good,
        "refused": summary["refused"], "quarantined": summary["quarantined"], "reasons": summary["reasons"], "exit status": done.returncode,
    }  # fmt: skip


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    alone = taken(lambda folder: folder)
    found = {name: taken(make) for name, make in TRAPS}
    slowest = max(found, key=lambda name: found[name]["s"])
    told = {
        "the good pages alone": alone,
        "slowest": slowest,
        "slowest s": found[slowest]["s"],
        "load average": round(os.getloadavg()[0], 1),
        "traps": found,
    }
    print(json.dumps(told, indent=1))
    Path(__file__).with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
