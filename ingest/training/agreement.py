"""Agreement of the two annotators of the articles that were annotated twice: kappa by layer.

python -m ingest.training.agreement [--corpora DIR]
"""

import argparse
from pathlib import Path
from typing import Any

from ingest.reader import labels as lab
from ingest.training import annotated, corpora, worksheet
from ingest.training.scores import Count, kappa, macro_f1
from ingest.training.splitting import splitter

NONE: dict[str, Any] = {"type": None}  # a word that one of them did not mark


def by_trigger(record: dict[str, Any], starts: list[int]) -> dict[int, dict[str, Any]]:
    return {corpora.word_span(starts, *e["trigger"])[0]: e for e in record["events"]}


def agreement(folder: Path) -> dict[str, float]:
    """Trigger: kappa over all words of the ranges. The other layers: over the triggers that both marked; roles as F1 of overlapping spans."""
    split, texts = splitter(), dict(worksheet.source_texts(folder))
    first = {r["doc"]: r for r in annotated.read(annotated.FOLDER / "news.jsonl")}
    words: list[tuple[bool, bool]] = []
    both: list[tuple[dict[str, Any], dict[str, Any]]] = []
    types: list[tuple[str | None, str | None]] = []
    for second in annotated.read(annotated.FOLDER / "second.jsonl"):
        starts = corpora.word_starts(split(texts[second["doc"]]))
        one, two = by_trigger(first[second["doc"]], starts), by_trigger(second, starts)
        begin, end = second["range"]
        words += [(i in one, i in two) for i in range(len(starts) - 1) if begin <= starts[i] < end]
        types += [(two.get(i, NONE)["type"], one.get(i, NONE)["type"]) for i in sorted(one.keys() | two.keys())]
        both += [(one[i], two[i]) for i in sorted(one.keys() & two.keys())]
    typed = [(a, b) for a, b in both if a["type"] and a["type"] == b["type"]]
    found = {
        "articles": float(sum(1 for _ in annotated.read(annotated.FOLDER / "second.jsonl"))),
        "triggers of both": float(len(both)),
        "trigger": kappa(words),
        "trigger F1": 200 * sum(a and b for a, b in words) / (sum(a for a, _ in words) + sum(b for _, b in words)),
        "type": kappa([(a["type"], b["type"]) for a, b in both]),
        "type macro-F1, end to end": macro_f1(types, lab.TYPES),
        "mode, same type": kappa([(a["mode"], b["mode"]) for a, b in typed]),
        "status": kappa([(a["status"], b["status"]) for a, b in both]),
    }
    return found | {f"{role} F1": role_f1(both, role) for role in sorted(worksheet.ROLES)}


def role_f1(both: list[tuple[dict[str, Any], dict[str, Any]]], role: str) -> float:
    count = Count()
    for k, (a, b) in enumerate(both):
        one, two = ([(x, y) for r, x, y in e["roles"] if r == role] for e in (a, b))
        matched = [next(((k, i) for i, (c, d) in enumerate(one) if c < y and x < d), (k, -1 - j)) for j, (x, y) in enumerate(two)]
        count.add(matched, [(k, i) for i in range(len(one))])
    return count.f1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    for layer, value in agreement(parser.parse_args().corpora).items():
        print(f"{layer:20s} {value:.2f}")


if __name__ == "__main__":
    main()
