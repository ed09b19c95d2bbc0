"""One name in several spellings: what transliteration leaves open, by the script that a country's names are written in.

Nothing here compares by ratio. A name is brought to a rough sound, in which spellings of one original fall together; vowels may then differ only
where the script leaves them open.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from graph.given import EASTERN
from graph.names import person_tokens

Words = tuple[str, ...]
ARABIC = frozenset("AFG ARE BHR DJI DZA EGY IRN IRQ JOR KWT LBN LBY MAR MRT OMN PAK PSE QAT SAU SDN SOM SYR TUN YEM".split())
CYRILLIC = frozenset("BGR BIH BLR KAZ KGZ MKD MNE MNG RUS SRB TJK TKM UKR UZB".split())
WRITTEN_OTHERWISE = CYRILLIC | frozenset("ARM AZE BGD CYP ETH GEO GRC IND ISR LKA NPL".split())
FAMILY_IN_FRONT = frozenset(("CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"))
CHINESE = frozenset(("CHN", "HKG", "TWN"))
FAMILY_FIRST_COUNTRIES = FAMILY_IN_FRONT | {"HUN", "JPN"}  # English writes these two either way
ARTICLES = frozenset(("al", "el", "ul", "as", "ash", "ad"))
SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in (
    (r"shch|sch|sh", "$"), (r"ch", "%"), (r"kh", "h"), (r"d?zh", "j"), (r"dj", "d"), (r"gh", "g"), (r"dh", "d"), (r"th", "t"), (r"ph", "f"),
    (r"ck|q|c", "k"), (r"tz", "ts"), (r"x", "ks"), (r"w", "v"), (r"ou|oo", "u"), (r"ee|y", "i"), (r"\$(?=[tp])", "s"), (r"(.)\1+", r"\1"),
    (r"ei", "i"),
    (r"(?<=[aeou])i(?=[aeou])", ""), (r"^i(?=e)", ""), (r"(?<=[^aeiou])i(?=[aeou])", ""), (r"[ae]h$", "a"), (r"(?<=[dt])er$", "r"),
    (r"(?<=[$%])ov$", "ev"), (r"enko$", "enka"), (r"(.)\1+", r"\1"),
))  # fmt: skip
OPEN_ARABIC = frozenset(map(frozenset, (("a", "e"), ("e", "i"), ("", "e"), ("", "i"), ("ai", "ae"))))
OPEN_CYRILLIC = frozenset((frozenset(("e", "i")),))
WADE_GILES = (
    ("hs", "x"), ("tz|ts|c(?!h)", "z"), ("ch|zh|j|q", "%"), ("t", "d"), ("p", "b"), ("k", "g"), ("ung", "ong"), ("ieh", "ie"), ("ien", "ian"),
    ("ih", "i"),
)  # fmt: skip
KOREAN_FAMILIES = {
    "yi": "lee",
    "rhee": "lee",
    "ri": "lee",
    "pak": "park",
    "noh": "roh",
    "choe": "choi",
    "chung": "jeong",
    "jung": "jeong",
    "chong": "jeong",
}
ROMANIZATIONS = (("ch", "j"), ("eo|ou", "o"), ("eu|oo", "u"), ("ae", "e"), (r"\bg", "k"), (r"\bb", "p"), (r"\bd", "t"))
DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "ə": "a"})


def written_out(name: str) -> Words | None:
    """The name's words where its special letters are written as two: "Schröder" is also "Schroeder"; None where it has none."""
    lower = name.lower()
    other = lower.translate(DIGRAPHS)
    return person_tokens(other) if other != lower else None


def variants(names: Iterable[str]) -> frozenset[Words]:
    """Further ways to write these names without special letters."""
    return frozenset(words for name in names if not name.isascii() and (words := written_out(name)))


def family_last(words: Words) -> Iterator[Words]:
    """The name with its family name at the other end, in Latin letters either way."""
    yield (*words[1:], words[0])
    yield (words[-1], *words[:-1])


@lru_cache(maxsize=1 << 16)
def sound(words: Words, country: str | None) -> str | None:
    """The rough sound of a name from a country of another script; None for other countries."""
    if country in WRITTEN_OTHERWISE:
        return "".join(_sound(_russian(word, country)) for word in (EASTERN.get(words[0], words[0]), *words[1:]))
    if country not in ARABIC:
        return None
    kept = [word for word in words if word not in ARTICLES or len(words) == 1]
    text = " ".join(_sound(word) for word in (*kept[:-1], re.sub(r"^[ae]l(?=[^aeiou]{1,2}[aeiou]\w)", "", kept[-1])))
    return re.sub(r"abd[aeiu]l ?", "abdal", text.replace("g", "k").replace("o", "u")).replace(" ", "")


def _russian(word: str, country: str | None) -> str:
    """A Belarusian or Ukrainian name nearer to its Russian form; Hebrew "ch" as the "h" that it also is."""
    if country == "BLR":
        word = re.sub(r"(?<=[aeo])u(?=[^aeiouy]|$)", "v", word.replace("tsi", "ti").replace("dzi", "di")).replace("o", "a")
    if country in ("BLR", "UKR"):
        return word.replace("kh", "h").replace("zh", "j").replace("g", "h")
    return word.replace("ch", "h") if country == "ISR" else word


def _sound(word: str) -> str:
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def consonants(sounded: str) -> str:
    """The sound without vowels: what all spellings share."""
    return re.sub("[aeiou]", "", sounded)


def alike(one: str, other: str, country: str) -> bool:
    """Whether two sounds with equal consonants differ only in vowels that the script leaves open."""
    open_ones = OPEN_ARABIC if country in ARABIC else OPEN_CYRILLIC
    gaps = zip(re.split("[^aeiou]", one), re.split("[^aeiou]", other), strict=True)
    return all(a == b or frozenset((a, b)) in open_ones for a, b in gaps)


def korean(words: Words) -> str:
    """A Korean name in letters that the ways of romanizing share."""
    text = " ".join((KOREAN_FAMILIES.get(words[0], words[0]), *words[1:]))
    for pattern, replacement in ROMANIZATIONS:
        text = re.sub(pattern, replacement, text)
    return text.replace(" ", "")


def mandarin(words: Words) -> str:
    """A Chinese name in letters that Wade-Giles and pinyin share: equal for "Mao Tse-tung" and "Mao Zedong", but also for other names."""
    text = "".join(words)
    for pattern, replacement in WADE_GILES:
        text = re.sub(pattern, replacement, text)
    return text


def is_wade_giles(name: str) -> bool:
    """Whether the name is written with the hyphens or apostrophes of Wade-Giles."""
    return re.search(r"\w[-'’]\w", name) is not None


def all_alike(sounds: Iterable[str], country: str) -> bool:
    """Whether any two of these sounds are alike: "Salam" and "Salim" are not, though "Salem" is like both."""
    distinct = sorted(set(sounds))
    return all(alike(one, other, country) for number, one in enumerate(distinct) for other in distinct[number + 1 :])
