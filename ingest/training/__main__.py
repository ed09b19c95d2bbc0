"""Makes the shipped model: three runs of training, export, calibration, and the table of scores.

python -m ingest.training [--corpora DIR] [--work DIR]
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ingest.reader.model import FOLDER

RUNS = (  # name, and how it trains from where the one before ended
    ("one", ["--phase", "1", "--epochs", "3"]),
    ("two", ["--phase", "2", "--epochs", "12", "--encoder-rate", "2.5e-4", "--head-rate", "1.5e-3", "--end", "0.45"]),
    ("three", ["--phase", "2", "--epochs", "5", "--encoder-rate", "1.2e-4", "--head-rate", "8e-4"]),
)


def step(module: str, *arguments: object) -> None:
    print(f"== {module}", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"ingest.training.{module}", *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--work", type=Path, default=Path(".cache/training"))
    options = parser.parse_args()
    before: list[object] = []
    for name, settings in RUNS:
        step("train", "--corpora", options.corpora, "--out", options.work / name, *settings, *before)
        before = ["--init", options.work / name / "model.safetensors"]
    last = options.work / RUNS[-1][0]
    step("export", "--corpora", options.corpora, "--model", last / "model.safetensors", "--labels", last / "labels.json", "--out", FOLDER)
    step("calibrate", "--corpora", options.corpora)
    step("evaluate", "--corpora", options.corpora, "--json", Path("bench") / "reader.json")


if __name__ == "__main__":
    main()
