"""Full names tied because they are one name in two spellings: special letters, transliteration, romanization (graph.spellings)."""

from collections.abc import Hashable, Iterator, Sequence
from typing import cast

from graph.cells import Cluster
from graph.spellings import CHINESE, all_alike, consonants, is_wade_giles, korean, mandarin, sound
from graph.ties import Key, Tie, all_seek, every_pair, is_full_name

ARMED = ("REB", "UAF")


def special_letters(cluster: Cluster) -> Iterator[Key]:
    """Schröder and Schroeder."""
    return all_seek((cluster.kind, "".join(words)) for words in cluster.forms)


def transliterations(cluster: Cluster) -> Iterator[Key]:
    """Khinshtein and Khinstein, Qaddafi and Gaddafi; for bodies Hezbollah and Hizbullah."""
    shared = {(country, consonants(heard)) for country, heard in _heard(cluster)}
    return all_seek((cluster.kind, country, letters) for country, letters in shared if len(letters) > 1)


def if_all_alike(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    _, country, letters = cast(tuple[str, str, str], key)
    heard = {heard for cluster in block for of, heard in _heard(cluster) if of == country and consonants(heard) == letters}
    return every_pair(key, block) if all_alike(heard, country) else iter(())


def _heard(cluster: Cluster) -> set[tuple[str, str]]:
    """Sounds of a name, with the country whose script it may come from: its own; for armed groups, which often have none, that of Arabic names."""
    country = cluster.country if cluster.kind == "person" else "SYR" if any(sector in cluster.tally["sector"] for sector in ARMED) else None
    return {(country, heard) for words in cluster.forms if country and (heard := sound(words, country))}


def wade_giles(cluster: Cluster) -> Iterator[Key]:
    """Mao Tse-tung and Mao Zedong."""
    return all_seek([(cluster.country, mandarin(cluster.words))] if cluster.kind == "person" and cluster.country in CHINESE else ())


def if_one_of_each(key: Hashable, block: Sequence[Cluster]) -> Iterator[Tie]:
    old = [cluster for cluster in block if all(is_wade_giles(name) for name in cluster.tally["name"])]
    new = [cluster for cluster in block if not any(cluster is other for other in old)]
    if len(old) == len(new) == 1:
        yield old[0], new[0]


def romanizations(cluster: Cluster) -> Iterator[Key]:
    """Yoon Suk-yeol and Yoon Seok-yeol."""
    is_korean = is_full_name(cluster) and cluster.country in ("KOR", "PRK")
    return all_seek((cluster.country, korean(words)) for words in cluster.forms) if is_korean else iter(())
