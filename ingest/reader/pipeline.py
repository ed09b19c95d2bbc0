"""`load`: the reader as a spaCy Language."""

import spacy
from spacy.language import Language

from ingest.reader import component, tokenizer

MAX_LENGTH = 20_000_000


def load(*, model: str | None = None) -> Language:
    """A blank English pipeline with wiregraph's tokenizer and reader. `model` names another folder than the shipped one.

    A text with a lone surrogate raises `tokenizer.TextError`; one of more than MAX_LENGTH characters spaCy's ValueError [E088].
    """
    nlp = spacy.blank("en")
    nlp.max_length = MAX_LENGTH
    nlp.tokenizer = tokenizer.Words(nlp)
    nlp.add_pipe(component.FACTORY, name="reader", config={"model": model})
    return nlp
