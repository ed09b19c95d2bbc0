"""Who and what an article speaks of: groups of mentions as entities, with kind, country, sector, offices and place.

A country is two entities: the state that acts and the place where things happen; each mention belongs to the one that its use in the
sentence says. Capitals and palaces that act are their state. What is neither named nor a group known by country or sector is no
actor: its mentions stay with their events.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graph import names
from graph.records import Entity, EntityKind, Mention, MentionForm, Place, Position
from ingest import actors, bodies, listed, nations, offices, officials, parties, places, pronouns, victims
from ingest.candidates import scored
from ingest.groups import Group, groups
from ingest.organizations import organization
from ingest.setting import Setting
from ingest.spans import core, tight, whole

ACTING = frozenset(("actor", "recipient", "participant", "speaker"))
PLACE_WORDS = frozenset(
    "in at near to from into across around inside outside within throughout towards toward on off over through between via for".split()
)
PERSONAL = frozenset(("person", "organization", "animal"))
DOMESTIC = frozenset("GOV COP LEG JUD OPP EDU MED LAB JRN AGR SPY".split())  # sectors that belong to where the passage plays
# So do these; soldiers, troops and invaders may be another country's, and "gay men" or "children" are of no country.
TIED = frozenset(
    "army military navy citizen resident inhabitant voter elector taxpayer villager townspeople townsfolk local civilian protester protestor "
    "demonstrator marcher rioter crowd public electorate populace population".split()
)
UNREAL = frozenset(("time",))
KINDS_OF_PLACE = frozenset(
    "city town village hamlet island district province region state county municipality department prefecture oblast borough suburb neighborhood "
    "republic territory capital port peninsula valley camp".split()
)
COUNTRY_WORDS = frozenset(
    "country nation state republic kingdom government island neighbor neighbour ally power federation union land homeland member regime "
    "administration side territory host rival partner archipelago economy democracy monarchy emirate superpower".split()
)
REFERRING = frozenset(("this", "that", "these", "those", "such", "it", "its", "their", "his", "her"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of an article; by the root token of a mention, the entity it is as an actor and as a place."""

    entities: tuple[Entity, ...]
    acting: dict[int, int]
    placed: dict[int, int]
    pairs: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def entity(self, root: Token, role: str) -> int | None:
        """Who fills a role: a country is its place in `place` and its state in every other role; None where nothing is known."""
        if role == "place":
            return self.place(root)
        found = self.acting.get(root.i, self.placed.get(root.i))
        kind = None if found is None else self.entities[found].kind
        idle = kind == "thing" or (kind == "place" and root.pos_ != "PROPN")  # a constable is no village, whatever stands beside him
        return None if idle and role != "participant" else found

    def both(self, root: Token) -> tuple[int, ...]:
        """All that a description such as "the two countries" or "two astronauts, Hurley and Behnken" means; otherwise nobody."""
        return self.pairs.get(root.i, ())

    def place(self, root: Token) -> int | None:
        """The place, or the named one that it is a part of or lies in; of "the city of Homs" and "the island of Lesbos" what is behind "of"."""
        own = self.placed.get(root.i)
        if own is not None and root.lemma_.lower() not in KINDS_OF_PLACE:
            return own
        inner = next((self.placed[c.i] for c in parts(root) if c.i in self.placed and (own is None or of(c))), None)
        return next((found for found in (inner, own) if found is not None), self.acting.get(root.i))


def parts(root: Token) -> Iterator[Token]:
    """What a place is said to be a part of, or to lie in: "the territory of the airport", "a village near Homs"."""
    for child in root.children:
        if child.dep_ in ("nmod", "appos", "flat", "compound"):
            yield child
            yield from parts(child)


def of(token: Token) -> bool:
    return any(c.lower_ == "of" and c.dep_ == "case" for c in token.children)


@dataclass(slots=True)
class Draft:
    """An entity while its mentions are gathered."""

    kind: EntityKind
    name: str
    named: bool
    mentions: list[Span] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    country: str | None = None
    sector: str | None = None
    positions: tuple[Position, ...] = ()
    place: Place | None = None

    def entity(self, forms: dict[int, MentionForm]) -> Entity:
        spans = sorted({tight(core(s)): forms.get(s.root.i, "nominal") for s in self.mentions}.items())
        aliases = tuple(dict.fromkeys(a for a in self.aliases if a != self.name))
        mentions = tuple(Mention(b, e, form) for (b, e), form in spans)
        return Entity(self.kind, self.name, mentions, self.named, aliases, self.country, self.sector, self.positions, self.place)


