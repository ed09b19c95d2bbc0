"""What each corpus is good for: the same short training with some left out, scored on the dev parts.

    python -m ingest.training.ablations --parser CHECKPOINT [--corpora DIR] [--steps N] [--json FILE]

Every arm trains from the published encoder for the same number of steps, far fewer than the shipped model: the differences count, not the heights.
The heads of our annotated phrases come from one parser for all arms.
"""

import argparse
import json
from pathlib import Path

from ingest.training.__main__ import step
from ingest.training.evaluate import table

CORPORA = ("ewt", "gum", "names", "social", "meantime", "ecbplus", "gap", "own")
ARMS = {
    "everything": (),
    "without our annotation": ("own",),
    "EWT alone": tuple(c for c in CORPORA if c != "ewt"),
    "GUM alone": tuple(c for c in CORPORA if c != "gum"),
    "our annotation alone": tuple(c for c in CORPORA if c != "own"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--parser", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".cache/ablations"))
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--json", type=Path, default=Path("bench/ablations.json"))
    options = parser.parse_args()
    rows: dict[str, object] = {}
    for number, (name, left_out) in enumerate(ARMS.items()):
        out, model = options.work / str(number), options.work / f"{number}.model"
        step(
            "train", "--corpora", options.corpora, "--out", out, "--phase", 2, "--parser", options.parser, "--steps", options.steps,
            "--leave-out", *left_out,
        )  # fmt: skip
        step("export", "--corpora", options.corpora, "--model", out / "model.safetensors", "--labels", out / "labels.json", "--out", model)
        rows[name] = {row: {n: round(v, 1) for n, v in scores.items()} for row, scores in table(model, options.corpora, "dev").items()}
        options.json.write_text(json.dumps({"steps": options.steps, "part": "dev", "arms": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
