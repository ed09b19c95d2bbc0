"""Which mentions are one: the reader's clusters, parted and joined by the names they hold.

One cluster of the reader may wrongly hold two people, and one person may be parted over several; names decide.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from spacy.tokens import Doc, Span, Token

from graph import names
from ingest import appositions, fullnames, nations
from ingest.actors import COLLECTIVE
from ingest.organizations import organization
from ingest.sectors import STATE, sector_of
from ingest.spans import core, trimmed, whole
from ingest.toponyms import settled, widened

NEAR = 60  # words within which "the group" goes back to "a group"
ANYBODY = frozenset("man woman person boy girl teenager individual".split())


@dataclass
class Group:
    """Mentions taken for one entity; `names` are its PER, ORG or LOC names among them; `place` is set once it is entered as a place."""

    mentions: list[Span] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    kind: str = "thing"
    number: int = -1
    place: int | None = None

    @cached_property
    def name(self) -> str:
        """The name of most words, the first where two are as long; of a person without middle names where that is the usual one."""
        written = [whole(n) for n in self.names]
        return fullnames.best(written) if self.kind == "PER" else max(written, key=lambda text: len(names.tokens(text)))

    @property
    def aliases(self) -> list[str]:
        return list(dict.fromkeys(whole(n) for n in self.names))

    @property
    def descriptions(self) -> list[str]:
        """What the mentions say beyond the name, longest first."""
        return sorted({whole(s) for s in self.mentions if len(s) > 1}, key=lambda text: (-len(text), text))[:6]


def groups(doc: Doc) -> list[Group]:
    """All of an article, in the order of their first mention."""
    found = introduced(merged(renamed(list(parted(doc)), name_heads(doc))))
    for number, group in enumerate(found):
        group.number = number
    return found


def parted(doc: Doc) -> Iterator[Group]:
    """The reader's clusters, one group for each of the names they hold; what has no name goes to the name before it."""
    named = name_heads(doc)
    seen: set[int] = set()
    for cluster in doc._.clusters:
        seen |= {span.root.i for span in cluster}
        yield from split(cluster, named)
    for head, name in named.items():
        if head not in seen and not any(name.start <= s < name.end for s in seen & set(range(name.start, name.end))):
            seen.add(head)
            yield Group([name], [name], name.label_)
    yield from (Group([span], [], "person") for span in bands(doc, seen))


def bands(doc: Doc, seen: set[int]) -> Iterator[Span]:
    """Collectives in a role of an event that the mention layer missed: "the North Korean contingent"."""
    spans = {s.root.i: s for e in doc._.events for role, s in e.roles if role in ("actor", "recipient", "participant")}
    for root, span in sorted(spans.items()):
        plural = span.root.tag_ in ("NNS", "NNPS") or span.root.lemma_.lower() in COLLECTIVE
        if root not in seen and plural and sector_of(whole(span)):
            yield span


@lru_cache(maxsize=1)  # three rules in turn ask for those of one Doc
def name_heads(doc: Doc) -> Mapping[int, Span]:
    """PER, ORG and LOC names by root token; people without their titles, places with the noun for their kind, and what a person or body is said to be
    called. A mention that is nothing but the name of a country or of a well-known body is one too; a lone "Tajik" is none, nor are "Britons"."""
    kinds = {
        span.root.i: "ORG" if span.root.lemma_.lower() in COLLECTIVE else appositions.KINDS[span.label_]
        for span in doc.spans["mentions"]
        if span.label_ in appositions.KINDS
    }
    ents = [Span(doc, e.start, e.end, label=named_so(e, kinds) or e.label_) for e in doc.ents if not (adjectival(e) or several(e))]
    ents += [*countries(doc), *bodies(doc)]
    found = (untitled(e) if e.label_ == "PER" else directed(e) for e in ents if e.label_ in ("PER", "ORG", "LOC"))
    kept = settled([e for e in found if e is not None])
    surnames = {e[-1].text for e in kept if e.label_ == "PER"}
    short = {e.root.i: e for e in kept if not is_ticket(e, surnames)}
    full = {root: widened(e) for root, e in short.items()}
    return full | {e.root.i: e for e in full.values()}


def adjectival(name: Span) -> bool:
    """Whether a name is but the adjective of a people: "a Tajik claim"."""
    people = len(name) == 1 and nations.demonym(name.text) is not None and nations.named(name.text) is None
    return people and name.root.dep_ in ("amod", "compound")


def countries(doc: Doc) -> Iterator[Span]:
    """Mentions that are a country's name and that nobody marked as one."""
    for span in unmarked(doc):
        inner = trimmed(core(span))
        if nations.named(whole(inner)):
            yield Span(doc, inner.start, inner.end, label="LOC")


