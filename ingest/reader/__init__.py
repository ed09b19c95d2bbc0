"""The reader: a spaCy pipeline with one small encoder. `load` makes it; see `ingest.reader.pipeline`, which is imported at the first call."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load(*, model: str | None = None) -> "Language":
    """A spaCy `Language` that reads raw English news; `model` is a folder of model files, by default the shipped one."""
    from ingest.reader import pipeline

    return pipeline.load(model=model)
