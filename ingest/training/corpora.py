"""The labelled corpora as one kind of document: words in a row, and the layers that its corpus annotates.

A layer that is absent (None) was not annotated and gives no loss. Word indices run over the whole document.
Formats and licences: ../shared/corpora/README.md; what each corpus labels and how it is mapped is said at its reader below.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.reader.coreference import Syntax
from ingest.reader.titles import TITLES

Arc = tuple[int, int, str]
NAME_TYPES = ("PER", "ORG", "LOC", "MISC")
PRONOUNS = frozenset("PRP PRP$ WP WP$".split())


@dataclass(slots=True)
class MentionLayer:
    """Mentions as (begin, end, head, type); `clusters` maps the mention's index to its entity; `complete`: nothing else is a mention.

    `found`: by a network and not by people; no layer is trained on them, but a teacher may say which are the same.
    """

    spans: list[tuple[int, int, int, str]]
    clusters: list[str]
    complete: bool
    found: bool = False


@dataclass(slots=True)
class EventLayer:
    """Triggers by word, with whatever is known of each: type, mode, contexts, status, polarity, certainty, time; roles as arcs trigger -> head word.

    `inside` marks the words where every event is annotated; `style` names the convention of the corpus.
    """

    style: str
    triggers: dict[int, dict[str, Any]]
    roles: list[Arc] | None
    inside: list[bool]


@dataclass(slots=True)
class Document:
    """Words and what its corpus annotates; `syntax` are trees by a parser where the corpus has none, which no layer is trained on."""

    id: str
    corpus: str
    words: list[str]
    space: list[bool]
    sentences: list[int]
    paragraphs: set[int]
    gold_sentences: bool = False
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemma: list[str] | None = None
    head: list[int] | None = None
    deprel: list[str] | None = None
    syntax: Syntax | None = None
    names: list[str] | None = None
    names_open: frozenset[str] = frozenset()
    dates: list[tuple[int, int]] | None = None
    mentions: MentionLayer | None = None
    predicates: set[int] | None = None
    arguments: list[Arc] | None = None
    factual: dict[int, float] = field(default_factory=dict)
    events: EventLayer | None = None
    choice: tuple[int, list[int]] | None = None
    offsets: list[int] | None = None


def gold_trees(doc: Document) -> Syntax:
    """The corpus's own trees; where it has none every word stands alone."""
    parents = doc.head or list(range(len(doc.words)))
    return Syntax([i if h < 0 else h for i, h in enumerate(parents)], doc.deprel or ["dep"] * len(parents), sentence_numbers(doc))


def sentence_numbers(doc: Document) -> list[int]:
    """The sentence of every word, from 0."""
    bounds = pairwise([*doc.sentences, len(doc.words)])
    return [number for number, (a, b) in enumerate(bounds) for _ in range(a, b)]


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def base(record: dict[str, Any], corpus: str, *, gold: bool) -> tuple[Document, list[int]]:
    """The document's words and sentences, and the offset of each sentence in them."""
    words: list[str] = []
    space: list[bool] = []
    offsets, paragraphs = [], {0}
    for sentence in record["sentences"]:
        offsets.append(len(words))
        if sentence.get("newpar"):
            paragraphs.add(len(words))
        words += sentence["tokens"]
        space += [*sentence["space_after"][:-1], True] if sentence["tokens"] else []
    return Document(record["doc_id"], corpus, words, space, list(offsets), paragraphs, gold_sentences=gold), offsets


def column(record: dict[str, Any], name: str, missing: str) -> list[str]:
    return [v for s in record["sentences"] for v in (s[name] if s[name] is not None else [missing] * len(s["tokens"]))]


def add_trees(doc: Document, record: dict[str, Any], offsets: list[int]) -> None:
    """Heads become word indices in the document; a root is its own head."""
    doc.upos, doc.xpos, doc.lemma = (column(record, name, "_") for name in ("upos", "xpos", "lemma"))
    doc.deprel = column(record, "deprel", "_")
    doc.head = [start + (h - 1 if h else i) for start, s in zip(offsets, record["sentences"], strict=True) for i, h in enumerate(s["head"])]


