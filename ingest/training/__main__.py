"""Makes the shipped model: two runs of training, export, calibration, and the table of scores.

python -m ingest.training [--corpora DIR] [--work DIR] [--out FOLDER] [--steps N]

Six hours on one core; `--steps` shortens both runs, to see that all of it works.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ingest.reader.model import FOLDER

RUNS = (  # name, and how it trains from where the one before ended
    ("one", ["--phase", "1", "--epochs", "4"]),
    ("two", ["--phase", "2", "--epochs", "12"]),
)


def step(module: str, *arguments: object) -> None:
    print(f"== {module}", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"ingest.training.{module}", *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--work", type=Path, default=Path(".cache/training"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--steps", type=int)
    options = parser.parse_args()
    before: list[object] = []
    for name, settings in RUNS:
        shortened = ["--steps", options.steps] if options.steps else []
        step("train", "--corpora", options.corpora, "--out", options.work / name, *settings, *shortened, *before)
        before = ["--init", options.work / name / "model.safetensors"]
    last = options.work / RUNS[-1][0]
    step("export", "--corpora", options.corpora, "--model", last / "model.safetensors", "--labels", last / "labels.json", "--out", options.out)
    step("calibrate", "--corpora", options.corpora, "--model", options.out)
    step("evaluate", "--corpora", options.corpora, "--model", options.out, "--json", options.work / "scores.json")


if __name__ == "__main__":
    main()
