"""Raw text to a training Document without labels, with the reader's own tokenizer and a rule-based sentence cut."""

from collections.abc import Callable
from itertools import pairwise

import spacy

from ingest.reader import tokenizer
from ingest.training.corpora import Document
from ingest.training.worksheet import sentences


def splitter() -> Callable[[str], Document]:
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer.Words(nlp)

    def split(text: str) -> Document:
        """White space between two words of the document is one space or none."""
        doc = nlp.make_doc(text)
        tokens = [t for t in doc if not t.is_space]
        paragraphs = tokenizer.paragraph_starts([t.text for t in doc])
        starts = {a for a, _ in sentences(text)}
        opens = [k for k, t in enumerate(tokens) if k == 0 or any(tokens[k - 1].idx < a <= t.idx for a in starts)]
        following = [b.idx - (a.idx + len(a)) for a, b in pairwise(tokens)]
        result = Document(
            "", "raw", [t.text for t in tokens], [n > 0 for n in following] + [False], opens, {k for k, t in enumerate(tokens) if t.i in paragraphs}
        )
        result.offsets = [t.idx for t in tokens] + [len(text)]
        return result

    return split
