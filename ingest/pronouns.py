"""Pronouns that the coreference gave to nobody, to somebody long gone, or to whom they cannot mean.

"He" and "she" mean one person, of one gender through an article. Where they were given to several people, a body or the other gender, they go to
the subject of the sentence before, on which a text is centered (Grosz, Joshi and Weinstein 1995, "Centering"), if that is
a person by name, or to the only person by name near by whom they can mean; otherwise to nobody.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from ingest.groups import Group
from ingest.spans import sentence, sentences

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
MEN = frozenset("man boy father son husband brother king prince spokesman chairman businessman policeman congressman uncle mr mr.".split())
WOMEN = frozenset(
    "woman girl mother daughter wife sister queen princess spokeswoman chairwoman businesswoman policewoman congresswoman aunt grandmother mrs mrs. "
    "ms ms. miss".split()
)
MANY = frozenset("they them their theirs themselves both others".split())
TOGETHER = frozenset("couple duo trio quartet pair team crew family band group gang crowd squad staff".split())
BODIES = frozenset("company firm agency bank party group organization organisation university court ministry body team newspaper airline".split())
SAID = frozenset("appos root xcomp flat nmod:desc parataxis".split())  # relations of nouns that describe somebody
IT = frozenset(("it", "its"))
QUOTES = frozenset("\"“‘'")
SAYING = frozenset("say announce claim report deny state confirm add insist warn promise pledge declare admit acknowledge tell reveal allege".split())
STALE = 4  # sentences without a mention by name or description after which somebody is no longer spoken of
NAMES = Path(__file__).parent / "data" / "givennames.psv"


def settle(doc: Doc, found: list[Group]) -> list[Group]:
    """The groups, numbered anew, with personal pronouns where they can belong."""
    numbers = {token: number for number, s in enumerate(sentences(doc)) for token in range(s.start, s.end)}
    by_root = {span.root.i: group for group in found for span in group.mentions}
    alone = [apart for group in found for apart in several(group, numbers)]
    by_root |= {span.root.i: group for group in alone for span in group.mentions}
    for group in found:
        gender = gender_of(group)
        for span in [s for s in group.mentions if personal(s)]:
            fits = agrees(span, group, gender)
            if fits and group.kind == "PER" and not is_stale(span, group, numbers):
                continue
            center = subject_above(span, by_root) or subject_before(doc, span, by_root)
            if center is not None and center is not group and agrees(span, center, gender_of(center)):
                target = center
            elif fits:
                continue
            elif near := only_person(span, [g for g in found if g is not group], numbers):
                target = near
            else:
                target = Group([], [], "person")
                alone.append(target)
            group.mentions = [s for s in group.mentions if s is not span]
            target.mentions.append(span)
            by_root[span.root.i] = target
    alone += [apart for group in found for apart in neuter(group, by_root)]
    kept = sorted([g for g in [*found, *alone] if g.mentions], key=lambda g: min(s.start for s in g.mentions))
    for number, group in enumerate(kept):
        group.number = number
    return kept


def several(group: Group, numbers: dict[int, int]) -> list[Group]:
    """Takes words for several people, such as "the attackers" and "they", from a person by name, and whom "a protester" brings in anew; from a body
    by name "both companies"."""
    heads = {name.root.i for name in group.names}
    others = [s for s in group.mentions if s.root.i not in heads] if group.names else []
    people = others if group.kind == "PER" else []
    many, new = [s for s in people if plural(s)], [s for s in people if introduces(s, group)]
    many += [s for s in others if group.kind == "ORG" and s.root.tag_ == "NNS" and s.root.lemma_.lower() in BODIES]
    group.mentions = [s for s in group.mentions if s not in many and s not in new]
    lost = [s for s in many if is_lost(s, many, numbers)]
    kept = [s for s in many if s not in lost]
    return [Group(spans, [], "person") for spans in (kept, *([s] for s in (*lost, *new))) if spans]


def is_lost(span: Span, many: list[Span], numbers: dict[int, int]) -> bool:
    """Whether "they" has no noun in the same sentence or the two before that it can mean."""
    nouns = (s for s in many if s.root.pos_ == "NOUN" and s.start < span.start)
    return span.root.pos_ != "NOUN" and not any(numbers[span.start] - numbers[s.start] < STALE - 1 for s in nouns)


def plural(span: Span) -> bool:
    """Whether words mean several, by tag or noun or as far as an ending tells where the tags do not."""
    root = span.root
    if len(span) == 1 and root.lower_ in MANY:
        return True
    told = span[0].lower_ in ("the", "these", "those") and root.lower_.endswith(("ers", "ors", "ists", "men"))
    if root.tag_ == "CD" and root.lower_ not in ("one", "1"):
        return True  # "the 36"
    counted = root.tag_ == "NNS" and not root.lower_.endswith("man")
    return root.pos_ == "NOUN" and (counted or root.lemma_.lower() in TOGETHER or told)


def introduces(span: Span, group: Group) -> bool:
    """Whether "a protester" stands behind the name and is not what a verb, an apposition or the first sentence after a headline says of somebody."""
    root = span.root
    opening = sentence(span[0]).start
    if opening == 0 or sentence(span.doc[opening - 1]).start == 0:
        return False
    said = root.dep_ in SAID or any(c.dep_ in ("cop", "case") and (c.dep_ == "cop" or c.lower_ == "as") for c in root.children)
    other = root.tag_ == "NN" or (root.lower_ == "one" and len(span) > 1)
    return span[0].lower_ in ("a", "an", "another", "one") and other and span.start > group.names[0].start and not said


def neuter(group: Group, by_root: dict[int, Group]) -> list[Group]:
    """Gives "it" to the body or state that says something of itself, "the agency denied it had known"; a person by name is no "it"."""
    lost: list[Group] = []
    for span in [s for s in group.mentions if len(s) == 1 and s[0].lower_ in IT]:
        speaker = says(span, by_root)
        if speaker is group or (speaker is None and not (group.kind == "PER" and group.names)):
            continue
        group.mentions = [s for s in group.mentions if s is not span]
        if speaker is not None:
            speaker.mentions.append(span)
        else:
            lost.append(Group([span], [], "organization"))
    return lost


def says(span: Span, by_root: dict[int, Group]) -> Group | None:
    """The body or state that is the subject of a verb of saying in whose clause "it" is the subject."""
    verb = span.root.head
    if span.root.dep_ != "nsubj" or verb.dep_ != "ccomp" or verb.head.lemma_ not in SAYING:
        return None
    subject = next((t for t in verb.head.children if t.dep_ == "nsubj" and t.i < span.start and t.tag_ in ("NN", "NNP")), None)
    if subject is None or any(t.text in QUOTES for t in span.doc[verb.head.i : span.start]):
        return None
    group = by_root.get(subject.i)
    return group if group is not None and group.kind in ("ORG", "LOC", "organization") else None


def personal(span: Span) -> bool:
    return len(span) == 1 and span[0].lower_ in GENDERS and span[0].pos_ in ("PRON", "DET")


def gender_of(group: Group) -> str | None:
    """By nouns such as "mother" and "Mr.", by the given name, otherwise by most of the pronouns."""
    nouns = {"m" if word in MEN else "f" for span in group.mentions for word in words_of(span) if word in MEN or word in WOMEN}
    if len(nouns) == 1:
        return nouns.pop()
    if given := by_given_name(group):
        return given
    counted = Counter(GENDERS[s[0].lower_] for s in group.mentions if personal(s))
    return counted.most_common(1)[0][0] if counted else None


def by_given_name(group: Group) -> str | None:
    """The gender that the given names tell."""
    genders = {given_names()[name[0].text] for name in group.names if len(name) > 1 and name[0].text in given_names()}
    return genders.pop() if len(genders) == 1 else None


@cache
def given_names() -> dict[str, str]:
    """Gender by given name, of those that leave no doubt."""
    rows = (line.split("|") for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: gender for gender, names in rows for name in names.split()}


def words_of(span: Span) -> Iterator[str]:
    """The head of a description, and what stands right before a name."""
    yield span.root.lower_
    if span.start > 0 and span.root.pos_ == "PROPN":
        yield span.doc[span.start - 1].lower_
        yield span[0].lower_


def agrees(span: Span, group: Group, gender: str | None) -> bool:
    """One person, of the pronoun's gender as far as it is known."""
    others = [s for s in group.mentions if s.root.pos_ not in ("PRON", "DET")]
    several = bool(others) and group.kind != "PER" and all(s.root.tag_ in ("NNS", "NNPS") for s in others)
    return not several and group.kind not in ("ORG", "LOC") and gender in (None, GENDERS[span[0].lower_])


