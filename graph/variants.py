"""Full names of persons that mean one though they differ: order of names, middle names, initials, short given names; and all rules in turn.

Each rule ties clusters and applies to what the former left.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from graph import stated, transcriptions
from graph.cells import Cluster
from graph.given import called, offices_agree
from graph.names import generation
from graph.spellings import ARABIC, ARTICLES, FAMILY_FIRST_COUNTRIES
from graph.ties import PARTICLES, Tie, blocks, core, every_pair, joined, known_alike, may_be_one, people

Rule = Callable[[list[Cluster]], Iterable[Tie]]
TWO_SURNAMES = frozenset("ARG BOL BRA CHL COL CRI CUB DOM ECU ESP GTM HND MEX MMR NIC PAN PER PRT PRY SLV URY VEN".split())


def join_variants(found: list[Cluster]) -> list[Cluster]:
    """The clusters, fewer where a rule ties some together."""
    for name, score, rule in RULES:
        found = joined(found, rule(found), name, score)
    return found


def family_name_first(found: list[Cluster]) -> Iterator[Tie]:
    """Orbán Viktor and Viktor Orbán."""
    eastern = [cluster for cluster in found if cluster.kind == "person" and cluster.country in FAMILY_FIRST_COUNTRIES and len(cluster.words) > 1]
    for block in blocks(eastern, lambda c: [(c.country, min(w[n:] + w[:n] for n in range(len(w)))) for w in c.forms]):
        if len(block) == 2:
            yield block[0], block[1]


def middle_names(found: list[Cluster]) -> Iterator[Tie]:
    """Joseph R. Biden and Joseph Biden, where there is but one of each; George W. and George Walker Bush."""
    for block in blocks(people(found), lambda c: [_ends(c)]):
        plain = [cluster for cluster in block if len(core(cluster)) == 2]
        longer = [cluster for cluster in block if len(core(cluster)) > 2]
        if len(plain) == len(longer) == 1 and _same_but_for_middle(plain[0], longer[0]):
            yield plain[0], longer[0]
        for one, other in every_pair(longer):
            if known_alike(one, other) and (_abbreviates(core(one), core(other)) or _leaves_out(core(one), core(other))):
                yield one, other


def _leaves_out(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter lacks one full word of the longer: Andrés López Obrador; initials prove nothing here."""
    short, long = sorted((one, other), key=len)
    return min(map(len, long)) > 1 and any(long[:n] + long[n + 1 :] == short for n in range(1, len(long) - 1))


def further_surnames(found: list[Cluster]) -> Iterator[Tie]:
    """Nicolás Maduro and Nicolás Maduro Moros, Saddam Hussein and Saddam Hussein al-Tikriti, where there is but one of each."""
    for block in blocks(people(found), lambda c: [(c.words[:2], c.country)]):
        plain = [cluster for cluster in block if len(cluster.words) == 2]
        longer = [cluster for cluster in block if _adds_surname(cluster)]
        if len(plain) == len(longer) == 1:
            yield plain[0], longer[0]


def _adds_surname(cluster: Cluster) -> bool:
    more = cluster.words[2:]
    spanish = cluster.country in TWO_SURNAMES and len(more) == 1 and len(more[0]) > 1
    return not generation(cluster.words) and (spanish or (cluster.country in ARABIC and len(more) == 2 and more[0] in ARTICLES))


def _same_but_for_middle(plain: Cluster, longer: Cluster) -> bool:
    return known_alike(plain, longer) or all(len(word) == 1 for word in core(longer)[1:-1])


def _abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=True))


def initials(found: list[Cluster]) -> Iterator[Tie]:
    """V. Putin and Vladimir Putin, where only one given name fits."""
    for block in blocks(people(found), lambda c: [(c.words[0][0], core(c)[-1], c.country)] if c.country else []):
        short = [cluster for cluster in block if len(cluster.words[0]) == 1 and len(core(cluster)) == 2]
        full = [cluster for cluster in block if len(cluster.words[0]) > 1]
        if len(short) == len(full) == 1:
            yield short[0], full[0]


def short_given_names(found: list[Cluster]) -> Iterator[Tie]:
    """Bill and William Clinton, where both hold the same office."""
    for block in blocks(people(found), lambda c: [(called(c.words[0]), core(c)[-1], c.country)] if c.country else []):
        yield from ((one, other) for one, other in every_pair(block) if offices_agree(_titles(one), _titles(other)))


def parts_of_names(found: list[Cluster]) -> Iterator[Tie]:
    """Suu Kyi and Aung San Suu Kyi, al-Assad and Bashar al-Assad, where only one full name ends so."""
    ends: defaultdict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in people(found):
        for end in {words[n:] for words in cluster.forms for n in range(1, len(words) - 1)}:
            ends[end].append(cluster)
    for cluster in people(found):
        if cluster.words[0] in PARTICLES or cluster.country in TWO_SURNAMES:
            fits = [other for other in ends.get(cluster.words, ()) if may_be_one(cluster, other)]
            if len(fits) == 1:
                yield cluster, fits[0]


def _ends(cluster: Cluster) -> Hashable:
    words = core(cluster)
    return words[0], words[-1], generation(cluster.words)


def _titles(cluster: Cluster) -> set[str]:
    return {title for member in cluster.members for title, _ in member.positions}


RULES: Sequence[tuple[str, float, Rule]] = (
    ("special letters", 0.95, transcriptions.special_letters),
    ("family name first", 0.9, family_name_first),
    ("transliteration", 0.9, transcriptions.transliterations),
    ("Wade-Giles", 0.85, transcriptions.wade_giles),
    ("romanization", 0.85, transcriptions.romanizations),
    ("middle name", 0.9, middle_names),
    ("initial", 0.8, initials),
    ("short given name", 0.85, short_given_names),
    ("stated alias", 0.85, stated.aliases),
    ("shared acronym", 0.8, stated.translations),
    ("initials of a body", 0.8, stated.unstated_acronyms),
    ("further surname", 0.85, further_surnames),
    ("part of the name", 0.85, parts_of_names),
)
