"""Makes the shipped model: training, export, calibration, and the table of scores.

python -m ingest.training [--corpora DIR] [--work DIR] [--out FOLDER] [--steps N]

The corpora alone first; from there two runs with our annotations, one that lets the network learn by heart and one that keeps it from it; the mean of
the two; and a short run at low rates. Some seven hours on one core; `--steps` shortens every run, to see that all of it works.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ingest.reader.model import FOLDER

CORPORA = ["--phase", "1", "--epochs", "4"]
LIGHT = ["--phase", "2", "--epochs", "12", "--encoder-rate", "2.5e-4", "--head-rate", "1.5e-3", "--word-drop", "0.1", "--hidden", "0"]
HEAVY = ["--phase", "2", "--epochs", "12"]
LAST = ["--phase", "2", "--epochs", "2", "--encoder-rate", "1.2e-4", "--head-rate", "8e-4", "--word-drop", "0.15", "--hidden", "0.02"]


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
    work = options.work

    def run(name: str, settings: list[str], *more: object) -> Path:
        shortened = ["--steps", options.steps] if options.steps else []
        step("train", "--corpora", options.corpora, "--out", work / name, *settings, *shortened, *more)
        return Path(work / name / "model.safetensors")

    one = run("one", CORPORA)
    light = run("light", LIGHT, "--init", one)
    heavy = run("heavy", HEAVY, "--init", one)
    step("average", light, heavy, "--out", work / "mean.safetensors")
    last = run("last", LAST, "--init", work / "mean.safetensors", "--parser", light)
    step("export", "--corpora", options.corpora, "--model", last, "--labels", work / "last" / "labels.json", "--out", options.out)
    step("calibrate", "--corpora", options.corpora, "--model", options.out)
    step("evaluate", "--corpora", options.corpora, "--model", options.out, "--json", work / "scores.json")


if __name__ == "__main__":
    main()
