"""Trains a network on prepared documents (`ingest.training.prepare`): the reader's own, or the larger one that teaches it.

    python -m ingest.training.train --data FOLDER --out FOLDER [--teacher] [--base FILE] [--init CHECKPOINT] [--epochs N | --steps N | --seconds N]

Reads top to bottom: constants, data, fit, save. Seeded; on a graphics card where there is one, else one thread; checkpoints are safetensors.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ingest.reader import labels as lab
from ingest.reader.pieces import Pieces
from ingest.training.batch import Batch, collate, grouped, moved
from ingest.training.corpora import Document
from ingest.training.documents import read
from ingest.training.encoders import base_model, minilm, mpnet
from ingest.training.examples import Maker, is_annotated
from ingest.training.losses import WEIGHTS, losses
from ingest.training.network import MPNET, WORD_DROP, Network, network_of, tagger_sizes
from ingest.training.restore import restored

LONGEST = 300
WARMUP, DECAY, CLIP = 0.06, 0.05, 1.0
SHARE = {"gap": 0.5, "social": 0.35, "ecbplus": 0.3, "own": 0.75}
REPEAT = {"own": 2, "meantime": 2}
Term = Callable[[Network, Batch], dict[str, Tensor]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train: learning rates with what is left of them at the end (`end`), dropout of the encoder and of word vectors, the share of hidden
    pieces, padded pieces a batch, by how much the rate falls with each layer further down, and how long: epochs, steps or seconds."""

    encoder_rate: float = 3e-4
    head_rate: float = 2e-3
    end: float = 0.02
    drop: float = 0.1
    word_drop: float = WORD_DROP
    hidden: float = 0.1
    batch: int = 2400
    by_layer: float = 1.0
    epochs: int = 4
    steps: int | None = None
    seconds: float | None = None
    seed: int = 7
    workers: int = 0


class Windows(IterableDataset[Batch]):
    """Batches of windows; each epoch cuts the documents anew. Workers draw the same and take turns."""

    def __init__(self, documents: list[Document], maker: Maker, settings: Settings, *, everything: bool) -> None:
        """`everything`: also the windows that nobody annotated, and all of every corpus."""
        self.documents, self.maker, self.settings, self.everything = documents, maker, settings, everything

    def drawn(self, rng: random.Random) -> list[list[tuple[int, int, int]]]:
        return drawn(self.documents, self.maker, rng, self.settings.batch, everything=self.everything)

    def steps(self) -> int:
        """Batches of all epochs, nearly: no two epochs are cut alike."""
        return self.settings.epochs * len(self.drawn(random.Random(self.settings.seed)))

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        number, of = (worker.id, worker.num_workers) if worker else (0, 1)
        rng = random.Random(self.settings.seed)
        endless = self.settings.steps or self.settings.seconds
        for _ in count() if endless else range(self.settings.epochs):
            for group in self.drawn(rng)[number::of]:
                yield collate([self.maker.example(self.documents[d], a, b) for d, a, b in group])


def drawn(documents: list[Document], maker: Maker, rng: random.Random, batch: int, *, everything: bool) -> list[list[tuple[int, int, int]]]:
    """One epoch: SHARE of some corpora, others REPEAT times, as (document, begin, end) in groups of similar length."""
    windows = [
        (number, a, b)
        for number, doc in enumerate(documents)
        for _ in range(1 if everything else REPEAT.get(doc.corpus, 1))
        if everything or rng.random() < SHARE.get(doc.corpus, 1.0)
        for a, b in maker.windows(doc, rng, LONGEST)
        if b - a > 1 and (everything or is_annotated(doc, a, b))
    ]
    sizes = [maker.size(documents[number], a, b) + 2 for number, a, b in windows]
    groups = grouped(sizes, batch, [rng.random() * 16 for _ in sizes])
    rng.shuffle(groups)
    return [[windows[i] for i in group] for group in groups]


