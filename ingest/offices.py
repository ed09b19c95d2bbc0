"""Offices that people hold according to an article, and descriptions that mean their holder: "the governor", "the Russian president"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from graph.records import Position
from graph.walks import calling
from ingest import actors
from ingest.appointments import told
from ingest.appositions import apposed
from ingest.groups import Group
from ingest.organizations import organization
from ingest.sectors import PRESIDED, STATE, head_noun, weak
from ingest.setting import Setting
from ingest.spans import core, names_in, sentence, tight, whole
from ingest.tenures import dated

if TYPE_CHECKING:
    from ingest.cast import Book

LONGEST = 10
SHORT = 3  # words of a description that does no more than name an office: "the Tajik minister"
NOMINAL = frozenset(("NOUN", "PROPN", "ADJ"))
ENDING = frozenset(("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"))
RELATED = frozenset(  # whoever's they are, theirs is not the office: "a friend of the president"
    "friend son daughter wife husband brother sister mother father widow nephew niece cousin ally critic supporter opponent rival enemy victim fan "
    "descendant grandson granddaughter girlfriend boyfriend".split()
)
HEADING = frozenset(  # of whatever body
    "chair director spokesman spokeswoman spokesperson chairman chairwoman chairperson head chief leader officer founder manager editor".split()
)
CHIEFS = frozenset(
    "chief secretary minister head director president governor speaker chairman chairwoman superintendent commissioner attorney mayor judge general "
    "senator representative justice king queen prince princess captain colonel".split()
)
OF = frozenset("of to at for".split())
FIELDS = frozenset(
    "prime first foreign defense interior home finance health justice education state economy trade environment transport information labor energy "
    "agriculture culture commerce treasury security".split()
)
ALONE = frozenset("police army navy government military parliament court congress authorities".split())  # no titles, where nothing follows them
DASHES = ("—", "–", "--")
SEVERAL = frozenset("those these some all both others".split())
INDEFINITE = frozenset("a an another any some each every no".split())
DEFINITE = frozenset("the his her its their this that".split())


def held(group: Group, setting: Setting) -> tuple[Position, ...]:
    """Titles before a name ("Kursk Governor Alexander ...") and appositions beside it ("..., the governor of Kursk"), once each; callings too."""
    found: dict[str, Position] = {}
    for name in group.names:
        for title in descriptions(name):
            office, since, until = dated(title)
            text = whole(office)
            if (sector(office) or calling(text) or office.root.lemma_.lower() in HEADING) and is_title(office):
                begin, end = tight(office)
                country = actors.country_of(text) or homeland(name, office, setting)
                found.setdefault(text.casefold(), Position(text, begin, end, country, since, until))
    return tuple(found.values()) or tuple(called(group))


def is_title(office: Span) -> bool:
    """Whether the words can be one person's title: no plural, no other person's name, and more than a body's name."""
    upto = next((t.i for t in office if t.pos_ in ("ADP", "VERB") and t.i > office.start), office.end)
    head = office.doc[upto - 1]
    other = head.ent_type_ == "PER" and office.doc[min(upto, len(office.doc) - 1)].ent_iob_ != "I" and actors.sector_of_actor(head.text) is None
    body = office[-1].pos_ == head.pos_ == "PROPN" and actors.ORGANIZATION.fullmatch(head.text) is not None
    return head.tag_ not in ("NNS", "NNPS") and not (other or body or printed(office))


def called(group: Group) -> Iterator[Position]:
    """Callings by which a person is spoken of elsewhere, where nothing beside the name tells one: "the skier"."""
    titles = [span[1:] for span in group.mentions if span[0].lower_ == "the" and 1 < len(span) <= SHORT and span.root.tag_ == "NN"]
    for text, title in {whole(title).casefold(): title for title in reversed(titles)}.items():
        if calling(text):
            yield Position(whole(title), *tight(title))


def nationality(group: Group) -> str | None:
    """The country that a description of no office tells: "the Tunisian national", "the Italian tenor"."""
    return next((code for name in group.names for d in descriptions(name) if (code := actors.country_of(whole(d)))), None)


