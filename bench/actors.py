"""Country and sector of the actors of the PLOVER gold sentences: python -m bench.actors [CORPORA]. Writes bench/actors.json.

The rule. A case is an actor with a code. The code is an ISO 3166 country, or IGO, NGO, IMG, ISM for what has none: there no country is right. Obvious
slips of the file (ITL, VTN) are read as meant. Sectors are compared on their first three letters (CVLalb is CVL, CIV is CVL); they count where the
gold has one. For an IGO or NGO code its own sector or the code is right. The sentence is the context.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ingest.actors import country_of, sector_of_actor
from ingest.training.worksheet import read_records

OUT = Path(__file__).parent / "actors.json"
STATELESS = ("IGO", "NGO", "IMG", "ISM", "MNC")
SLIPS = {"ITL": "ITA", "VTN": "VNM"}


def main() -> None:
    records = read_records(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora") / "plover_gsr.dev.jsonl.gz")
    cases = [
        judged(record["text"], actor)
        for record in records
        for side in ("source_actors", "target_actors")
        for actor in record[side] or []
        if actor.get("code")
    ]
    figures = summary(cases)
    OUT.write_text(json.dumps({"figures": figures, "cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def judged(text: str, actor: dict[str, Any]) -> dict[str, Any]:
    words = " ".join(actor["actorText"].split())
    code = SLIPS.get(actor["code"], actor["code"])
    gold_sector = None if actor.get("sector") in (None, "***") else actor["sector"][:3].replace("CIV", "CVL")
    country, sector = country_of(words, context=text), sector_of_actor(words)
    stateless = code in STATELESS
    return {
        "words": words, "gold": [code, gold_sector], "found": [country, sector],
        "country_right": country is None if stateless else country == code,
        "sector_right": (None if gold_sector is None and not stateless else sector in (gold_sector, code) if stateless else sector == gold_sector),
    }  # fmt: skip


def summary(cases: list[dict[str, Any]]) -> dict[str, Any]:
    sectors = [c for c in cases if c["sector_right"] is not None]
    silent = [c for c in cases if c["sector_right"] is None]
    wrong = Counter("none" if c["found"][0] is None else "wrong" for c in cases if not c["country_right"])
    return {
        "actors": len(cases), "country_right": sum(c["country_right"] for c in cases), "country_none": wrong["none"], "country_wrong": wrong["wrong"],
        "country_share": round(sum(c["country_right"] for c in cases) / len(cases), 3), "with_sector": len(sectors),
        "sector_right": sum(c["sector_right"] for c in sectors),
        "sector_share": round(sum(c["sector_right"] for c in sectors) / len(sectors), 3), "no_gold_sector": len(silent),
        "kept_none": sum(c["found"][1] is None for c in silent),
    }  # fmt: skip


if __name__ == "__main__":
    main()
