"""Which doers and sufferers of the network's the tree bears out: a part that is somebody else's is dropped, one that the tree does not show needs a
surer network, and who owns or undergoes what happens (`sufferers.py`) is added where nobody else has the part. What the tree shows: `ties.py`.
"""

from collections.abc import Iterable, Iterator

from ingest.reader.arcs import Arc
from ingest.reader.quotations import quotations
from ingest.reader.speech import BY_RULE, PERSONAL, Tree, is_by
from ingest.reader.sufferers import RELATIVE, told, turned
from ingest.reader.ties import first, shown

PARTIES = ("actor", "recipient")
SURE = 0.5  # probability that a doer or sufferer needs where the tree does not show him
CARRYING = frozenset(
    "begin carry commit conduct execute file hold issue launch lead lodge make mount organize perform perpetrate stage start undertake wage".split()
)


def borne_out(roles: Iterable[Arc], triggers: Iterable[int], kinds: dict[int, str], tree: Tree) -> list[Arc]:
    """The roles that agree with the tree, turned where it says that a doer suffers, with those added who own or undergo what a trigger names."""
    quoted = {word for quote in quotations(tree.words, tree.tags) for word in quote}
    whole = (arc._replace(target=phrase(arc, kinds, tree)) if arc.label in PARTIES else arc for arc in roles)
    kept = [a for a in (turned(arc, kinds, tree) for arc in whole) if a.label not in PARTIES or stands(a, kinds, tree)]
    owned = {a.source for a in kept if a.label == "actor" and is_owner(a, tree)}
    kept = [a for a in kept if not (a.label == "actor" and a.source in owned) or a.target in tree.below(a.source)]
    kept = [a for a in kept if a.label != "speaker" or a.source in quoted or is_heard(a, tree)]
    kept += added(kept, triggers, kinds, tree)
    return [*kept, *joined(kept, kinds, tree)]


def added(roles: list[Arc], triggers: Iterable[int], kinds: dict[int, str], tree: Tree) -> Iterator[Arc]:
    """One doer and one sufferer of every trigger that has none, where the words tell of one."""
    filled = {(a.source, a.label) for a in roles}
    taken = {(a.source, a.target) for a in roles}
    for trigger in sorted(set(triggers)):
        for who, label in (*told(trigger, kinds, tree), *carried(trigger, tree)):
            if kinds.get(who) in PERSONAL and (trigger, label) not in filled and (trigger, who) not in taken:
                filled.add((trigger, label))
                taken.add((trigger, who))
                yield Arc(trigger, who, label, BY_RULE)


def joined(roles: list[Arc], kinds: dict[int, str], tree: Tree) -> Iterator[Arc]:
    """Those whom an "and" joins to a doer or sufferer, who do or suffer it too: "the Kurds and the Arabs", but not "senator and candidate Berg"."""
    taken = {(a.source, a.target) for a in roles}
    for arc in roles:
        for other in tree.of(arc.target, "conj") if arc.label in PARTIES else ():
            if (arc.source, other) not in taken and kinds.get(other) in PERSONAL and is_another(other, tree):
                taken.add((arc.source, other))
                yield Arc(arc.source, other, arc.label, BY_RULE)


def is_another(word: int, tree: Tree) -> bool:
    """Whether a word that is coordinated with another by "and" means somebody else: a name, a plural, or one with an article or owner of his own."""
    links = [tree.words[c].lower() for other in tree.of(tree.heads[word], "conj") if other >= word for c in tree.of(other, "cc")]
    own = tree.tags[word] in ("NNP", "NNPS", "NNS", "PRP") or bool(tree.of(word, "det") or tree.of(word, "nmod:poss"))
    return own and links[:1] == ["and"]


def carried(trigger: int, tree: Tree) -> Iterator[tuple[int, str]]:
    """Who carries out what a noun names: "raids carried out by the guard", "an inquiry launched by the senate", "the guard mounted raids"."""
    for verb in tree.of(trigger, "acl"):
        if tree.tags[verb] == "VBN" and tree.lemmas[verb] in CARRYING:
            yield from ((who, "actor") for who in tree.of(verb, "obl:agent") if is_by(who, tree))
    verb = tree.heads[trigger]
    if tree.lemmas[verb] in CARRYING and tree.relations[trigger] == "nsubj:pass":
        yield from ((who, "actor") for who in tree.of(verb, "obl:agent") if is_by(who, tree))
    if tree.lemmas[verb] in CARRYING and tree.relations[trigger] == "obj" and not tree.of(trigger, "nmod:poss"):
        yield from ((who, "actor") for who in tree.of(verb, "nsubj") if tree.tags[who] not in RELATIVE)


def phrase(arc: Arc, kinds: dict[int, str], tree: Tree) -> int:
    """The word that the target belongs to, where it is an article or part of a name: the head of "the United Nations" for its "the"."""
    at = arc.target
    while at not in kinds and tree.relations[at] in ("det", "compound", "flat") and tree.heads[at] in kinds.keys() - {arc.source}:
        at = tree.heads[at]
    return at


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


def is_owner(arc: Arc, tree: Tree) -> bool:
    """Whether a noun or name owns what happens, so that nobody around does it: "the mayor declined Berg's offer"."""
    return tree.heads[arc.target] == arc.source and tree.relations[arc.target] == "nmod:poss" and tree.tags[arc.target] != "PRP$"


def is_no_agent(arc: Arc, tree: Tree) -> bool:
    """Whether the tree has an agent that no "by" leads: "recaptured from the rebels in 2017", "agreed under the last president"."""
    return tree.heads[arc.target] == arc.source and tree.relations[arc.target] == "obl:agent" and not is_by(arc.target, tree)


def is_heard(arc: Arc, tree: Tree) -> bool:
    """Whether somebody can speak without quotation marks: in his own sentence, as the name before what he says in an interview, or before a colon."""
    said, by = tree.root(arc.source), tree.root(arc.target)
    if said == by or first(arc.target, tree) == by or tree.words[max(tree.below(by))] == ":":
        return True
    opening = min(tree.below(arc.target))
    return "(" in tree.words[max(opening - 1, 0) : opening + 1]  # "((Sule)) We left.\n"
