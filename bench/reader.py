"""How fast the reader reads, beside its bare encoder, in one run on one core.

    python -m bench.reader [--corpora DIR] [--articles N]

Prints words/s of both, their ratio, load time and peak memory, and keeps them in bench/reader-speed.json.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from ingest.reader import model, pipeline, tokenizer
from ingest.reader.component import Reader
from ingest.training.corpora import records

RUNS = 3


def texts(folder: Path, most: int) -> list[str]:
    return [f"{r['title']}\n\n{r['text']}" for r in records(folder / "wikinews.jsonl.gz")][:most]


def measure(folder: Path, most: int) -> dict[str, float | str]:
    """The best of RUNS rounds; reader and encoder take turns, so that both meet the same machine."""
    began = time.perf_counter()
    nlp = pipeline.load()
    load = time.perf_counter() - began
    reader = nlp.get_pipe("reader")
    assert isinstance(reader, Reader)
    chosen = texts(folder, most)
    docs = [nlp(text) for text in chosen]
    inputs = []
    for doc in docs:
        starts = tokenizer.paragraph_starts([t.text for t in doc])
        tokens = [t for t in doc if not t.is_space]
        inputs.append(([t.text for t in tokens], [2 if t.i in starts else 1 for t in tokens]))
    words = sum(len(w) for w, _ in inputs)
    whole, bare = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        for text in chosen:
            nlp(text)
        whole.append(time.perf_counter() - began)
        began = time.perf_counter()
        for given in inputs:
            for _ in reader.encoder.windows(*given):
                pass
        bare.append(time.perf_counter() - began)
    return {
        "model": model.version(), "articles": len(chosen), "words": words, "load s": round(load, 2), "reader words/s": round(words / min(whole)),
        "encoder words/s": round(words / min(bare)), "ratio": round(min(bare) / min(whole), 2),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "load average": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--articles", type=int, default=294)
    options = parser.parse_args()
    found = measure(options.corpora, options.articles)
    for name, value in found.items():
        print(f"{name:18s} {value}")
    Path(__file__).with_name("reader-speed.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
