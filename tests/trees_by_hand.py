"""Trees written by hand, so that rules on trees are tested without a model."""

from ingest.reader.speech import Tree


def tree(written: str) -> Tree:
    """From "word/TAG/relation/head" for every word, heads counted from 0, with "/lemma" where the lemma is another word."""
    rows = [item.split("/") for item in written.split()]
    words, tags, relations, heads = (list(column) for column in zip(*(row[:4] for row in rows), strict=True))
    return Tree([int(h) for h in heads], relations, [row[4] if len(row) > 4 else row[0].lower() for row in rows], words, tags)
