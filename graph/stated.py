"""Names tied because articles say so: aliases, and acronyms that two names of a body share."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from graph.cells import Cluster
from graph.names import JOINERS, is_abbreviation, is_acronym, is_generic, organization_tokens, person_tokens
from graph.ties import Tie, blocks, every_pair, known_alike, may_be_one, sectors

Acronym = tuple[str, str | None, str]  # letters, country, sector
BYNAMES = frozenset("el la the abu comrade".split())


def aliases(found: list[Cluster]) -> Iterator[Tie]:
    """What articles themselves say is one: "Meta, formerly Facebook". Names that share nothing need two articles."""
    index: defaultdict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in found:
        for words in cluster.forms:
            index[cluster.kind, "".join(words)].append(cluster)
    for cluster in found:
        counts = Counter((alias, member.article) for member in cluster.members for alias in member.aliases)
        articles = Counter(alias for alias, _ in counts)
        for alias, times in articles.items():
            words = person_tokens(alias) if cluster.kind == "person" else organization_tokens(alias)
            fits = [other for other in index.get((cluster.kind, "".join(words)), ()) if other is not cluster and may_be_one(cluster, other)]
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
    return shared or (known_alike(one, other) and not sectors(one).isdisjoint(sectors(other)))


def translations(found: list[Cluster]) -> Iterator[Tie]:
    """Doctors Without Borders and Médecins Sans Frontières: one acronym, country and sector, and not made of the initials of both."""

    def keys(cluster: Cluster) -> set[Acronym]:
        given = {alias for member in cluster.members for alias in member.aliases if is_abbreviation(alias) and len(alias) > 2}
        return {(alias.replace(".", ""), cluster.country, sector) for alias in given for sector in sectors(cluster)}

    bodies = [cluster for cluster in found if cluster.kind == "body" and cluster.country]
    for block in blocks(bodies, keys):
        shared = set.intersection(*(keys(cluster) for cluster in block))
        spelled = [cluster for cluster in block if any(is_acronym(letters, cluster.words) for letters, _, _ in shared)]
        if len(spelled) < 2:
            yield from every_pair(block)


def unstated_acronyms(found: list[Cluster]) -> Iterator[Tie]:
    """LDP and Liberal Democratic Party, though no article says so: exactly its initials, three or more, of one body of its country and sector."""
    for block in blocks((c for c in found if c.kind == "body"), lambda c: [(i, c.country, s) for i in _letters(c) for s in sectors(c)]):
        short = [cluster for cluster in block if len(cluster.words) == 1]
        full = [cluster for cluster in block if len(cluster.words) > 1]
        if len(short) == len(full) == 1:
            yield short[0], full[0]


def _letters(cluster: Cluster) -> Iterator[str]:
    """What an acronym spells, and what the initials of a full name do."""
    if len(cluster.words) == 1:
        yield from {cluster.words[0] for member in cluster.members if is_abbreviation(member.name) and len(cluster.words[0]) > 2}
    elif cluster.country or len(cluster.words) > 3:
        yield from ("".join(word[0] for word in words if word not in JOINERS) for words in cluster.forms)
