"""Trees mended where possessives and names show that they are wrong: an "'s" ties a word to the noun behind it, and a name has one root."""

from collections.abc import Collection, Iterator, Sequence

from ingest.reader.naming import Name, above
from ingest.reader.speech import Tree

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
REACH = 6  # words between an "'s" and the noun that it belongs to


def mended(tree: Tree, names: Sequence[Name], marked: Collection[int]) -> Tree:
    """The tree with owners hung on what they own, and the words of each name on one: on one of `marked`, which stand for mentions, if one does."""
    heads, relations = list(tree.heads), list(tree.relations)
    for owner, noun in owners(tree):
        heads[owner], relations[owner] = noun, "nmod:poss"
    for name in names:
        for word, root in beside(name, heads, marked):
            heads[word], relations[word] = root, "compound" if word < root else "flat"
    return Tree(heads, relations, tree.lemmas, tree.words, tree.tags)


def owners(tree: Tree) -> Iterator[tuple[int, int]]:
    """(owner, noun) where an "'s" stands behind a word that hangs beside the noun that follows: "the prosecutor's office opened"."""
    for at, tag in enumerate(tree.tags):
        owner, near = tree.heads[at], range(at + 1, min(at + REACH, len(tree.words)))
        if tag == "POS" and owner < at and tree.heads[owner] != owner and tree.relations[owner] != "nmod:poss":
            noun = next((k for k in near if is_noun(k, tree) and tree.heads[k] == tree.heads[owner]), None)
            if noun is not None and set(range(at + 1, noun)) <= tree.below(noun):
                yield owner, noun


def is_noun(word: int, tree: Tree) -> bool:
    return tree.tags[word] in NOUNS and tree.relations[word] != "compound"


def beside(name: Name, heads: Sequence[int], marked: Collection[int]) -> Iterator[tuple[int, int]]:
    """(word, root) of the words of a name that hang on one word outside of it: "the carmaker Lanhai Motors". A person's root is the first."""
    begin, end, kind = name
    roots = [word for word in range(begin, end) if not begin <= heads[word] < end]
    best = begin if not roots else roots[0] if kind == "PER" else roots[-1]
    root = next((word for word in roots if word in marked), best)
    yield from ((word, root) for word in roots if word != root and heads[word] == heads[root] and word not in above(root, heads))
