"""Fits the confidence of events on the dev split, and writes it beside the model.

    python -m ingest.training.calibrate [--model FOLDER] [--corpora DIR]

Platt scaling (Platt 1999) of the product of the network's probabilities for trigger, type and status; an event is right when all three
are. Prints, by tenth of confidence on the test split, how many of the events given it are right.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ingest.reader.component import Reader
from ingest.reader.events import Calibration
from ingest.reader.model import FOLDER, sha256
from ingest.training import evaluate_events

Floats = NDArray[np.float64]


def judged(reader: Reader, corpora: Path, part: str) -> Iterator[tuple[float, bool]]:
    """Of every event found in the annotated ranges: the product, and whether it is right."""
    for doc, out in evaluate_events.own_documents(corpora, part, reader):
        assert doc.events
        for t in out.triggers:
            if doc.events.inside[t.word]:
                known = doc.events.triggers.get(t.word)
                right = known is not None and known["type"] == t.type and known["status"] == t.status
                yield t.sure, right


def fit(pairs: list[tuple[float, bool]]) -> Calibration:
    p = np.clip([x for x, _ in pairs], 1e-6, 1 - 1e-6)
    logits, right = np.log(p / (1 - p)), np.array([float(r) for _, r in pairs])

    def loss(ab: Floats) -> float:
        z = ab[0] * logits + ab[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    return Calibration(float(slope), float(offset))


def write(folder: Path, calibration: Calibration) -> None:
    """Into network.json; the manifest learns its new hash."""
    path = folder / "network.json"
    stored = json.loads(path.read_text())
    stored["calibration"] = [round(calibration.slope, 4), round(calibration.offset, 4)]
    path.write_text(json.dumps(stored, indent=0) + "\n")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["network.json"] = sha256(path)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def bins(pairs: list[tuple[float, bool]], calibration: Calibration) -> list[tuple[str, int, float, float]]:
    """Range, events, mean confidence and share right, by tenth; and the expected calibration error in the last row."""
    given = np.array([calibration.confidence(x) for x, _ in pairs])
    right = np.array([r for _, r in pairs])
    rows, error = [], 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (given >= low) & (given < low + 0.1)
        if inside.any():
            rows.append((f"{low:.1f}-{low + 0.1:.1f}", int(inside.sum()), float(given[inside].mean()), float(right[inside].mean())))
            error += inside.mean() * abs(given[inside].mean() - right[inside].mean())
    return [*rows, ("calibration error", len(pairs), float(given.mean()), float(error))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    reader = Reader(options.model)
    calibration = fit(list(judged(reader, options.corpora, "dev")))
    write(options.model, calibration)
    for row in bins(list(judged(reader, options.corpora, "test")), calibration):
        print("{:18s} {:5d} {:.2f} {:.2f}".format(*row))


if __name__ == "__main__":
    main()
