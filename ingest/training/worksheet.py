"""Annotation worksheets: an article as numbered sentences, and filled sheets back to stand-off records.

The sheet format and what is marked are described in docs/annotation.md. Records hold offsets and labels, never text.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
STATUSES = frozenset(("happened", "planned", "possible", "negated"))
ROLES = frozenset(("actor", "recipient", "participant", "place", "time", "speaker"))
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|No|vs|Inc|Corp|Co|Jr|Sr|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z]|U\.S|U\.K|U\.N|a\.m|p\.m)\.$"
)


class SheetError(ValueError):
    """A line of a sheet that does not fit its article; the message quotes the line and says what is wrong."""


def source_texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Document id and text of everything we annotate, as the stand-off offsets count them: Wikinews and, of the train parts, ECB+, GUM news,
    EWT weblogs and newsgroups, MEANTIME and single sentences of the Causal News Corpus."""
    for record in read_records(corpora / "wikinews.jsonl.gz"):
        yield f"wikinews:{record['doc_id']}", f"{record['title']}\n\n{record['text']}"
    for record in read_records(corpora / "ecbplus.train.jsonl.gz"):
        yield f"ecbplus:{record['doc_id']}", "\n".join(s["text"] for s in record["sentences"])
    for corpus in ("gum", "ewt"):
        for record in read_records(corpora / f"{corpus}.train.jsonl.gz"):
            if record["genre"] in ("news", "weblog", "newsgroup"):
                yield f"{corpus}:{record['doc_id']}", "".join(("\n\n" if s.get("newpar") else " ") + s["text"] for s in record["sentences"]).strip()
    for record in read_records(corpora / "meantime.train.jsonl.gz"):
        yield f"meantime:{record['doc_id']}", "\n".join(s["text"] for s in record["sentences"])
    for record in read_records(corpora / "causal_news.jsonl.gz"):
        if record["split"] == "train":
            yield f"causal_news:{record['id']}", record["text"]


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences an annotator sees: a rule-based cut, fixed so that sheets stay valid."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for gap in SENTENCE_END.finditer(text, line.start(), line.end()):
            if ABBREVIATION.search(text[start : gap.start()]):
                continue
            spans.append((start, gap.start() + len(gap.group().rstrip())))
            start = gap.end()
        if text[start : line.end()].strip():
            spans.append((start, line.end()))
    return spans


def render(doc: str, text: str, *, limit: int) -> str:
    """The head of a sheet: the sentences that begin before `limit` characters, numbered from s1."""
    shown = [span for span in sentences(text) if span[0] < limit]
    body = "\n".join(f"s{i}  {text[a:b]}" for i, (a, b) in enumerate(shown, 1))
    return f"# {doc} s1-s{len(shown)}\n{body}\n"


def part(doc: str) -> str:
    """Train, dev or test, by a hash of the document's id; the first 178 articles were parted by an earlier one."""
    number = int(hashlib.sha256(doc.encode()).hexdigest()[:8], 16) % 100
    return "train" if number < 72 else "dev" if number < 82 else "test"


def compile_sheet(sheet: str, texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Stand-off records of a sheet that may hold several articles, each under a line `# DOC s1-sN`."""
    for block in re.split(r"^# (?=\S+ s1-s\d+$)", sheet, flags=re.M)[1:]:
        head, *lines = block.splitlines()
        doc, extent = head.split()
        if doc not in texts:
            raise SheetError(f"{doc}: no such document in the corpora")
        yield compile_article(doc, texts[doc], int(extent.rsplit("s", 1)[1]), lines)


def compile_article(doc: str, text: str, last: int, lines: list[str]) -> dict[str, Any]:
    spans = sentences(text)
    if last > len(spans):
        raise SheetError(f"{doc}: the sheet covers {last} sentences, the article has {len(spans)}")
    events, contexts = [], []
    for line in lines:
        line = line.strip()
        if line.startswith("@"):
            number, *names = line[1:].split()
            contexts.append([spans[int(number[1:]) - 1][0], names])
        elif " | " in line:
            events.append(compile_event(doc, text, spans, last, line))
    events.sort(key=lambda event: event["trigger"])
    triggers = [tuple(event["trigger"]) for event in events]
    for twice in {t for t in triggers if triggers.count(t) > 1}:
        raise SheetError(f"{doc}: trigger {text[slice(*twice)]!r} at {twice} is marked twice; use ^2 for the second occurrence")
    return {"doc": doc, "range": [spans[0][0], spans[last - 1][1]], "contexts": contexts, "events": events}


def compile_event(doc: str, text: str, spans: list[tuple[int, int]], last: int, line: str) -> dict[str, Any]:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) == 4:
        fields.append("")
    if len(fields) != 5:
        raise SheetError(f"{doc}: {line!r} has {len(fields)} fields, not 5")
    place, trigger, kind, status, fillers = fields
    number = int(place.removeprefix("s"))
    if not 1 <= number <= last:
        raise SheetError(f"{doc}: {line!r}: sentence {number} is outside the range")
    type_, _, mode = kind.partition("/")
    if type_ != "-" and type_ not in TYPES:
        raise SheetError(f"{doc}: {line!r}: unknown type {type_!r}")
    if status not in STATUSES:
        raise SheetError(f"{doc}: {line!r}: unknown status {status!r}")
    roles = []
    for filler in filter(None, (f.strip() for f in re.split(r";\s*", fillers))):
        role, _, quote = filler.partition("=")
        if role not in ROLES or not quote:
            raise SheetError(f"{doc}: {line!r}: unknown role in {filler!r}")
        roles.append([role, *locate(doc, text, spans, number, quote, line)])
    return {
        "trigger": locate(doc, text, spans, number, trigger, line),
        "type": None if type_ == "-" else type_,
        "mode": mode or None,
        "status": status,
        "roles": roles,
    }


def locate(doc: str, text: str, spans: list[tuple[int, int]], number: int, quote: str, line: str) -> list[int]:
    """Offsets of a quote such as `the governor`, `s7:the airport` or `said^2`."""
    elsewhere = re.match(r"s(\d+):", quote)
    if elsewhere:
        number, quote = int(elsewhere[1]), quote[elsewhere.end() :]
    occurrence = 1
    repeated = re.search(r"\^(\d+)$", quote)
    if repeated:
        occurrence, quote = int(repeated[1]), quote[: repeated.start()]
    quote = quote.strip()
    if not 1 <= number <= len(spans):
        raise SheetError(f"{doc}: {line!r}: there is no sentence {number}")
    begin, end = spans[number - 1]
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text[begin:end])]
    if len(found) < occurrence:
        raise SheetError(f"{doc}: {line!r}: {quote!r} (occurrence {occurrence}) is not in s{number}: {text[begin:end]!r}")
    start = begin + found[occurrence - 1]
    return [start, start + len(quote)]
