"""Full names tied because they are one name in two spellings: special letters, transliteration, romanization (graph.spellings)."""

from collections import defaultdict
from collections.abc import Iterator

from graph.cells import Cluster
from graph.spellings import CHINESE, all_alike, consonants, is_wade_giles, korean, mandarin, sound
from graph.ties import Tie, blocks, every_pair, people

ARMED = frozenset(("REB", "UAF"))


def special_letters(found: list[Cluster]) -> Iterator[Tie]:
    """Schröder and Schroeder."""
    for block in blocks(found, lambda c: [(c.kind, "".join(words)) for words in c.forms]):
        yield from every_pair(block)


def transliterations(found: list[Cluster]) -> Iterator[Tie]:
    """Khinshtein and Khinstein, Qaddafi and Gaddafi; for bodies Hezbollah and Hizbullah."""

    blocks: defaultdict[tuple[str, str, str], list[tuple[Cluster, str]]] = defaultdict(list)
    for cluster in found:
        if country := _script(cluster):
            for heard in {heard for words in cluster.forms if (heard := sound(words, country))}:
                blocks[cluster.kind, country, consonants(heard)].append((cluster, heard))
    for (_, country, shared), block in blocks.items():
        if len(block) > 1 and len(shared) > 1 and all_alike((heard for _, heard in block), country):
            yield from every_pair(list({id(cluster): cluster for cluster, _ in block}.values()))


def _script(cluster: Cluster) -> str | None:
    """The country whose script the name may come from: its own; for armed groups, which often have none, that of Arabic names."""
    if cluster.kind == "person":
        return cluster.country
    return "SYR" if any(member.sector in ARMED for member in cluster.members) else None


def wade_giles(found: list[Cluster]) -> Iterator[Tie]:
    """Mao Tse-tung and Mao Zedong."""
    chinese = [cluster for cluster in found if cluster.kind == "person" and cluster.country in CHINESE]
    for block in blocks(chinese, lambda c: [(c.country, mandarin(c.words))]):
        old = [cluster for cluster in block if all(is_wade_giles(member.name) for member in cluster.members)]
        new = [cluster for cluster in block if cluster not in old]
        if len(old) == len(new) == 1:
            yield old[0], new[0]


def romanizations(found: list[Cluster]) -> Iterator[Tie]:
    """Yoon Suk-yeol and Yoon Seok-yeol."""
    koreans = [cluster for cluster in people(found) if cluster.country in ("KOR", "PRK")]
    for block in blocks(koreans, lambda c: [(c.country, korean(words)) for words in c.forms]):
        yield from every_pair(block)
