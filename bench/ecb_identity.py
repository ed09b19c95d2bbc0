"""Who is who across articles, on ECB+ dev. `python -m bench.ecb_identity [--corpora DIR] [--split dev] [--errors N]`.

Given are: the spans of all mentions of people, bodies and places in the fully annotated ("selected") sentences, whether the corpus calls each a
person, a place or something else, and the topic of each article (43 of them in all, 8 here; each mixes two stories). Not given are chains, within
or across articles. Mentions are grouped within an article by their words and the shipped reader's clusters (bench.ecb_mentions), and each group
becomes an entity of a Reading. Scored are

* `names`: graph.identity joins what is named over the articles of one topic, and no descriptions ("the host") of different articles;
* `with descriptions`: these are joined too, by the rules of bench.ecb_stories, which wiregraph does not use: it stores nobody who has no name;
* `mentions by name`: of `names` only the mentions that are names, the part of the measure that is about what wiregraph stores;
* `within articles`: each article by itself.

CoNLL F1: the mean of MUC, B-cubed and CEAF-e (ingest.training.scores), clusters of one mention included, counts summed over topics.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import combinations
from pathlib import Path

from bench.ecb_mentions import Document, Given, grouped, mentions
from bench.ecb_reader import see
from bench.ecb_stories import joined, stories
from graph.identity import identity
from graph.records import Entity, Reading
from ingest.reader import load
from ingest.training.scores import Coreference

CORPORA = Path("../shared/corpora")
Group = list[Given]
Answer = list[tuple[Hashable, Group]]


def topics(path: Path) -> Iterator[list[Document]]:
    """The articles of each topic."""
    found: defaultdict[int, list[Document]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            found[document["meta"]["topic"]].append(document)
    yield from found.values()


def reading(article: str, groups: list[Group]) -> Reading:
    """One entity a group, called by its longest name."""
    return Reading(article, "bench", tuple(map(_entity, groups)))


def _entity(group: Group) -> Entity:
    names = [one.text for one in group if one.named] or [one.text for one in group]
    name = min(names, key=lambda text: (-len(text.split()), text))
    kind = Counter(one.kind for one in group).most_common(1)[0][0]
    return Entity(kind, name, (), any(one.named for one in group), tuple(sorted(set(names) - {name})))


def by_names(articles: dict[str, list[Group]]) -> Answer:
    """Each group of one topic with the node that wiregraph gives it."""
    found = identity([reading(article, groups) for article, groups in articles.items()])
    return [(str(ref), group) for article, groups in articles.items() for ref, group in zip(found.references(article), groups, strict=True)]


def with_descriptions(articles: dict[str, list[Group]], documents: list[Document]) -> Answer:
    """Each group of one topic with a number that is equal where the rules for stories join them."""
    answer = by_names(articles)
    story = stories({document["doc_id"]: document for document in documents})
    groups = [group for _, group in answer]
    return list(zip(joined(groups, [str(ref) for ref, _ in answer], story), groups, strict=True))


def clusters(answer: Answer, counts: Callable[[Given], bool]) -> tuple[list[set[tuple[int, int]]], list[set[tuple[int, int]]]]:
    """Clusters of the mentions that count, as answered and as annotated."""
    given: defaultdict[Hashable, set[tuple[int, int]]] = defaultdict(set)
    wanted: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, (ref, group) in enumerate(answer):
        for place, one in enumerate(group):
            if counts(one):
                given[ref].add((number, place))
                wanted[one.gold].add((number, place))
    return list(given.values()), list(wanted.values())


def main() -> None:
    """Writes bench/ecb-identity.json, unless another split than dev is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--errors", type=int, default=0, help="print this many wrong links and missed links a kind")
    options = parser.parse_args()
    nlp = load()
    scores = {name: Coreference() for name in ("names", "with descriptions", "mentions by name", "within articles")}
    found, answers = [], []
    for documents in topics(options.corpora / f"ecbplus.{options.split}.jsonl.gz"):
        articles = {article: grouped(own) for article, own in mentions((document, see(document, nlp)) for document in documents).items()}
        named, described = by_names(articles), with_descriptions(articles, documents)
        scores["names"].add(*clusters(named, lambda one: True))
        scores["mentions by name"].add(*clusters(named, lambda one: one.named))
        scores["with descriptions"].add(*clusters(described, lambda one: True))
        for groups in articles.values():
            scores["within articles"].add(*clusters(list(enumerate(groups)), lambda one: True))
        answers.append(described)
        found += [one for groups in articles.values() for group in groups for one in group]
    figures = {name: dict(zip(("MUC", "B3", "CEAF-e", "CoNLL"), (round(f, 1) for f in score.f1()), strict=True)) for name, score in scores.items()}
    count = {"all": len(found), "names": sum(one.named for one in found), "pronouns": sum(bool(one.pronoun) for one in found)}
    shown = figures | {"mentions": count}
    if options.split == "dev":
        Path(__file__).with_name("ecb-identity.json").write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(shown, indent=1))
    if options.errors:
        _print_errors(answers, options.errors)


def _print_errors(answers: list[Answer], limit: int) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    for answer in answers:
        heads = [(ref, next((one for one in group if one.named), group[0])) for ref, group in answer]
        for (ref, one), (that, other) in combinations(heads, 2):
            if (one.gold == other.gold) != (ref == that):
                names = sorted((f"{one.kind[:3]} {one.text}", f"{other.kind[:3]} {other.text}"))
                counts["wrong link" if ref == that else "missed link", names[0], names[1]] += 1
    for (error, one_text, other_text), times in counts.most_common(limit):
        print(times, error, one_text, other_text, sep="\t")


if __name__ == "__main__":
    main()
