"""The spaCy component: runs the encoder over a Doc and sets everything the reader reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.reader import coreference, events, heads, readout, tokenizer, trees
from ingest.reader import labels as lab
from ingest.reader.encoder import Encoder
from ingest.reader.lemmas import Lemmas
from ingest.reader.readout import Readout

FACTORY = "wiregraph_reader"
ORDER = {"DATE": 1, "MISC": 2}
EXTENSIONS = ("clusters", "events", "predicates")
ASSIGNS = [
    "token.lemma", "token.pos", "token.tag", "token.head", "token.dep", "token.is_sent_start", "doc.ents", "doc.sents",
    "doc.spans", "doc._.clusters", "doc._.events", "doc._.predicates",
]  # fmt: skip


def extend() -> None:
    """Registers the extension attributes once; another component's attribute of the same name is left alone."""
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


class Reader:
    """Sets, on a Doc of words: lemma, tags, tree and sentences; `doc.ents`; `doc.spans["mentions"]`, `["events"]`;
    `doc._.clusters` (lists of spans), `doc._.predicates` (token index to roles and spans) and `doc._.events`."""

    def __init__(self, folder: Path) -> None:
        self.labels = lab.load(folder / "labels.json")
        self.encoder = Encoder(folder)
        self.lemmas = Lemmas.load(folder / "lemmas.json", self.encoder.pieces.whole_words())
        self.pairs, self.coref = heads.load(folder / "heads.npz")
        self.calibration = events.Calibration(*self.encoder.calibration)
        extend()

    def __call__(self, doc: Doc) -> Doc:
        texts = [t.text for t in doc]
        tokens = [i for i, text in enumerate(texts) if not text.isspace()]
        out = self.read(doc, texts, tokens) if tokens else Readout()
        set_words(doc, out, self.labels, texts, tokens)
        set_names(doc, out, tokens)
        spans = set_mentions(doc, out, texts, tokens, self.labels, self.coref)
        doc._.predicates = predicates(doc, out, tokens)
        doc._.events = events.events(doc, out, self.labels, self.calibration, tokens, spans)
        doc.spans["events"] = [e.trigger for e in doc._.events]
        return doc

    def read(self, doc: Doc, texts: list[str], tokens: list[int]) -> Readout:
        """Sentence starts that the Doc brings along are kept."""
        starts = tokenizer.paragraph_starts(texts)
        follows = [True, *(t.whitespace_ != "" for t in doc)]
        layouts = [2 if i in starts else int(follows[i] or i == 0 or texts[i - 1].isspace()) for i in tokens]
        given = [doc[i].is_sent_start is True for i in tokens] if doc.has_annotation("SENT_START") else None
        return self.read_words([texts[i] for i in tokens], layouts, given)

    def read_words(self, words: list[str], layouts: list[int], starts: list[bool] | None = None) -> Readout:
        """Reads words without a Doc; `layouts` as in `ingest.reader.pieces.LAYOUTS`, `starts` the sentence starts where they are known."""
        out = Readout()
        for window in self.encoder.windows(words, layouts, starts):
            readout.add(out, window, self.labels, self.pairs)
        if words:
            readout.complete(out, words, self.labels, self.lemmas)
        return out


def set_words(doc: Doc, out: Readout, labels: lab.Labels, texts: list[str], tokens: list[int]) -> None:
    """One call of `from_array`; white space tokens hang on the word before them."""
    strings = doc.vocab.strings
    n = len(doc)
    table = np.zeros((n, 6), dtype=np.uint64)
    position = np.array(tokens, dtype=np.int64)
    owner = np.zeros(n, dtype=np.int64)
    if tokens:
        upos = np.array([strings.add(v) for v in labels.upos], dtype=np.uint64)
        xpos = np.array([strings.add(v) for v in labels.xpos], dtype=np.uint64)
        deprel = np.array([strings.add(v) for v in labels.deprel], dtype=np.uint64)
        table[position, 0] = upos[np.concatenate(out.upos)]
        table[position, 1] = xpos[np.concatenate(out.xpos)]
        table[position, 2] = deprel[np.concatenate(out.deprel)]
        table[position, 3] = [strings.add(lemma) for lemma in out.lemmas]
        offsets = position[np.concatenate(out.heads)] - position
        table[position, 4] = offsets.astype(np.int64).view(np.uint64)
        table[position, 5] = np.where(np.concatenate(out.sentence), 1, -1).astype(np.int64).view(np.uint64)
        owner = position[np.maximum(np.searchsorted(position, np.arange(n), side="right") - 1, 0)]
    blank = np.setdiff1d(np.arange(n), position)
    table[blank, 0] = strings.add("SPACE")
    table[blank, 1] = strings.add("_SP")
    table[blank, 2] = strings.add("dep")
    table[blank, 3] = [strings.add(texts[int(i)]) for i in blank]
    if tokens:
        table[blank, 4] = (owner[blank] - blank).view(np.uint64)
        table[blank, 5] = np.int64(-1).astype(np.int64).view(np.uint64)
        lead_in(table, tokens[0])
    attributes: Any = table
    doc.from_array([POS, TAG, DEP, LEMMA, HEAD, SENT_START], attributes)