def entities(doc: Doc, *, home: str | None) -> Cast:
    """`home` is the publisher's country, which breaks ties between places of one name."""
    found = pronouns.settle(doc, victims.parted(doc, groups(doc)))
    used = uses(doc)
    resolved = resolve(doc, found, used, home)
    setting = Setting(doc, found, resolved)
    book = Book()
    for group in found:
        enter(book, group, used, resolved.get(group.number), setting)
    officials.settle(doc, found, book)
    offices.correct(found, book)
    offices.refer(doc, found, book)
    bodies.doubt(found, book)
    bodies.refer(found, book)
    parties.refer(found, book)
    parties.by_adjective(doc, book, state_of)
    return book.cast(forms(doc, found), {**parties.pairs(doc, book, state_of), **listed.everyone(found, book)})


class Book:
    """Drafts in order, and where each root token stands."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.states: dict[str, int] = {}
        self.bands: dict[tuple[str | None, str | None, str], int] = {}
        self.acting: dict[int, int] = {}
        self.placed: dict[int, int] = {}

    def add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def mention(self, number: int, span: Span, *, place: bool = False) -> None:
        self.drafts[number].mentions.append(span)
        (self.placed if place else self.acting)[span.root.i] = number

    def give(self, span: Span, number: int) -> None:
        """Takes a mention from whom it was given to, and gives it to somebody else."""
        self.forget(span)
        self.mention(number, span)

    def forget(self, span: Span) -> None:
        """Takes a mention from whom it was given to: nobody knows whom it means."""
        before = self.acting.pop(span.root.i, None)
        if before is not None:
            self.drafts[before].mentions = [s for s in self.drafts[before].mentions if s.root.i != span.root.i]

    def cast(self, forms: dict[int, MentionForm], pairs: dict[int, tuple[int, ...]]) -> Cast:
        kept = [i for i, d in enumerate(self.drafts) if d.mentions]
        number = {old: new for new, old in enumerate(kept)}
        acting, placed = ({root: number[i] for root, i in table.items()} for table in (self.acting, self.placed))
        several = {root: tuple(number[i] for i in numbers) for root, numbers in pairs.items()}
        return Cast(tuple(self.drafts[i].entity(forms) for i in kept), acting, placed, several)


def uses(doc: Doc) -> dict[int, set[str]]:
    """In which roles each root token stands."""
    found: dict[int, set[str]] = {}
    for event in doc._.events:
        for role, span in event.roles:
            found.setdefault(span.root.i, set()).add(role)
        if event.speaker is not None:
            found.setdefault(event.speaker.root.i, set()).add("speaker")
    return found


def resolve(doc: Doc, found: list[Group], used: dict[int, set[str]], home: str | None) -> dict[int, Place | None]:
    """The place of every LOC name, and of names of bodies where something takes place, by the group's number."""
    wanted = [
        (g.number, name) for g in found for name in g.names if name.label_ == "LOC" or any("place" in used.get(s.root.i, ()) for s in g.mentions)
    ]
    values = places.resolve(doc.text, [tight(name) for _, name in wanted], home=home)
    resolved: dict[int, Place | None] = {}
    for (k, _), place in zip(wanted, values, strict=True):
        resolved[k] = resolved.get(k) or place
    return resolved


def enter(book: Book, group: Group, used: dict[int, set[str]], place: Place | None, setting: Setting) -> None:
    if not group.names:
        enter_unnamed(book, group, used, setting)
    elif group.kind == "LOC" or nations.named(group.name):
        enter_location(book, group, used, place)
    else:
        enter_named(book, group, used, place, setting)


def enter_named(book: Book, group: Group, used: dict[int, set[str]], place: Place | None, setting: Setting) -> None:
    """A person or an organization; a site such as an airport is also a place, in the role of one."""
    state = nations.seat(group.name)
    number = state_of(book, state) if state else book.add(person(group, setting) if group.kind == "PER" else body(group, setting))
    for span in group.mentions:
        if place is not None and "place" in used.get(span.root.i, ()):
            book.mention(place_of(book, group, place), span, place=True)
        else:
            book.mention(number, span)


def person(group: Group, setting: Setting) -> Draft:
    """Country and sector come from offices; a person's name tells neither."""
    positions = offices.held(group, setting)
    country = next((p.country for p in positions if p.country), None) or offices.nationality(group)
    return Draft("person", group.name, True, [], group.aliases, country, offices.sector_of(group), positions)


def body(group: Group, setting: Setting) -> Draft:
    """An organization; one whose name could be any country's, as "Congress" could, belongs to where the passage plays, one that everybody
    knows to its own country or none, whatever "an Austrian court" beside it is."""
    words = [group.name, *group.descriptions]
    sector = first(actors.sector_of_actor, words)
    generic = names.is_generic(names.organization_tokens(group.name))
    known = next((found for text in (group.name, *group.aliases) if (found := organization(text))), None)
    if known is not None and not generic:
        country = known.country and (theirs(group) or known.country)
    else:
        telling = [text for text in words if text != group.name or " " in text or not scored(text)]  # a firm called as a town is may be anywhere
        country = setting.country(group.names[0]) if generic else first(actors.country_of, telling)
    return Draft("organization", group.name, True, [], group.aliases, country, sector)


