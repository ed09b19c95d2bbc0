"""How names compare: normalized, in Latin letters, token by token; never by raw string ratios.

"Kim Jong Un" and "Kim Jong-un" are one name, "Kim Jong Un" and "Kim Jong Il" or "US Army" and "UN Army" are not.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _listed("mr mrs ms miss mx dr prof professor sir madam madame speaker")
OFFICES = _listed("""
    president senator sen congressman congresswoman representative rep governor gov mayor minister premier chancellor emperor ambassador secretary
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm brigadier brig marshal chief judge justice
""")
RANKS = _listed("prime vice deputy foreign defence defense interior finance former ex acting")
STYLES = _listed("""
    lord lady dame baron baroness sheikh shaikh sheik shri smt ayatollah imam mullah maulana rabbi rev reverend archbishop bishop cardinal father
    pope king queen emir sultan
""")
GENERATIONS = {"junior": "jr", "senior": "sr", "jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
NUMERALS = _listed("i ii iii iv v vi vii viii ix xii xiii xiv xv xvi xvii xviii xxiii")  # "x" and "xi" are names
LEGAL_FORMS = _listed("inc incorporated ltd limited corp corporation plc llc gmbh ag sa nv bv oyj spa co")
GENERIC = _listed("""
    academy administration affairs agency air airport airline airlines and army assembly association authorities authority ballet bank board border
    bureau cabinet central chamber church city civil coast college commission committee congress constitutional cooperation corps council county court
    customs defence defense department development directorate district economic economy education election electoral emergency energy environment
    family federal federation fire finance for force forces foreign general government guard guards health high home hospital house human independent
    information institute intelligence interior internal international investigative investigation justice labor labour law local lower management
    media military ministry minister municipal museum national navy news of office opposition organization parliament party patrol peace people police
    policy political prison prosecutor prosecutors province public radio red region regional republic revolutionary rights school science secret
    security senate service services social society special sports state station statistics supreme team television the trade transport transportation
    treasury tribunal union university upper weather workers
""")
WORLDWIDE = _listed("court tribunal federation")
FAMILY_FIRST = _listed("""
    kim lee park choi jung jeong kang cho yoon jang lim han moon roh xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma hu guo he lin luo
    deng jiang nguyen tran pham vo dang bui duong ho orban
""")
JOINERS = _listed("and of the for in on at de la du des da di")


def plain(text: str) -> str:
    """Lower-case ASCII of a text in any script."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return anyascii(bare.casefold()).lower()


@lru_cache(maxsize=1 << 18)
def tokens(name: str) -> tuple[str, ...]:
    """The name's words: no case, no diacritics, no possessive; "&" is "and"; empty for a name without letters or digits."""
    text = re.sub(r"['’`´ʼ]s?(?=\s|$)", "", name)
    text = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda initials: initials[0].replace(".", ""), text)
    text = re.sub(r"['`]", "", plain(text.replace("&", " and ").replace("’", "'").replace("ʼ", "'")))
    return tuple(re.findall(r"[a-z0-9]+", text))


@lru_cache(maxsize=1 << 18)
def person_tokens(name: str) -> tuple[str, ...]:
    """`tokens` without honorifics and offices in front; "Junior" is "jr"."""
    words = list(tokens(name))
    while (titles := _titles(words)) > 0:
        del words[:titles]
    return tuple(GENERATIONS.get(word, word) if place else word for place, word in enumerate(words))


def _titles(words: list[str]) -> int:
    """How many words in front are a title; "Lady Gaga" and "Sheikh Hasina" keep theirs, for they would be one word without."""
    if len(words) > 1 and words[1] in JOINERS:
        return 0  # an office with what it is of, and no name
    if len(words) > 2 and words[0] in RANKS and words[1] in OFFICES:
        return 2
    return int((len(words) > 1 and words[0] in HONORIFICS | OFFICES) or (len(words) > 2 and words[0] in STYLES))


@lru_cache(maxsize=1 << 18)
def organization_tokens(name: str) -> tuple[str, ...]:
    """`tokens` without the article in front and the legal form behind."""
    words = list(tokens(name))
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return tuple(words)


def slug(name: str) -> str:
    """The name as part of an IRI: lower-case words with hyphens, at most 60 letters; a hash where no word is left."""
    return "-".join(tokens(name))[:60].strip("-") or digest(name)


def digest(text: str) -> str:
    """Eight hex digits that tell apart what one slug would name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def generation(words: tuple[str, ...]) -> str | None:
    """The part that tells a son from his father or one king from the next: jr, sr, ii, vi."""
    return words[-1] if len(words) > 1 and (words[-1] in GENERATIONS or words[-1] in NUMERALS) else None


def is_pair(name: str) -> bool:
    """Whether a name may be that of two by a hyphen or slash, "Trump-Pence" or "Merkel/Macron"; "al-Assad" and "Ban Ki-moon" are not."""
    halves = re.split(r"[-‐–/]", name)
    return len(halves) == 2 and all(re.fullmatch(r"[^\W\d_]{3,}", half) and half[0].isupper() for half in halves) and halves[0] != "Abu"


def family_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words by which an article may call somebody of this full name: the last, and the first where it is a usual family name of East Asia."""
    core = words[:-1] if generation(words) else words
    return (core[-1], core[0]) if core[0] in FAMILY_FIRST and core[0] != core[-1] else (core[-1],)


def is_generic(words: tuple[str, ...]) -> bool:
    """Whether a name says no more than what kind of body it is, as "Ministry of Defence" does: it then names another body in each country.

    In whatever order its words stand. Of the International Court of Justice there is but one.
    """
    return all(word in GENERIC for word in words) and not ("international" in words and not WORLDWIDE.isdisjoint(words))


def is_office(words: tuple[str, ...]) -> bool:
    """Whether a person is called by an office alone, "Mr. President" or "President of the United States": it is another one's tomorrow."""
    front = next((place for place, word in enumerate(words) if word in JOINERS), len(words))
    return front > 0 and all(word in OFFICES or word in RANKS or word in HONORIFICS for word in words[:front])


@lru_cache(maxsize=1 << 16)
def is_abbreviation(name: str) -> bool:
    """Whether a name is written as acronyms are: one word of two to ten capitals or digits, dots aside."""
    return re.fullmatch(r"[^\W\d_](?:[^\W_]\.?){1,9}|(?:[^\W\d_]\.){2,10}", name) is not None and name == name.upper()


def is_acronym(short: str, words: tuple[str, ...]) -> bool:
    """Whether the letters of `short` are initials of `words` in order, joiners free to be left out: KCNA of North Korean Central News Agency."""
    if not is_abbreviation(short):
        return False
    letters = re.sub(r"[^a-z0-9]", "", plain(short))
    if len(letters) > len(words):
        return False
    skipped = len([word for word in words if word not in JOINERS]) - len(letters)
    return skipped <= 1 and _in_order(letters, "".join(word[0] for word in words))


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def merge_path(actor: str, name: str, rule: str) -> str:
    """Relative IRI of what joined a name to an actor (a relative IRI)."""
    return f"{actor}/merge/{slug(name)}-{digest(f'{name}|{rule}')}"


def position_path(actor: str, title: str, country: str | None) -> str:
    """Relative IRI of an office that an actor (a relative IRI) holds."""
    return f"{actor}/position/{slug(title)}" + (f"-{country.lower()}" if country else "")
