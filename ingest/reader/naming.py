"""Names of one article made to agree: a name is a person throughout or nowhere, and a family name is a person where the full name is one.

The network reads a name anew at every place; an article speaks of one Mosquera. What it says at all places counts, and so does a word for a
person right before the name ("rebel commander Evaristo Mosquera").
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.reader.speech import Tree
from ingest.reader.titles import TITLES

Name = tuple[int, int, str]
PARTICLES = frozenset("al el bin ibn ben abu de del della di da do dos du la le van von der den ter zu af av san st o d y e".split())
CLOSED = frozenset("IN CC DT TO MD PRP WRB".split())  # Penn tags that a word in capitals amid small letters does not have
PROPER = frozenset(("NNP", "NNPS"))
CALLINGS = ("ist", "er", "or", "man", "woman", "ian", "eur")
ACTING = ("nsubj", "obl:agent", "nmod:poss")
OFFICIAL = frozenset("government police administration ministry state department".split())  # of which country, the words beside them tell
OPENING = frozenset(".!?:;\"“”'‘’()[]—–-•")
QUALIFYING = frozenset(  # words with which names of bodies begin
    "State National Federal Central Supreme Royal General Special Joint Public High International Interior Foreign Defense Defence Justice Finance "
    "Health Education Trade Security Constitutional Independent Provincial Regional Municipal World African European Asian Pan".split()
)
HYPHENS = frozenset("-–")
PERSONS = TITLES | frozenset(
    "premier chancellor leader commander spokesman spokeswoman spokesperson officer brigadier lawmaker deputy councillor prosecutor lawyer attorney "
    "director chairman chairwoman chairperson imam rabbi cleric doctor coach striker goalkeeper actor actress singer author activist journalist "
    "reporter editor correspondent analyst economist resident witness farmer teacher pupil student candidate ambassador envoy diplomat commissioner "
    "inspector detective sheriff superintendent executive founder businessman businesswoman tycoon pilot engineer scientist gen. col.".split()
)
BEFORE = 2  # votes of a word for a person before the name
REACH = 8  # words that a description before a comma may have
LINKS = frozenset(("of", "the", "for", "and", "'s", "’s"))
LEAST = 3  # letters that a missed family name has more than
KINDS = ("PER", "ORG", "LOC")
VESSELS = frozenset(  # right before a name that is no person's
    "Hurricane Typhoon Cyclone Storm hurricane typhoon cyclone storm MV M/V MS MT HMS USS USNS USCGC RMS HMAS HMCS INS ship vessel tanker freighter "
    "ferry yacht trawler frigate destroyer warship submarine".split()
)
CROWNS = frozenset("Queen King Pope Prince Princess Emperor Empress".split())
FIRMS = frozenset(
    "Company Corporation Corp Corp. Inc Inc. Ltd Ltd. Limited PLC Group Holdings Industries Motor Motors Airlines Airways Bank Brothers "
    "Pharmaceuticals Technologies Entertainment Records Studios".split()
)


def agreed(names: Sequence[Name], words: Sequence[str]) -> list[Name]:
    """The names with kinds that agree over the article, and family names that the network missed; MISC keeps out of it."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for begin, end, kind in names:
        if kind in KINDS:
            counted = votes.setdefault(form(words, begin, end), Counter())
            counted[kind] += 1
            counted["PER"] += BEFORE * (titled(words, begin) or described(words, end) or crowned(kind, words[begin:end]))
    best = {name: winner(counted) for name, counted in votes.items()}
    family = {name[-1] for name, kind in best.items() if kind == "PER" and len(name) > 1}
    people = {word.lower() for b, e, _ in names if is_person(b, e, words, best) for word in words[b:e]}
    adrift, firms = vessels(names, words, people), firms_of(names, words, people)
    found = [(b, e, otherwise(words[b:e], chosen(form(words, b, e), kind, best, family), adrift, firms)) for b, e, kind in names]
    inside = {i for b, e, _ in names for i in range(b, e)}
    missed = [(i, i + 1, "PER") for i, word in enumerate(words) if i not in inside and is_family(word, family)]
    return sorted([*found, *missed])


def is_person(begin: int, end: int, words: Sequence[str], best: dict[tuple[str, ...], str]) -> bool:
    """Whether a name of several words is a person's, and not "Hurricane Dorian"."""
    return end - begin > 1 and best.get(form(words, begin, end)) == "PER" and words[end - 2] not in VESSELS


