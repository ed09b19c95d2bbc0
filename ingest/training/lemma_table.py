"""Makes `lemmas.json`: lemmas that the treebanks' train parts use, and by form and tag what the rules get wrong."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.reader.lemmas import NAMES, Lemmas
from ingest.reader.pieces import Pieces
from ingest.training import corpora
from ingest.training.corpora import Document

SEEN = 2  # a lemma or an exception seen less often is taken for a slip
SURE = 0.6


def table(documents: Iterable[Document], vocabulary: Iterable[str]) -> dict[str, object]:
    """`known` lemmas beyond the vocabulary, and `exceptions` by "form tag"."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for doc in documents:
        assert doc.xpos and doc.lemma
        for word, tag, lemma in zip(doc.words, doc.xpos, doc.lemma, strict=True):
            if lemma != "_":
                forms[f"{word if tag in NAMES else word.lower()} {tag}"][lemma] += 1
    words = frozenset(vocabulary)
    counts = Counter(lemma for key, c in forms.items() for lemma, n in c.items() for _ in range(n) if key.split()[-1] not in NAMES)
    known = sorted(lemma for lemma, n in counts.items() if n >= SEEN and lemma not in words and lemma.isalpha() and lemma.islower())
    plain = Lemmas({}, {*known, *words})
    exceptions = dict(irregular())
    for key, found in sorted(forms.items()):
        (lemma, n), (form, tag) = found.most_common(1)[0], key.rsplit(" ", 1)
        if n >= max(SEEN, SURE * found.total()) and plain.lemma(form, tag) != lemma:
            exceptions[key] = lemma
    return {"known": known, "exceptions": exceptions}


def irregular() -> Iterator[tuple[str, str]]:
    """Of the verbs and nouns of `irregular.psv`: "form tag" and lemma."""
    for line in (Path(__file__).parent / "irregular.psv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lemma, *forms = line.split("|")
            for tag, form in zip(("VBD", "VBN") if len(forms) == 2 else ("NNS",), forms, strict=True):
                yield from ((f"{one} {tag}", lemma) for one in form.split("/"))


def make(folder: Path, out: Path) -> None:
    """Writes `lemmas.json` beside the tokenizer of a model, from the treebanks in a folder."""
    readers = (("ewt.train", corpora.ewt), ("gum.train", corpora.gum))
    documents = [read(r) for name, read in readers for r in corpora.records(folder / f"{name}.jsonl.gz")]
    made = table(documents, Pieces(out / "tokenizer.json").whole_words())
    (out / "lemmas.json").write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