def unmarked(doc: Doc) -> Iterator[Span]:
    """Mentions that look like a name and are within none."""
    marked = {i for e in doc.ents for i in range(e.start, e.end)}
    return (span for span in doc.spans["mentions"] if (root := span.root).i not in marked and root.pos_ == "PROPN")


def several(name: Span) -> bool:
    """Whether a name taken for a body's is of its people: "Britons", "every Independent"."""
    people = len(name) == 1 and name.root.tag_ in ("NNS", "NNPS") and nations.demonym(name.text) is not None and nations.named(name.text) is None
    return name.label_ == "ORG" and (people or any(c.lower_ in ("every", "each") and c.dep_ == "det" for c in name.root.children))


def bodies(doc: Doc) -> Iterator[Span]:
    """Mentions that are a well-known organization's name and that nobody marked as one: "the BBC"."""
    for span in unmarked(doc):
        inner = trimmed(core(span)) if span.label_ == "organization" else None
        if inner is not None and organization(whole(inner)) and not nations.named(whole(inner)):
            yield Span(doc, inner.start, inner.end, label="ORG")


def named_so(name: Span, kinds: dict[int, str]) -> str | None:
    """The kind of the noun that a verb of naming gives this name to."""
    noun = appositions.bearer(name)
    return kinds.get(noun.i) if noun is not None else None


def renamed(found: list[Group], named: Mapping[int, Span]) -> list[Group]:
    """Joins a name to the group of the noun that bears it: "rebel commander Evaristo Mosquera, known as Comandante Tito"."""
    for name in named.values():
        noun = appositions.bearer(name)
        by_root = {span.root.i: group for group in found for span in group.mentions} if noun is not None else {}
        bearing, called = by_root.get(noun.i if noun is not None else -1), by_root.get(name.root.i)
        if bearing is not None and called is not None and bearing is not called:
            bearing.mentions += called.mentions
            bearing.names += called.names
            bearing.kind = bearing.kind if bearing.kind in ("PER", "ORG", "LOC") else name.label_
            found.remove(called)
    return found


def introduced(found: list[Group]) -> list[Group]:
    """Gives "The group" back to "a group" shortly before it, where the coreference gave it to somebody who was never called so."""
    indefinite: defaultdict[str, list[tuple[int, Group]]] = defaultdict(list)
    for group in found:
        for span in group.mentions:
            if span[0].lower_ in ("a", "an"):
                indefinite[span.root.lemma_].append((span.start, group))
    for group in found:
        for span in [s for s in group.mentions if s[0].lower_ in ("the", "that", "this") and s.root.tag_ == "NN"]:
            nouns = {s.root.lemma_ for s in group.mentions if s is not span and s[0].lower_ not in ("the", "that", "this")}
            if span.root.lemma_ in nouns or span.start != span.root.i - 1:
                continue
            first = {id(g): g for start, g in indefinite[span.root.lemma_] if g is not group and 0 < span.start - start < NEAR}
            if len(first) == 1:
                group.mentions = [s for s in group.mentions if s is not span]
                first.popitem()[1].mentions.append(span)
    return [g for g in found if g.mentions]


def is_ticket(name: Span, surnames: set[str]) -> bool:
    """Two people by a hyphen, "Trump-Pence": each is named alone elsewhere in the article."""
    return name.label_ == "PER" and len(name) == 3 and name[1].text in ("-", "–", "/") and {name[0].text, name[2].text} <= surnames


def directed(name: Span) -> Span:
    """ "North" belongs to "Korea", wherever the longer name is that of a country."""
    if name.label_ == "LOC" and name.start > 0:
        longer = Span(name.doc, name.start - 1, name.end, label="LOC")
        if longer[0].text[:1].isupper() and nations.named(longer.text):
            return longer
    return name


def untitled(name: Span) -> Span | None:
    """ "Kursk Governor Alexander Khinstin" without the office; None where nothing but an office is left, as in "Russian President"."""
    last = max((k for k, t in enumerate(name) if is_title(t)), default=-1)
    if last < 0:
        return name
    if last < len(name) - 1:
        return Span(name.doc, name.start + last + 1, name.end, label=name.label_)
    plain = [t for t in name[:last] if not is_title(t) and nations.demonym(t.text) is None and t.text.lower() not in ("prime", "foreign", "vice")]
    return name if plain else None


def is_title(token: Token) -> bool:
    return token.text[:1].isupper() and sector_of(token.text) in STATE


def name_of(span: Span, named: Mapping[int, Span]) -> Span | None:
    """The name that a mention is, or has in apposition: "Russian President Vladimir Putin", "Kim, the leader"."""
    if span.root.i in named:
        return named[span.root.i]
    if beside := appositions.beside(span, named):
        return beside
    for name in (named[i] for i in range(span.start, span.end) if i in named):
        head = name.root
        inside = span.start <= name.start and name.end <= span.end
        if (
            inside
            and head.head.i == span.root.i
            and head.dep_ in ("appos", "flat", "nmod:desc")
            and (head.dep_ != "appos" or span.root.pos_ != "PROPN")
        ):
            return name
    return None