def vessels(names: Sequence[Name], words: Sequence[str], people: set[str]) -> set[str]:
    """Single words that name a storm or a ship somewhere, as "Dorian" behind "Hurricane", and are no part of a person's longer name."""
    called = {words[b] for b, e, _ in names if e - b == 1 and b > 0 and words[b - 1] in VESSELS}
    called |= {words[e - 1] for b, e, _ in names if e - b > 1 and words[e - 2] in VESSELS}
    return {word for word in called if word.lower() not in people}


def firms_of(names: Sequence[Name], words: Sequence[str], people: set[str]) -> set[str]:
    """Short names of firms, "Ford" where the article has a Ford Motor Company and nobody of that name."""
    return {words[b] for b, e, kind in names if kind == "ORG" and e - b > 1 and words[e - 1] in FIRMS and words[b].lower() not in people}


def otherwise(name: Sequence[str], kind: str, adrift: set[str], firms: set[str]) -> str:
    """The kind of a name that was taken for a person's and is a storm's, a ship's or a firm's."""
    if kind == "PER" and name[-1] in adrift and (len(name) == 1 or name[-2] in VESSELS):
        return "MISC"
    return "ORG" if kind == "PER" and len(name) == 1 and name[0] in firms else kind


def crowned(kind: str, name: Sequence[str]) -> bool:
    """Whether a name taken for a body's is "Queen" or the like with a name behind it, and no noun for a kind of body."""
    return kind == "ORG" and len(name) == 2 and name[0] in CROWNS and name[1].isalpha() and name[1].istitle() and name[1] not in FIRMS


def repaired(names: Sequence[Name], words: Sequence[str], tree: Tree) -> list[Name]:
    """Names as far as the tree takes them: "Grace Tetteh-Ocloo" whole, "photojournalist" no part of one, "IF" of "IF Metall" no conjunction."""
    taken = {i for begin, end, _ in names for i in range(begin, end)}
    found = []
    for begin, end, kind in names:
        if kind in KINDS:
            end = flat_end(begin, end, words, tree, taken)
        if kind == "PER":
            begin = next((i for i in range(begin, end) if not is_calling(words[i])), begin)
        if kind == "ORG" and is_shouted(begin - 1, words, tree) and begin - 1 not in taken:
            begin -= 1
        while kind == "ORG" and begin - 1 not in taken and is_qualified(begin, end, words, tree):
            begin -= 1
        found.append((begin, end, kind))
    return sorted([*found, *presented(taken, words, tree)])


def presented(taken: set[int], words: Sequence[str], tree: Tree) -> Iterator[Name]:
    """People that no name marks, of two words and more behind a word for a person: "hospital director Piret Laanemets"."""
    for at, word in enumerate(words):
        begin = end = at + 1
        while (
            word.lower() in PERSONS
            and end < len(words)
            and end not in taken
            and is_given(end, words, tree)
            and (end == begin or tied(begin, end, tree))
        ):
            end += 1
        if end - begin > 1 and end not in taken:
            yield begin, end, "PER"


def is_given(at: int, words: Sequence[str], tree: Tree) -> bool:
    """Whether a word may be part of a person's name."""
    word = words[at]
    return tree.tags[at] in PROPER and word[:1].isupper() and not word.isupper() and word.lower() not in PERSONS | OFFICIAL


def tied(begin: int, end: int, tree: Tree) -> bool:
    """Whether the tree makes a word part of the name that begins so."""
    return tree.relations[end] == "flat" and begin <= tree.heads[end] < end


def hung(names: Sequence[Name], tree: Tree) -> list[int]:
    """The tree's heads, with the parts of a name that hang on a word outside of it hung on its first word: "known as Comandante Tito"."""
    heads = list(tree.heads)
    for begin, end, _ in names:
        for at in range(begin + 1, end):
            astray = tree.relations[at] == "flat" and not begin <= heads[at] < end and heads[at] != heads[begin]
            if astray and at not in above(begin, heads):
                heads[at] = begin
    return heads


def above(word: int, heads: Sequence[int]) -> set[int]:
    """The words on the way from a word to its root."""
    found: set[int] = set()
    while heads[word] != word:
        word = heads[word]
        found.add(word)
    return found


def is_qualified(begin: int, end: int, words: Sequence[str], tree: Tree) -> bool:
    """Whether the word before a body's name is its first, as "State" is of "State Committee for National Security"."""
    before = begin - 1
    return before >= 0 and words[before] in QUALIFYING and begin <= tree.heads[before] < end


