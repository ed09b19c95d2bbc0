"""Errors of a layer to be read: a random draw, each with its words, what was wanted and what was given.

    python -m ingest.training.errors LAYER [--model FOLDER] [--corpora DIR] [--part dev|test] [--count 20] [--seed 1]

The classes and counts of what was read stand in docs/errors.md.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from ingest.reader.component import Reader, cluster_numbers
from ingest.reader.model import FOLDER
from ingest.training import corpora, evaluate_events
from ingest.training.corpora import Document
from ingest.training.evaluate import PROPER, documents, gap_snippets, own, spans_of, touches
from ingest.training.evaluate_events import layouts
from ingest.training.splitting import splitter

AROUND = 14  # words shown on either side
Layer = Callable[[Reader, Path, str], Iterator[str]]


def shown(doc: Document, begin: int, end: int) -> str:
    words = doc.words
    return " ".join([*words[max(0, begin - AROUND) : begin], "[[", *words[begin:end], "]]", *words[end : end + AROUND]])


def tags(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for doc in documents(folder, f"ewt.{part}", corpora.ewt):
        out = own(reader, doc, sentences=True)
        for i, (given, wanted) in enumerate(zip(np.concatenate(out.upos).tolist(), doc.upos or (), strict=True)):
            if reader.labels.upos[given] != wanted:
                yield f"want {wanted} got {reader.labels.upos[given]}: {shown(doc, i, i + 1)}"


def trees(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for doc in documents(folder, f"ewt.{part}", corpora.ewt):
        out = own(reader, doc, sentences=True)
        heads = np.concatenate(out.heads).tolist()
        given = [reader.labels.deprel[r] for r in np.concatenate(out.deprel).tolist()]
        assert doc.head and doc.deprel
        for i, (head, relation) in enumerate(zip(doc.head, doc.deprel, strict=True)):
            if (heads[i], given[i]) != (head, relation):
                yield f"want {relation} of {doc.words[head]!r} got {given[i]} of {doc.words[heads[i]]!r}: {shown(doc, i, i + 1)}"


def names(corpus: str, read: Callable[..., Document]) -> Layer:
    def layer(reader: Reader, folder: Path, part: str) -> Iterator[str]:
        for doc in documents(folder, f"{corpus}.{part}", read):
            given, wanted = set(own(reader, doc).names), {n for n in spans_of(doc.names or []) if n[2] in PROPER}
            yield from spans(doc, {n for n in given if n[2] in PROPER}, wanted)

    return layer


def spans(doc: Document, given: set[tuple[int, int, str]], wanted: set[tuple[int, int, str]]) -> Iterator[str]:
    for begin, end, kind in sorted(given ^ wanted):
        other = wanted if (begin, end, kind) in given else given
        beside = [f"{' '.join(doc.words[a:b])} {k}" for a, b, k in sorted(other) if a < end and begin < b]
        side = "given, not wanted" if other is wanted else "wanted, not given"
        yield f"{side}: {kind}, the other side has {beside or 'nothing'}: {shown(doc, begin, end)}"


def mentions(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for doc in documents(folder, f"gum.{part}", corpora.gum):
        assert doc.mentions
        yield from spans(
            doc, {(m.begin, m.end, "mention") for m in own(reader, doc).mentions}, {(b, e, "mention") for b, e, _, _ in doc.mentions.spans}
        )


def coreference(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    """Wrong antecedents: the nearest earlier mention of the cluster, among mentions that both sides have."""
    for doc in documents(folder, f"gum.{part}", corpora.gum):
        assert doc.mentions
        out = own(reader, doc)
        given = dict(zip([(m.begin, m.end) for m in out.mentions], cluster_numbers(out, doc.words, reader.labels, reader.coref), strict=True))
        wanted = dict(zip([(b, e) for b, e, _, _ in doc.mentions.spans], doc.mentions.clusters, strict=True))
        both = sorted(given.keys() & wanted.keys())
        for k, span in enumerate(both):
            one, two = ([s for s in both[:k] if side[s] == side[span]] for side in (given, wanted))
            wrong = (bool(one) != bool(two)) or (one and wanted[one[-1]] != wanted[span])
            if wrong:
                said = [f"{' '.join(doc.words[a:b])!r} {span[0] - a} words before" for a, b in (side[-1] if side else (0, 0) for side in (two, one))]
                yield f"want {said[0] if two else 'new'} got {said[1] if one else 'new'}: {shown(doc, *span)}"


def pronouns(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for record, doc, out, numbers in gap_snippets(reader, folder):
        assert doc.mentions
        begin, end = doc.mentions.spans[2][:2]
        own_number = next((n for m, n in zip(out.mentions, numbers, strict=True) if (m.begin, m.end) == (begin, end)), None)
        mine = [m for m, n in zip(out.mentions, numbers, strict=True) if n == own_number]
        given = [k for k in (0, 1) if own_number is not None and any(touches(m, doc.mentions.spans[k]) for m in mine)]
        wanted = [k for k in (0, 1) if record["candidates"][k]["coref"]]
        if given != wanted:
            named = [" ".join(doc.words[b:e]) for b, e, _, _ in doc.mentions.spans[:2]]
            cluster = [" ".join(doc.words[m.begin : m.end]) for m in mine]
            yield f"want {[named[k] for k in wanted]} got {[named[k] for k in given]} of {named}, cluster {cluster[:6]}: {shown(doc, begin, end)}"


def arguments(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for doc in documents(folder, f"ewt.{part}", corpora.ewt):
        if doc.predicates is None or doc.arguments is None:
            continue
        out = own(reader, doc)
        given = {(a.source, a.target, a.label) for a in out.arguments if a.source in doc.predicates}
        wanted = {a for a in doc.arguments if a[0] in set(out.predicates)}
        for p, a, label in sorted(given ^ wanted):
            side = "given, not wanted" if (p, a, label) in given else "wanted, not given"
            others = [x for q, b, x in (wanted if (p, a, label) in given else given) if (q, b) == (p, a)]
            yield f"{side}: {label} {doc.words[a]!r} (the other side: {others or 'nothing'}): {shown(doc, p, p + 1)}"


def triggers(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    for record in corpora.records(folder / "meantime.dev.jsonl.gz"):
        doc = corpora.meantime(record)
        assert doc.events
        found = {t.word for t in own(reader, doc).triggers if doc.events.inside[t.word]}
        for i in sorted(found ^ set(doc.events.triggers)):
            yield f"{'given, not wanted' if i in found else 'wanted, not given'}: {shown(doc, i, i + 1)}"


def of_triggers(name: str) -> Layer:
    """Type (end to end) or status (of triggers found) on our own annotations."""

    def layer(reader: Reader, folder: Path, part: str) -> Iterator[str]:
        for doc, out in evaluate_events.own_documents(folder, part, reader):
            assert doc.events
            given = {t.word: getattr(t, name) for t in out.triggers if doc.events.inside[t.word]}
            wanted = {w: known[name] for w, known in doc.events.triggers.items()}
            shared = given.keys() & wanted.keys() if name == "status" else given.keys() | wanted.keys()
            for w in sorted(shared):
                if given.get(w) != wanted.get(w):
                    found = "" if w in given and w in wanted else " (no trigger given)" if w in wanted else " (no trigger wanted)"
                    yield f"want {wanted.get(w)} got {given.get(w)}{found}: {shown(doc, w, w + 1)}"

    return layer


def roles(name: str) -> Layer:
    """Heads of one role, of triggers that are found."""

    def layer(reader: Reader, folder: Path, part: str) -> Iterator[str]:
        for doc, out in evaluate_events.own_documents(folder, part, reader):
            assert doc.events and doc.events.roles is not None
            both = {t.word for t in out.triggers} & set(doc.events.triggers)
            wanted = {(t, h) for t, h, r in doc.events.roles if r == name and t in both and t != h}
            given = {(a.source, a.target) for a in out.roles if a.label == name and a.source in both}
            for t, h in sorted(wanted ^ given):
                others = [doc.words[b] for a, b in sorted(given if (t, h) in wanted else wanted) if a == t]
                side = "wanted, not given" if (t, h) in wanted else "given, not wanted"
                yield f"{side}: {doc.words[h]!r} (the other side: {others or 'nothing'}): {shown(doc, t, t + 1)}"

    return layer


def gsr(reader: Reader, folder: Path, part: str) -> Iterator[str]:
    split = splitter()
    for record in corpora.records(folder / "plover_gsr.dev.jsonl.gz"):
        doc = split(record["text"])
        given = evaluate_events.main_type(reader.read_words(doc.words, layouts(doc)))
        if given != record["event_current"]:
            yield f"want {record['event_current']} got {given}: {record['text']}"


LAYERS: dict[str, Layer] = {
    "tags": tags, "trees": trees, "names-ewt": names("ewt", corpora.ewt), "names-gum": names("gum", corpora.gum), "mentions": mentions,
    "coreference": coreference, "pronouns": pronouns, "arguments": arguments, "triggers": triggers, "status": of_triggers("status"),
    "type": of_triggers("type"), "gsr": gsr, **{role: roles(role) for role in ("actor", "recipient", "participant", "place", "time", "speaker")},
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layer", choices=sorted(LAYERS))
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = list(LAYERS[options.layer](Reader(options.model), options.corpora, options.part))
    print(f"{len(found)} errors; a draw of {min(options.count, len(found))}:")
    for line in random.Random(options.seed).sample(found, min(options.count, len(found))):
        print(line)


if __name__ == "__main__":
    main()
