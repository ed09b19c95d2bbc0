"""What the shipped reader sees in an ECB+ article, by the corpus's own sentences and tokens: grammar, and its clusters of mentions."""

import bisect
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from bench.places import laid_out

At = tuple[int, int]  # sentence, token
DOES = {"nsubj": "A", "obl:agent": "A", "obj": "P", "nsubj:pass": "P"}
LIGHT = frozenset("be have say do make get go take come tell know see give find use call want announce report add state ask order".split())
COLLECTIVE = frozenset("people police authorities children men women".split())
REACH = 8  # tokens between a name and a noun beside it


@dataclass(frozen=True, slots=True)
class Token:
    """`parent` is the token itself for the root of a sentence."""

    text: str
    lemma: str
    pos: str
    relation: str
    parent: At


@dataclass(frozen=True, slots=True)
class Seen:
    """One article. Clusters are of mentions, each from its first to its last token."""

    tokens: dict[At, Token]
    clusters: tuple[tuple[tuple[At, At], ...], ...]

    def head(self, sentence: int, begin: int, end: int) -> int:
        """The token of a span whose parent is not in it."""
        for at in range(begin, end):
            token = self.tokens.get((sentence, at))
            if token and not (token.parent[0] == sentence and begin <= token.parent[1] < end and token.parent[1] != at):
                return at
        return end - 1

    def lemma(self, sentence: int, at: int) -> str:
        token = self.tokens.get((sentence, at))
        return token.lemma if token else ""

    def plural(self, sentence: int, at: int) -> bool:
        token = self.tokens.get((sentence, at))
        return token is not None and (token.text in COLLECTIVE or (token.text.endswith("s") and token.lemma != token.text))

    def part(self, sentence: int, at: int) -> tuple[str, str] | None:
        """The lemma of the verb that a head stands under, and whether it does that ("A") or undergoes it ("P"); None under a light verb."""
        token = self.tokens.get((sentence, at))
        parent = self.tokens.get(token.parent) if token else None
        if token is None or parent is None or token.relation not in DOES or parent.pos not in ("VERB", "NOUN") or parent.lemma in LIGHT:
            return None
        return parent.lemma, DOES[token.relation]

    def cluster(self, sentence: int, begin: int, end: int, head: int) -> int | None:
        """The cluster with a mention of about that span and the same head."""
        for number, cluster in enumerate(self.clusters):
            for first, last in cluster:
                if first[0] == sentence and begin - 2 <= first[1] <= head <= last[1] <= end:
                    return number
        return None

    def beside(self, name: str) -> frozenset[str]:
        """Lemmas of the nouns that stand beside a last name: "coach Cheeks", "Cheeks, the coach"."""
        found = set()
        for (sentence, at), token in self.tokens.items():
            if token.text == name.lower():
                for near in range(max(0, at - REACH), at + REACH):
                    other = self.tokens.get((sentence, near))
                    if other and other.parent == (sentence, at) and other.pos == "NOUN" and other.relation in ("compound", "appos"):
                        found.add(other.lemma)
                parent = self.tokens.get(token.parent)
                if parent and token.relation in ("appos", "flat") and parent.pos == "NOUN":
                    found.add(parent.lemma)
        return frozenset(found)


def see(document: dict[str, Any], nlp: Language) -> Seen:
    """Reads the whole article."""
    text, offsets = laid_out(document)
    starts = sorted((begin, at) for at, (begin, _) in offsets.items())
    begins = [begin for begin, _ in starts]

    def position(character: int) -> At:
        return starts[bisect.bisect_right(begins, character) - 1][1]

    doc = nlp(text)
    tokens: dict[At, Token] = {}
    for token in doc:
        found = Token(token.lower_, token.lemma_.lower(), token.pos_, token.dep_, position(token.head.idx))
        tokens.setdefault(position(token.idx), found)
    clusters = tuple(tuple((position(span.start_char), position(span.end_char - 1)) for span in cluster) for cluster in doc._.clusters)
    return Seen(tokens, clusters)
