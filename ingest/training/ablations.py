"""What each corpus is good for: the same short training with some left out, scored on the dev parts.

    python -m ingest.training.ablations --parser CHECKPOINT [--corpora DIR] [--steps N] [--json FILE]

Every arm trains from the published encoder for the same number of steps, far fewer than the shipped model: the differences count, not the heights.
Trees for our annotated phrases and for coreference come from one parser for all arms.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from ingest.reader import labels as lab
from ingest.reader.pieces import Pieces
from ingest.training import train
from ingest.training.__main__ import step
from ingest.training.corpora import Document
from ingest.training.evaluate import table
from ingest.training.examples import Maker
from ingest.training.network import Network, pretrained
from ingest.training.parser import parser

CORPORA = frozenset(("ewt", "gum", "names", "social", "meantime", "ecbplus", "gap", "own"))
ARMS = {
    "everything": CORPORA,
    "without our annotation": CORPORA - {"own"},
    "EWT alone": frozenset({"ewt"}),
    "GUM alone": frozenset({"gum"}),
    "our annotation alone": frozenset({"own"}),
}


def trained(documents: list[Document], labels: lab.Labels, pieces: Pieces, steps: int, folder: Path) -> Path:
    """The checkpoint of one arm."""
    torch.manual_seed(train.SEED)
    network, path = Network(labels), folder / "model.safetensors"
    network.encoder = pretrained(train.base_model())
    folder.mkdir(parents=True, exist_ok=True)
    lab.save(labels, folder / "labels.json")
    train.fit(
        network, documents, Maker(pieces, labels), epochs=1, most=steps, log=folder / "log.jsonl", encoder_rate=train.ENCODER_RATE,
        head_rate=train.HEAD_RATE, end=train.END, hidden=train.HIDDEN, save=lambda: save_file(network.state_dict(), path),
    )  # fmt: skip
    return path


def main() -> None:
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    known.add_argument("--parser", type=Path, required=True)
    known.add_argument("--work", type=Path, default=Path(".cache/ablations"))
    known.add_argument("--steps", type=int, default=400)
    known.add_argument("--json", type=Path, default=Path("bench/ablations.json"))
    options = known.parse_args()
    torch.set_num_threads(1)
    pieces = Pieces(train.base_model() / "tokenizer.json")
    documents = list(train.training_documents(options.corpora))
    labels = train.labels_of(documents, options.corpora)
    network = Network(labels)
    network.load_state_dict(load_file(options.parser))
    documents += train.with_trees(documents, options.corpora, parser(network, pieces, labels))
    rows: dict[str, object] = {}
    for number, (name, kept) in enumerate(ARMS.items()):
        folder, model = options.work / str(number), options.work / f"{number}.model"
        path = trained([doc for doc in documents if doc.corpus in kept], labels, pieces, options.steps, folder)
        step("export", "--corpora", options.corpora, "--model", path, "--labels", folder / "labels.json", "--out", model)
        rows[name] = {row: {n: round(v, 1) for n, v in scores.items()} for row, scores in table(model, options.corpora, "dev").items()}
        options.json.write_text(json.dumps({"steps": options.steps, "part": "dev", "arms": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