def is_stale(span: Span, group: Group, numbers: dict[int, int]) -> bool:
    """Whether the last mention is two sentences behind, or the last by name or description far behind."""
    before = [s for s in group.mentions if s.start < span.start]
    called = [numbers[s.start] for s in before if not personal(s)]
    here = numbers[span.start]
    return bool(before) and (here - max(numbers[s.start] for s in before) > 1 or (bool(called) and here - max(called) >= STALE))


def subject_above(span: Span, by_root: dict[int, Group]) -> Group | None:
    """The person by name that is the subject of what governs the pronoun's clause: "Biden would not say whether he ..."."""
    verb = span.root.head
    if verb.dep_ not in ("ccomp", "advcl", "xcomp") or verb.head.i == verb.i:
        return None
    subjects = [t for t in verb.head.children if t.dep_.startswith("nsubj") and t.i < span.start and is_person(t, by_root)]
    return by_root[subjects[0].i] if subjects else None


def subject_before(doc: Doc, span: Span, by_root: dict[int, Group]) -> Group | None:
    """The person by name that is the subject of the sentence before: of its main verb, or else the only one of its clauses."""
    opening = sentence(span[0]).start
    if opening == 0:
        return None
    inside = [t for t in sentence(doc[opening - 1]) if t.dep_.startswith("nsubj") and is_person(t, by_root)]
    main = [t for t in inside if t.head.dep_ == "root"]
    chosen = main or inside
    return by_root[chosen[0].i] if len(chosen) == 1 else None


def only_person(span: Span, others: list[Group], numbers: dict[int, int]) -> Group | None:
    """Of the people by name that the last sentences spoke of, the only one whom the pronoun can mean."""
    here = numbers[span.start]
    near = [g for g in others if g.kind == "PER" and g.names and any(s.start < span.start and here - numbers[s.start] < STALE for s in g.mentions)]
    fitting = [g for g in near if agrees(span, g, gender_of(g))]
    return fitting[0] if len(fitting) == 1 else None


def is_person(token: Token, by_root: dict[int, Group]) -> bool:
    group = by_root.get(token.i)
    return group is not None and group.kind == "PER" and bool(group.names)