def lead_in(table: Any, first: int) -> None:
    """White space before the first word opens its sentence."""
    if first:
        table[0, 5], table[first, 5] = 1, np.int64(-1).view(np.uint64)


def set_names(doc: Doc, out: Readout, tokens: list[int]) -> None:
    """Where they overlap, people, bodies and places win over dates, and dates over MISC."""
    taken = np.zeros(len(doc) + 1, dtype=bool)
    spans = []
    for begin, end, kind in sorted([*out.names, *out.dates], key=lambda found: ORDER.get(found[2], 0)):
        a, b = tokens[begin], tokens[end - 1] + 1
        if not taken[a:b].any():
            taken[a:b] = True
            spans.append(Span(doc, a, b, label=kind))
    doc.ents = tuple(sorted(spans, key=lambda s: s.start))


def set_mentions(doc: Doc, out: Readout, texts: list[str], tokens: list[int], labels: lab.Labels, coref: heads.CorefHead) -> dict[int, Span]:
    """Mentions in text order of their heads, clusters of two and more, and the mention of every head token."""
    if not out.mentions:
        doc.spans["mentions"], doc._.clusters = [], []
        return {}
    parents, depths = np.concatenate(out.heads), trees.depths(np.concatenate(out.heads))
    penn = [labels.xpos[tag] for tag in np.concatenate(out.xpos).tolist()]
    bounds = [headed(parents, depths, m.begin, m.end, m.head) for m in out.mentions]
    bounds = [owned(parents, penn, *b) if is_party(m.type, penn[m.head]) else b for b, m in zip(bounds, out.mentions, strict=True)]
    found = [Span(doc, tokens[a], tokens[b - 1] + 1, label=m.type) for (a, b), m in zip(bounds, out.mentions, strict=True)]
    members: dict[int, list[Span]] = {}
    for span, number in zip(found, cluster_numbers(out, [texts[i] for i in tokens], labels, coref), strict=True):
        members.setdefault(number, []).append(span)
    doc.spans["mentions"] = found
    doc._.clusters = list(members.values())
    return {tokens[m.head]: span for m, span in zip(out.mentions, found, strict=True)}


def cluster_numbers(out: Readout, words: list[str], labels: lab.Labels, coref: heads.CorefHead) -> list[int]:
    """The cluster of every mention of the article, whose trees are done."""
    if not out.mentions:
        return []
    tags = np.concatenate(out.xpos).tolist()
    relations = [labels.deprel[i] for i in np.concatenate(out.deprel).tolist()]
    syntax = coreference.Syntax(np.concatenate(out.heads).tolist(), relations, np.cumsum(np.concatenate(out.sentence)).tolist())
    described = [coreference.describe(words, m.begin, m.end, m.head, m.type, xpos=labels.xpos[tags[m.head]], syntax=syntax) for m in out.mentions]
    vectors = np.concatenate(out.vectors)
    half = vectors.shape[1] // 2
    return coreference.clusters(described, vectors[:, :half], vectors[:, half:], coref)


def headed(parents: NDArray[np.int64], depths: NDArray[np.int64], begin: int, end: int, head: int) -> tuple[int, int]:
    """The words [begin, end), or where their tree has another root than the mention's head, as much around the head as hangs on it."""
    if begin + int(depths[begin:end].argmin()) == head:
        return begin, end
    first, last = head, head
    while first > begin and under(parents, first - 1, head):
        first -= 1
    while last + 1 < end and under(parents, last + 1, head):
        last += 1
    return first, last + 1


def is_party(kind: str, tag: str) -> bool:
    """Whether a mention describes a person or body and does not name them: whose they are says who they are."""
    return kind in ("person", "organization") and tag in ("NN", "NNS")


def owned(parents: NDArray[np.int64], penn: list[str], begin: int, end: int) -> tuple[int, int]:
    """The words [begin, end), with the owner before an "'s" where they begin behind it and he hangs on one of them."""
    if begin < 2 or penn[begin - 1] != "POS":
        return begin, end
    owner = int(parents[begin - 1])
    if owner >= begin - 1 or not begin <= parents[owner] < end:
        return begin, end
    while owner > 0 and under(parents, owner - 1, int(parents[begin - 1])):
        owner -= 1
    return owner, end


def under(parents: NDArray[np.int64], word: int, head: int) -> bool:
    while parents[word] != word:
        word = int(parents[word])
        if word == head:
            return True
    return False


def predicates(doc: Doc, out: Readout, tokens: list[int]) -> dict[int, list[tuple[str, Span]]]:
    """PropBank-style arguments by predicate token: the subtree of the argument's head within its sentence."""
    found: dict[int, list[tuple[str, Span]]] = {tokens[p]: [] for p in out.predicates}
    for arc in out.arguments:
        found[tokens[arc.source]].append((arc.label, doc[tokens[arc.target] : tokens[arc.target] + 1]))
    return found


@Language.factory(FACTORY, requires=[], assigns=ASSIGNS, default_config={"model": None})
def make(nlp: Language, name: str, model: str | None) -> Callable[[Doc], Doc]:
    """`model` is a folder with reader.onnx, heads.npz, labels.json, network.json, lemmas.json and tokenizer.json; None is the shipped one."""
    from ingest.reader.model import shipped

    return Reader(Path(model) if model else shipped())