def sector_of(group: Group) -> str | None:
    """The sector of the first office that the group's names stand beside."""
    return next((found for name in group.names for d in descriptions(name) if (found := sector(d))), None)


def descriptions(name: Span) -> list[Span]:
    """What stands around a name, or what a verb says of it, to say who it is."""
    found = [*(d for d in (before(name), described(name), after(name)) if d is not None), *told(name)]
    return [d for d in found if len(d) > 1 or d[0].lower_ not in ALONE]


def sector(title: Span) -> str | None:
    """PLOVER's, of a title; none of whom is only somebody's friend.

    A counterpart is of the sector that its sentence speaks of ("the minister met her Kenyan counterpart").
    """
    if title.root.lemma_.lower() in RELATED:
        return None
    bodies = [e for e in names_in(title) if e.label_ == "ORG"]
    if bodies and weak(whole(title)):
        return actors.sector_of_actor(whole(bodies[-1]))  # the spokesman of a charity is of no government
    around = whole(sentence(title[0])) if title.root.lemma_ == "counterpart" else ""
    return actors.sector_of_actor(whole(title)) or (actors.sector_of_actor(around.partition("counterpart")[0].strip()) if around else None)


def homeland(name: Span, office: Span, setting: Setting) -> str | None:
    """The country of an office that names none: of "its" spokesman that of the sentence before, if it speaks of one alone; nobody knows "his" or
    "your" lawyer's; else that of the passage."""
    owner = possessive(office)
    if owner is None:
        return setting.homeland(office, told=said(name), state=sector(office) in STATE)
    first = sentence(owner).start
    return setting.only(office.doc[first - 1]) if owner.lower_ in ("its", "their") and first > 0 else None


def possessive(office: Span) -> Token | None:
    """The pronoun that says whose the office is."""
    nearby = (office.root.left_edge, office.doc[max(office.start - 1, 0)])
    return next((t for t in nearby if t.tag_ == "PRP$"), None)


def said(name: Span) -> frozenset[int]:
    """The words of what somebody says, by their tokens: "said that Chinese ships had left" tells nothing about who says it."""
    verb = name.root.head
    clauses = [c for c in verb.children if c.dep_ == "ccomp"] if name.root.dep_.startswith("nsubj") else []
    return frozenset(t.i for clause in clauses for t in clause.subtree)


def before(name: Span) -> Span | None:
    """The run of nouns and adjectives before a name, without an article; with the office where the run is whose it is: "head of the Red Cross"."""
    doc, first = name.doc, sentence(name[0]).start
    start = nominal(doc, name.start, first)
    if start < name.start and all(t.ent_type_ in ("ORG", "LOC") for t in doc[start : name.start]):
        behind = start - (start > first and doc[start - 1].lower_ == "the")
        linked = behind > first and doc[behind - 1].lower_ in OF
        start = nominal(doc, behind - 1, first) if linked and nominal(doc, behind - 1, first) < behind - 1 else start
    elif (
        first + 1 < start < name.start and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in CHIEFS and not is_chief(doc, start, name.start)
    ):
        start = nominal(doc, start - 1, first)  # "chief of staff", "Secretary of State"
    while start < name.start and doc[start].pos_ not in NOMINAL:
        start += 1
    return doc[start : name.start] if start < name.start and belongs(doc[name.start - 1], name) else None


def is_chief(doc: Doc, start: int, end: int) -> bool:
    """Whether the last word before a name is an office by itself: "the death of Mayor", unlike "Secretary of State"."""
    return doc[end - 1].lower_ in CHIEFS or doc[end - 1].ent_type_ == "PER"


def belongs(last: Token, name: Span) -> bool:
    """Whether a run of nouns can be of the name behind it; several people are only where the tree says so, and a body never is: not "told journalists
    Berg was alive" nor "told police Berg was alive"."""
    return last.lower_ not in ALONE and (last.tag_ != "NNS" or last.head in name or name.root.head.i == last.i)


