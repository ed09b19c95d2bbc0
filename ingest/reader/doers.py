"""Which doers and sufferers of the network's the tree bears out: a part that is somebody else's is dropped, one that the tree does not show needs a
surer network, and who owns or undergoes what happens (`sufferers.py`) is added where nobody else has the part.
"""

from collections.abc import Iterable

from ingest.reader.arcs import Arc
from ingest.reader.quotations import quotations
from ingest.reader.speech import BY_RULE, PERSONAL, Tree, is_by
from ingest.reader.sufferers import RELATIVE, told, turned

PARTIES = ("actor", "recipient")
SURE = 0.5  # probability that a doer or sufferer needs where the tree does not show him
SHARING = ("conj", "xcomp", "advcl", "acl", "parataxis")  # clauses that may share the subject, or an object, of what they hang on
ARGUMENTS = ("nsubj", "obj", "iobj", "obl")


def borne_out(roles: Iterable[Arc], triggers: Iterable[int], kinds: dict[int, str], tree: Tree) -> list[Arc]:
    """The roles that agree with the tree, turned where it says that a doer suffers, with those added who own or undergo what a trigger names."""
    quoted = {word for quote in quotations(tree.words, tree.tags) for word in quote}
    kept = [a for a in (turned(arc, kinds, tree) for arc in roles) if a.label not in PARTIES or stands(a, kinds, tree)]
    kept = [a for a in kept if a.label != "speaker" or a.source in quoted or is_heard(a, tree)]
    filled = {(a.source, a.label) for a in kept}
    taken = {(a.source, a.target) for a in kept}
    for trigger in sorted(set(triggers)):
        for who, label in told(trigger, kinds, tree):
            if kinds.get(who) in PERSONAL and (trigger, label) not in filled and (trigger, who) not in taken:
                filled.add((trigger, label))
                taken.add((trigger, who))
                kept.append(Arc(trigger, who, label, BY_RULE))
    return kept


def stands(arc: Arc, kinds: dict[int, str], tree: Tree) -> bool:
    """Whether a doer or sufferer has no other's part, and is shown by the tree or sure."""
    if arc.label == "actor" and (another_does(arc, kinds, tree) or is_no_agent(arc, tree)):
        return False
    return arc.probability >= SURE or shown(arc, tree)


def another_does(arc: Arc, kinds: dict[int, str], tree: Tree) -> bool:
    """Whether the trigger has a subject or by-phrase of its own, and the target is elsewhere: "the council voted, the mayor said"."""
    own = [c for c in tree.of(arc.source, "nsubj") if tree.relations[c] != "nsubj:pass"]
    own += [c for c in (*tree.of(arc.source, "obl:agent"), *tree.of(arc.source, "nmod")) if "by" in tree.cases(c)]
    relative = any(tree.tags[c] in RELATIVE for c in own)
    return not relative and any(kinds.get(c) in PERSONAL for c in own) and arc.target not in tree.below(arc.source)


def is_no_agent(arc: Arc, tree: Tree) -> bool:
    """Whether the tree has an agent that no "by" leads: "recaptured from the rebels in 2017", "agreed under the last president"."""
    return tree.heads[arc.target] == arc.source and tree.relations[arc.target] == "obl:agent" and not is_by(arc.target, tree)


def shown(arc: Arc, tree: Tree) -> bool:
    """Whether the tree ties the target to the trigger: beside it or as what it describes, as subject or object of a verb that it shares them with,
    or as a party to what the verb around a noun says."""
    at, verb = first(arc.target, tree), arc.source
    if arc.source in (tree.heads[at], tree.heads[arc.target]) or first(tree.heads[arc.source], tree) == at:
        return True
    while tree.relations[verb].startswith(SHARING) and tree.heads[verb] != verb and not tree.of(verb, "nsubj"):
        verb = tree.heads[verb]
        if verb in (at, arc.target) or (tree.heads[at] == verb and tree.relations[at].startswith((*ARGUMENTS[:3], "obl:agent"))):
            return True
    return within(arc, at, tree) or around(arc, at, tree)


def within(arc: Arc, at: int, tree: Tree) -> bool:
    """Whether a doer is within the subject, or a sufferer within the object or what is said: "delegates of Ghana met", "praised his work"."""
    over = tree.heads[at]
    if arc.label == "actor":
        return tree.heads[over] == arc.source and tree.relations[over] == "nsubj" and tree.relations[at] == "nmod"
    said_of = tree.relations[over] in ("obj", "nsubj:pass", "ccomp") or (tree.relations[over] == "obl" and "to" in tree.cases(over))
    return tree.heads[over] == arc.source and said_of


def around(arc: Arc, at: int, tree: Tree) -> bool:
    """Whether a noun stands with the target under one verb: "the ministry began an investigation", "twelve died in the attack"."""
    verb, over = tree.heads[arc.source], tree.heads[at]
    if not tree.relations[arc.source].startswith(ARGUMENTS) or verb == arc.source:
        return False
    if arc.label == "actor":
        return over == verb and (tree.relations[at].startswith(("nsubj", "obl:agent")) or bool(tree.cases(at) & {"by", "from"}))
    described = tree.heads[verb] in (at, arc.target) and tree.relations[verb] == "acl:relcl"
    return described or (verb in (over, tree.heads[over]) and tree.relations[at].startswith((*ARGUMENTS, "nmod")))


def is_heard(arc: Arc, tree: Tree) -> bool:
    """Whether somebody can speak without quotation marks: in his own sentence, as the name before what he says in an interview, or before a colon."""
    said, by = tree.root(arc.source), tree.root(arc.target)
    return said == by or first(arc.target, tree) == by or tree.words[max(tree.below(by))] == ":"


def first(word: int, tree: Tree) -> int:
    """The first of several that are coordinated or in apposition."""
    while tree.relations[word] in ("conj", "appos", "flat") and tree.heads[word] != word:
        word = tree.heads[word]
    return word
