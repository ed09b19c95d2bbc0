"""From the scores of windows to what is read: one growing record of the whole article, in word indices.

Everything here works on one window at a time and keeps only what was decided, so memory grows with what is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.reader import commitment, doers, inflection, lexicon, mending, names, naming, senses, speech, trees, unmarked
from ingest.reader import labels as lab
from ingest.reader.arcs import Arc
from ingest.reader.encoder import Window
from ingest.reader.heads import PairHead
from ingest.reader.labels import Labels
from ingest.reader.lemmas import Lemmas

Floats = NDArray[np.float32]
TRIGGER, PREDICATE, ARGUMENT, ROLE = 0.35, 0.5, 0.3, 0.35  # chosen on the dev splits, as the two below
TYPED = 0.5  # probability that a trigger has any PLOVER type, from which on it is given its likeliest
NAMED = {"PER": "person", "ORG": "organization", "LOC": "place"}
HAPPENED = 0.75  # probability from which on an event is said to have happened; below, it is given the likeliest of the other three


class Mention(NamedTuple):
    """A mention by words [begin, end), its head word, type and probability; `vector` is its row in `Readout.vectors`."""

    begin: int
    end: int
    head: int
    type: str
    probability: float


class Trigger(NamedTuple):
    """Distributions over types (none last), modes and statuses, and the probability that the word is a trigger at all."""

    word: int
    probability: float
    types: Floats
    modes: Floats
    statuses: Floats
    polarity: str
    certainty: str
    time: str
    contexts: Floats

    @property
    def type(self) -> str | None:
        """PLOVER's name, or None for an event of no type."""
        return lab.TYPES[int(self.types[:-1].argmax())] if 1.0 - float(self.types[-1]) >= TYPED else None

    @property
    def status(self) -> str:
        """What is doubtful is not said to have happened."""
        return lab.STATUSES[0] if float(self.statuses[0]) >= HAPPENED else lab.STATUSES[1 + int(self.statuses[1:].argmax())]

    @property
    def sure(self) -> float:
        """The product of what the network gives the trigger, its type and its status."""
        typed = float(self.types[-1]) if self.type is None else float(self.types[:-1].max())
        return self.probability * typed * float(self.statuses[lab.STATUSES.index(self.status)])


@dataclass(slots=True)
class Readout:
    sentence: list[NDArray[np.bool_]] = field(default_factory=list)
    upos: list[NDArray[np.int64]] = field(default_factory=list)
    xpos: list[NDArray[np.int64]] = field(default_factory=list)
    heads: list[NDArray[np.int64]] = field(default_factory=list)
    deprel: list[NDArray[np.int64]] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    dates: list[tuple[int, int, str]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    vectors: list[Floats] = field(default_factory=list)
    predicates: list[int] = field(default_factory=list)
    arguments: list[Arc] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[Arc] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def sigmoid(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60))), dtype=np.float32)


def add(out: Readout, window: Window, labels: Labels, pairs: dict[str, PairHead]) -> None:
    """Decides everything about one window and appends it."""
    add_words(out, window, labels, pairs["tree"])
    add_names(out, window)
    add_mentions(out, window)
    add_predicates(out, window, labels, pairs["srl"])
    add_triggers(out, window, pairs["roles"])


def add_words(out: Readout, window: Window, labels: Labels, pair: PairHead) -> None:
    """A word that heads itself is the root, and no other is."""
    out.sentence.append(np.diff(window.sentences, prepend=-1) > 0)
    for name, column in (("upos", out.upos), ("xpos", out.xpos)):
        column.append(window.tags[name].argmax(1))
    heads = trees.heads(window.arcs["tree"], window.sentences)
    left, right = window.pairs["tree"]
    scores, root = pair.scores(left, right[heads]), labels.deprel.index("root")
    scores[:, root] = np.where(heads == np.arange(window.words), np.inf, -np.inf)
    out.deprel.append(scores.argmax(1))
    out.heads.append(heads + window.start)


