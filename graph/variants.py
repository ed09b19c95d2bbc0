"""Full names of persons that mean one though they differ: order of names, middle names, initials, short given names; and all rules in turn.

Each rule applies to what the former left.
"""

from collections.abc import Hashable, Iterator, Sequence

from graph import stated, transcriptions
from graph.cells import Cluster
from graph.given import called, offices_agree
from graph.names import generation
from graph.spellings import ARABIC, ARTICLES, FAMILY_FIRST_COUNTRIES
from graph.ties import PARTICLES, Key, Rule, Seen, Tie, all_seek, core, every_pair, is_full_name, joined, known_alike, may_be_one

TWO_SURNAMES = frozenset("ARG BOL BRA CHL COL CRI CUB DOM ECU ESP GTM HND MEX MMR NIC PAN PER PRT PRY SLV URY VEN".split())


def join_variants(found: list[Cluster], seen: Seen = lambda cluster, key, seeks: None) -> list[Cluster]:
    """The clusters, fewer where a rule ties some together. `seen` hears of every key under which a cluster met others or could have."""
    for rule in RULES:
        found = joined(found, rule, seen)
    return found


def family_name_first(cluster: Cluster) -> Iterator[Key]:
    """Orbán Viktor and Viktor Orbán."""
    eastern = is_full_name(cluster) and cluster.country in FAMILY_FIRST_COUNTRIES
    return all_seek((cluster.country, min(w[n:] + w[:n] for n in range(len(w)))) for w in cluster.forms) if eastern else iter(())


def if_two(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    if len(block) == 2:
        yield block[0], block[1]


def middle_names(cluster: Cluster) -> Iterator[Key]:
    """Joseph R. Biden and Joseph Biden, where there is but one of each; George W. and George Walker Bush."""
    if is_full_name(cluster):
        words = core(cluster)
        yield (words[0], words[-1], generation(cluster.words)), len(words) > 2


def but_for_the_middle(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    plain = [cluster for cluster in block if len(core(cluster)) == 2]
    longer = [cluster for cluster in block if len(core(cluster)) > 2]
    if len(plain) == len(longer) == 1 and _same_but_for_middle(plain[0], longer[0]):
        yield plain[0], longer[0]
    for one, other in every_pair(key, longer):
        if known_alike(one, other) and (_abbreviates(core(one), core(other)) or _leaves_out(core(one), core(other))):
            yield one, other


def _leaves_out(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter lacks one full word of the longer: Andrés López Obrador; initials prove nothing here."""
    short, long = sorted((one, other), key=len)
    return min(map(len, long)) > 1 and any(long[:n] + long[n + 1 :] == short for n in range(1, len(long) - 1))


def _same_but_for_middle(plain: Cluster, longer: Cluster) -> bool:
    return known_alike(plain, longer) or all(len(word) == 1 for word in core(longer)[1:-1])


def _abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=True))


def further_surnames(cluster: Cluster) -> Iterator[Key]:
    """Nicolás Maduro and Nicolás Maduro Moros, Saddam Hussein and Saddam Hussein al-Tikriti, where there is but one of each."""
    if is_full_name(cluster) and (len(cluster.words) == 2 or _adds_surname(cluster)):
        yield (cluster.words[:2], cluster.country), _adds_surname(cluster)


def if_one_adds(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    longer = [cluster for cluster in block if _adds_surname(cluster)]
    plain = [cluster for cluster in block if len(cluster.words) == 2]
    if len(plain) == len(longer) == 1:
        yield plain[0], longer[0]


def _adds_surname(cluster: Cluster) -> bool:
    more = cluster.words[2:]
    spanish = cluster.country in TWO_SURNAMES and len(more) == 1 and len(more[0]) > 1
    return not generation(cluster.words) and (spanish or (cluster.country in ARABIC and len(more) == 2 and more[0] in ARTICLES))


def initials(cluster: Cluster) -> Iterator[Key]:
    """V. Putin and Vladimir Putin, where only one given name fits."""
    if is_full_name(cluster) and cluster.country and (len(cluster.words[0]) > 1 or _is_abbreviated(cluster)):
        yield (cluster.words[0][0], core(cluster)[-1], cluster.country), _is_abbreviated(cluster)


def if_one_given_name_fits(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    short = [cluster for cluster in block if _is_abbreviated(cluster)]
    full = [cluster for cluster in block if len(cluster.words[0]) > 1]
    if len(short) == len(full) == 1:
        yield short[0], full[0]


def _is_abbreviated(cluster: Cluster) -> bool:
    return len(cluster.words[0]) == 1 and len(core(cluster)) == 2


def short_given_names(cluster: Cluster) -> Iterator[Key]:
    """Bill and William Clinton, where both hold the same office."""
    named = is_full_name(cluster) and cluster.country
    return all_seek([(called(cluster.words[0]), core(cluster)[-1], cluster.country)] if named else ())


def if_offices_agree(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    return ((one, other) for one, other in every_pair(key, block) if offices_agree(_titles(one), _titles(other)))


def _titles(cluster: Cluster) -> set[str]:
    return {title for title, _ in cluster.tally["position"]}


def parts_of_names(cluster: Cluster) -> Iterator[Key]:
    """Suu Kyi and Aung San Suu Kyi, al-Assad and Bashar al-Assad, where only one full name ends so."""
    if is_full_name(cluster):
        yield from ((end, False) for end in _ends(cluster))
        if cluster.words[0] in PARTICLES or cluster.country in TWO_SURNAMES:
            yield cluster.words, True


def if_one_ends_so(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    for cluster in block:
        if cluster.words == key and (cluster.words[0] in PARTICLES or cluster.country in TWO_SURNAMES):
            fits = [other for other in block if other is not cluster and key in _ends(other) and may_be_one(cluster, other)]
            if len(fits) == 1:
                yield cluster, fits[0]


def _ends(cluster: Cluster) -> set[tuple[str, ...]]:
    return {words[n:] for words in cluster.forms for n in range(1, len(words) - 1)}


RULES: Sequence[Rule] = (
    Rule("special letters", 0.95, transcriptions.special_letters, every_pair),
    Rule("family name first", 0.9, family_name_first, if_two),
    Rule("transliteration", 0.9, transcriptions.transliterations, transcriptions.if_all_alike),
    Rule("Wade-Giles", 0.85, transcriptions.wade_giles, transcriptions.if_one_of_each),
    Rule("romanization", 0.85, transcriptions.romanizations, every_pair),
    Rule("middle name", 0.9, middle_names, but_for_the_middle),
    Rule("initial", 0.8, initials, if_one_given_name_fits),
    Rule("short given name", 0.85, short_given_names, if_offices_agree),
    Rule("stated alias", 0.85, stated.aliases, stated.if_one_fits),
    Rule("shared acronym", 0.8, stated.translations, stated.unless_initials),
    Rule("initials of a body", 0.8, stated.unstated_acronyms, stated.if_one_short_and_one_full),
    Rule("name of a team", 0.75, stated.teams, stated.if_one_team),
    Rule("further surname", 0.85, further_surnames, if_one_adds),
    Rule("part of the name", 0.85, parts_of_names, if_one_ends_so),
)
