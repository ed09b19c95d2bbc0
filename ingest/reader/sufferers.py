"""Who suffers what happens, by the words: the owner of an arrest, who undergoes surgery or receives threats, and whom a preposition aims at."""

from collections.abc import Iterator

from ingest.reader.arcs import Arc
from ingest.reader.speech import DOINGS, PERSONAL, Tree

RELATIVE = frozenset(("WP", "WDT", "WP$"))
UPON = {
    "obl": frozenset("against to at on with toward towards".split()),
    "obl:agent": frozenset("against to at on from of toward towards".split()),
    "nmod": frozenset("against to at on about into toward towards".split()),
}  # prepositions of whom something is done to, by how he hangs on what is done
UNDERGOING = frozenset("receive undergo suffer sustain incur endure survive face".split())
AWAY = frozenset("departure dismissal escape eviction exit expulsion pullout release removal retreat secession separation withdrawal".split())
OWNED = DOINGS | frozenset(
    "accusation allegation announcement apology application attack bid call campaign claim condemnation confession coverage criticism crackdown "
    "declaration denial donation endorsement inquiry insistence invasion investigation lawsuit objection offer offensive opposition order plan "
    "plea pledge probe proposal protest pullout push recommendation rejection request retaliation retirement retreat return revenge suggestion suit "
    "support surrender takeover testimony threat tour trip veto visit vow withdrawal".split()
)  # nouns whose possessive names the doer: "their investigation"
SUFFERINGS = frozenset(
    "abduction arrest assassination beating capture conviction death deportation detention dismissal execution expulsion extradition impeachment "
    "imprisonment incarceration indictment kidnapping killing murder ouster overthrow prosecution rape release removal rescue sentence sentencing "
    "suspension torture trial".split()
)  # and those whose possessive names the sufferer: "his arrest"


def turned(arc: Arc, kinds: dict[int, str], tree: Tree) -> Arc:
    """A doer who by the tree suffers as recipient, or as participant where it is a thing; a sufferer who by the tree does it as actor."""
    at, person = arc.target, kinds.get(arc.target) in PERSONAL
    if arc.label == "recipient" and does(arc, person, tree):
        return arc._replace(label="actor")
    if arc.label != "actor":
        return arc
    if tree.heads[arc.source] == at and describes_what_is_done(arc.source, tree):
        return arc._replace(label="recipient" if person else "participant")
    hangs = tree.heads[at] == arc.source
    aimed_at = hangs and person and bool(tree.cases(at) & UPON.get(tree.relations[at], frozenset()))
    owner = hangs and tree.relations[at] == "nmod:poss" and names_sufferer(arc.source, tree)
    return arc._replace(label="recipient") if aimed_at or owner or at in undergoing(arc.source, kinds, tree) else arc


def does(arc: Arc, person: bool, tree: Tree) -> bool:
    """Whether somebody does what a participle before him or a noun with "from" or "by" says: "protesting deputies", "criticism from Bishop Sule"."""
    if tree.heads[arc.source] == arc.target:
        return person and tree.relations[arc.source] == "amod" and tree.tags[arc.source] == "VBG"
    led = tree.cases(arc.target) if tree.relations[arc.target] == "nmod" and tree.heads[arc.target] == arc.source else set()
    return person and ("by" in led or ("from" in led and tree.lemmas[arc.source] not in AWAY))


def told(trigger: int, kinds: dict[int, str], tree: Tree) -> Iterator[tuple[int, str]]:
    """(who, role) that the words tell of a trigger: whose resignation or arrest it is, and who receives or suffers it."""
    owner = tree.child(trigger, "nmod:poss")
    if owner is not None and tree.lemmas[trigger] in OWNED:
        yield owner, "actor"
    if owner is not None and names_sufferer(trigger, tree):
        yield owner, "recipient"
    yield from ((who, "recipient") for who in undergoing(trigger, kinds, tree))


def names_sufferer(noun: int, tree: Tree) -> bool:
    """Whether the owner of what a noun names suffers it: "his arrest", but not "his arrest of the editor"."""
    return tree.lemmas[noun] in SUFFERINGS and tree.tags[noun] == "NN" and not any("of" in tree.cases(c) for c in tree.of(noun, "nmod"))


def describes_what_is_done(verb: int, tree: Tree) -> bool:
    """Whether a clause that describes a noun says what is done to it: "the men held in Minsk", "jailed editors", "guards who were told to leave"."""
    if tree.relations[verb] in ("acl", "amod"):
        return tree.tags[verb] == "VBN" and not any(tree.relations[c].startswith(("nsubj", "aux")) for c in tree.children.get(verb, ()))
    subject = tree.child(verb, "nsubj:pass")
    return tree.relations[verb] == "acl:relcl" and subject is not None and tree.tags[subject] in RELATIVE


def undergoing(trigger: int, kinds: dict[int, str], tree: Tree) -> list[int]:
    """Who undergoes a trigger: "the church received threats", "help received by the rebels", "the sentence he received"."""
    verbs = [tree.heads[trigger]] if tree.relations[trigger] in ("obj", "nsubj:pass") else []
    verbs += [c for c in tree.of(trigger, "acl") if tree.child(c, "obj") is None]
    verbs += [trigger] if not any(kinds.get(c) in PERSONAL for c in tree.of(trigger, "obj")) else []
    return [who for verb in verbs if tree.lemmas[verb] in UNDERGOING for who in affected(verb, tree)]


def affected(verb: int, tree: Tree) -> list[int]:
    """The subjects of a verb such as "receive", or the by-phrases of its passive."""
    passive = tree.child(verb, "nsubj:pass") is not None or tree.child(verb, "aux:pass") is not None
    if passive or (tree.relations[verb] == "acl" and tree.tags[verb] == "VBN"):
        return tree.of(verb, "obl:agent")
    while tree.relations[verb] == "conj" and not tree.of(verb, "nsubj"):
        verb = tree.heads[verb]
    return [c for c in tree.of(verb, "nsubj") if tree.tags[c] not in RELATIVE]