def nominal(doc: Doc, end: int, first: int) -> int:
    """Where the run of nouns and adjectives before a word begins, not before the word `first`; a date ahead of it is no part: "Tuesday"."""
    start, dated = end, doc[max(end - 1, 0)].ent_type_ == "DATE"
    while start > first and end - start < LONGEST and (doc[start - 1].pos_ in NOMINAL or joins(doc, start - 1) or inside(doc, start - 1)):
        if doc[start - 1].ent_type_ == "DATE" and not dated:
            break
        start -= 1
    return start


def inside(doc: Doc, i: int) -> bool:
    """Whether a word is within the name of a body or place, such as "of" in "Department of State" or "United" read as a verb."""
    return doc[i].ent_type_ in ("ORG", "LOC") and i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I"


def described(name: Span) -> Span | None:
    """The description that a name is in apposition to, without its article: "the governor of Kaduna State, Halima Danjuma"."""
    near = name.doc[max(name.start - 2, 0)]
    beside = next((noun for noun in (near, near.head, near.head.head) if apposed(noun, name)), None)
    head = beside or name.root.head
    if not (beside or name.root.dep_ in ("appos", "flat")) or head.i >= name.start or head.pos_ not in ("NOUN", "PROPN") or head.tag_ == "NNS":
        return None
    start, end = opening(head), name.start
    while end > start and name.doc[end - 1].is_punct:
        end -= 1
    while start < end and name.doc[start].pos_ not in (*NOMINAL, "NUM"):
        start += 1
    return name.doc[start:end] if 0 < end - start <= LONGEST and not any(t.ent_type_ == "PER" for t in name.doc[start:end]) else None


def opening(head: Token) -> int:
    """Where the description that a noun heads begins: with what hangs on it right before it, but for names of other people."""
    doc, start, first, inside = head.doc, head.i, sentence(head).start, {t.i for t in head.subtree}
    while start > first and start - 1 in inside:
        before = doc[start - 1]
        theirs = before.head.i == head.i and before.dep_ in ("compound", "nmod:poss")  # "Trump advisor"
        if (before.ent_type_ == "PER" and not theirs) or (before.dep_ == "cc" and doc[max(start - 2, 0)].ent_type_):
            break
        start -= 1
    return start


def joins(doc: Doc, i: int) -> bool:
    """A hyphen or possessive within a title: "vice-president", "Kenya's foreign minister"."""
    return i > 0 and (doc[i].text in ("-", "’s", "'s")) and doc[i - 1].pos_ in NOMINAL


def after(name: Span) -> Span | None:
    """The apposition after a comma, up to the next comma, relative clause or verb; not the body that printed what somebody signs, "—Ann Lee, CNN"."""
    doc, end, last = name.doc, name.end, sentence(name[0]).end
    if end >= len(doc) - 1 or doc[end].text != "," or doc[end + 1].pos_ not in ("DET", "NOUN", "ADJ", "PROPN") or doc[end + 1].lower_ in SEVERAL:
        return None
    stop = end + 1
    while stop < last and stop - end <= LONGEST and doc[stop].text not in (",", ";", "(", "–") and doc[stop].tag_ not in ENDING:
        stop += 1
    closed = stop >= last or doc[stop].text == "," or doc[stop].tag_ in ("WP", "WDT", "WRB") or doc[stop].is_punct
    found = doc[end + 1 : stop] if closed and stop > end + 1 and doc[stop - 1].text != "and" else None
    return None if found is not None and signed(name) and printed(found) else found


def signed(name: Span) -> bool:
    """Whether a name stands behind a dash, as under a quotation."""
    return name.text.startswith(DASHES) or (name.start > 0 and name.doc[name.start - 1].text.endswith(DASHES))


def printed(body: Span) -> bool:
    """Whether the words are nothing but a body's name."""
    return all(t.ent_type_ == "ORG" for t in body) or organization(whole(body)) is not None


