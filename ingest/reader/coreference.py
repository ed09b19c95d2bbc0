"""Which mentions are the same: pair features, and clustering of an article's mentions by best antecedent.

Word-level antecedent ranking after Dobrovolskii (2021), "Word-Level Coreference Resolution": each mention stands for its head
word, is scored against earlier mentions and joins the best one above zero. The features say what a small encoder cannot see:
string identity, distance, form and agreement, and, as pronouns follow grammar, the grammatical role and the salience of both (Lappin and
Leass 1994, "An Algorithm for Pronominal Anaphora Resolution").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.reader.heads import CorefHead

Floats = NDArray[np.float32]
DETERMINERS = frozenset("the a an this that these those his her its their our my your some any".split())
GENDER = {w: g for g, ws in {1: "he him his himself", 2: "she her hers herself", 3: "it its itself"}.items() for w in ws.split()}
PLURAL = frozenset("they them their theirs themselves we us our ours ourselves these those".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
SECOND = frozenset("you your yours yourself yourselves".split())
PRONOUNS = frozenset(GENDER) | PLURAL | FIRST | SECOND | frozenset("who whom whose which that this".split())
TYPES = ("person", "organization", "place", "object", "event", "time", "substance", "animal", "plant", "abstract")
ROLES = {"nsubj": 1, "csubj": 1, "obj": 2, "iobj": 2, "obl": 3, "nmod:poss": 4}  # 0 is any other relation
COLUMNS = ("head", "form", "type", "gender", "number", "person", "role", "governor", "above", "sentence")
FEATURES = 59
NEAR = 12  # words on either side of the head that describe a mention


@dataclass(frozen=True, slots=True)
class Syntax:
    """Trees of an article by word: parent (a root is its own), relation, and number of the sentence."""

    parents: Sequence[int]
    relations: Sequence[str]
    sentences: Sequence[int]

    def role(self, word: int) -> int:
        """Of ROLES; what is coordinated has the role of the first."""
        for _ in range(8):
            if self.relations[word] != "conj":
                break
            word = self.parents[word]
        relation = self.relations[word]
        return ROLES.get(relation) or ROLES.get(relation.partition(":")[0], 0)


@dataclass(frozen=True, slots=True)
class Described:
    """What the features compare: head word index, lower-cased words, and classes as small integers.

    `role` as in ROLES; `governor` and `above` are the parent of the head word and its parent, -1 where there is none; `sentence` is a number.
    """

    head: int
    text: str
    head_text: str
    content: frozenset[str]
    form: int
    type: int
    gender: int
    number: int
    person: int
    role: int
    governor: int
    above: int
    sentence: int


def describe(words: Sequence[str], begin: int, end: int, head: int, kind: str, *, xpos: str | None, syntax: Syntax) -> Described:
    """`form` 0 pronoun, 1 name, 2 nominal; `number` 0 unknown, 1 singular, 2 plural; `person` 3, or 1 and 2 for speech participants."""
    span = [w.lower() for w in words[max(begin, head - NEAR) : min(end, head + NEAR)]]
    first = words[head].lower()
    kept = [w for w in span if w not in DETERMINERS and w not in ("'s", "’s")]
    pronoun = len(span) == 1 and first in PRONOUNS
    name = not pronoun and (xpos in ("NNP", "NNPS") if xpos else words[head][:1].isupper())
    number = 2 if first in PLURAL or xpos in ("NNS", "NNPS") else 1 if pronoun or xpos in ("NN", "NNP") else 0
    person = 1 if pronoun and first in FIRST else 2 if pronoun and first in SECOND else 3
    governor = syntax.parents[head]
    above = syntax.parents[governor]
    return Described(
        head, " ".join(kept), first, frozenset(w for w in kept if w[0].isalnum() or len(w) > 1),
        0 if pronoun else 1 if name else 2, TYPES.index(kind), GENDER.get(first, 0) if pronoun else 0, number, person,
        syntax.role(head), -1 if governor == head else governor, -1 if above == governor else above, syntax.sentences[head],
    )  # fmt: skip


def features(mentions: Sequence[Described], *, rows: range | None = None, back: int | None = None) -> Floats:
    """(rows, mentions, FEATURES) float32: pair (i, j) describes anaphor i against candidate j; only j < i mean anything."""
    n = len(mentions)
    rows = rows or range(n)
    column = {name: np.array([getattr(m, name) for m in mentions]) for name in COLUMNS}
    text, head_text = codes([m.text for m in mentions]), codes([m.head_text for m in mentions])
    vocabulary: dict[str, int] = {}
    for m in mentions:
        for w in m.content:
            vocabulary.setdefault(w, len(vocabulary))
    bag = np.zeros((n, len(vocabulary) or 1), dtype=np.float32)
    for i, m in enumerate(mentions):
        bag[i, [vocabulary[w] for w in m.content]] = 1.0
    r = np.array(rows)
    size = np.maximum(bag.sum(1), 1)
    shared = bag[r] @ bag.T
    first = column["form"][r][:, None]
    second = column["form"][None, :]
    out = np.zeros((len(r), n, FEATURES), dtype=np.float32)
    near = np.clip(np.log2(np.maximum(r[:, None] - np.arange(n)[None, :], 1)).astype(int), 0, 8)
    np.put_along_axis(out, near[..., None], 1.0, 2)
    words = np.clip(np.log2(np.maximum(column["head"][r][:, None] - column["head"][None, :], 1)).astype(int), 0, 9)
    np.put_along_axis(out, 9 + words[..., None], 1.0, 2)
    np.put_along_axis(out, 19 + (first * 3 + second)[..., None], 1.0, 2)
    not_pronoun = (first > 0) & (second > 0)
    out[..., 28] = (text[r][:, None] == text[None, :]) & not_pronoun
    out[..., 29] = (head_text[r][:, None] == head_text[None, :]) & not_pronoun
    out[..., 30] = (shared > 0) & not_pronoun
    out[..., 31] = (shared / size[r][:, None]) * not_pronoun
    out[..., 32] = (shared / size[None, :]) * not_pronoun
    out[..., 33] = (text[r][:, None] == text[None, :]) & (first == 0) & (second == 0)
    same_type = column["type"][r][:, None] == column["type"][None, :]
    out[..., 34] = same_type
    out[..., 35] = same_type & not_pronoun
    g, h = column["gender"][r][:, None], column["gender"][None, :]
    out[..., 36] = (g == h) & (g > 0)
    out[..., 37] = (g != h) & (g > 0) & (h > 0)
    u, v = column["number"][r][:, None], column["number"][None, :]
    out[..., 38] = (u == v) & (u > 0)
    out[..., 39] = (u != v) & (u > 0) & (v > 0)
    p, q = column["person"][r][:, None], column["person"][None, :]
    out[..., 40] = (p == q) & (p < 3)
    out[..., 41] = (p != q) & ((p < 3) | (q < 3))
    person = column["type"][None, :] == 0
    out[..., 42] = ((g == 1) | (g == 2)) & person & (second > 0)
    out[..., 43] = ((g == 1) | (g == 2)) & ~person & (second > 0)
    out[..., 44] = (g == 3) & person & (second > 0)
    out[..., 45] = (first == 1) & (second == 1) & (shared == 0)
    out[..., 46:] = grammar(column, r, salience(mentions))
    return out


def grammar(column: dict[str, NDArray[np.int64]], rows: NDArray[np.int64], salient: Floats) -> Floats:
    """(rows, mentions, 13): the candidate's role, whether both have the same, sentences between them, a common governor, and salience."""
    own, other = column["role"][rows][:, None], column["role"][None, :]
    out = np.zeros((len(rows), len(salient), 13), dtype=np.float32)
    for role in (1, 2, 3, 4):
        out[..., role - 1] = other == role
    out[..., 4] = (own == other) & (own > 0)
    out[..., 5] = (own == 1) & (other == 1)
    apart = column["sentence"][rows][:, None] - column["sentence"][None, :]
    out[..., 6], out[..., 7], out[..., 8] = apart == 0, apart == 1, apart >= 3
    governor, above = column["governor"], column["above"]
    out[..., 9] = (governor[rows][:, None] == governor[None, :]) & (governor[None, :] >= 0)
    out[..., 10] = (above[rows][:, None] == governor[None, :]) & (governor[None, :] >= 0)
    out[..., 11] = governor[rows][:, None] == column["head"][None, :]
    out[..., 12] = salient[None, :]
    return out