def theirs(group: Group) -> str | None:
    """The country whose adjective stands right before a body's name: "the Libyan House of Representatives"."""
    hers = ((name.doc[name.start - 1], name) for name in group.names if name.start > 0)
    return next((code for t, name in hers if t.head.i == name.root.i and (code := nations.demonym(t.text))), None)


def enter_location(book: Book, group: Group, used: dict[int, set[str]], place: Place | None) -> None:
    country = nations.named(group.name)
    state = country or nations.seat(group.name)
    for span in group.mentions:
        if country and (span.root.tag_ == "NNS" or (span.root.tag_ == "NN" and span.root.lemma_.lower() not in COUNTRY_WORDS)):
            continue  # a hideout is no country, whatever the coreference says, and "the states" are not one
        if state and (country or span.root.pos_ == "PROPN") and acts(span, used, country is not None):  # "the capital" is but a place
            book.mention(state_of(book, state), span)
            if "place" not in used.get(span.root.i, ()):
                continue
        book.mention(place_of(book, group, place), span, place=True)


def acts(span: Span, used: dict[int, set[str]], country: bool) -> bool:
    """Whether a mention means the state: by its role, otherwise a country that is no complement of a preposition of place."""
    roles = used.get(span.root.i, set())
    if roles & ACTING:
        return True
    prepositions = {c.lower_ for c in span.root.children if c.dep_ == "case"}
    return country and "place" not in roles and not prepositions & PLACE_WORDS


def state_of(book: Book, code: str) -> int:
    if code not in book.states:
        nation = nations.nations().get(code)
        book.states[code] = book.add(Draft("state", nation.name if nation else code, True, country=code, sector="GOV"))
    return book.states[code]


def place_of(book: Book, group: Group, place: Place | None) -> int:
    if group.place is None:
        group.place = book.add(Draft("place", group.name, True, aliases=group.aliases, country=place.country if place else None, place=place))
    return group.place


def enter_unnamed(book: Book, group: Group, used: dict[int, set[str]], setting: Setting) -> None:
    """Collectives become groups, things stay things; a lone person or body without a name is left to `offices.refer` or to its event."""
    nominal = [s for s in group.mentions if not pronominal(s)]
    if not nominal or group.kind in UNREAL:
        return
    if group.kind not in PERSONAL and nominal[0].root.lemma_.lower() not in actors.COLLECTIVE:
        if group.kind == "place":
            return
        enter_things(book, nominal)
        return
    described = [whole(core(s)) for s in nominal]
    country, sector = first(actors.country_of, described), first(actors.sector_of_actor, described)
    if country is None and (sector in DOMESTIC or nominal[0].root.lemma_.lower() in TIED):
        country = setting.country(nominal[0])
    if nominal[0][0].lower_ in REFERRING and not (country and sector):
        return  # "her ministry", "his officers": of whom is not known
    if not collective(nominal[0]) and not (country and sector and group.kind == "organization"):
        return
    if not (country or sector) and (group.kind != "person" or not any(used.get(s.root.i) for s in group.mentions)):
        return  # of "boxes" taken for a body nothing is known
    key = (country, sector, "" if country and sector else described[0].casefold())
    if key not in book.bands:
        book.bands[key] = book.add(Draft("group", described[0], False, country=country, sector=sector))
    number = book.bands[key]
    for span in group.mentions:
        book.mention(number, span)


def enter_things(book: Book, nominal: list[Span]) -> None:
    """A thing for each noun: the coreference of things is not to be trusted to make a greeting of an initiative."""
    numbers: dict[str, int] = {}
    for span in nominal:
        noun = span.root.lemma_.lower()
        if noun not in numbers:
            named = core(span)
            bare = named[1:] if len(named) > 1 and named[0].lower_ in REFERRING else named
            numbers[noun] = book.add(Draft("thing", whole(bare), False))
        book.mention(numbers[noun], span)


def collective(span: Span) -> bool:
    """Several people: a plural head, or a noun such as "contingent" or "police"."""
    return span.root.tag_ in ("NNS", "NNPS") or span.root.lemma_.lower() in actors.COLLECTIVE


def pronominal(span: Span) -> bool:
    return len(span) == 1 and span[0].pos_ in ("PRON", "DET")


def first(find: Callable[[str], str | None], words: list[str]) -> str | None:
    """The first answer of a look-up over several descriptions."""
    return next((found for w in words if (found := find(w))), None)


def forms(doc: Doc, found: list[Group]) -> dict[int, MentionForm]:
    named = {name.root.i for g in found for name in g.names}
    out: dict[int, MentionForm] = {}
    for group in found:
        for span in group.mentions:
            out[span.root.i] = (
                "pronoun"
                if pronominal(span)
                else "name"
                if span.root.i in named or any(n.start >= span.start and n.end <= span.end for n in group.names)
                else "nominal"
            )
    return out