def add_names(out: Readout, window: Window) -> None:
    bounds = [*np.flatnonzero(np.diff(window.sentences, prepend=-1)).tolist(), window.words]
    for a, b in pairwise(bounds):
        shift = window.start + a
        out.names += [(shift + i, shift + j, kind) for i, j, kind in names.names(window.tags["names"][a:b], window.cased[a:b])]
        out.dates += [(shift + i, shift + j, kind) for i, j, kind in names.dates(window.tags["date"][a:b], window.timely[a:b])]


def add_mentions(out: Readout, window: Window) -> None:
    """Heads by the mention tagger; the span's ends by the two pointers, within the sentence."""
    p = softmax(window.tags["mention"])
    found = np.flatnonzero(p.argmax(1) < len(lab.MENTION_TYPES))
    if not len(found):
        return
    same = window.sentences[found][:, None] == window.sentences[None, :]
    position = np.arange(window.words)[None, :]
    begins = np.where(same & (position <= found[:, None]), window.arcs["begin"][found], -np.inf).argmax(1)
    ends = np.where(same & (position >= found[:, None]), window.arcs["end"][found], -np.inf).argmax(1)
    kinds = p[found].argmax(1)
    for head, begin, end, kind, likely in zip(found.tolist(), begins.tolist(), ends.tolist(), kinds.tolist(), p[found].max(1).tolist(), strict=True):
        s = window.start
        out.mentions.append(Mention(s + begin, s + end + 1, s + head, lab.MENTION_TYPES[kind], likely))
    out.vectors.append(window.coref[found])


def add_predicates(out: Readout, window: Window, labels: Labels, pair: PairHead) -> None:
    found = np.flatnonzero(softmax(window.tags["predicate"])[:, 1] > PREDICATE)
    out.predicates += (found + window.start).tolist()
    out.arguments += arcs(window, "srl", found, pair, labels.srl, ARGUMENT)


def arcs(window: Window, name: str, sources: NDArray[np.int64], pair: PairHead, names_: tuple[str, ...], threshold: float) -> list[Arc]:
    """Labelled arcs from the sources to words, in order of source and target; arc and label together must be as probable as the threshold."""
    if not len(sources):
        return []
    likely = sigmoid(window.arcs[name][sources])
    rows, targets = np.nonzero(likely > threshold)
    if not len(rows):
        return []
    left, right = window.pairs[name]
    labels = softmax(pair.scores(left[sources[rows]], right[targets]))
    chosen, together = labels.argmax(1), likely[rows, targets] * labels.max(1)
    s = window.start
    return [
        Arc(s + int(sources[r]), s + int(t), names_[int(c)], float(p))
        for r, t, c, p in zip(rows.tolist(), targets.tolist(), chosen.tolist(), together.tolist(), strict=True)
        if p > threshold
    ]


def add_triggers(out: Readout, window: Window, pair: PairHead) -> None:
    own = softmax(window.tags["trigger_own"])[:, 1]
    found = np.flatnonzero(own > TRIGGER)
    if not len(found):
        return
    picked = {name: window.tags[name][found] for name in ("type", "mode", "status", "polarity", "certainty", "time", "contexts")}
    types, modes, statuses = softmax(picked["type"]), softmax(picked["mode"]), softmax(picked["status"])
    contexts = sigmoid(picked["contexts"])
    best = {name: picked[name].argmax(1) for name in ("polarity", "certainty", "time")}
    for k, word in enumerate(found.tolist()):
        out.triggers.append(
            Trigger(
                window.start + word,
                float(own[word]),
                types[k],
                modes[k],
                statuses[k],
                lab.POLARITIES[best["polarity"][k]],
                lab.CERTAINTIES[best["certainty"][k]],
                lab.TIMES[best["time"][k]],
                contexts[k],
            )
        )
    out.roles += near(arcs(window, "roles", found, pair, lab.EVENT_ROLES, ROLE), window)


