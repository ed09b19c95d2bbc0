"""Duplicate nodes and wrong merges on labelled name pairs and small stories. `python -m bench.identity_quality [tune|held] [--errors]`.

Cases (bench/identity_cases.jsonl, our own) are of two forms. A *pair* is two entities, each in an article of its own, labelled same, different or
cannot tell. A *story* is two to five articles whose entities carry the name of who they are (`who`). Each case is resolved alone, by graph.identity.

* **duplicates** = pairs of entities that are the same but have two nodes / all pairs that are the same. Counted over the labelled pairs and over
  all pairs of entities from different articles of one story.
* **wrong merges** = pairs of entities that are different but have one node / all pairs that are different and could be confused: the labelled
  pairs, and of a story's pairs (from any of its articles) only those whose names share a word; all others would only flatter the figure.
* **cannot tell** stands in neither figure: it is counted how many are one node, how many wait in graph.review, how many are apart unseen.

Half of the cases ("tune", every other one of each class) was looked at while the rules were written, the other half ("held") was not.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.identity import Identity, identity
from graph.names import tokens
from graph.records import Entity, Place, Position, Reading
from graph.review import review

CASES = Path(__file__).with_name("identity_cases.jsonl")
Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Two entities of one case: what they are (`same`; None for cannot tell) and what became of them."""

    case: str
    half: str
    names: tuple[str, str]
    same: bool | None
    joined: bool
    reviewed: bool


def cases() -> list[Case]:
    """All labelled pairs and stories."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def judge(case: Case) -> Iterator[Judged]:
    """Resolves one case and compares every pair of its entities that counts."""
    articles = [[item] for item in case["pair"]] if "pair" in case else case["articles"]
    found = identity([Reading(f"{number:016x}", "bench", tuple(map(_entity, items))) for number, items in enumerate(articles)])
    ties = {(tie.one, tie.other) for tie in review(found)}
    placed = [(number, item, _ref(found, number, index)) for number, items in enumerate(articles) for index, item in enumerate(items)]
    for (first, one, ref), (second, other, that) in combinations(placed, 2):
        same = case["same"] if "pair" in case else one["who"] == other["who"]
        if "pair" in case or (same and first != second) or (not same and _confusable(one, other)):
            keys = sorted((ref.removeprefix("actor/"), that.removeprefix("actor/")))
            yield Judged(case["id"], case["half"], (one["name"], other["name"]), same, ref == that, (keys[0], keys[1]) in ties)


def _entity(item: Case) -> Entity:
    place = Place(item["place"], item["name"], "city", country=item.get("country")) if "place" in item else None
    positions = tuple(Position(title, 0, 1) for title in item.get("positions", ()))
    named = item["kind"] != "group"
    return Entity(item["kind"], item["name"], (), named, tuple(item.get("aliases", ())), item.get("country"), item.get("sector"), positions, place)


def _ref(found: Identity, number: int, index: int) -> str:
    return found.references(f"{number:016x}")[index] or ""


def _confusable(one: Case, other: Case) -> bool:
    return not set(tokens(one["name"])).isdisjoint(tokens(other["name"]))


def figures(judged: list[Judged]) -> dict[str, Any]:
    """Percentages and counts, as defined above."""
    counts = Counter((j.same, j.joined) for j in judged)
    doubt = Counter("joined" if j.joined else "in review" if j.reviewed else "apart" for j in judged if j.same is None)
    same, different, merges = (counts[True, True] + counts[True, False], counts[False, True] + counts[False, False], counts[True, True])
    return {
        "same": same, "duplicates": counts[True, False], "duplicates %": _percent(counts[True, False], same),
        "of these in review": sum(j.reviewed for j in judged if j.same and not j.joined),
        "different": different, "wrong merges": counts[False, True], "wrong merges %": _percent(counts[False, True], different),
        "of all merges wrong %": _percent(counts[False, True], merges + counts[False, True]),
        "cannot tell": dict(sorted(doubt.items())),
    }  # fmt: skip


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def main() -> None:
    """Writes bench/identity-quality.json; with `--errors` prints the errors of the half asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("half", nargs="?", choices=("tune", "held"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    judged = [one for case in cases() for one in judge(case) if options.half in (None, case["half"])]
    if options.errors:
        for one in judged:
            if one.same is not None and one.same != one.joined:
                print("wrong merge" if one.joined else "duplicate (in review)" if one.reviewed else "duplicate", one.case, *one.names, sep="\t")
    parts = {
        "pairs": [j for j in judged if not j.case.startswith("story")],
        "stories": [j for j in judged if j.case.startswith("story")],
        "all": judged,
    }
    found = {half: {name: figures([j for j in part if j.half == half]) for name, part in parts.items()} for half in ("tune", "held")}
    if options.half is None:
        found["both"] = {name: figures(part) for name, part in parts.items()}
        Path(__file__).with_name("identity-quality.json").write_text(json.dumps(found, indent=1) + "\n")
    shown = found[options.half] if options.half else found
    print(json.dumps(shown, indent=1))


if __name__ == "__main__":
    main()
