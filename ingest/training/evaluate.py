"""Scores a reader on every layer and prints the table that the model card shows.

    python -m ingest.training.evaluate [--model FOLDER] [--corpora DIR] [--part dev|test] [--json FILE]

Gold tokens are given where the row says so; sentences are the reader's own unless the row says otherwise.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ingest.reader import readout
from ingest.reader.component import Reader, cluster_numbers
from ingest.reader.lemmas import NAMES
from ingest.reader.model import FOLDER
from ingest.reader.pipeline import load
from ingest.reader.readout import Readout
from ingest.training import corpora, evaluate_events
from ingest.training.corpora import Document
from ingest.training.evaluate_events import layouts
from ingest.training.scores import Coreference, Count
from ingest.training.splitting import splitter

PROPER = frozenset(("PER", "ORG", "LOC"))
Row = dict[str, float]


def documents(folder: Path, name: str, read: Callable[[dict[str, Any]], Document | None]) -> Iterator[Document]:
    for record in corpora.records(folder / f"{name}.jsonl.gz"):
        doc = read(record)
        if doc is not None and doc.words:
            yield doc


def own(reader: Reader, doc: Document, *, sentences: bool = False) -> Readout:
    firsts = set(doc.sentences)
    return reader.read_words(doc.words, layouts(doc), [i in firsts for i in range(len(doc.words))] if sentences else None)


def trees(reader: Reader, folder: Path, part: str) -> Row:
    """Gold tokens and sentences, EWT."""
    n = upos = xpos = lemma = uas = las = 0
    for doc in documents(folder, f"ewt.{part}", corpora.ewt):
        out = own(reader, doc, sentences=True)
        heads, rels = np.concatenate(out.heads), np.concatenate(out.deprel)
        given = [reader.labels.deprel[r] for r in rels]
        assert doc.upos and doc.xpos and doc.lemma and doc.head and doc.deprel
        right = heads == np.array(doc.head)
        n += len(doc.words)
        upos += sum(reader.labels.upos[g] == w for g, w in zip(np.concatenate(out.upos), doc.upos, strict=True))
        xpos += sum(reader.labels.xpos[g] == w for g, w in zip(np.concatenate(out.xpos), doc.xpos, strict=True))
        lemma += sum(g == w for g, w in zip(out.lemmas, doc.lemma, strict=True))
        uas += int(right.sum())
        las += sum(bool(r) and g == w for r, g, w in zip(right, given, doc.deprel, strict=True))
    return {"UPOS": 100 * upos / n, "XPOS": 100 * xpos / n, "lemma": 100 * lemma / n, "UAS": 100 * uas / n, "LAS": 100 * las / n}


def raw(model: str | None, folder: Path, name: str, read: Callable[[dict[str, Any]], Document]) -> Row:
    """Raw text by paragraph breaks; words, sentences and LAS F1 as in the CoNLL 2018 shared task (words align by their characters)."""
    nlp = load(model=model)
    words, sentences, las = Count(), Count(), Count()
    for gold in documents(folder, name, read):
        text, spans = joined(gold)
        doc = nlp(text)
        tokens = [t for t in doc if not t.is_space]
        words.add([(t.idx, t.idx + len(t)) for t in tokens], spans)
        sentences.add([(s.start_char, s.end_char) for s in trimmed(doc)], sentence_spans(gold, spans))
        assert gold.head and gold.deprel
        wanted = [(s, None if h == i else spans[h], r) for i, (s, h, r) in enumerate(zip(spans, gold.head, gold.deprel, strict=True))]
        las.add([((t.idx, t.idx + len(t)), None if t.head.i == t.i else (t.head.idx, t.head.idx + len(t.head)), t.dep_) for t in tokens], wanted)
    return {"words": words.f1, "sentences": sentences.f1, "LAS": las.f1}


def joined(doc: Document) -> tuple[str, list[tuple[int, int]]]:
    """The document's text, paragraphs parted by empty lines, and the span of every word."""
    text, spans = "", []
    for i, (word, space) in enumerate(zip(doc.words, doc.space, strict=True)):
        if i and i in doc.paragraphs:
            text = text.rstrip(" ") + "\n\n"
        spans.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return text, spans


