"""Who is who across articles by names alone, on real texts: persons and bodies of GUM that have a Wikidata id. `python -m bench.gum_identity`.

Given are each document's entities with their names (the longest is the name, others are aliases); not given are countries, sectors and offices, so
most rules of graph.variants, which ask for a country, stay silent. All documents of train, dev and test are resolved together. Duplicates: pairs
with one Wikidata id from two documents that have two nodes. Wrong merges: pairs with two ids that have one node; their share is of all merged pairs.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.identity import identity
from graph.records import Entity, Reading

CORPORA = Path("../shared/corpora")


def entities(document: dict[str, Any]) -> Iterator[tuple[str, Entity]]:
    """Wikidata ids with the entities of one document."""
    for found in document["entities"] or ():
        names = _names(document, found)
        if found.get("wikidata") and found["type"] in ("person", "organization") and names:
            name = min(names, key=lambda text: (-len(text.split()), text))
            yield found["wikidata"], Entity(found["type"], name, (), True, tuple(sorted(names - {name})))


def _names(document: dict[str, Any], found: dict[str, Any]) -> set[str]:
    texts = set()
    for (sentence, begin, end), proper in zip(found["mentions"], found["proper"], strict=True):
        words = document["sentences"][sentence]["tokens"][begin:end]
        words = words[words[0].lower() in ("the", "a", "an") :]
        if proper and words and len(words) <= 6 and words[0][:1].isupper() and not {",", "(", "who", "'s", "’s"} & set(words):
            texts.add(" ".join(words))
    return texts


def main() -> None:
    """Writes bench/gum-identity.json."""
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), CORPORA)
    readings, ids = [], {}
    for split in ("train", "dev", "test"):
        with gzip.open(folder / f"gum.{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                found = list(entities(document))
                readings.append(Reading(document["doc_id"], "bench", tuple(entity for _, entity in found)))
                ids.update({(document["doc_id"], number): wikidata for number, (wikidata, _) in enumerate(found)})
    resolved = identity(readings)
    counts: Counter[tuple[bool, bool]] = Counter()
    for (one, of_one), (other, of_other) in combinations(ids.items(), 2):
        if one[0] != other[0]:
            joined = resolved.references(one[0])[one[1]] == resolved.references(other[0])[other[1]]
            counts[of_one == of_other, joined] += 1
            if joined != (of_one == of_other) and "--errors" in sys.argv:
                name, that = (next(r for r in readings if r.article == a).entities[n].name for a, n in (one, other))
                print("wrong merge" if joined else "duplicate", name, that, one[0], other[0], sep="\t")
    same, merged = counts[True, True] + counts[True, False], counts[True, True] + counts[False, True]
    figures = {
        "entities": len(ids), "same pairs": same, "duplicates %": round(100 * counts[True, False] / same, 1),
        "merged pairs": merged, "wrong of these %": round(100 * counts[False, True] / merged, 1), "wrong merges": counts[False, True],
    }  # fmt: skip
    Path(__file__).with_name("gum-identity.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
