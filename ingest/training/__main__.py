"""Makes the shipped model: two phases of training, export, calibration, and the table of scores.

python -m ingest.training [--corpora DIR] [--work DIR]
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ingest.reader.model import FOLDER

PHASE_ONE = ["--phase", "1", "--epochs", "3"]
PHASE_TWO = ["--phase", "2", "--epochs", "6", "--encoder-rate", "2.5e-4", "--head-rate", "1.5e-3"]


def step(module: str, *arguments: object) -> None:
    print(f"== {module}", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"ingest.training.{module}", *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--work", type=Path, default=Path(".cache/training"))
    options = parser.parse_args()
    one, two = options.work / "one", options.work / "two"
    step("train", "--corpora", options.corpora, "--out", one, *PHASE_ONE)
    step("train", "--corpora", options.corpora, "--out", two, *PHASE_TWO, "--init", one / "model.safetensors")
    step("export", "--model", two / "model.safetensors", "--labels", two / "labels.json", "--out", FOLDER)
    step("calibrate", "--corpora", options.corpora)
    step("evaluate", "--corpora", options.corpora, "--json", Path("bench") / "reader.json")


if __name__ == "__main__":
    main()
