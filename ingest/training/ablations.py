"""What each corpus is good for: the same short training with some left out, scored on the dev parts.

    python -m ingest.training.ablations --data FOLDER [--corpora DIR] [--steps N] [--json FILE]

Every arm trains the reader's own network from the published encoder, without teachers, for the same number of steps, far fewer than the shipped
model: the differences count, not the heights. All arms have the same prepared documents (`ingest.training.prepare`).
"""

import argparse
import json
from pathlib import Path

from ingest.training.__main__ import step
from ingest.training.documents import read, write
from ingest.training.evaluate import table

CORPORA = frozenset(("ewt", "gum", "names", "social", "meantime", "ecbplus", "gap", "own"))
ARMS = {
    "everything": CORPORA,
    "without our annotation": CORPORA - {"own"},
    "EWT alone": frozenset({"ewt"}),
    "GUM alone": frozenset({"gum"}),
    "our annotation alone": frozenset({"own"}),
}


def main() -> None:
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--data", type=Path, required=True, help="folder of ingest.training.prepare")
    known.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    known.add_argument("--work", type=Path, default=Path(".cache/ablations"))
    known.add_argument("--steps", type=int, default=400)
    known.add_argument("--json", type=Path, default=Path("bench/ablations.json"))
    options = known.parse_args()
    documents = read(options.data / "train.jsonl.gz")
    rows: dict[str, object] = {}
    for number, (name, kept) in enumerate(ARMS.items()):
        data, model = options.work / f"{number}.data", options.work / f"{number}.model"
        data.mkdir(parents=True, exist_ok=True)
        write([doc for doc in documents if doc.corpus in kept], data / "train.jsonl.gz")
        for file in ("dev.jsonl.gz", "labels.json", "tokenizer.json"):
            (data / file).write_bytes((options.data / file).read_bytes())
        step("train", "--data", data, "--out", options.work / str(number), "--steps", options.steps)
        checkpoint = options.work / str(number) / "model.safetensors"
        step("export", "--corpora", options.corpora, "--model", checkpoint, "--labels", data / "labels.json", "--out", model)
        rows[name] = {row: {n: round(v, 1) for n, v in scores.items()} for row, scores in table(model, options.corpora, "dev").items()}
        options.json.write_text(json.dumps({"steps": options.steps, "part": "dev", "arms": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
