"""Documents to training examples: windows of whole sentences with the targets of every layer that is annotated.

Target -1 means no loss. Windows are cut anew each epoch, at a random length, so that the model sees short and long contexts.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.reader import coreference
from ingest.reader import labels as lab
from ingest.reader.pieces import Pieces, encode
from ingest.training.corpora import Document, MentionLayer, gold_trees

Array = NDArray[np.int64]
NONE_TYPE = len(lab.TYPES)


@dataclass(slots=True)
class Example:
    """Inputs by piece and by word, word targets by layer name, and the sparse targets of the pair layers."""

    inputs: tuple[Array, ...]
    words: dict[str, Array] = field(default_factory=dict)
    names: Array | None = None
    factual: NDArray[np.float32] | None = None
    contexts: NDArray[np.float32] | None = None
    heads: Array | None = None
    sentences: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    srl: tuple[Array, list[tuple[int, int, int]]] | None = None
    roles: tuple[Array, list[tuple[int, int, int]]] | None = None
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    coref: tuple[Array, NDArray[np.float32], NDArray[np.bool_]] | None = None


def make_labels(documents: Iterable[Document], modes: list[str], contexts: list[str]) -> lab.Labels:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "deprel", "srl")}
    for doc in documents:
        for name in ("upos", "xpos", "deprel"):
            counts[name].update(v for v in getattr(doc, name) or () if v != "_")
        counts["srl"].update(role for _, _, role in doc.arguments or ())
    least = {"srl": 5, "xpos": 2}
    kept = {name: tuple(sorted(v for v, n in c.items() if n >= least.get(name, 1))) for name, c in counts.items()}
    return lab.Labels(**kept, modes=tuple(modes), contexts=tuple(contexts))


class Maker:
    def __init__(self, pieces: Pieces, labels: lab.Labels) -> None:
        self.pieces, self.labels = pieces, labels
        self.index = {name: {v: i for i, v in enumerate(getattr(labels, name))} for name in ("upos", "xpos", "deprel", "srl", "modes", "contexts")}
        self.tag = {t: i for i, t in enumerate(lab.NAME_TAGS)}

    def windows(self, doc: Document, rng: random.Random, longest: int) -> Iterator[tuple[int, int]]:
        """Words [a, b) of runs of whole sentences up to a random number of pieces; a longer sentence is cut."""
        limit = rng.choice((longest // 4, longest // 2, longest, longest))
        starts = [*doc.sentences, len(doc.words)]
        begin = at = 0
        size = 0
        for k in range(len(starts) - 1):
            pieces = self.size(doc, starts[k], starts[k + 1])
            if size and size + pieces > limit:
                yield begin, at
                begin, size = starts[k], 0
            at, size = starts[k + 1], size + pieces
            if size > longest * 1.3:
                yield begin, begin + self.fitting(doc, begin, longest)
                begin, size = starts[k + 1], 0
                at = begin
        if at > begin:
            yield begin, at

    def size(self, doc: Document, a: int, b: int) -> int:
        """Pieces of the words [a, b)."""
        return sum(len(self.pieces.of(w)) for w in doc.words[a:b])

    def fitting(self, doc: Document, begin: int, longest: int) -> int:
        size = n = 0
        while begin + n < len(doc.words) and size < longest:
            size += len(self.pieces.of(doc.words[begin + n]))
            n += 1
        return n

    def example(self, doc: Document, a: int, b: int) -> Example:
        words = doc.words[a:b]
        layouts = [2 if i in doc.paragraphs else int(i == 0 or doc.space[i - 1]) for i in range(a, b)]
        ex = Example(encode(self.pieces, words, layouts), sentences=np.searchsorted(np.array(doc.sentences), np.arange(a, b), side="right"))
        if doc.gold_sentences:
            firsts = set(doc.sentences)
            ex.words["sentence"] = np.array([int(i in firsts) for i in range(a, b)])
        for name in ("upos", "xpos"):
            if getattr(doc, name):
                ex.words[name] = np.array([self.index[name].get(v, -1) for v in getattr(doc, name)[a:b]])
        if doc.head and doc.deprel:
            ex.heads = np.array([h - a if a <= h < b else -1 for h in doc.head[a:b]])
            ex.words["deprel"] = np.array([self.index["deprel"].get(v, -1) for v in doc.deprel[a:b]])
        self.add_names(ex, doc, a, b)
        self.add_srl(ex, doc, a, b)
        self.add_mentions(ex, doc, a, b)
        self.add_events(ex, doc, a, b)
        return ex

    def add_names(self, ex: Example, doc: Document, a: int, b: int) -> None:
        """-1 unknown, otherwise a tag of NAME_TAGS, plus 100 for an O that may hide a MISC: a capitalized word where the corpus leaves MISC open."""
        if doc.names:
            ex.names = np.array([self.tag.get(t, -1) for t in bioes(doc.names[a:b])])
            if doc.names_open:
                cased = np.array([any(c.isupper() or c.isdigit() for c in word) for word in doc.words[a:b]])
                ex.names[(ex.names == 0) & cased] = 100
        if doc.dates is not None:
            dates = np.zeros(b - a, dtype=np.int64)
            for begin, end in doc.dates:
                if a <= begin and end <= b:
                    dates[begin - a : end - a] = 2
                    dates[begin - a] = 1
            if doc.corpus in ("meantime", "own") and doc.events:
                dates[~np.array(doc.events.inside[a:b])] = -1
                if doc.corpus == "own":
                    dates[dates == 0] = -1
            ex.words["date"] = dates

    def add_srl(self, ex: Example, doc: Document, a: int, b: int) -> None:
        if doc.predicates is not None:
            ex.words["predicate"] = np.array([int(i in doc.predicates) for i in range(a, b)])
            index = self.index["srl"]
            arcs = [(p - a, h - a, index[r]) for p, h, r in doc.arguments or () if a <= p < b and a <= h < b and r in index]
            ex.srl = (np.array(sorted(p - a for p in doc.predicates if a <= p < b), dtype=np.int64), arcs)
        if doc.factual:
            ex.factual = np.array([doc.factual.get(i, np.nan) for i in range(a, b)], dtype=np.float32)

    def add_mentions(self, ex: Example, doc: Document, a: int, b: int) -> None:
        layer = doc.mentions
        if layer is None:
            return
        inside = sorted((h, e - s, i) for i, (s, e, h, _) in enumerate(layer.spans) if a <= s and e <= b)
        order: list[int] = []
        seen: set[int] = set()
        for h, _, i in reversed(inside):
            if h not in seen:
                seen.add(h)
                order.insert(0, i)
        if layer.complete:
            heads = np.full(b - a, len(lab.MENTION_TYPES))
            for i in order:
                heads[layer.spans[i][2] - a] = lab.MENTION_TYPES.index(layer.spans[i][3])
            ex.words["mention"] = heads
            ex.spans = [(layer.spans[i][2] - a, layer.spans[i][0] - a, layer.spans[i][1] - 1 - a) for i in order]
        if len(order) > 1 and (doc.choice is None or doc.choice[0] in order):
            ex.coref = self.coref_target(doc, layer, order, a)

    def coref_target(self, doc: Document, layer: MentionLayer, order: list[int], a: int) -> tuple[Array, NDArray[np.float32], NDArray[np.bool_]]:
        """Head words, pair features, and for every mention which earlier ones (or none: the last column) it goes with; nothing where mentions are
        only found."""
        spans, clusters = layer.spans, layer.clusters
        order = sorted(order, key=lambda i: spans[i][2])
        syntax = doc.syntax or gold_trees(doc)
        mentions = [coreference.describe(doc.words, *spans[i], xpos=doc.xpos[spans[i][2]] if doc.xpos else None, syntax=syntax) for i in order]
        features = coreference.features(mentions)
        n = len(order)
        gold = np.zeros((n, n + 1), dtype=bool)
        if layer.found:
            return np.array([spans[k][2] - a for k in order]), features, gold
        if doc.choice:
            anaphor, right = doc.choice
            i = order.index(anaphor)
            rights = [order.index(r) for r in right if r in order]
            if right and not rights:
                return np.array([spans[k][2] - a for k in order]), features, gold
            for j in rights or [n]:
                gold[i, j] = True
            candidates = sorted(set(range(n)) - {i})
            return np.array([spans[k][2] - a for k in order]), features, self.allow_later(gold, i, candidates)
        for i in range(n):
            for j in range(i):
                gold[i, j] = clusters[order[i]] == clusters[order[j]]
            gold[i, n] = not gold[i, :i].any()
        return np.array([spans[k][2] - a for k in order]), features, gold

    @staticmethod
    def allow_later(gold: NDArray[np.bool_], row: int, candidates: list[int]) -> NDArray[np.bool_]:
        """GAP: a name may follow its pronoun; such a row has no loss unless its answer stands before it or is none."""
        n = len(gold)
        later = [j for j in candidates if j > row and gold[row, j]]
        if later:
            gold[row] = False
        return gold if gold[row].any() or n == 0 else np.zeros_like(gold)

    def add_events(self, ex: Example, doc: Document, a: int, b: int) -> None:
        layer = doc.events
        if layer is None:
            return
        inside = np.array(layer.inside[a:b])
        n = b - a
        trigger = np.where(inside, 0, -1)
        columns = {name: np.full(n, -1) for name in ("type", "mode", "status", "polarity", "certainty", "time")}
        contexts = np.full((n, len(self.labels.contexts)), np.nan, dtype=np.float32)
        for t, known in layer.triggers.items():
            if not a <= t < b:
                continue
            i = t - a
            trigger[i] = 1
            if "type" in known:
                columns["type"][i] = lab.TYPES.index(known["type"]) if known["type"] else NONE_TYPE
                columns["mode"][i] = self.index["modes"].get(known.get("mode") or "", 0) if known["type"] else -1
            for name, values in (("status", lab.STATUSES), ("polarity", lab.POLARITIES), ("certainty", lab.CERTAINTIES), ("time", lab.TIMES)):
                if known.get(name):
                    columns[name][i] = values.index(known[name])
            if "contexts" in known:
                contexts[i] = [float(c in known["contexts"]) for c in self.labels.contexts]
        ex.words[f"trigger_{layer.style}"] = trigger
        ex.words |= columns
        if not np.isnan(contexts).all():
            ex.contexts = contexts
        if layer.roles is not None:
            arcs = [(t - a, h - a, lab.EVENT_ROLES.index(r)) for t, h, r in layer.roles if a <= t < b and a <= h < b]
            ex.roles = (np.array(sorted(t - a for t in layer.triggers if a <= t < b), dtype=np.int64), arcs)


def is_annotated(doc: Document, a: int, b: int) -> bool:
    """Whether people annotated any layer of the words [a, b); most of an ECB+ article they did not."""
    if doc.upos or doc.names or doc.predicates is not None:
        return True
    events = doc.events is not None and any(doc.events.inside[a:b])
    return events or (doc.mentions is not None and not doc.mentions.found and any(a <= s and e <= b for s, e, _, _ in doc.mentions.spans))


def bioes(tags: list[str]) -> list[str]:
    """BIO to BIOES; a name cut by the window's end ends there."""
    out = []
    for i, tag in enumerate(tags):
        if tag in ("O", "?"):
            out.append(tag)
            continue
        following = tags[i + 1] if i + 1 < len(tags) else "O"
        inner = following == "I-" + tag[2:]
        opens = tag[0] == "B" or i == 0 or tags[i - 1] in ("O", "?")
        out.append({(True, True): "B", (True, False): "S", (False, True): "I", (False, False): "E"}[opens, inner] + tag[1:])
    return out