def refer(doc: Doc, found: list[Group], book: "Book") -> None:
    """Joins a lone description of one person to the last holder of such an office before it, or the only one behind, if country and noun agree."""
    holders = [(g, d) for g in found if g.kind == "PER" and g.names for d in {book.acting.get(s.root.i) for s in g.mentions} if d is not None]
    for group in found:
        first = group.mentions[0]
        if group.names or group.kind != "person" or first.root.tag_ not in ("NN", "NNP") or first.root.i in book.acting:
            continue
        number = holder(first, holders, book)
        if number is not None:
            for span in group.mentions:
                book.mention(number, span)


def correct(found: list[Group], book: "Book") -> None:
    """Takes a description of an office from somebody who holds none such, with the pronouns behind it: "the colonel", "the president" of whom is
    Vice President. It goes to the only holder before; where several hold one, or nobody, it stays if no office of theirs contradicts it."""
    people = [(g, book.acting[g.names[0].root.i]) for g in found if g.kind == "PER" and g.names and g.names[0].root.i in book.acting]
    for group, number in people:
        named = {name.root.i for name in group.names}
        taken: int | None = None
        wrong = False
        for span in sorted(group.mentions, key=lambda s: s.start):
            if span.root.pos_ != "PRON":
                office = span.root.i not in named and span[0].lower_ in DEFINITE and span.root.tag_ in ("NN", "NNP") and len(span) <= SHORT + 1
                wrong = office and book.acting.get(span.root.i) == number and not holds(book, number, span)
                before = [n for g, n in people if n != number and g.names[0].start < span.start] if wrong else []
                others = {n for n in before if holds(book, n, span)}
                taken = others.pop() if len(others) == 1 else None
                wrong = wrong and (taken is not None or contradicted(book, number, span))
            if wrong and taken is not None:
                book.give(span, taken)
            elif wrong:
                book.forget(span)


def holds(book: "Book", number: int, span: Span) -> bool:
    """Whether somebody holds the office that a description means."""
    words = whole(core(span))
    return any(is_it(p, words, head_noun(words).casefold(), actors.country_of(words)) for p in book.drafts[number].positions)


def contradicted(book: "Book", number: int, span: Span) -> bool:
    """Whether somebody whose office a description does not mean has one of the same noun: First Minister, and it is "the Prime Minister"."""
    noun = head_noun(whole(core(span))).casefold()
    return any(head_noun(p.title).casefold() == noun for p in book.drafts[number].positions)


def holder(span: Span, holders: list[tuple[Group, int]], book: "Book") -> int | None:
    words = whole(span)
    noun, country = head_noun(words).casefold(), actors.country_of(words)
    if span[0].lower_ in INDEFINITE or (span[0].lower_ not in DEFINITE and country is None):
        return None
    fitting = [(g, n) for g, n in holders if any(is_it(p, words, noun, country) for p in book.drafts[n].positions)]
    before = [(max(s.start for s in g.mentions if s.start < span.start), n) for g, n in fitting if any(s.start < span.start for s in g.mentions)]
    later = {number for _, number in fitting}
    if not before:
        return later.pop() if len(later) == 1 and country is not None else None  # a headline comes before the name: "Greek prime minister resigns"
    return max(before)[1]


def is_it(position: Position, words: str, noun: str, country: str | None) -> bool:
    """Whether the position is of that noun, rank and field, and of no other country than these words for it.

    "The governor" is no deputy governor, and "the U.S. president" does not preside over a senate.
    """
    same = head_noun(position.title).casefold() == noun and rank(position.title) == rank(words)
    one, other = fields(position.title), fields(words)
    apart = bool(one and other) and one.isdisjoint(other)
    presides = country is not None and PRESIDED.search(position.title.lower()) is not None and not PRESIDED.search(words.lower())
    return same and not apart and not presides and (country is None or position.country in (None, country))


def fields(title: str) -> set[str]:
    """What an office is over, as far as words tell that two are not one."""
    return {*FIELDS} & {*re.findall(r"[a-z]+", title.lower().replace("defence", "defense"))}


def rank(title: str) -> bool:
    """Whether somebody stands in for another."""
    return bool({"deputy", "vice", "assistant", "under"} & {*title.lower().replace("-", " ").split()})
