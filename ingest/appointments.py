"""Offices that a verb tells: "Berg is the mayor of Kassel", "named Berg as chief executive", "Berg was elected president"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

LONGEST = 10
# Of these "as" and the noun behind it say what somebody is or becomes; what is only wanted, planned or refused is no office yet.
FILLING = frozenset("name appoint elect re-elect reelect swear serve work act hire install confirm crown inaugurate designate reappoint".split())
INNER = ("amod", "compound", "nmod:poss", "flat", "nummod")
HELPING = frozenset(("AUX", "PART", "ADV"))
UNREAL = frozenset(("not", "n't", "n’t", "never", "if", "to", "unless", "whether"))


def told(name: Span) -> Iterator[Span]:
    """Noun phrases that a verb over the name makes its description, without their articles."""
    root = name.root
    if root.dep_ == "nsubj" and any(c.dep_ == "cop" for c in root.head.children):
        if root.head.pos_ == "NOUN" and not unreal(root, root.head):
            yield phrase(root.head)
    elif root.dep_ in ("obj", "nsubj:pass", "nsubj") and root.head.lemma_ in FILLING and not unreal(root, root.head):
        done = root.dep_ != "nsubj" or root.head.lemma_ in ("serve", "work", "act")
        for child in root.head.children if done else ():
            if child.pos_ in ("NOUN", "PROPN") and child.i > root.i and (child.dep_ == "xcomp" or introduced(child)):
                yield phrase(child)


def introduced(noun: Token) -> bool:
    """Whether it stands behind "as"."""
    return noun.dep_.startswith("obl") and any(c.lower_ == "as" and c.dep_ == "case" for c in noun.children)


def unreal(name: Token, head: Token) -> bool:
    """Whether it is denied, lies ahead or is only possible: "is not", "will be", "could be elected", "if he is elected", "wants to be"."""
    first, last = sorted((name.i, head.i))
    helpers = [*name.doc[first:last], *(c for c in head.children if c.dep_ == "mark" or c.pos_ in HELPING)]
    return any(token.lower_ in UNREAL or token.tag_ == "MD" for token in helpers)


def phrase(head: Token) -> Span:
    """The head with what stands before it in its phrase, and behind it what "of", "for" or "at" adds."""
    start = min([c.left_edge.i for c in head.lefts if c.dep_.startswith(INNER)] + [head.i])
    start = start if head.i - start < LONGEST else head.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_.startswith("nmod") and child.left_edge.i == end and child.right_edge.i - start < LONGEST:
            end = child.right_edge.i + 1
    while start < head.i and head.doc[start].pos_ in ("DET", "PUNCT", "AUX", "VERB"):
        start += 1
    return head.doc[start:end]
