"""Makes the shipped model: data, training, export, calibration, and the table of scores.

python -m ingest.training [--corpora DIR] [--teacher FILE] [--teachers N] [--work DIR] [--out FOLDER] [--steps N]

First a small parser on the corpora alone, which finds the heads of the phrases we annotated; then teachers from one published encoder
(`ingest.training.encoders`), each with another seed; then the reader's network, which learns from them; then, twice, the same at low rates on what
people annotated, and the mean of before and after (Wortsman et al. 2022, "Model soups"). A quarter of an hour on a data-center graphics card and an
hour on a core, or days on the core alone; `--steps` shortens every run, to see that all of it works.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ingest.reader.model import FOLDER

TEACH = ["--teacher", "--epochs", "14", "--batch", "9600", "--encoder-rate", "1e-4", "--head-rate", "1e-3", "--by-layer", "0.9"]
LAST = {
    "second": ["--encoder-rate", "1e-4", "--head-rate", "5e-4", "--word-drop", "0.2", "--hidden", "0.05", "--seed", "3"],
    "third": ["--encoder-rate", "1.5e-4", "--head-rate", "6e-4", "--word-drop", "0.25", "--hidden", "0.08", "--seed", "11"],
}


def step(module: str, *arguments: object) -> None:
    print(f"== {module}", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"ingest.training.{module}", *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--teacher", type=Path, default=Path(".cache/mpnet/model.safetensors"), help="the published encoder that teaches")
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--work", type=Path, default=Path(".cache/training"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--steps", type=int)
    options = parser.parse_args()
    work = options.work

    def run(module: str, name: str, *settings: object) -> Path:
        shortened = ["--steps", options.steps] if options.steps else []
        step(module, "--out", work / name, *settings, *shortened)
        return Path(work / name / "model.safetensors")

    step("prepare", "--corpora", options.corpora, "--out", work / "corpora")
    parses = run("train", "parser", "--data", work / "corpora", "--epochs", "4")
    step("prepare", "--corpora", options.corpora, "--out", work / "data", "--parser", parses)
    data = ["--data", work / "data"]
    teachers = [run("train", f"teacher{seed}", *data, *TEACH, "--base", options.teacher, "--seed", seed) for seed in range(1, options.teachers + 1)]
    model = run("distil", "student", *data, "--epochs", "11", "--teachers", *teachers)
    for name, settings in LAST.items():
        last = run("train", name, *data, "--epochs", "2", "--init", model, *settings)
        step("average", model, last, "--out", work / f"{name}.mean.safetensors")
        model = work / f"{name}.mean.safetensors"
    step("export", "--corpora", options.corpora, "--model", model, "--labels", work / "student" / "labels.json", "--out", options.out)
    step("calibrate", "--corpora", options.corpora, "--model", options.out)
    step("evaluate", "--corpora", options.corpora, "--model", options.out, "--json", work / "scores.json")


if __name__ == "__main__":
    main()
