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


HONORIFICS = _listed("mr mrs ms miss mx dr prof professor sir madam")
GENERATIONS = {"junior": "jr", "senior": "sr", "jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
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
    """`tokens` without honorifics; "Junior" is "jr"."""
    words = list(tokens(name))
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    return tuple(GENERATIONS.get(word, word) if place else word for place, word in enumerate(words))


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
    """The part that tells a son from his father: jr, sr, ii, iii, iv."""
    return words[-1] if len(words) > 1 and words[-1] in GENERATIONS else None


def family_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words by which an article may call somebody of this full name: the last, and the first where it is a usual family name of East Asia."""
    core = words[:-1] if generation(words) else words
    return (core[-1], core[0]) if core[0] in FAMILY_FIRST and core[0] != core[-1] else (core[-1],)


def is_generic(words: tuple[str, ...]) -> bool:
    """Whether a name says no more than what kind of body it is, as "Ministry of Defence" does: it then names another body in each country."""
    return all(word in GENERIC for word in words)


def is_acronym(short: str, words: tuple[str, ...]) -> bool:
    """Whether the letters of `short` are initials of `words` in order, joiners free to be left out: KCNA of North Korean Central News Agency."""
    letters = re.sub(r"[^a-z0-9]", "", plain(short))
    if not 2 <= len(letters) <= 10 or len(letters) > len(words) or short != short.upper():
        return False
    skipped = len([word for word in words if word not in JOINERS]) - len(letters)
    return skipped <= 1 and _in_order(letters, "".join(word[0] for word in words))


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def position_path(actor: str, title: str, country: str | None) -> str:
    """Relative IRI of an office that an actor (a relative IRI) holds."""
    return f"{actor}/position/{slug(title)}" + (f"-{country.lower()}" if country else "")
