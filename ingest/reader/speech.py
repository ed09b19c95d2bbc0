"""Roles that the tree says beyond doubt and the network left open: who speaks in reported speech,
the subject of an act, the person it is addressed to, and the place that a preposition names.

The network goes first: a role it has filled is left as it is, except that the source of "according to" is no actor of what it reports.
"""

from collections.abc import Iterable, Sequence

from ingest.reader.arcs import Arc
from ingest.reader.quotations import speakers

REPORTING = frozenset(
    "say tell deny announce report state add claim warn note confirm declare explain write insist argue allege acknowledge admit reveal tweet "
    "comment remark recall stress emphasize predict assert maintain conclude inform suggest".split()
)
DOINGS = frozenset(
    "effort participation involvement contribution attempt refusal decision arrival departure resignation speech statement promise struggle failure "
    "willingness readiness initiative intervention reaction response complaint warning demand appeal".split()
)  # nouns of acts whose "of" or possessive names the doer, never whom it is done to
COMING = frozenset("schedule expect suppose set poise prepare intend slate".split())  # "is scheduled to meet" does nothing to anybody
PERSONAL = frozenset(("person", "organization", "place", "animal"))
TO = frozenset(("to", "against"))
AT = frozenset(("in", "at", "near", "inside", "outside", "within"))
BY_RULE = 0.5  # probability of an arc that a rule adds


class Tree:
    """Heads, relations, lemmas and Penn tags of an article's words, with what hangs below each."""

    def __init__(self, heads: Sequence[int], relations: Sequence[str], lemmas: Sequence[str], words: Sequence[str], tags: Sequence[str] = ()) -> None:
        self.heads, self.relations, self.lemmas, self.words, self.tags = heads, relations, lemmas, words, tags
        self.children: dict[int, list[int]] = {}
        for word, head in enumerate(heads):
            if head != word:
                self.children.setdefault(head, []).append(word)

    def child(self, word: int, relation: str) -> int | None:
        """The first child whose relation begins so."""
        return next(iter(self.of(word, relation)), None)

    def of(self, word: int, relation: str) -> list[int]:
        """Its children whose relation begins so."""
        return [c for c in self.children.get(word, ()) if self.relations[c].startswith(relation)]

    def cases(self, word: int) -> set[str]:
        """Its prepositions, in lower case."""
        return {self.words[c].lower() for c in self.of(word, "case")}

    def root(self, word: int) -> int:
        """The word of its sentence that hangs on none."""
        while self.heads[word] != word:
            word = self.heads[word]
        return word

    def below(self, word: int, *, without: int = -1) -> set[int]:
        """The word and all that hangs on it, but for what hangs on `without`."""
        found: set[int] = set()
        stack = [word]
        while stack:
            at = stack.pop()
            if at != without:
                found.add(at)
                stack += self.children.get(at, ())
        return found


def completed(roles: list[Arc], triggers: Iterable[int], kinds: dict[int, str], tree: Tree) -> list[Arc]:
    """`roles` with speakers, subjects, addressees and places added.

    `kinds` gives the mention type of head words; only people, bodies and countries act.
    """
    marked = set(triggers)
    sources, found = reported(tree)
    domains = [(who if (who := meant(teller, kinds, tree)) is not None else teller, verb, domain) for teller, verb, domain in found]
    roles = [a._replace(target=named) if (named := meant(a.target, kinds, tree)) not in (None, a.target) else a for a in roles]
    kept = [a for a in roles if not (a.target in sources and a.label != "speaker" and a.source in sources[a.target])]
    kept = [a._replace(label="actor") if is_doer(a, kept, tree) else a for a in kept]
    kept = [a._replace(label="recipient") if a.label == "actor" and suffers(a, kinds, tree) else a for a in kept]
    filled = {(a.source, a.label) for a in kept}
    taken = {(a.source, a.target) for a in kept}
    for speaker, verb, domain in sorted(domains, key=lambda d: len(d[2])):
        for t in sorted((marked & domain) - {verb, speaker}):
            if (t, "speaker") not in filled and (t, speaker) not in taken:
                filled.add((t, "speaker"))
                kept.append(Arc(t, speaker, "speaker", BY_RULE))
    given = {a.source: a.target for a in kept if a.label == "speaker"}
    for t, speaker in speakers(tree.words, tree.tags, marked, given, [(who, domain) for who, _, domain in domains]).items():
        if (t, speaker) not in taken:
            kept.append(Arc(t, speaker, "speaker", BY_RULE))
    for t in sorted(marked):
        subject = meant(agent(tree, t), kinds, tree)
        if subject is not None and kinds.get(subject) in PERSONAL and (t, "actor") not in filled and (t, subject) not in taken:
            kept.append(Arc(t, subject, "actor", BY_RULE))
        to = [c for c in beside(tree, t, TO) if kinds.get(c) == "person"]
        if to and (t, "recipient") not in filled and (t, to[0]) not in taken:
            kept.append(Arc(t, to[0], "recipient", BY_RULE))
        doers = tree.children.get(t, ()) if tree.lemmas[t] in DOINGS else ()  # "the efforts of sappers in Russia"
        where = [c for at in (t, *doers) for c in beside(tree, at, AT) if kinds.get(c) == "place"]
        if where and (t, "place") not in filled and (t, where[0]) not in taken:
            kept.append(Arc(t, where[0], "place", BY_RULE))
    return sorted(kept, key=lambda a: (a.source, a.target))


