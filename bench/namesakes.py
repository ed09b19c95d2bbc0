"""Namesakes from text to node. `python -m bench.namesakes [--corpora DIR]`. Writes bench/namesakes.json.

* Own texts (bench/namesake_texts.jsonl): 44 pairs of short articles that name somebody alike, 22 of two people and 22 of one. No country is named;
  what tells them apart is what they are ("the striker", "the novelist"). Written before any rule that uses callings, by the author of these rules.
* Wikinews, 294 articles of 2019 and 2020: pairs of articles that hold the same full name of a person. Each is taken for one person's, so that a pair
  with two nodes is a duplicate; of the names with two nodes, read one by one, none was two people's.

Both are read by the shipped reader and joined by graph.identity; each pair of own texts alone, the articles of Wikinews together.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.identity import identity
from graph.names import person_tokens
from graph.records import Article, Entity, Reading
from ingest.reader import load
from ingest.reading import read

CORPORA = Path("../shared/corpora")
TEXTS = Path(__file__).with_name("namesake_texts.jsonl")


def full_named(readings: list[Reading]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The words of each person's full name and the node, once an article."""
    found = identity(readings)
    for reading in readings:
        refs = found.references(reading.article)
        yield from {(person_tokens(one.name), ref) for one, ref in zip(reading.entities, refs, strict=True) if _is_full(one)}


def _is_full(one: Entity) -> bool:
    return one.kind == "person" and one.named and len(person_tokens(one.name)) > 1


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    options = parser.parse_args()
    nlp = load()
    pairs: Counter[str] = Counter()
    for case in map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines()):
        readings = [read(nlp, Article(text, published="2025-06-10")) for text in case["articles"]]
        nodes = [ref for words, ref in full_named(readings) if words == person_tokens(case["name"])]
        outcome = "not found" if len(nodes) < 2 else "one node" if len(set(nodes)) == 1 else "two nodes"
        pairs[f"{'one person' if case['same'] else 'two people'}: {outcome}"] += 1
    figures: dict[str, Any] = {"own texts": dict(sorted(pairs.items()))}
    with gzip.open(options.corpora / "wikinews.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [Article(record["text"], published=record["date"]) for record in map(json.loads, lines)]
    named: defaultdict[tuple[str, ...], list[str | None]] = defaultdict(list)
    for words, ref in full_named([read(nlp, article) for article in {article.id: article for article in articles}.values()]):
        named[words].append(ref)
    alike = [one == other for refs in named.values() for one, other in combinations(refs, 2)]
    figures["Wikinews"] = {"pairs": len(alike), "two nodes": alike.count(False), "two nodes %": round(100 * alike.count(False) / len(alike), 1)}
    Path(__file__).with_name("namesakes.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