def split(cluster: list[Span], named: Mapping[int, Span]) -> Iterator[Group]:
    groups: list[Group] = []
    others: list[Group] = []
    loose: list[Span] = []
    current: Group | None = None
    anybody = any(is_anybody(span) for span in cluster)
    for span in cluster:
        name = name_of(span, named)
        if name is not None and anybody and span.root.i not in named and sector_of(whole(core(span))) in STATE:
            others.append(Group([span], [name], name.label_))  # nobody calls the mayor "a man"
            continue
        if name is not None:
            current = next((g for g in (*groups, *others) if belongs(name.text, [n.text for n in g.names], name.label_)), None)
            if current is None:
                current = Group(kind=name.label_)
                groups.append(current)
            current.names.append(name)
        (current.mentions if current else loose).append(span)
    if groups:
        groups[0].mentions[:0] = loose
    elif loose:
        yield Group(loose, [], loose[0].label_)
    yield from (*groups, *others)


def is_anybody(span: Span) -> bool:
    """Whether somebody is brought in as "a man" or, in a headline, as "man"."""
    return span.root.lower_ in ANYBODY and span.root.tag_ == "NN" and (span[0].lower_ in ("a", "an") or len(span) == 1)


def belongs(name: str, own: list[str], kind: str) -> bool:
    """Whether a name can mean what is called by these: one of them is compatible, and of a person no full name contradicts."""
    return any(compatible(other, name, kind) for other in own) and (kind != "PER" or fullnames.fits(name, own))


@lru_cache(maxsize=1 << 14)
def compatible(one: str, two: str, kind: str) -> bool:
    """Whether two names in one article can mean the same: equal, one part of the other, or an acronym of it."""
    read = names.person_tokens if kind == "PER" else names.organization_tokens
    a, b = read(one), read(two)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if kind == "PER" and a != b and ("/" in one + two or (len(short) == 1 < len(long) and names.is_pair(one if long == a else two))):
        return False  # "Pence" is no short name of "Trump-Pence"
    if kind == "PER":
        return a == b or (names.generation(long) in (None, names.generation(short)) and (fullnames.is_part(short, long) or spelled(short, long)))
    return a == b or (kind == "ORG" and (fullnames.is_part(short, long) and len(short) > 1)) or names.is_acronym(one, b) or names.is_acronym(two, a)


def spelled(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Given name in front and family name behind, middle names left out."""
    return len(short) > 1 and short[0] == long[0] and short[-1] == long[-1]


def merged(groups: list[Group]) -> list[Group]:
    """Joins groups of one name; a short form joins the only fuller name that it can be part of, of several people the one most told of before it."""
    out: list[Group] = []
    known: list[tuple[Group, list[str]]] = []
    for group in sorted(groups, key=lambda g: -longest(g)):
        called = [name.text for name in group.names]
        fits = [(o, own) for o, own in known if o.kind == group.kind and joinable(called, own, o.kind)]
        same = [(o, own) for o, own in fits if {*map(names.tokens, own)} & {*map(names.tokens, called)}]
        found = same or fits
        if group.kind == "PER" and len(fits) > 1 and longest(group) == 1:
            before = [pair for pair in fits if named_before(pair[0], group)]
            found = sorted(before, key=lambda pair: (pair not in same, -told_before(pair[0], group), pair[0].mentions[0].start))[:1] or same[:1]
        if len(found) == 1 or same:
            target, own = found[0]
            target.mentions += group.mentions
            target.names += group.names
            own += called
        else:
            out.append(group)
            known += [(group, called)] if called else []
    return sorted(out, key=lambda g: min(s.start for s in g.mentions))


def joinable(called: list[str], own: list[str], kind: str) -> bool:
    """Whether two lists of names can be those of one: a name of each is compatible, and no full names contradict."""
    return any(compatible(a, b, kind) for a in own for b in called) and (kind != "PER" or all(fullnames.fits(name, own) for name in called))


def named_before(full: Group, short: Group) -> bool:
    """Whether a group has a full name before the first name of another."""
    first = min(name.start for name in short.names)
    return any(name.start < first and len(fullnames.full(name.text)) > 1 for name in full.names)


def told_before(full: Group, short: Group) -> int:
    """How many mentions of a group stand before the first name of another."""
    first = min(name.start for name in short.names)
    return sum(span.start < first for span in full.mentions)


def longest(group: Group) -> int:
    return max((len(names.tokens(n.text)) for n in group.names), default=0)