def head_of(doc: Document, begin: int, end: int) -> int:
    """The word of the span whose head lies outside of it; without a tree the last word."""
    if doc.head is None:
        return end - 1
    return next((i for i in range(begin, end) if not begin <= doc.head[i] < end or doc.head[i] == i), end - 1)


def ewt(record: dict[str, Any]) -> Document:
    """EWT: trees, names (OTH is inconsistent, so an O may hide a MISC), PropBank roles, factuality."""
    doc, offsets = base(record, "ewt", gold=True)
    add_trees(doc, record, offsets)
    doc.names = [tag.replace("OTH", "MISC") for tag in column(record, "ner", "?")]
    doc.names_open = frozenset({"MISC"})
    doc.predicates, doc.arguments = set(), []
    for start, sentence in zip(offsets, record["sentences"], strict=True):
        for predicate in sentence["srl"] or ():
            if predicate["sense"].split(".")[0] in ("be", "have", "do") and not predicate["args"]:
                continue
            p = start + predicate["pred"]
            doc.predicates.add(p)
            for begin, end, role in predicate["args"]:
                if role not in ("V", "C-V"):
                    doc.arguments.append((p, head_of(doc, start + begin, start + end), role.removesuffix("-DSP")))
        for judged in sentence.get("uds") or ():
            if "factual" in judged:
                doc.factual[start + judged["pred"]] = judged["factual"] / 3.0
    if not any(s["srl"] is not None for s in record["sentences"]):
        doc.predicates = doc.arguments = None
    return doc


GUM_NAMES = {"person": "PER", "organization": "ORG", "place": "LOC"}


def gum(record: dict[str, Any]) -> Document:
    """GUM: trees, all mentions with coreference, dates; names are the outermost mentions headed by a proper noun."""
    doc, offsets = base(record, "gum", gold=True)
    add_trees(doc, record, offsets)
    spans, clusters, proper = [], [], []
    for entity in record["entities"]:
        for (s, b, e), head, is_proper in zip(entity["mentions"], entity["heads"], entity["proper"], strict=True):
            spans.append((offsets[s] + b, offsets[s] + e, offsets[s] + head, entity["type"]))
            clusters.append(entity["id"])
            proper.append(is_proper)
    doc.mentions = MentionLayer(spans, clusters, complete=True)
    doc.names = proper_names(doc, [span for span, p in zip(spans, proper, strict=True) if p])
    doc.names_open = frozenset({"MISC"})
    doc.dates = [(offsets[s] + b, offsets[s] + e) for s, b, e in (t["mention"] for t in record.get("timex") or ())]
    return doc


MARKED = TITLES | frozenset("prof vice prime representative reverend rev. father sister brother sir lord lady dame".split())  # with the names of GUM
INNER = frozenset("of and & for de la del von van der - – / .".split())


def proper_names(doc: Document, spans: list[tuple[int, int, int, str]]) -> list[str]:
    """Tags of the outermost names. GUM marks whole noun phrases, the other corpora names alone: what stands around the name goes."""
    tags = ["O"] * len(doc.words)
    for begin, end, head, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        first, last = name_in(doc, begin, end, head, person=kind == "person")
        if kind != "time" and first < last and all(t == "O" for t in tags[first:last]):
            write(tags, first, last, "MISC" if doc.xpos and doc.xpos[head] == "NNPS" and kind == "person" else GUM_NAMES.get(kind, "MISC"))
    return tags


