"""What a sentence commits itself to: the words by which an event is to come, may be or is not, how far they reach, and what is plain past.

The network's distribution over statuses is weighed with what the tree says. A denial needs a word that denies; "may" is doubt; and a past tense that
no condition, modal or intention governs tells what happened, with the nouns and participles that hang on it. The classes of governing verbs are
those of Karttunen (1971), "Implicative Verbs": who refused did not, who plans has not yet.
"""

import numpy as np
from numpy.typing import NDArray

from ingest.reader.speech import Tree

Floats = NDArray[np.float32]
NOT = frozenset("not n't n’t never no neither nor nobody nothing none without hardly nowhere cannot".split())
ABSENT = frozenset("no nobody nothing none neither".split())  # as a subject or object, or before one, they deny its verb
UNDONE = frozenset(
    "refuse decline deny fail neglect forget prevent stop block bar ban forbid prohibit avoid cancel scrap abandon reject refrain rule_out dismiss "
    "oppose veto suspend postpone thwart foil avert halt refusal failure denial cancellation rejection unable unwilling impossible false lack "
    "absence call_off turn_down".split()
)
PREVENTED = frozenset(
    "cancel call_off scrap prevent avoid avert foil thwart ban forbid prohibit postpone".split()
)  # what they have as an object did not take place
RAISED = frozenset("expect schedule set slate plan suppose project tip".split())  # in the passive with "to" they are but a future tense
DENYING = frozenset("deny reject dismiss refute dispute rebut".split())
TELLING = frozenset("report claim allegation accusation rumor rumour assertion suggestion charge story news".split())
COMING = frozenset(
    "plan intend agree promise pledge vow decide schedule prepare commit undertake aim arrange resolve expect set due ready order vote "
    "intention decision commitment bid deadline upcoming slate instruct choose poise opt volunteer announce effort try attempt sentence".split()
)
DOUBTED = frozenset(
    "threaten demand ask call urge suspect allege accuse fear warn consider offer propose suggest hope want request seek appeal believe recommend "
    "advise encourage suspicion allegation threat proposal wish invite beg plead petition likely possible able supposed alleged possibility risk "
    "charge chance ponder contemplate clear acquit exonerate absolve".split()
)
INDEFINITE = frozenset("a an any no some each every either neither".split())
EXISTING = frozenset(
    "take happen occur hold be exist begin start go come materialize follow resume proceed continue open".split()
)  # tell of a subject that it is
WHICH = frozenset("who whom whose what which when where why how".split())
ALLEGEDLY = frozenset("allegedly supposedly purportedly".split())
MAY, WILL, WOULD = (
    frozenset("may might could can".split()),
    frozenset("will shall 'll ’ll wo".split()),
    frozenset("would 'd ’d should must ought".split()),
)
CONDITIONS = frozenset("if unless whether lest".split())
PERFECT = frozenset("was were had has have been 's ’s".split())
FINITE = frozenset(("VBD", "VBZ", "VBP"))
PARTICIPLES = frozenset(("VBG", "VBN"))
GOVERNED = frozenset("xcomp ccomp csubj acl obj obl nmod nsubj:pass advcl".split())
REDUCED = frozenset(("advcl", "acl", "amod", "root"))
FURTHEST = 8  # steps up a tree that a word is looked for
# Nouns and verbs of an accusation or a wish, with the preposition of what is alleged or wished: "three counts of arson", "called for talks".
OF_WHAT = {
    "of": frozenset(
        "count charge suspicion accusation allegation accuse suspect possibility risk threat fear clear acquit exonerate absolve".split()
    ),
    "for": frozenset("call appeal demand plea request bid ask plead beg campaign nominee".split()),
    "with": frozenset(("charge", "threaten")),
    "": frozenset("seek demand request require oppose urge propose consider face fear want".split()),
}
# Natural logarithms by which a status gains, chosen on the dev splits.
GROUNDLESS, DENIED, PAST, ALONG, AHEAD, DOUBT, UNDOING, ASKED = 2.0, 1.0, 3.0, 1.0, 2.0, 1.5, 1.5, 4.0


