"""Event layers scored: triggers, status, PLOVER type, roles; and the calibration of the confidence.

Own test and dev: our news annotations of that split, whole annotated ranges. Gold role heads are found by the reader's own trees, as
in training; an event is found when a trigger stands on the same word.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ingest.reader import labels as lab
from ingest.reader.component import Reader
from ingest.reader.events import COOPERATIVE
from ingest.reader.readout import Readout, Trigger
from ingest.training import annotated, corpora, worksheet
from ingest.training.corpora import Document
from ingest.training.scores import Count, macro_f1
from ingest.training.splitting import splitter

Row = dict[str, float]


def layouts(doc: Document) -> list[int]:
    return [2 if i in doc.paragraphs else int(i == 0 or doc.space[i - 1]) for i in range(len(doc.words))]


def table(reader: Reader, folder: Path, part: str) -> dict[str, Row]:
    own = list(own_documents(folder, part, reader))
    return {
        "triggers and status, MEANTIME dev": meantime(reader, folder),
        "events, own " + part: own_row(own),
        "status, own " + part: status_row([p for doc, out in own for p in status_pairs(doc, out)]),
        "type, own " + part: type_row([p for doc, out in own for p in type_pairs(doc, out)]),
        "roles, own " + part: role_row(own),
        "type, plover_gsr": gsr(reader, folder),
    }


def own_documents(folder: Path, part: str, reader: Reader) -> Iterator[tuple[Document, Readout]]:
    split, texts = splitter(), dict(worksheet.source_texts(folder))
    for record in annotated.news(part):
        doc = split(texts[record["doc"]])
        out = reader.read_words(doc.words, layouts(doc))
        yield annotated.document(record, doc, corpora.word_starts(doc), outer(np.concatenate(out.heads))), out


def outer(heads: Any) -> annotated.Heads:
    """The word of a span whose head lies outside of it."""

    def head(_: Document, begin: int, end: int) -> int:
        return next((i for i in range(begin, end) if not begin <= heads[i] < end or heads[i] == i), end - 1)

    return head


def meantime(reader: Reader, folder: Path) -> Row:
    triggers, pairs = Count(), []
    for record in corpora.records(folder / "meantime.dev.jsonl.gz"):
        doc = corpora.meantime(record)
        out = reader.read_words(doc.words, layouts(doc))
        assert doc.events
        found = {t.word for t in out.triggers if doc.events.inside[t.word]}
        triggers.add(found, set(doc.events.triggers))
        pairs += status_pairs(doc, out)
    return {"trigger F1": triggers.f1, "P": triggers.precision, "R": triggers.recall, **status_row(pairs)}


def status_pairs(doc: Document, out: Readout) -> list[tuple[str, str]]:
    """(given, wanted) over triggers that are found and have a status."""
    assert doc.events
    wanted = {word: str(known["status"]) for word, known in doc.events.triggers.items() if known.get("status")}
    return [(t.status, wanted[t.word]) for t in out.triggers if t.word in wanted]


def status_row(pairs: list[tuple[str, str]]) -> Row:
    """Passed off: of the planned, negated or possible events, the share that is given as happened."""
    other = [g for g, w in pairs if w != "happened"]
    passed = 100 * sum(g == "happened" for g in other) / len(other) if other else 0.0
    each = {s: macro_f1([(g, w) for g, w in pairs], [s]) for s in lab.STATUSES}
    return {"status macro-F1": macro_f1(list(pairs), lab.STATUSES), "passed off as happened": passed, **each}


def own_row(own: list[tuple[Document, Readout]]) -> Row:
    triggers = Count()
    for doc, out in own:
        assert doc.events
        triggers.add({t.word for t in out.triggers if doc.events.inside[t.word]}, set(doc.events.triggers))
    return {"trigger F1": triggers.f1, "P": triggers.precision, "R": triggers.recall}


def type_pairs(doc: Document, out: Readout) -> list[tuple[str | None, str | None]]:
    """End to end: every annotated and every found trigger once, with None where the other side has no type."""
    assert doc.events
    given = {t.word: t.type for t in out.triggers if doc.events.inside[t.word]}
    wanted = {w: known["type"] for w, known in doc.events.triggers.items()}
    return [(given.get(w), wanted.get(w)) for w in sorted(given.keys() | wanted.keys())]


def type_row(pairs: list[tuple[str | None, str | None]]) -> Row:
    each = {c: macro_f1(pairs, [c]) for c in lab.TYPES if any(w == c for _, w in pairs)}
    right = sum(g == w and w is not None for g, w in pairs)
    micro = 200 * right / max(1, sum(g is not None for g, _ in pairs) + sum(w is not None for _, w in pairs))
    return {"macro-F1": macro_f1(pairs, lab.TYPES), "micro-F1": micro, **each}


def role_row(own: list[tuple[Document, Readout]]) -> Row:
    """Head words of roles on the events whose trigger is found, and over all annotated events."""
    found = {role: Count() for role in lab.EVENT_ROLES}
    whole = {role: Count() for role in lab.EVENT_ROLES}
    for doc, out in own:
        assert doc.events and doc.events.roles is not None
        both = {t.word for t in out.triggers} & set(doc.events.triggers)
        for role in lab.EVENT_ROLES:
            wanted = {(t, h) for t, h, r in doc.events.roles if r == role and t != h}
            given = {(a.source, a.target) for a in out.roles if a.label == role and doc.events.inside[a.source]}
            whole[role].add(given, wanted)
            found[role].add({p for p in given if p[0] in both}, {p for p in wanted if p[0] in both})
    return {role: c.f1 for role, c in found.items()} | {f"{role}, end to end": c.f1 for role, c in whole.items()}


def gsr(reader: Reader, folder: Path) -> Row:
    """One type a sentence: of the event that `main_event` picks, as PLOVER codes it; nothing but the sentence is given."""
    split, pairs = splitter(), []
    for record in corpora.records(folder / "plover_gsr.dev.jsonl.gz"):
        doc = split(record["text"])
        out = reader.read_words(doc.words, layouts(doc))
        pairs.append((main_type(out), record["event_current"]))
    row = type_row(pairs)
    return {"macro-F1": row.pop("macro-F1"), "accuracy": 100 * sum(g == w for g, w in pairs) / len(pairs), **row}


def main_type(out: Readout) -> str | None:
    """The type of the sentence's main event: the typed one highest in its tree, then the first; where none is typed, the likeliest."""
    if not out.triggers:
        return None
    heads = np.concatenate(out.heads)
    typed = [t for t in out.triggers if t.type]
    if not typed:
        return coded(max(out.triggers, key=lambda t: float(t.types[:-1].max())))
    return coded(min(typed, key=lambda t: (depth(heads, t.word), t.word)))


def coded(t: Trigger) -> str | None:
    """A cooperative act still to come is an AGREE, a RETREAT still to come a CONCEDE (PLOVER manual, AGREE and RETREAT)."""
    found = lab.TYPES[int(t.types[:-1].argmax())]
    if t.status == "planned":
        return "AGREE" if found in COOPERATIVE else "CONCEDE" if found == "RETREAT" else found
    return found


def depth(heads: Any, word: int) -> int:
    steps = 0
    while heads[word] != word and steps < 100:
        word, steps = int(heads[word]), steps + 1
    return steps


def confusion(pairs: list[tuple[str | None, str | None]]) -> list[tuple[str, str, int]]:
    """(wanted, given, count) of what differs, most frequent first."""
    counts = Counter((str(w), str(g)) for g, w in pairs if g != w)
    return [(w, g, n) for (w, g), n in counts.most_common()]
