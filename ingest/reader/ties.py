"""How the tree ties somebody to what happens: beside it, as what it describes, by a subject that clauses share, or under one verb with it."""

from ingest.reader.arcs import Arc
from ingest.reader.speech import Tree
from ingest.reader.sufferers import RELATIVE

SHARING = ("conj", "xcomp", "advcl", "acl", "parataxis")  # clauses that may share the subject, or an object, of what they hang on
ARGUMENTS = ("nsubj", "obj", "iobj", "obl")
BESIDE = 3  # words from the head of a name to the "who" or "which" behind it


def shown(arc: Arc, tree: Tree) -> bool:
    """Whether the tree ties the target to the trigger: beside it or as what it describes, as subject or object of a verb that it shares them with,
    or as a party to what the verb around a noun says."""
    at, verb = first(arc.target, tree), arc.source
    if arc.source in (tree.heads[at], tree.heads[arc.target]) or first(tree.heads[arc.source], tree) == at:
        return True
    if any(tree.tags[c] in RELATIVE and 0 < c - arc.target <= BESIDE for c in tree.of(arc.source, "nsubj")):
        return True
    while tree.relations[verb].startswith(SHARING) and tree.heads[verb] != verb and not tree.of(verb, "nsubj"):
        clause, verb = verb, tree.heads[verb]
        if tree.relations[clause] == "acl" and tree.relations[verb] == "obj":
            verb = tree.heads[verb]  # "they had the right to appeal"
        if verb in (at, arc.target) or (tree.heads[at] == verb and is_shared(at, clause, tree)):
            return True
    return within(arc, at, tree) or around(arc, at, tree)


def is_shared(word: int, clause: int, tree: Tree) -> bool:
    """Whether a word that hangs on a verb can be the subject or object of a clause that hangs there too: also "called on Sule to resign"."""
    led = tree.cases(word) & {"on", "upon", "for"} and any(tree.words[c].lower() == "to" for c in tree.of(clause, "mark"))
    return tree.relations[word].startswith((*ARGUMENTS[:3], "obl:agent")) or bool(led)


def within(arc: Arc, at: int, tree: Tree) -> bool:
    """Whether a doer is within the subject, or a sufferer within the object or what is said: "delegates of Ghana met", "praised his work"."""
    over = tree.heads[at]
    if arc.label == "actor":
        return tree.heads[over] == arc.source and tree.relations[over] == "nsubj" and tree.relations[at] == "nmod"
    said_of = tree.relations[over] in ("obj", "nsubj:pass", "ccomp") or (tree.relations[over] == "obl" and "to" in tree.cases(over))
    wanted = tree.relations[over] == "xcomp" and tree.relations[at] == "nsubj"  # "wanted the mayor to resign"
    return tree.heads[over] == arc.source and (said_of or wanted)


def around(arc: Arc, at: int, tree: Tree) -> bool:
    """Whether a noun stands with the target under one verb: "the ministry began an investigation", "twelve died in the attack"."""
    verb, over = tree.heads[arc.source], tree.heads[at]
    if not tree.relations[arc.source].startswith(ARGUMENTS) or verb == arc.source:
        return False
    while tree.relations[verb] == "conj" and not tree.of(verb, "nsubj") and over != verb:
        verb = tree.heads[verb]
    if arc.label == "actor":
        return over == verb and (tree.relations[at].startswith(("nsubj", "obl:agent")) or bool(tree.cases(at) & {"by", "from"}))
    described = tree.heads[verb] in (at, arc.target) and tree.relations[verb] == "acl:relcl"
    return described or (verb in (over, tree.heads[over]) and tree.relations[at].startswith((*ARGUMENTS, "nmod")))


def first(word: int, tree: Tree) -> int:
    """The first of several that are coordinated or in apposition."""
    while tree.relations[word] in ("conj", "appos", "flat") and tree.heads[word] != word:
        word = tree.heads[word]
    return word