def weighed(statuses: Floats, word: int, tree: Tree) -> Floats:
    """The distribution over happened, planned, possible and negated, weighed with what the tree says of the word."""
    raised = statuses * np.exp(np.array(weights(word, tree), dtype=np.float32))
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def weights(word: int, tree: Tree) -> tuple[float, float, float, float]:
    """What happened, planned, possible and negated gain."""
    denied, modals = is_denied(word, tree), auxiliaries(word, tree)
    negated = (DENIED if denied else 0.0) - (0.0 if deniable(word, tree) else GROUNDLESS) + (UNDOING if is_undone(word, tree) else 0.0)
    if denied:
        return 0.0, 0.0, 0.0, negated
    if is_raised(word, tree):
        return 0.0, PAST, 0.0, negated
    happened = PAST if is_past(word, tree) or is_regretted(word, tree) else ALONG if goes_along(word, tree) else 0.0
    doubted = modals & MAY or marks(word, tree) & CONDITIONS or is_wished(word, tree) or is_alleged(word, tree)
    return happened, AHEAD if modals & WILL else 0.0, ASKED if is_asked(word, tree) else DOUBT if doubted else 0.0, negated


def verb(word: int, tree: Tree) -> str:
    """The lemma, with its particle where it has one: "call_off"."""
    particles = [tree.words[c].lower() for c in tree.of(word, "compound:prt")]
    return "_".join([tree.lemmas[word].lower(), *particles])


def auxiliaries(word: int, tree: Tree) -> set[str]:
    """Its own, or those of the verb that it is coordinated with and shares them: "will meet and sign"."""
    own = {tree.words[c].lower() for c in tree.of(word, "aux")}
    while not own and tree.relations[word] == "conj" and tree.tags[word] == tree.tags[tree.heads[word]] and not tree.of(word, "nsubj"):
        word = tree.heads[word]
        own = {tree.words[c].lower() for c in tree.of(word, "aux")}
    return own


def marks(word: int, tree: Tree) -> set[str]:
    return {tree.words[c].lower() for c in tree.of(word, "mark")}


def is_denied(word: int, tree: Tree) -> bool:
    """By "not" and the like on the word itself, by "no longer", or by a subject or object that there is none of: "no gate was opened"."""
    for child in tree.children.get(word, ()):
        said, relation = tree.words[child].lower(), tree.relations[child]
        if said in ("longer", "more") and relation == "advmod" and any(tree.words[c].lower() == "no" for c in tree.children.get(child, ())):
            return True
        if said in NOT and relation in ("advmod", "det", "mark", "case", "aux"):
            return True
        if relation.startswith(("nsubj", "obj", "obl")):
            determiners = {tree.words[c].lower() for c in tree.of(child, "det")}
            if said in ABSENT or determiners & ABSENT:
                return True
    return False


def above(word: int, tree: Tree) -> list[int]:
    """What governs the word, step by step up to the root."""
    found: list[int] = []
    while tree.heads[word] != word and len(found) < FURTHEST:
        word = tree.heads[word]
        found.append(word)
    return found


def deniable(word: int, tree: Tree) -> bool:
    """Whether anything that governs the word, or the word itself, is denied or undoes what it governs.

    No denial reaches into a definite subject: who denies that the two blasts are related does not deny the blasts.
    """
    below = word
    for at in (word, *above(word, tree)):
        if below != at and is_presupposed(below, tree):
            return False
        beside = {tree.words[c].lower() for c in tree.children.get(at, ())}
        if is_denied(at, tree) or beside & NOT or (at != word and verb(at, tree) in UNDONE):
            return True
        below = at
    return False


def is_presupposed(noun: int, tree: Tree) -> bool:
    """Whether a noun is a definite subject of a verb other than those that say whether it came about."""
    determiners = {tree.words[c].lower() for c in tree.children.get(noun, ()) if tree.relations[c] in ("det", "nmod:poss")}
    subject = tree.tags[noun].startswith("NN") and tree.relations[noun].startswith("nsubj") and bool(determiners) and not determiners & INDEFINITE
    return subject and verb(tree.heads[noun], tree).split("_")[0] not in EXISTING | UNDONE


def governor(word: int, tree: Tree) -> int | None:
    """What the word, or the first of its coordination, is a complement of."""
    while tree.relations[word] == "conj" and tree.heads[word] != word:
        word = tree.heads[word]
    governed = tree.heads[word] != word and (tree.relations[word] in GOVERNED or tree.relations[word].split(":")[0] in GOVERNED)
    return tree.heads[word] if governed else None


def is_undone(word: int, tree: Tree) -> bool:
    """The infinitive or clause of "refused to", "failed to", "denied that", what was called off or prevented, and what a denied report tells."""
    over, relation = governor(word, tree), tree.relations[word]
    if over is None:
        return False
    infinitive = tree.tags[word] == "VB" and "to" in marks(word, tree)
    if is_called_untrue(word, tree):
        return True
    object_ = (
        tree.tags[word].startswith("NN") and relation in ("obj", "nsubj:pass") and verb(over, tree) in PREVENTED and not is_regretted(word, tree)
    )
    return object_ or (verb(over, tree) in UNDONE and (infinitive or relation == "ccomp"))


