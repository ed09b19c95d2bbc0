"""Names tied because articles say so: aliases, and acronyms that two names of a body share."""

from collections.abc import Hashable, Iterator, Sequence
from typing import cast

from graph.cells import Cluster, words_of
from graph.names import JOINERS, is_abbreviation, is_acronym, is_generic
from graph.ties import Key, Tie, all_seek, every_pair, known_alike, may_be_one

Acronym = tuple[str, str | None, str]  # letters, country, sector
BYNAMES = frozenset("el la the abu comrade".split())


def aliases(cluster: Cluster) -> Iterator[Key]:
    """What articles themselves say is one: "Meta, formerly Facebook". Names that share nothing need two articles."""
    yield from (((cluster.kind, "".join(words)), False) for words in cluster.forms)
    yield from (((cluster.kind, "".join(words_of(cluster.kind, alias))), True) for alias in cluster.tally["alias"])


def if_one_fits(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    kind, name = cast(tuple[str, str], key)
    bearers = [cluster for cluster in block if any("".join(words) == name for words in cluster.forms)]
    for cluster in block:
        for alias, times in cluster.tally["alias"].items() if bearers else ():
            words = words_of(kind, alias)
            if "".join(words) == name:
                fits = [other for other in bearers if other is not cluster and may_be_one(cluster, other)]
                if len(fits) == 1 and _names(words, cluster, fits[0]) and (times > 1 or _is_believable(cluster, fits[0])):
                    yield cluster, fits[0]


def _names(words: tuple[str, ...], cluster: Cluster, other: Cluster) -> bool:
    """Whether an alias is a name: "the Ministry" is none, "Labour" is one in a country that is known."""
    if cluster.kind == "person" or not is_generic(words):
        return True
    head = cluster.words[cluster.words.index("of") - 1] if "of" in cluster.words else cluster.words[-1]
    return known_alike(cluster, other) and words != (head,)


def _is_believable(one: Cluster, other: Cluster) -> bool:
    shared = any(not set(a).isdisjoint(b) for a in one.forms for b in other.forms)
    if one.kind == "person":
        return shared or (known_alike(one, other) and any(words[0] in BYNAMES for words in one.forms | other.forms))
    return shared or (known_alike(one, other) and not one.tally["sector"].keys().isdisjoint(other.tally["sector"]))


def translations(cluster: Cluster) -> Iterator[Key]:
    """Doctors Without Borders and Médecins Sans Frontières: one acronym, country and sector, and not made of the initials of both."""
    return all_seek(_acronyms(cluster))


def _acronyms(cluster: Cluster) -> set[Acronym]:
    if cluster.kind != "body" or not cluster.country:
        return set()
    given = {alias for alias in cluster.tally["alias"] if is_abbreviation(alias) and len(alias) > 2}
    return {(alias.replace(".", ""), cluster.country, sector) for alias in given for sector in cluster.tally["sector"]}


def unless_initials(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    shared = set.intersection(*map(_acronyms, block))
    spelled = [cluster for cluster in block if any(is_acronym(letters, cluster.words) for letters, _, _ in shared)]
    if len(spelled) < 2:
        yield from every_pair(key, block)


def unstated_acronyms(cluster: Cluster) -> Iterator[Key]:
    """LDP and Liberal Democratic Party, though no article says so: exactly its initials, three or more, of one body of its country and sector."""
    short = len(cluster.words) == 1
    for letters in _letters(cluster) if cluster.kind == "body" else ():
        yield from (((letters, cluster.country, sector), short) for sector in cluster.tally["sector"] if len(letters) > 2)


def if_one_short_and_one_full(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    short = [cluster for cluster in block if len(cluster.words) == 1]
    full = [cluster for cluster in block if len(cluster.words) > 1]
    if len(short) == len(full) == 1:
        yield short[0], full[0]


def teams(cluster: Cluster) -> Iterator[Key]:
    """Colts and Indianapolis Colts: a team without its town, where only one full name ends so."""
    if cluster.kind == "body" and len(cluster.words[-1]) > 4 and cluster.words[-1].endswith("s") and not is_generic(cluster.words[-1:]):
        yield cluster.words[-1], len(cluster.words) == 1


def if_one_team(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    full = [cluster for cluster in block if len(cluster.words) > 1]
    short = [cluster for cluster in block if len(cluster.words) == 1]
    if len(short) == len(full) == 1:
        yield short[0], full[0]


def _letters(cluster: Cluster) -> Iterator[str]:
    """What an acronym spells, and what the initials of a full name do."""
    if len(cluster.words) == 1:
        yield from cluster.words if any(map(is_abbreviation, cluster.tally["name"])) else ()
    elif cluster.country or len(cluster.words) > 3:
        yield from {"".join(word[0] for word in words if word not in JOINERS) for words in cluster.forms}