def name_in(doc: Document, begin: int, end: int, head: int, *, person: bool) -> tuple[int, int]:
    """The name within a mention [begin, end): the run of capitalized words around its head and the small words that join them."""
    assert doc.upos
    upos = doc.upos

    def proper(i: int) -> bool:
        return begin <= i < end and (upos[i] == "PROPN" or (upos[i] in ("ADJ", "NOUN", "NUM", "VERB", "X") and doc.words[i][:1].isupper()))

    def reach(i: int, step: int) -> int:
        """The farthest word that belongs to the name, over at most two joining words."""
        at = i
        while True:
            gap = next((k for k in (1, 2, 3) if proper(at + step * k)), None)
            between = [] if gap is None else [doc.words[at + step * j].lower() for j in range(1, gap)][::step]
            if (
                gap is None
                or (person and {"and", "of"} & set(between))
                or any(w not in INNER and (w != "the" or k == 0) for k, w in enumerate(between))
            ):
                return at
            at += step * gap

    if not proper(head) or upos[head] != "PROPN":
        return head, head
    first, last = reach(head, -1), reach(head, 1)
    while first < last and ((person and doc.words[first].lower() in MARKED) or not proper(first) or doc.words[first].lower() == "the"):
        first += 1
    return (head, head) if person and doc.words[first].lower() in MARKED else (first, last + 1)


def write(tags: list[str], begin: int, end: int, kind: str) -> None:
    tags[begin:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - begin - 1)


CROSSNER = {
    "PER": "person politician writer musicalartist scientist researcher",
    "ORG": "organisation politicalparty band university magazine academicjournal",
    "LOC": "location country",
    "MISC": "misc election event award book album song product conference poem programlang",
    "?": "astronomicalobject musicgenre algorithm field chemicalcompound literarygenre task metrics protein enzyme "
    "musicalinstrument discipline chemicalelement theory",
}
NAME_OF = {kind: name for name, kinds in CROSSNER.items() for kind in kinds.split()} | {t: t for t in NAME_TYPES}


def crossner(record: dict[str, Any]) -> Document:
    """CrossNER and Wikigold: names; what is a term and not a name is left out of the loss. Only Wikigold marks every MISC."""
    doc, _ = base(record, "names", gold=False)
    doc.names = [tag if tag == "O" else retag(tag) for tag in column(record, "ner", "?")]
    doc.names_open = frozenset() if record["source"] == "wikigold" else frozenset({"MISC"})
    return doc


SOCIAL = {"PER": "PER", "person": "PER", "ORG": "ORG", "corporation": "ORG", "LOC": "LOC", "location": "LOC"}


def social(record: dict[str, Any]) -> Document:
    """WNUT 2017 and the Broad Twitter Corpus: people, organizations and places in posts; its other kinds are left out of the loss."""
    doc, _ = base(record, "social", gold=False)
    doc.names = [tag if tag == "O" else tag[:2] + SOCIAL[tag[2:]] if tag[2:] in SOCIAL else "?" for tag in column(record, "ner", "?")]
    doc.names_open = frozenset({"MISC"})
    return doc


def retag(tag: str) -> str:
    name = NAME_OF[tag[2:]]
    return "?" if name == "?" else tag[:2] + name


MEANTIME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "PRO": "object", "FIN": "abstract", "MIX": "abstract"}


def meantime(record: dict[str, Any]) -> Document:
    """MEANTIME: on `full` sentences all events with polarity, certainty and time; coreference of its entities; dates."""
    doc, offsets = base(record, "meantime", gold=False)
    full = [s["full"] for s in record["sentences"] for _ in s["tokens"]]
    spans = [
        (offsets[s] + b, offsets[s] + e, offsets[s] + e - 1, MEANTIME_TYPES.get(entity["type"], "abstract"))
        for entity in record["entities"]
        for s, b, e in entity["mentions"]
    ]
    clusters = [entity["id"] for entity in record["entities"] for _ in entity["mentions"]]
    doc.mentions = MentionLayer(spans, clusters, complete=False)
    triggers: dict[int, dict[str, Any]] = {}
    for event in record["events"]:
        for (s, _, e), attrs in zip(event["mentions"], event["attrs"], strict=True):
            if record["sentences"][s]["full"]:
                triggers[offsets[s] + e - 1] = meantime_labels(attrs)
    doc.events = EventLayer("meantime", triggers, None, full)
    inside = {t for t in range(len(full)) if full[t]}
    doc.dates = [
        (offsets[s] + b, offsets[s] + e) for s, b, e in (t["mention"] for t in record["timex"] if t["mention"]) if offsets[s] + b in inside
    ] or None
    return doc


