"""What a reading depends on besides its article. Kept apart from the reader, so that asking for it loads no model."""

from ingest.reader import model

SCHEME = "8"  # raise it when the rules of this room read the same article differently


def version() -> str:
    """The model, and the rules of this room. Raises ModelError when there is no model."""
    return f"{model.version()}; rules {SCHEME}"
