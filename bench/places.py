"""Places of GUM against their Wikipedia titles: python -m bench.places [CORPORA]. Writes bench/places.json.

The rule. A case is a place entity of GUM with a Wikipedia title and a mention by name; the mention is what a reader would give, with the rest of the
article around it. The title is the gold: its main name, and what stands after the comma or in parentheses. A gazetteer *can know* it when the name is
there, for a nation, a region, a division or a town, lying where the title says. It is *right* when the place found has that name, lies there, and,
for a title with nothing after its name, is the best known bearer: Wikipedia gives a bare title to the place most people mean. A title that the
gazetteer cannot know is right when nothing is found or a site or part with the place it lies in, and counts in a figure of its own.

Held out: the locations of MEANTIME (train and dev) with DBpedia titles, a corpus whose places no rule was made by; each mention with a capital,
but not what is a people's or its things' ("American"), for that is no name of a place. And single sentences of TekGen: the object of a Wikidata
statement that says where something is set, filmed or comes from, at its first mention, with its label as the title.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.records import Place
from ingest import nations
from ingest.candidates import containers, scored
from ingest.gazetteer import fold
from ingest.placenames import SITE_LAST
from ingest.places import resolve
from ingest.training.worksheet import read_records

OUT = Path(__file__).parent / "places.json"
KINDS = frozenset(("region", "state", "us state", "city", "island", "country", "province"))
WHERE = re.compile(r"country|location|place of")  # relations of TekGen whose object is a place
LINKING = frozenset(["of", "the", "de", "la", "del", "el", "al", "and"])
STOP = frozenset((",", "(", "which", "where", "that", "in", ";", ":"))


def main() -> None:
    corpora = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora")
    cases = [case for split in ("dev", "test") for case in run(corpora / f"gum.{split}.jsonl.gz", split)]
    unseen = [case for split in ("train", "dev") for case in run(corpora / f"meantime.{split}.jsonl.gz", "meantime")]
    figures = {split: summary([c for c in cases if c["split"] == split]) for split in ("dev", "test")}
    labels = list(sentences(corpora / "tekgen.jsonl.gz"))
    figures |= {"all": summary(cases), "meantime (held out)": summary(unseen), "tekgen (held out)": summary(labels)}
    cases += unseen + [case for case in labels if not case["right"]]
    OUT.write_text(
        json.dumps({"figures": figures | {"names_per_second": speed(corpora)}, "cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(json.dumps(json.loads(OUT.read_text(encoding="utf-8"))["figures"], indent=1))


def run(path: Path, split: str) -> Iterator[dict[str, Any]]:
    for document in read_records(path):
        text, offsets = laid_out(document)
        named = list(by_name(document))
        spans = [name_span(document, offsets, mention) for _, mention in named]
        found = resolve(text, spans)
        seen: set[tuple[str, str]] = set()
        for (entity, _), (begin, end), place in zip(named, spans, found, strict=True):
            called = text[begin:end].removeprefix("The ")
            if nations.demonym(called) and not nations.named(called):
                continue  # "American": MEANTIME annotates these as locations too
            if entity.get("wiki") and (entity["id"], fold(text[begin:end])) not in seen:
                seen.add((entity["id"], fold(text[begin:end])))
                yield judged(split, document["doc_id"], text[begin:end], entity["wiki"], place)


def sentences(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for title in dict.fromkeys(item for _, relation, item in record["triples"] if WHERE.search(relation)):
                if found := re.search(rf"(?<!\w){re.escape(title)}(?!\w)", record["text"]):
                    (place,) = resolve(record["text"], [found.span()])
                    yield judged("tekgen", record["id"], found.group(), title, place)


def by_name(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Places, each with every mention by name."""
    for entity in document["entities"]:
        if entity["type"] in ("place", "LOC"):
            proper = entity.get("proper") or [any(word[:1].isupper() for word in words_of(document, mention)) for mention in entity["mentions"]]
            yield from ((entity, mention) for mention, is_name in zip(entity["mentions"], proper, strict=True) if is_name)


def words_of(document: dict[str, Any], mention: list[int]) -> list[str]:
    number, first, end = mention
    words: list[str] = document["sentences"][number]["tokens"][first:end]
    return words