def is_doer(arc: Arc, roles: list[Arc], tree: Tree) -> bool:
    """Whether a participant is who does what a noun such as "effort" names: "the efforts of the sappers", where nobody else is said to."""
    if arc.label != "participant" or tree.lemmas[arc.source] not in DOINGS or tree.heads[arc.target] != arc.source:
        return False
    cases = tree.cases(arc.target)
    whose = tree.relations[arc.target] == "nmod:poss" or (tree.relations[arc.target].startswith("nmod") and cases <= {"of", "by"} and bool(cases))
    return whose and not any(a.source == arc.source and a.label == "actor" for a in roles)


def suffers(arc: Arc, kinds: dict[int, str], tree: Tree) -> bool:
    """Whether somebody is the subject of a passive verb that no "by" gives a doer: "the union had not been consulted"."""
    passive = tree.relations[arc.target] == "nsubj:pass" and tree.heads[arc.target] == arc.source and tree.lemmas[arc.source] not in COMING
    return passive and kinds.get(arc.target) in PERSONAL and not any(is_by(c, tree) for c in tree.of(arc.source, "obl:agent"))


def reported(tree: Tree) -> tuple[dict[int, set[int]], list[tuple[int, int, set[int]]]]:
    """What "according to" sources report, by source; and (speaker, reporting word, words reported) of all reported speech."""
    sources: dict[int, set[int]] = {}
    domains = []
    for i, word in enumerate(tree.words):
        if word.lower() == "according" and tree.relations[i] in ("case", "mark", "advcl"):
            source = tree.heads[i] if tree.relations[i] == "case" else tree.child(i, "obl")
            if source is not None and tree.heads[source] != source:
                clause = tree.heads[source] if tree.relations[i] == "case" else tree.heads[i]
                domain = tree.below(clause, without=source)
                sources[source] = domain
                domains.append((source, i, domain))
        elif tree.lemmas[i] in REPORTING:
            subject = tree.child(i, "nsubj")
            if subject is not None and tree.relations[subject] != "nsubj:pass":
                domains += [(subject, i, domain) for domain in spoken(tree, i)]
    return sources, domains


def spoken(tree: Tree, verb: int) -> Iterable[set[int]]:
    """The clause that a reporting verb governs, or the sentence in which it stands aside ("..., the army said")."""
    for child in tree.children.get(verb, ()):
        if tree.relations[child] == "ccomp":
            yield tree.below(child)
    if tree.relations[verb] == "parataxis" and tree.heads[verb] != verb and not has_its_own(verb, tree):
        yield tree.below(tree.heads[verb], without=verb)


def has_its_own(verb: int, tree: Tree) -> bool:
    """Whether a reporting verb beside a clause reports another: "the strike ended; the mayor said that she would resign"."""
    opening = min(word for word in tree.below(verb) if tree.relations[word] != "punct")
    aside = tree.relations[opening] != "cc" and opening > 0 and tree.words[opening - 1] == ","
    return not aside and any(tree.of(clause, "nsubj") or tree.of(clause, "mark") for clause in tree.of(verb, "ccomp"))


def agent(tree: Tree, trigger: int) -> int | None:
    """The subject of an active verb, or the by-phrase of a passive one."""
    passive = tree.child(trigger, "nsubj:pass") is not None or tree.child(trigger, "aux:pass") is not None
    return next((c for c in tree.of(trigger, "obl:agent") if is_by(c, tree)), None) if passive else tree.child(trigger, "nsubj")


def is_by(agent: int, tree: Tree) -> bool:
    """Whether a "by" leads an agent, or one before him: "signed between Cyprus, Greece and Israel"."""
    led = tree.cases(agent)
    others = [c for k in tree.of(tree.heads[agent], "obl") for c in tree.of(k, "case") if tree.words[c].lower() in ("by", "between")]
    return bool(led & {"by", "between", "including"}) or (not led and any(c < agent for c in others))


def meant(subject: int | None, kinds: dict[int, str], tree: Tree) -> int | None:
    """The subject, or, where it is no mention, the name beside it: "The interior minister, Anna Ek, resigned", "Chief executive Anna Ek said"."""
    if subject is None or subject in kinds:
        return subject
    behind = subject + 1
    twin = kinds.get(behind) == "person" and (tree.heads[behind], tree.relations[behind]) == (tree.heads[subject], tree.relations[subject])
    return next((c for c in tree.of(subject, "appos") if kinds.get(c) in PERSONAL), behind if twin else subject)


def beside(tree: Tree, trigger: int, prepositions: frozenset[str]) -> Iterable[int]:
    """Complements of one of the prepositions."""
    for child in tree.children.get(trigger, ()):
        if tree.relations[child] in ("nmod", "obl") and tree.cases(child) & prepositions:
            yield child
