"""Penn tags that a word's own form allows: "criticized" is no present tense, "blocking" no past, and no word of letters is a bracket.

The network takes tags from the context, and at the triggers of events often one that the word cannot have; lemma, tense and status hang on them.
"""

from collections.abc import Sequence

from ingest.reader.lemmas import Lemmas, stems
from ingest.reader.speech import Tree

VERBAL = ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ")
PAST, PRESENT = ("VBD", "VBN"), ("VB", "VBP")
MARKS = frozenset(("$", "''", ",", "-LRB-", "-RRB-", ".", ":", "HYPH", "NFP", "``", "SYM", "UH", "LS"))  # what no noun and no verb is
CLOSED = frozenset(("PRP", "PRP$", "DT", "PDT", "WP", "WP$", "WDT", "EX"))
GRAMMATICAL = frozenset(
    "they them their theirs themselves themself this that these those each every either neither both half many much such what which whose "
    "whom whoever whatever whichever some something someone somebody anything anyone anybody nothing none nobody everything everyone "
    "everybody other others another your yours yourself yourselves ours ourselves mine myself herself himself itself hers there thee thou "
    "thine thyself oneself quite rather enough more most several same certain various where when whomever whosoever yall thier theyre thats "
    "alot noone".split()
)  # words of the closed classes
LONG = 4  # letters from which on a word that is none of them is a noun
NOMINAL = frozenset(("det", "amod", "case", "nmod", "nmod:poss", "nummod"))
CLAUSAL = frozenset(("nsubj", "nsubj:pass", "obj", "aux", "aux:pass", "mark", "ccomp", "xcomp"))
BASES = frozenset("need feed seed heed weed bleed breed speed proceed exceed succeed embed imbed".split())  # end in -ed and are no past
PERFECT = frozenset("be am is are was were been being 's ’s 're ’re has have had having 've ’ve get gets got getting".split())
BARE = frozenset("to will would shall should can could may might must do does did 'll ’ll 'd ’d wo ca".split())


def fitted(words: Sequence[str], upos: Sequence[str], tree: Tree, lemmas: Lemmas) -> list[tuple[str, str]]:
    """Pairs of part of speech (UD) and Penn tag: `upos` and the tags of `tree`, but only such as each word can have."""
    return [fit(i, word.lower(), upos[i], tree, lemmas) for i, word in enumerate(words)]


def fit(at: int, word: str, upos: str, tree: Tree, lemmas: Lemmas) -> tuple[str, str]:
    tag = tree.tags[at]
    if not word.replace("-", "").isalpha():
        return upos, tag
    noun = "NNS" if is_known(word, "s", lemmas) else "NN"
    if (tag in CLOSED or upos in ("PRON", "DET")) and len(word) >= LONG and word not in GRAMMATICAL and (word in lemmas.known or noun == "NNS"):
        return "NOUN", noun
    if upos == "VERB" and tag in ("NN", "NNS"):
        beside = {tree.relations[c] for c in tree.children.get(at, ())}
        return ("NOUN", tag) if beside & NOMINAL else (upos, verbal(at, word, tree, lemmas) if beside & CLAUSAL else tag)
    if tag not in MARKS and tag not in VERBAL:
        return upos, tag
    return upos, noun if upos == "NOUN" else verbal(at, word, tree, lemmas) if upos == "VERB" else tag


def verbal(at: int, word: str, tree: Tree, lemmas: Lemmas) -> str:
    """The tag of a verb: its own, if the form can have it."""
    tag, helpers = tree.tags[at], {tree.words[c].lower() for c in tree.children.get(at, ()) if tree.relations[c].split(":")[0] in ("aux", "mark")}
    allowed = forms(word, lemmas, bare=bool(helpers & BARE))
    if tag == "VBD" and helpers & PERFECT and "VBN" in allowed:
        return "VBN"
    return tag if tag in allowed or f"{word} {tag}" in lemmas.exceptions else chosen(at, allowed, helpers, tree)


def forms(word: str, lemmas: Lemmas, *, bare: bool = False) -> tuple[str, ...]:
    """The tags that a verb of this form can have; `bare` where "to" or a modal stands before it ("to found")."""
    if any(stems(word, "ing")):
        return ("VBG",)
    if word not in BASES and any(stems(word, "ed")):
        return PAST
    irregular = {lemmas.exceptions[f"{word} {tag}"] for tag in PAST if f"{word} {tag}" in lemmas.exceptions}
    if irregular and (word in irregular or bare):
        return (*PRESENT, *PAST)
    if irregular:
        return PAST
    if is_known(word, "s", lemmas):
        return ("VBZ",)
    return PRESENT if word in lemmas.known else VERBAL


def is_known(word: str, ending: str, lemmas: Lemmas) -> bool:
    """Whether it is a word that we know with this ending."""
    return any(stem in lemmas.known for stem in stems(word, ending))


def chosen(at: int, allowed: tuple[str, ...], helpers: set[str], tree: Tree) -> str:
    """Of infinitive and present, of past and participle the one that the words beside it ask for."""
    if len(allowed) == 1:
        return allowed[0]
    if set(PRESENT) & set(allowed) and (helpers & BARE or allowed == PRESENT):
        return "VB" if helpers & BARE else "VBP"
    reduced = tree.relations[at] in ("acl", "amod") or tree.of(at, "nsubj:pass")
    return "VBN" if helpers & PERFECT or reduced else "VBD"
