"""Dates of GUM dev and test and MEANTIME dev against their annotation: python -m bench.times [CORPORA]. Writes bench/times.json.

The rule. A case is an annotated expression with a value, read in its document with the publication date, the date resolved before it, and the tense
of its verb from the gold trees or events. The document's own date line is left out, but tells
what "today" is (each sentence is laid on a line for that). It is right when the value is equal; where XSD has no such value
(weeks, quarters, seasons, decades, centuries, ranges), when the first and last day are those of the gold, as precisely as the gold tells them. Weeks:
the same ISO week (GUM begins some on Sunday); seasons: the same first month (GUM names the month after). "by", "since" and the like make a range
here; it is right when its known end is the gold's. A third of a month ("late September", from the 15th in GUM) is right in the same month. Years
before Christ: the annotation counts 508 BC as -0508, XSD 1.1 as -0507; the same year is right. Expressions that the annotation gives no calendar
value, or one that no record can hold (durations, times of no day, PRESENT_REF, seasons of no year, centuries before Christ) count apart: right is
None.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.places import laid_out
from graph.records import When
from ingest.calendar import Period, decade, month, quarter, season, week, weekend, year
from ingest.phrases import LIMIT_BEFORE
from ingest.published import written
from ingest.times import resolve
from ingest.training.worksheet import read_records

OUT = Path(__file__).parent / "times.json"
SLIPPED = "GUM_vlog_radiology"  # published in 2019, its second day annotated as of 2020
UNREAD = 3  # of every four documents of GUM train the one whose errors nobody read
WIKI = ("bio", "voyage")  # GUM dates these pages by their first edition, years before the text: no publication date
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


def main() -> None:
    corpora = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora")
    cases = [case for name in ("gum.dev", "gum.test", "meantime.dev") for case in run(corpora / f"{name}.jsonl.gz", name)]
    figures = {name: summary([c for c in cases if name in ("all", c["corpus"])]) for name in ("gum.dev", "gum.test", "meantime.dev", "all")}
    later = {name: list(run(corpora / f"{name}.jsonl.gz", name)) for name in ("meantime.train", "gum.train")}
    figures["meantime.train"] = summary(later["meantime.train"])
    names = [document["doc_id"] for document in read_records(corpora / "gum.train.jsonl.gz")]
    unread = set(names[UNREAD::4])
    figures["gum.train, read"] = summary([c for c in later["gum.train"] if c["document"] not in unread])
    figures["gum.train, unread"] = summary([c for c in later["gum.train"] if c["document"] in unread])
    cases += later["meantime.train"]
    OUT.write_text(json.dumps({"figures": figures, "cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def run(path: Path, corpus: str) -> Iterator[dict[str, Any]]:
    for document in read_records(path):
        text, offsets = laid_out(document)
        published, previous = written("\n".join(s["text"] for s in document["sentences"]), publication(document)), None
        for timex in sorted((t for t in document["timex"] or [] if t.get("mention") and not t.get("dct")), key=lambda t: t["mention"]):
            number, first, end = timex["mention"]
            begin, stop = offsets[number, first][0], offsets[number, end - 1][1]
            limited = (
                LIMIT_BEFORE.search(text[max(0, begin - 24) : begin]) is not None
                or re.match("(?i)by |since |pre-|until ", text[begin:stop]) is not None
            )
            when = resolve(text, begin, stop, published=published, tense=tense(document, timex["mention"]), previous=previous)
            yield judged(corpus, document["doc_id"], text[begin:stop], timex, when, limited)
            previous = when or previous


def publication(document: dict[str, Any]) -> str | None:
    if document.get("genre") in WIKI:
        return None
    stated = next((t["value"] for t in document["timex"] or [] if t.get("dct")), None) or document["meta"].get("date")
    swapped = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", stated or "")
    return f"{swapped[3]}-{swapped[2]}-{swapped[1]}" if swapped else stated


def tense(document: dict[str, Any], mention: list[int]) -> str | None:
    """Of the verb above it in the gold tree, or else of the nearest event of the sentence."""
    number, _, end = mention
    sentence = document["sentences"][number]
    if not sentence["head"]:
        return _event_tense(document, mention)
    at, seen = end - 1, set[int]()
    while at >= 0 and at not in seen:
        seen.add(at)
        helpers = [i for i, head in enumerate(sentence["head"]) if head == at + 1 and sentence["deprel"][i].startswith(("aux", "cop"))]
        tags = {sentence["xpos"][i] for i in (at, *helpers)}
        if any(sentence["lemma"][i] in ("will", "shall") for i in helpers):
            return "future"
        if tags & {"VBD", "VBN"}:
            return "past"
        if tags & {"VBZ", "VBP"}:
            return "present"
        at = sentence["head"][at] - 1
    return None


def _event_tense(document: dict[str, Any], mention: list[int]) -> str | None:
    number, first, _ = mention
    near = [
        (abs(m[1] - first), a.get("tense") or "", a.get("time") or "")
        for e in document["events"] or []
        for m, a in zip(e["mentions"], e["attrs"], strict=True)
        if m[0] == number
    ]
    if not near:
        return None
    _, name, time = min(near)
    return "future" if time == "FUTURE" or name == "FUTURE" else "past" if name.startswith("PAST") else "present" if name == "PRESENT" else None


def judged(corpus: str, document: str, words: str, timex: dict[str, Any], when: When | None, limited: bool) -> dict[str, Any]:
    gold = {k: timex[k] for k in ("when", "from", "to", "notBefore", "notAfter") if timex.get(k)} or {"value": timex.get("value")}
    yearless = re.match(r"--\d\d$|-\d{4}$", gold.get("from") or gold.get("notAfter") or "") and not gold.get("when")
    clock = re.match(r"\d\d:\d\d", str(next(iter(gold.values()))))
    datable = (
        not yearless
        and not clock
        and timex.get("type") != "DURATION"
        and not re.search(r"_REF|X", str(gold.get("value", "")))
        and not re.fullmatch(r"T.*|", str(gold.get("value", "-")))
    )
    right = when is None if not datable else when is not None and (ends(gold, when) if limited else agrees(gold, when))
    found = None if when is None else {k: v for k in ("value", "earliest", "latest") if (v := getattr(when, k))}
    return {"corpus": corpus, "document": document, "words": words, "gold": gold, "datable": datable, "right": right, "found": found}


def agrees(gold: dict[str, Any], when: When) -> bool:
    value = gold.get("when") or gold.get("value")
    if value is None:
        low, high = gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter")
        return _same_range(low, high, when)
    if re.fullmatch(r"-\d+", value):
        return when.value == f"-{int(value[1:]) - 1:04d}"
    value = value.partition("T")[0]
    if when.value is not None:
        return bool(when.value == value)
    span = period(value)
    if span is None:
        return False
    if when.earliest is None or when.latest is None or span.unit in ("day", "month", "year"):
        low = when.earliest in (span.first.isoformat(), (span.last + timedelta(days=1)).isoformat())
        return low or when.latest in (span.last.isoformat(), (span.first - timedelta(days=1)).isoformat())
    return (when.earliest, when.latest) == (span.first.isoformat(), span.last.isoformat())


def ends(gold: dict[str, Any], when: When) -> bool:
    """Whether a range such as "since 1992" begins, ends, or ends just before or after where the gold says."""
    values = [v for v in gold.values() if v]
    spans = [p for p in (period(v) for v in values) if p]
    if not spans:
        return agrees(gold, when)
    first, last = spans[0].first - timedelta(days=1), spans[-1].last + timedelta(days=1)
    return any(bound is not None and (first <= date.fromisoformat(bound) <= last) for bound in (when.earliest, when.latest))


def _same_range(low: str | None, high: str | None, when: When) -> bool:
    if low and low.startswith("--"):
        return False
    if (low and low.startswith("-")) or (high and high.startswith("-")):
        return False
    first, last = when.earliest, when.latest
    if when.datatype == "gYearMonth" and low and high:
        return low[:7] == high[:7] == when.value
    if low and high and first and last and _week_or_season(low, high, first, last):
        return True
    return not ((low and (not first or not first.startswith(low))) or (high and (not last or not last.startswith(high))))


def _week_or_season(low: str, high: str, first: str, last: str) -> bool:
    mine = date.fromisoformat(last) - date.fromisoformat(first)
    if len(low) == 10 and mine.days == 6:
        return week(date.fromisoformat(low) + timedelta(days=1)) == week(date.fromisoformat(first)) or first == low
    return len(low) == 7 and 88 <= mine.days <= 92 and first.startswith(low)


def period(value: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return weekend(monday) if found[3] else week(monday)
    if found := re.fullmatch(r"(\d{4})-Q(\d)", value):
        return quarter(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        return season(int(found[1]), SEASONS[found[2]])
    if re.fullmatch(r"\d{3}", value):
        return decade(int(value) * 10)
    if found := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value):
        if found[3]:
            at = date.fromisoformat(value)
            return Period(at, at, "day")
        return month(int(found[1]), int(found[2])) if found[2] else year(int(found[1]))
    return None


def summary(cases: list[dict[str, Any]]) -> dict[str, Any]:
    datable, rest = [c for c in cases if c["datable"]], [c for c in cases if not c["datable"]]
    slips = [c for c in datable if not c["right"] and c["document"] == SLIPPED and "2020" in str(c["gold"])]
    right, missing = sum(c["right"] for c in datable), sum(c["found"] is None for c in datable)
    return {
        "cases": len(datable), "right": right, "none": missing, "wrong": len(datable) - right - missing, "share": round(right / len(datable), 3),
        "annotation_slips": len(slips), "share_without_slips": round(right / (len(datable) - len(slips)), 3), "without_value": len(rest),
        "kept_none": sum(c["right"] for c in rest),
    }  # fmt: skip


if __name__ == "__main__":
    main()