def is_calling(word: str) -> bool:
    """A common noun for a person, by the list or by its ending: "photojournalist"."""
    return word.islower() and (word in PERSONS or (word.endswith(CALLINGS) and word not in PARTICLES and len(word) > LEAST))


def bodies(names: Sequence[Name], words: Sequence[str], tree: Tree, heads: Iterable[int]) -> list[Name]:
    """Names of bodies that only the mention layer saw, by their head words: "the Carabineros said".

    They act as subjects or own something. Nothing is a name that begins a sentence, stands beside a name, or is a common noun elsewhere.
    """
    taken = {i for begin, end, _ in names for i in range(begin, end)}
    small = {word for word in words if word.islower()}
    found = []
    for head in heads:
        if (
            tree.tags[head] not in PROPER
            or not tree.relations[head].startswith(ACTING)
            or not words[head][:1].isupper()
            or words[head].lower() in small | OFFICIAL
        ):
            continue
        begin = end = head
        while begin > 0 and tree.tags[begin - 1] in PROPER and begin - 1 not in taken:
            begin -= 1
        while end + 1 < len(words) and tree.tags[end + 1] in PROPER and end + 1 not in taken:
            end += 1
        if not taken & set(range(begin - 1, end + 2)) and begin > 0 and words[begin - 1] not in OPENING:
            taken |= set(range(begin, end + 1))
            found.append((begin, end + 1, "ORG"))
    return sorted([*names, *found])


def is_band(head: int, words: Sequence[str], tree: Tree) -> bool:
    """Whether a name in the plural with "the" means several people as one body: "the Carabineros", "the Houthis"."""
    return words[head].endswith("s") and words[head].lower() not in PERSONS and any(words[c].lower() == "the" for c in tree.of(head, "det"))


def flat_end(begin: int, end: int, words: Sequence[str], tree: Tree, taken: set[int]) -> int:
    """The end of a name with the capitalized words behind it, also over a hyphen, that hang on it as parts of one name."""
    while end < len(words):
        at = end + 1 if words[end] in HYPHENS else end
        if at >= len(words) or at in taken or not words[at][:1].isupper():
            break
        if tree.relations[at] != "flat" or tree.heads[at] >= end:
            break
        end = at + 1
    return end


def is_shouted(at: int, words: Sequence[str], tree: Tree) -> bool:
    """Whether a word of a closed class stands in capitals amid small letters."""
    return at > 0 and len(words[at]) > 1 and words[at].isupper() and tree.tags[at] in CLOSED and words[at - 1].islower()


def is_family(word: str, family: set[str]) -> bool:
    """A family name of the article, written as one; initials and short words are left alone."""
    return len(word) > LEAST and word[:1].isupper() and word.lower() in family and not word.isupper()


def form(words: Sequence[str], begin: int, end: int) -> tuple[str, ...]:
    return tuple(word.lower() for word in words[begin:end])


def titled(words: Sequence[str], begin: int) -> bool:
    """Whether a word for a person stands right before a name, or with what belongs to it before a comma: "the governor of Kaduna State, ..."."""
    if begin > 1 and words[begin - 1] == ",":
        at = begin - 2
        while at > max(0, begin - REACH) and (words[at][:1].isupper() or words[at].lower() in LINKS):
            at -= 1
        return words[at].lower() in PERSONS
    return begin > 0 and words[begin - 1].lower() in PERSONS


def described(words: Sequence[str], end: int) -> bool:
    """Whether a description of a person follows: "..., a navy spokesman"."""
    comma, article, *rest = [*(word.lower() for word in words[end : end + 5]), "", ""]
    upto = rest.index(",") if "," in rest else len(rest)
    return comma == "," and article in ("a", "an", "its", "his", "her") and bool(PERSONS & {*rest[:upto]})


def winner(counted: Counter[str]) -> str:
    """The kind with most votes; among equals the first of KINDS."""
    return max(KINDS, key=lambda kind: (counted[kind], -KINDS.index(kind)))


def chosen(name: tuple[str, ...], kind: str, best: dict[tuple[str, ...], str], family: set[str]) -> str:
    """A place may well act as a body, and a body be a place; but nobody is now a person and now a place."""
    if kind not in KINDS or (len(name) == 1 and name[0] in family):
        return "PER" if kind in KINDS else kind
    return best[name] if "PER" in (kind, best[name]) else kind