def is_regretted(word: int, tree: Tree) -> bool:
    """What "could have been prevented" took place."""
    over = tree.heads[word]
    helpers = {tree.words[c].lower() for c in tree.of(over, "aux")}
    suffers = tree.relations[word] == "nsubj:pass" and tree.tags[word].startswith("NN") and verb(over, tree) in PREVENTED
    return suffers and bool(helpers & {"have", "'ve", "’ve"}) and bool(helpers & {"could", "might", "should", "would"})


def is_called_untrue(word: int, tree: Tree) -> bool:
    """What a claim says that somebody denied, "denied a report that they had hired", and the gerund of "denied shelling"."""
    over = governor(word, tree)
    if over is None:
        return False
    if tree.tags[over].startswith("NN"):
        above_it = tree.heads[over]
        told = tree.lemmas[over].lower() in TELLING and tree.relations[word] in ("acl", "ccomp")
        return told and tree.relations[over] == "obj" and verb(above_it, tree) in DENYING
    return tree.tags[word] == "VBG" and tree.relations[word] == "xcomp" and verb(over, tree) == "deny"


def is_raised(word: int, tree: Tree) -> bool:
    """ "Is expected to be located": the participle says no more than that the infinitive is to come."""
    passive = tree.tags[word] == "VBN" and bool(tree.of(word, "aux:pass"))
    return passive and verb(word, tree) in RAISED and any("to" in marks(at, tree) for at in tree.of(word, "xcomp"))


def is_alleged(word: int, tree: Tree) -> bool:
    return any(tree.words[c].lower() in ALLEGEDLY for c in tree.of(word, "advmod"))


def is_asked(word: int, tree: Tree) -> bool:
    """Whether it is the verb of a question for yes or no, with a helping verb before its subject: "Was the mayor arrested?"."""
    subject, helpers = tree.child(word, "nsubj"), tree.of(word, "aux")
    if subject is None or not helpers or helpers[0] > subject or tree.relations[word] not in ("root", "ccomp", "parataxis"):
        return False
    last, first = max(tree.children[word]), min(tree.below(word))
    asking = any(tree.words[at].lower() in WHICH for at in range(first, helpers[0]))
    return tree.words[last] == "?" and not asking


def is_wished(word: int, tree: Tree) -> bool:
    """The noun that an accusation, demand or wish is about."""
    over = governor(word, tree)
    if over is None or not tree.tags[word].startswith("NN"):
        return False
    cases = {tree.words[c].lower() for c in tree.of(word, "case")} or {""}
    return (cases != {""} or tree.relations[word] == "obj") and any(tree.lemmas[over].lower() in OF_WHAT.get(case, ()) for case in cases)


def is_past(word: int, tree: Tree) -> bool:
    """A verb in the past or perfect without modal or condition, and not what somebody denied."""
    modals, tag = auxiliaries(word, tree), tree.tags[word]
    told = tag == "VBD" or (tag in ("VBN", "JJ") and bool(modals & PERFECT))
    over = governor(word, tree)
    undone = is_called_untrue(word, tree) or (over is not None and tree.relations[word] == "ccomp" and verb(over, tree) in UNDONE)
    return (
        told
        and not undone
        and not is_alleged(word, tree)
        and not is_asked(word, tree)
        and not modals & (MAY | WILL | WOULD)
        and not marks(word, tree) & CONDITIONS
        and not is_denied(word, tree)
    )


def goes_along(word: int, tree: Tree) -> bool:
    """A noun that hangs on a verb of the past, or a participle, with nothing over it that intends, doubts or denies."""
    tag = tree.tags[word]
    if not (tag.startswith("NN") or tag in PARTICIPLES) or not is_free(word, tree):
        return False
    if tag in PARTICIPLES and tree.relations[word] in REDUCED:
        return True
    verb = next((at for at in above(word, tree) if tree.tags[at].startswith("VB")), None)
    return verb is not None and is_past(verb, tree)


def is_free(word: int, tree: Tree) -> bool:
    """Whether up to the next finite clause nothing intends, doubts, denies or sets a condition."""
    if auxiliaries(word, tree) & (MAY | WILL | WOULD) or marks(word, tree) & (CONDITIONS | {"to"}):
        return False
    for at in above(word, tree):
        if verb(at, tree) in UNDONE | COMING | DOUBTED or is_denied(at, tree):
            return False
        if auxiliaries(at, tree) & (MAY | WILL | WOULD) or marks(at, tree) & CONDITIONS or (tree.tags[at] == "VB" and "to" in marks(at, tree)):
            return False
        if tree.tags[at] in FINITE and tree.relations[at] in ("root", "parataxis", "ccomp"):
            break
    return True