def trimmed(doc: Any) -> Iterator[Any]:
    for sentence in doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        if tokens:
            yield doc[tokens[0].i : tokens[-1].i + 1]


def sentence_spans(doc: Document, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = [*doc.sentences, len(doc.words)]
    return [(spans[a][0], spans[b - 1][1]) for a, b in pairwise(starts) if b > a]


def names(reader: Reader, folder: Path, part: str) -> Row:
    """Exact spans and types of PER, ORG and LOC; gold tokens, own sentences."""
    row: Row = {}
    for corpus, read in (("ewt", corpora.ewt), ("gum", corpora.gum)):
        count = Count()
        for doc in documents(folder, f"{corpus}.{part}", read):
            found = {n for n in own(reader, doc).names if n[2] in PROPER}
            count.add(found, {n for n in spans_of(doc.names or []) if n[2] in PROPER})
        row |= {f"{corpus} F1": count.f1, f"{corpus} P": count.precision, f"{corpus} R": count.recall}
    return row | {"gum phrases F1": named_phrases(reader, folder, part).f1}


def named_phrases(reader: Reader, folder: Path, part: str) -> Count:
    """GUM as it stands: the outermost noun phrases with a proper head, titles, articles and all, against the reader's mentions with such a head."""
    count = Count()
    for record in corpora.records(folder / f"gum.{part}.jsonl.gz"):
        doc, offsets = corpora.base(record, "gum", gold=True)
        out = own(reader, doc)
        tags = [reader.labels.xpos[i] for i in np.concatenate(out.xpos)]
        wanted = [
            (offsets[s] + b, offsets[s] + e, entity["type"])
            for entity in record["entities"]
            for (s, b, e), proper in zip(entity["mentions"], entity["proper"], strict=True)
            if proper
        ]
        given = [(m.begin, m.end, m.type) for m in out.mentions if tags[m.head] in NAMES]
        count.add(outermost(given), outermost(wanted))
    return count


def outermost(spans: list[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Those that lie in no other, of the types that are PER, ORG or LOC."""
    outer = [s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spans)]
    return {s for s in outer if s[2] in corpora.GUM_NAMES}


def spans_of(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    begin = None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and tag[0] != "I":
            yield begin, i, tags[begin][2:]
            begin = None
        if tag[0] == "B":
            begin = i


def mentions(reader: Reader, folder: Path, part: str) -> Row:
    """GUM: exact mention spans; coreference on own mentions, with and without singletons (a singleton is a mention alone)."""
    spans, plain, whole = Count(), Coreference(), Coreference()
    for doc in documents(folder, f"gum.{part}", corpora.gum):
        out = own(reader, doc)
        assert doc.mentions
        spans.add({(m.begin, m.end) for m in out.mentions}, {(b, e) for b, e, _, _ in doc.mentions.spans})
        given = grouped([(m.begin, m.end) for m in out.mentions], cluster_numbers(out, doc.words, reader.labels, reader.coref))
        wanted = grouped([(b, e) for b, e, _, _ in doc.mentions.spans], doc.mentions.clusters)
        whole.add(given, wanted)
        plain.add([c for c in given if len(c) > 1], [c for c in wanted if len(c) > 1])
    return {
        "spans F1": spans.f1, "spans P": spans.precision, "spans R": spans.recall,
        "CoNLL with singletons": whole.f1()[3], "CoNLL without singletons": plain.f1()[3],
        "MUC": whole.f1()[0], "B3": whole.f1()[1], "CEAFe": whole.f1()[2],
    }  # fmt: skip


def grouped(spans: list[tuple[int, int]], numbers: list[Any]) -> list[set[tuple[int, int]]]:
    found: dict[Any, set[tuple[int, int]]] = {}
    for span, number in zip(spans, numbers, strict=True):
        found.setdefault(number, set()).add(span)
    return list(found.values())


def gap_snippets(reader: Reader, folder: Path) -> Iterator[tuple[dict[str, Any], Document, Readout, list[int]]]:
    """GAP's dev part: record, document, what is read, and the cluster of every mention."""
    split = splitter()
    for record in corpora.records(folder / "gap.jsonl.gz"):
        if record["split"] == "dev":
            doc = corpora.gap(record, split)
            out = own(reader, doc)
            yield record, doc, out, cluster_numbers(out, doc.words, reader.labels, reader.coref)


def pronouns(reader: Reader, folder: Path) -> Row:
    """GAP, dev part: is the pronoun in one cluster with a mention that overlaps the name?"""
    count = Count()
    for record, doc, out, numbers in gap_snippets(reader, folder):
        assert doc.mentions
        of: dict[int, list[readout.Mention]] = {}
        for m, number in zip(out.mentions, numbers, strict=True):
            of.setdefault(number, []).append(m)
        pronoun = doc.mentions.spans[2]
        mine = [c for c in of.values() if any(m.begin == pronoun[0] and m.end == pronoun[1] for m in c)]
        given = [k for k in (0, 1) if any(touches(m, doc.mentions.spans[k]) for c in mine for m in c)]
        count.add(given, [k for k in (0, 1) if record["candidates"][k]["coref"]])
    return {"F1": count.f1, "P": count.precision, "R": count.recall}


def touches(mention: readout.Mention, span: tuple[int, int, int, str]) -> bool:
    """A mention that is the name, perhaps with its title: it ends with it or is headed in it, and is not much longer."""
    return span[0] <= mention.head < span[1] or (mention.end == span[1] and mention.begin >= span[0] - 3)


def arguments(reader: Reader, folder: Path, part: str) -> Row:
    """EWT: label and head of arguments of gold predicates; own predicates beside it; gold tokens, own sentences."""
    count, found = Count(), Count()
    for doc in documents(folder, f"ewt.{part}", corpora.ewt):
        if doc.predicates is None or doc.arguments is None:
            continue
        given: set[tuple[int, int, str]] = set()
        predicates: set[int] = set()
        for window in reader.encoder.windows(doc.words, layouts(doc)):
            rows = np.array(sorted(p - window.start for p in doc.predicates if window.start <= p < window.start + window.words), dtype=np.int64)
            given |= {
                (a.source, a.target, a.label) for a in readout.arcs(window, "srl", rows, reader.pairs["srl"], reader.labels.srl, readout.ARGUMENT)
            }
            predicates |= set((np.flatnonzero(window.tags["predicate"][:, 1] > window.tags["predicate"][:, 0]) + window.start).tolist())
        count.add(given, set(doc.arguments))
        found.add(predicates, doc.predicates)
    return {"F1": count.f1, "P": count.precision, "R": count.recall, "predicates F1": found.f1}


def table(model: Path, folder: Path, part: str) -> dict[str, Row]:
    reader = Reader(model)
    rows = {
        "trees, EWT, gold tokens and sentences": trees(reader, folder, part),
        "raw text, EWT": raw(str(model), folder, f"ewt.{part}", corpora.ewt),
        "raw text, GUM": raw(str(model), folder, f"gum.{part}", corpora.gum),
        "names": names(reader, folder, part),
        "mentions and coreference, GUM": mentions(reader, folder, part),
        "pronouns, GAP": pronouns(reader, folder),
        "arguments, EWT, gold predicates": arguments(reader, folder, part),
    }
    return rows | evaluate_events.table(reader, folder, part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = table(options.model, options.corpora, options.part)
    for name, row in rows.items():
        print(f"{name:45s}", "  ".join(f"{k} {v:.1f}" for k, v in row.items()))
    if options.json:
        options.json.write_text(json.dumps({k: {n: round(v, 2) for n, v in row.items()} for k, row in rows.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
