"""Is wiregraph itself whole? Versions, the model's files, the gazetteer."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.health import Finding
from ingest import edition
from ingest.reader import model

PACKAGES = ("spacy", "onnxruntime", "tokenizers", "numpy", "pyoxigraph", "trafilatura")
GAZETTEER = Path(__file__).parent / "data" / "gazetteer.bin"
EXAMPLES = "examples"


def release() -> str:
    """The version of wiregraph; "unknown" where it runs without being installed."""
    try:
        return version("wiregraph")
    except PackageNotFoundError:
        return "unknown"


def examples() -> Path:
    """The folder of example articles: within this package when installed, beside it in the source tree."""
    within = Path(__file__).parent / EXAMPLES
    return within if within.exists() else Path(__file__).parent.parent / EXAMPLES


def installation() -> Iterator[Finding]:
    """Everything that must be right before anything can be read."""
    yield Finding("wiregraph", f"{release()}, Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from map(_package, PACKAGES)
    yield _model()
    yield _gazetteer()


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "missing; install wiregraph again", fine=False)


def _model() -> Finding:
    try:
        digest = model.sha256(model.shipped() / "reader.onnx")
        return Finding("model", f"{edition.version()}, SHA-256 {digest[:16]}")
    except model.ModelError as error:
        return Finding("model", str(error), fine=False)


def _gazetteer() -> Finding:
    wanted = GAZETTEER.with_suffix(".sha256").read_text(encoding="utf-8").split()[0]
    found = model.sha256(GAZETTEER)
    if found != wanted:
        return Finding("gazetteer", f"SHA-256 is {found[:16]}, must be {wanted[:16]}; install wiregraph again", fine=False)
    return Finding("gazetteer", f"SHA-256 {found[:16]}")