def laid_out(document: dict[str, Any]) -> tuple[str, dict[tuple[int, int], tuple[int, int]]]:
    """The text of a document and where each token of each sentence lies in it."""
    parts, offsets, at = [], {}, 0
    for number, sentence in enumerate(document["sentences"]):
        for index, (token, space) in enumerate(zip(sentence["tokens"], sentence["space_after"], strict=True)):
            offsets[number, index] = at, at + len(token)
            parts.append(token + " " * (space or index == len(sentence["tokens"]) - 1))
            at += len(parts[-1])
    return "".join(parts), offsets


def name_span(document: dict[str, Any], offsets: dict[tuple[int, int], tuple[int, int]], mention: list[int]) -> tuple[int, int]:
    """The name within a mention, as a name finder gives it: from the first capital to before a comma, a relative clause or lower case."""
    number, first, end = mention
    tokens = document["sentences"][number]["tokens"]
    while first < end - 1 and not tokens[first][:1].isupper():
        first += 1
    last = first + 1
    while (
        last < end and tokens[last] not in STOP and (tokens[last][:1].isupper() or tokens[last].lower() in LINKING or not tokens[last][:1].isalpha())
    ):
        last += 1
    while last > first + 1 and (tokens[last - 1].lower() in LINKING or tokens[last - 1] in ("'s", "’s")):
        last -= 1
    return offsets[number, first][0], offsets[number, last - 1][1]


def judged(split: str, document: str, mention: str, title: str, place: Place | None) -> dict[str, Any]:
    expected = meanings(title)
    right = place is not None and place.within is None and place.key in expected
    if not expected:
        right = place is None or place.within is not None
    shown = None if place is None else {"key": place.key, "name": place.name, "country": place.country, "within": place.within}
    return {"split": split, "document": document, "mention": mention, "title": title, "known": bool(expected), "right": right, "place": shown}


def meanings(title: str) -> frozenset[str]:
    """Keys of the places that the title can mean; none if the gazetteer cannot know it."""
    main, _, rest = title.replace("_", " ").replace("(", ", ").replace(")", "").partition(",")
    main, rest = main.strip(), rest.strip(" ,")
    if SITE_LAST.search(main) and " " in main:
        return frozenset()
    options = scored(main)
    if rest and fold(rest) not in KINDS:
        places = [p for part in rest.split(",") for p in containers(part.strip())]
        if fold(rest) == "dc":
            return frozenset(("4140963",))
        within = [
            o
            for o in options
            if any(o.place.key != p.key and (o.place.admin1 == p.admin1 if p.admin1 else o.place.country == p.country) for p in places)
        ]
        return frozenset(o.place.key for o in within if p_fits(o.place, rest))
    wanted = {
        "state": ("region",),
        "us state": ("region",),
        "region": ("region",),
        "province": ("region",),
        "city": ("city",),
        "island": ("region",),
        "country": ("country",),
    }.get(fold(rest))
    fitting = [o for o in options if wanted is None or o.place.precision in wanted]
    return frozenset(o.place.key for o in fitting[:1])


def p_fits(place: Place, rest: str) -> bool:
    """With several containers after the name ("North Oakland, Oakland, California") the gazetteer knows no such part of a town."""
    return "," not in rest and place.precision != "country"


def summary(cases: list[dict[str, Any]]) -> dict[str, Any]:
    known, unknown = [c for c in cases if c["known"]], [c for c in cases if not c["known"]]
    verdicts = Counter("right" if c["right"] else "none" if c["place"] is None else "wrong" for c in known)
    return {
        "cases": len(cases), "known": len(known), "right": verdicts["right"], "wrong": verdicts["wrong"], "none": verdicts["none"],
        "share": round(verdicts["right"] / len(known), 3), "unknown": len(unknown), "unknown_kept_unknown": sum(c["right"] for c in unknown),
    }  # fmt: skip


def speed(corpora: Path) -> int:
    """Names resolved in context a second, articles of GUM test over and over with everything opened before."""
    work = []
    for document in read_records(corpora / "gum.test.jsonl.gz"):
        text, offsets = laid_out(document)
        work.append((text, [name_span(document, offsets, mention) for _, mention in by_name(document)]))
    scored.cache_clear()
    begin, names = time.perf_counter(), 0
    for text, spans in work:
        resolve(text, spans)
        names += len(spans)
    return round(names / (time.perf_counter() - begin))


if __name__ == "__main__":
    main()