def salience(mentions: Sequence[Described]) -> Floats:
    """By mention: how often its head word has been named so far, as log2(1 + n) / 4; pronouns 0."""
    counts: dict[str, int] = {}
    found = np.zeros(len(mentions), dtype=np.float32)
    for i, m in enumerate(mentions):
        if m.form:
            counts[m.head_text] = counts.get(m.head_text, 0) + 1
            found[i] = np.log2(1 + counts[m.head_text]) / 4
    return found


def codes(values: Sequence[str]) -> NDArray[np.int64]:
    table: dict[str, int] = {}
    return np.array([table.setdefault(v, len(table)) for v in values], dtype=np.int64)


BACK = 150
CHUNK = 64


class Clusters:
    """Clusters as they grow, and what their mentions rule out: another gender, or a person's name that shares no word with theirs."""

    def __init__(self, mentions: Sequence[Described]) -> None:
        self.mentions = mentions
        self.number: list[int] = []
        self.genders: list[int] = []
        self.names: list[frozenset[str]] = []

    def fits(self, row: int, cluster: int) -> bool:
        m = self.mentions[row]
        if m.gender and self.genders[cluster] not in (0, m.gender):
            return False
        names = self.names[cluster]
        return not (names and person_name(m)) or not names.isdisjoint(m.content)

    def add(self, row: int, cluster: int | None) -> None:
        """Puts the next mention into a cluster, or into one of its own."""
        m = self.mentions[row]
        if cluster is None:
            cluster = len(self.genders)
            self.genders.append(0)
            self.names.append(frozenset())
        self.number.append(cluster)
        self.genders[cluster] = self.genders[cluster] or m.gender
        if person_name(m):
            self.names[cluster] |= m.content


def person_name(m: Described) -> bool:
    return m.form == 1 and m.type == 0


def clusters(mentions: Sequence[Described], queries: Floats, keys: Floats, head: CorefHead) -> list[int]:
    """The cluster of every mention, numbered in text order: that of its best antecedent among the last BACK that scores above zero and fits."""
    found = Clusters(mentions)
    for start in range(0, len(mentions), CHUNK):
        stop = min(start + CHUNK, len(mentions))
        first = max(0, start - BACK)
        pairs = features(mentions[first:stop], rows=range(start - first, stop - first))
        scores = head.scores(queries[start:stop], keys[first:stop], pairs)
        rows, columns = np.arange(start, stop)[:, None], np.arange(first, stop)[None, :]
        scores[(columns >= rows) | (columns < rows - BACK)] = -np.inf
        for row, line in enumerate(scores, start):
            likely = np.flatnonzero(line > 0)
            ranked = (found.number[first + j] for j in likely[np.argsort(-line[likely], kind="stable")].tolist())
            found.add(row, next((cluster for cluster in ranked if found.fits(row, cluster)), None))
    return found.number