def meantime_labels(attrs: dict[str, Any]) -> dict[str, Any]:
    """Status from the three attributes: negated before possible before planned, as in docs/annotation.md."""
    polarity, certainty, time = attrs.get("polarity"), attrs.get("certainty"), attrs.get("time")
    labels = {"polarity": polarity, "certainty": certainty, "time": time}
    labels = {k: v for k, v in labels.items() if v in ("POS", "NEG", "CERTAIN", "PROBABLE", "POSSIBLE", "FUTURE", "NON_FUTURE")}
    if polarity == "NEG":
        labels["status"] = "negated"
    elif certainty in ("PROBABLE", "POSSIBLE"):
        labels["status"] = "possible"
    elif certainty == "CERTAIN" and time in ("FUTURE", "NON_FUTURE"):
        labels["status"] = "planned" if time == "FUTURE" else "happened"
    return labels


ECB_ENTITIES = {"HUMAN": "person", "NON": "object", "LOC": "place", "TIME": "time"}


def ecbplus(record: dict[str, Any]) -> Document | None:
    """ECB+: events and coreference in the `selected` sentences; a NEG_ class means negated, the rest says nothing of status."""
    if not any(s["selected"] for s in record["sentences"]):
        return None
    doc, offsets = base(record, "ecbplus", gold=False)
    selected = [s["selected"] for s in record["sentences"] for _ in s["tokens"]]
    spans, clusters = [], []
    for entity in record["entities"]:
        for s, b, e in entity["mentions"]:
            if record["sentences"][s]["selected"] and not entity["type"].startswith("TIME"):
                spans.append((offsets[s] + b, offsets[s] + e, offsets[s] + e - 1, ECB_ENTITIES[entity["type"].split("_")[0]]))
                clusters.append(entity["id"])
    doc.mentions = MentionLayer(spans, clusters, complete=False)
    triggers: dict[int, dict[str, Any]] = {}
    for event in record["events"]:
        for s, b, _ in event["mentions"]:
            if record["sentences"][s]["selected"]:
                triggers[offsets[s] + b] = {"status": "negated", "polarity": "NEG"} if event["class"].startswith("NEG") else {}
    doc.events = EventLayer("ecbplus", triggers, None, selected)
    return doc


def gap(record: dict[str, Any], split: Callable[[str], Document]) -> Document:
    """GAP: one pronoun and two names; `split` makes words of the text. Which name the pronoun means, or neither."""
    doc = split(record["text"])
    doc.id, doc.corpus = record["id"], "gap"
    starts = word_starts(doc)
    spans = [word_span(starts, *c["span"]) for c in record["candidates"]] + [word_span(starts, *record["pronoun"])]
    heads = [e - 1 for _, e in spans]
    doc.mentions = MentionLayer([(b, e, h, "person") for (b, e), h in zip(spans, heads, strict=True)], ["a", "b", "p"], complete=False)
    doc.choice = (2, [i for i, c in enumerate(record["candidates"]) if c["coref"]])
    return doc


def word_starts(doc: Document) -> list[int]:
    """Character offset of every word, and the end of the text; from the text itself where it is known."""
    if doc.offsets is not None:
        return doc.offsets
    starts, at = [], 0
    for word, space in zip(doc.words, doc.space, strict=True):
        starts.append(at)
        at += len(word) + space
    return [*starts, at]


def word_span(starts: list[int], begin: int, end: int) -> tuple[int, int]:
    """Words that overlap the characters [begin, end)."""
    inside = [i for i in range(len(starts) - 1) if starts[i + 1] > begin and starts[i] < end]
    return inside[0], inside[-1] + 1