def fit(network: Network, data: Windows, settings: Settings, term: Term, *, log: Path, device: torch.device) -> None:
    """Minimizes the weighted sum of what `term` gives; every 50 steps the means go to the log."""
    optimizer = torch.optim.AdamW(parameter_groups(network, settings), weight_decay=DECAY, betas=(0.9, 0.98), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = settings.steps or (data.steps() if settings.seconds is None else 1)
    torch.multiprocessing.set_sharing_strategy("file_system")
    loader = DataLoader(data, batch_size=None, num_workers=settings.workers, prefetch_factor=4 if settings.workers else None)
    network.train()
    sums: dict[str, list[Tensor]] = {}
    began = time.monotonic()
    for step, batch in enumerate(loader):
        done = step / steps if settings.seconds is None else (time.monotonic() - began) / settings.seconds
        if done >= 1:
            return
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min((done + 1e-3) / WARMUP, settings.end + (1 - settings.end) * (1 - done) / (1 - WARMUP))
        with torch.autocast(device.type, dtype=torch.bfloat16):
            terms = term(network, moved(batch, device))
        if not terms:  # all that the batch has is the first of its mentions, say
            continue
        total = torch.stack([WEIGHTS.get(name.removeprefix("soft_"), 1.0) * value for name, value in terms.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        for name, value in terms.items():
            sums.setdefault(name, []).append(value.detach())
        if step % 50 == 49:
            line = {"step": step + 1, "done": round(done, 3), "seconds": round(time.monotonic() - began)}
            with log.open("a") as out:
                out.write(json.dumps(line | {name: round(torch.stack(v).mean().item(), 3) for name, v in sums.items()}) + "\n")
            sums = {}


def parameter_groups(network: Network, settings: Settings) -> Iterator[dict[str, object]]:
    """The heads, with what is new in the encoder; the encoder's layers, and its embeddings, at rates that fall with depth."""
    layers = network.encoder.size.layers
    by_depth: dict[int | None, list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        depth: int | None = None
        if name.startswith("encoder.layers."):
            depth = layers - 1 - int(name.split(".")[2])
        elif name.startswith("encoder.") and "shapes" not in name and "layouts" not in name:
            depth = layers
        by_depth.setdefault(depth, []).append(parameter)
    for depth, parameters in by_depth.items():
        yield {"params": parameters, "lr": settings.head_rate if depth is None else settings.encoder_rate * settings.by_layer**depth}


def dev_losses(network: Network, documents: list[Document], maker: Maker, device: torch.device) -> dict[str, dict[str, float]]:
    """Mean loss of every layer by corpus, on documents that nothing was trained on."""
    network.eval()
    found: dict[str, dict[str, float]] = {}
    for corpus in sorted({doc.corpus for doc in documents}):
        sums: dict[str, list[float]] = {}
        own = [doc for doc in documents if doc.corpus == corpus][:120]
        for batch in Windows(own, maker, Settings(epochs=1, batch=4800), everything=False):
            with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
                terms = losses(network, moved(batch, device), 0.0, 0.0)
            for name, value in terms.items():
                sums.setdefault(name, []).append(value.item())
        found[corpus] = {name: round(sum(v) / len(v), 3) for name, v in sums.items()}
    network.train()
    return found


def options_of(parser: argparse.ArgumentParser, defaults: Settings) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of ingest.training.prepare")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="published weights to begin from; by default those of the installed package")
    parser.add_argument("--init", type=Path, help="a checkpoint to begin from, or the folder of a released model")
    for name, kind in (("epochs", int), ("steps", int), ("seconds", float), ("batch", int), ("seed", int), ("workers", int)):
        parser.add_argument(f"--{name}", type=kind, default=getattr(defaults, name))
    for name in ("encoder_rate", "head_rate", "end", "drop", "word_drop", "hidden", "by_layer"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(defaults, name))


def started(options: argparse.Namespace) -> tuple[Settings, torch.device, Maker]:
    """What the options say, a graphics card if there is one, and the maker of examples; labels are copied beside what is to come."""
    settings = Settings(**{name: getattr(options, name) for name in Settings.__slots__})
    torch.set_num_threads(1)
    torch.manual_seed(settings.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    labels = lab.load(options.data / "labels.json")
    lab.save(labels, options.out / "labels.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return settings, device, Maker(Pieces(options.data / "tokenizer.json"), labels)


def beginning(options: argparse.Namespace, labels: lab.Labels, *, teacher: bool) -> Network:
    if options.init:
        return network_of(restored(options.init, tagger_sizes(labels)) if options.init.is_dir() else load_file(options.init), labels)
    network = Network(labels, MPNET) if teacher else Network(labels)
    network.encoder = mpnet(options.base) if teacher else minilm(options.base or base_model() / "model.safetensors")
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    options_of(parser, Settings())
    parser.add_argument("--teacher", action="store_true", help="train the teacher, from the weights that --base names")
    options = parser.parse_args()
    settings, device, maker = started(options)
    network = beginning(options, maker.labels, teacher=options.teacher).to(device)
    network.set_drop(settings.word_drop)
    documents = [doc for doc in read(options.data / "train.jsonl.gz") if doc.corpus != "raw"]
    data = Windows(documents, maker, settings, everything=False)

    def term(network: Network, batch: Batch) -> dict[str, Tensor]:
        return losses(network, batch, settings.drop, settings.hidden)

    fit(network, data, settings, term, log=options.out / "log.jsonl", device=device)
    save_file({name: value.contiguous().cpu() for name, value in network.state_dict().items()}, options.out / "model.safetensors")
    print(json.dumps(dev_losses(network, read(options.data / "dev.jsonl.gz"), maker, device)))


if __name__ == "__main__":
    main()
