"""Docs as the reader leaves them, written by hand, so that rules on its outputs are tested without a model."""

import re
from collections.abc import Sequence

import spacy
from spacy.tokens import Doc, Span

from ingest.reader.component import extend
from ingest.reader.events import Event

POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WP": "PRON",
    "JJ": "ADJ",
    "DT": "DET",
    "CD": "NUM",
}
VOCAB = spacy.blank("en").vocab


def doc(written: str, *, mentions: Sequence[str] = (), names: Sequence[str] = (), same: Sequence[Sequence[int]] = ()) -> Doc:
    """Words as in `trees_by_hand.tree`, with heads counted within a sentence; "|" between sentences, "||" between paragraphs.

    `mentions` and `names` are "words:type", looked up from left to right; `same` gives mentions of one cluster, by their numbers.
    """
    rows: list[list[str]] = []
    heads, starts = [], []
    for sentence in re.split(r" \|+ ", written):
        first = len(rows)
        for k, item in enumerate(sentence.split()):
            row = item.split("/")
            rows.append(row)
            heads.append(first + int(row[3]))
            starts.append(k == 0)
    made = Doc(
        VOCAB, words=[r[0] for r in rows], tags=[r[1] for r in rows], pos=[pos(r[1]) for r in rows], deps=[r[2] for r in rows], heads=heads,
        lemmas=[r[4] if len(r) > 4 else r[0].lower() for r in rows], sent_starts=starts,
    )  # fmt: skip
    extend()
    made.ents = tuple(found(made, names))
    spans = list(found(made, mentions))
    grouped = [[spans[k] for k in cluster] for cluster in same]
    alone = [[span] for k, span in enumerate(spans) if not any(k in cluster for cluster in same)]
    made.spans["mentions"] = spans
    made._.clusters = sorted([*grouped, *alone], key=lambda cluster: cluster[0].start)
    made._.events = []
    return made


def pos(tag: str) -> str:
    return "VERB" if tag.startswith("VB") else POS.get(tag, "PUNCT" if not tag[0].isalpha() else "X")


def found(made: Doc, wanted: Sequence[str]) -> list[Span]:
    """Spans of "words:type", each looked for behind the start of the one before."""
    spans, at = [], 0
    for item in wanted:
        words, _, kind = item.rpartition(":")
        size = len(words.split())
        start = next(i for i in range(at, len(made)) if [t.text for t in made[i : i + size]] == words.split())
        spans.append(Span(made, start, start + size, label=kind))
        at = start
    return spans


def event(made: Doc, trigger: str, *, type: str | None = None, status: str = "happened", roles: Sequence[tuple[str, str]] = ()) -> Event:
    """An event on the first such word, with (role, words) looked up from the start; it is added to the Doc."""
    at = next(t.i for t in made if t.text == trigger)
    spans = [(role, found(made, [f"{words}:"])[0]) for role, words in roles]
    added = Event(made[at : at + 1], type, None, (), "POS", "CERTAIN", "past", status, 0.9, roles=spans)
    made._.events = [*made._.events, added]
    return added