def near(found: list[Arc], window: Window) -> list[Arc]:
    """Without fillers from another sentence where the trigger's own sentence has one for the same role."""

    def inside(arc: Arc) -> bool:
        return bool(window.sentences[arc.source - window.start] == window.sentences[arc.target - window.start])

    filled = {(arc.source, arc.label) for arc in found if inside(arc)}
    return [arc for arc in found if inside(arc) or (arc.source, arc.label) not in filled]


def complete(out: Readout, words: Sequence[str], labels: Labels, lemmas: Lemmas) -> None:
    """Once all windows are in: names that agree, lemmas, what lexicon and trees say of the triggers, and roles that the trees tell."""
    relations = [labels.deprel[r] for r in np.concatenate(out.deprel).tolist()]
    heads = np.concatenate(out.heads).tolist()
    upos = [labels.upos[tag] for tag in np.concatenate(out.upos).tolist()]
    penn = [labels.xpos[tag] for tag in np.concatenate(out.xpos).tolist()]
    fitted = inflection.fitted(words, upos, speech.Tree(heads, relations, words, words, penn), lemmas)
    upos, penn = [part for part, _ in fitted], [tag for _, tag in fitted]
    out.upos = [np.array([labels.upos.index(part) for part in upos], dtype=np.int64)]
    out.xpos = [np.array([labels.xpos.index(tag) for tag in penn], dtype=np.int64)]
    out.lemmas = [lemmas.lemma(word, tag) for word, tag in zip(words, penn, strict=True)]
    tree = speech.Tree(heads, relations, out.lemmas, words, penn)
    out.names = naming.repaired(out.names, words, tree)
    heads = naming.hung(out.names, tree)
    tree = speech.Tree(heads, relations, out.lemmas, words, penn)
    out.names = unmarked.called(out.names, words, tree)
    tree = mending.mended(tree, out.names, {m.head for m in out.mentions} | {arc.target for arc in out.roles})
    heads = list(tree.heads)
    out.heads, out.deprel = [np.array(heads)], [np.array([labels.deprel.index(name) for name in tree.relations])]
    collective = (m.head for m in out.mentions if m.type in ("organization", "person") and naming.is_band(m.head, words, tree))
    out.names = naming.bodies(out.names, words, tree, collective)
    out.names = unmarked.shown(out.names, out.dates, words, tree)
    out.names = naming.agreed(out.names, words)
    out.triggers = [with_lexicon(t, tree, upos[t.word], labels) for t in out.triggers]
    out.triggers = [t._replace(statuses=commitment.weighed(t.statuses, t.word, tree)) for t in out.triggers]
    kinds = {root(heads, begin, end): NAMED[kind] for begin, end, kind in out.names if kind in NAMED} | {m.head: m.type for m in out.mentions}
    marked = [t.word for t in out.triggers]
    out.roles = speech.completed(doers.borne_out(out.roles, marked, kinds, tree), marked, kinds, tree)


def with_lexicon(trigger: Trigger, tree: speech.Tree, upos: str, labels: Labels) -> Trigger:
    """The trigger with its types and modes weighed by what its word, with its particle, speaks for."""
    particles = [tree.words[c].lower() for c in tree.children.get(trigger.word, ()) if tree.relations[c] == "compound:prt"]
    particles += [word.lower() for word in tree.words[trigger.word + 1 : trigger.word + 2]]
    particles += ["forces"] * lexicon.moves_forces(trigger.word, tree)
    found = lexicon.said(tree.lemmas[trigger.word].lower(), upos, particles)
    names, types, modes = (*lab.TYPES, ""), trigger.types, trigger.modes
    if found is not None and not lexicon.asks_a_question(trigger.word, tree):
        types = lexicon.weighed(types, names, found.types, lexicon.TYPE_WEIGHT)
        modes = lexicon.weighed(modes, labels.modes, found.modes, lexicon.MODE_WEIGHT)
    return trigger._replace(types=senses.weighed(types, names, senses.sense(trigger.word, tree)), modes=modes)


def root(heads: Sequence[int], begin: int, end: int) -> int:
    """The word of a span whose head lies outside of it."""
    return next((i for i in range(begin, end) if not begin <= heads[i] < end or heads[i] == i), end - 1)
