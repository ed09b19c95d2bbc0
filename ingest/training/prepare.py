"""Prepares the training documents: the corpora, our annotations, and text that nobody annotated, with what a parser has to say of each.

    python -m ingest.training.prepare --corpora DIR --out FOLDER [--parser CHECKPOINT]

Writes `train.jsonl.gz`, `dev.jsonl.gz`, `labels.json` and `tokenizer.json`. Without a parser, what needs trees or found mentions is left
out: our annotations (whose roles point to the heads of phrases) and the unannotated text.
"""

import argparse
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from ingest.reader import labels as lab
from ingest.reader.pieces import Pieces
from ingest.training import annotated, corpora, worksheet
from ingest.training.corpora import Document
from ingest.training.documents import write
from ingest.training.encoders import base_model
from ingest.training.examples import make_labels
from ingest.training.network import Network, network_of
from ingest.training.parser import analysed, span_head
from ingest.training.splitting import splitter

Read = Callable[[dict[str, Any]], Document | None]


def corpus_documents(folder: Path, part: str) -> Iterator[Document]:
    """Everything but our own annotations; GAP is split into words by the reader's tokenizer."""
    split = splitter()
    readers: dict[str, list[tuple[str, Read]]] = {
        "train": [
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
        ],
        "dev": [("ewt.dev", corpora.ewt), ("gum.dev", corpora.gum), ("meantime.dev", corpora.meantime)],
    }
    for name, read in readers[part]:
        for record in corpora.records(folder / f"{name}.jsonl.gz"):
            doc = read(record)
            if doc is not None:
                yield doc
    if part == "train":
        for record in annotated.read(annotated.FOLDER / "pronouns.jsonl"):
            yield corpora.gap(record, split)


def annotated_texts(folder: Path, part: str) -> Iterator[tuple[dict[str, Any], Document]]:
    """Our news annotations of one split, and the invented sentences of the same split, with their texts."""
    split, texts = splitter(), dict(worksheet.source_texts(folder))
    for record in annotated.news(part):
        yield record, split(texts[record["doc"]])
    for record in annotated.invented(part):
        yield record | {"range": [0, len(record["text"])]}, split(record["text"])


def unannotated_documents(folder: Path) -> Iterator[Document]:
    """Text that people annotated nothing of: sentences of the Causal News Corpus and of TekGen, and no article of our own dev and test parts."""
    split = splitter()
    known = {record["doc"] for part in ("train", "dev", "test") for record in annotated.news(part)}
    texts = [(name, text) for name, text in worksheet.source_texts(folder) if name not in known and name.startswith(("wikinews", "causal_news"))]
    texts += [(f"tekgen:{i}", record["text"]) for i, record in enumerate(corpora.records(folder / "tekgen.jsonl.gz"))]
    for name, text in texts:
        doc = split(text)
        doc.id, doc.corpus = name, "raw"
        yield doc


def labels_of(documents: list[Document], folder: Path) -> lab.Labels:
    ontology = json.loads((folder / "plover_ontology.json").read_text())
    modes = ["-", *sorted({m["name"] for c in ontology["categories"] for m in c["modes"]})]
    return make_labels(documents, modes, [c["name"] for c in ontology["contexts"]])


def completed(documents: list[Document], folder: Path, part: str, network: Network, pieces: Pieces, labels: lab.Labels) -> list[Document]:
    """The documents, our own annotations and, for training, unannotated text; trees and mentions are found where a corpus has none, but not in
    texts of a sentence or two, where little can be the same."""
    own = list(annotated_texts(folder, part))
    documents = documents + [doc for _, doc in own] + (list(unannotated_documents(folder)) if part == "train" else [])
    annotated_here = {id(doc) for _, doc in own}
    wanting = [
        doc
        for doc in documents
        if id(doc) in annotated_here or (doc.mentions and not doc.head) or (not doc.mentions and len(doc.sentences) > 2 and doc.corpus != "social")
    ]
    for doc, (syntax, mentions) in zip(wanting, analysed(network, pieces, labels, wanting), strict=True):
        if not doc.head:
            doc.syntax = syntax
        if doc.mentions is None and len(doc.sentences) > 2:
            doc.mentions = mentions
    for record, doc in own:
        annotated.document(record, doc, corpora.word_starts(doc), span_head)
    return documents


def main() -> None:
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    known.add_argument("--out", type=Path, required=True)
    known.add_argument("--parser", type=Path, help="checkpoint that finds trees and mentions")
    options = known.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(base_model() / "tokenizer.json", options.out)
    pieces = Pieces(options.out / "tokenizer.json")
    parts = {part: list(corpus_documents(options.corpora, part)) for part in ("train", "dev")}
    labels = labels_of(parts["train"], options.corpora)
    lab.save(labels, options.out / "labels.json")
    if options.parser:
        network = network_of(load_file(options.parser), labels)
        for part, documents in parts.items():
            parts[part] = completed(documents, options.corpora, part, network, pieces, labels)
    for part, documents in parts.items():
        write(documents, options.out / f"{part}.jsonl.gz")


if __name__ == "__main__":
    main()
