"""The whole graph as a file, in the format that the ending of its name tells."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.terms import PREFIXES


class ExportError(ValueError):
    """An ending that stands for no format that can be written."""


def export(graph: ox.Store, path: Path) -> None:
    """Writes the file whole or not at all; an existing one is replaced. Raises ExportError."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise ExportError(f"{path.name!r} does not end in a known format; use one of {', '.join(WRITERS)}")
    part = path.with_name(f".{path.name}.part")
    try:
        write(graph, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _nquads(graph: ox.Store, path: Path) -> None:
    ox.serialize(_quads(graph), str(path), ox.RdfFormat.N_QUADS)


def _trig(graph: ox.Store, path: Path) -> None:
    ox.serialize(_quads(graph), str(path), ox.RdfFormat.TRIG, prefixes=PREFIXES)


def _jsonld(graph: ox.Store, path: Path) -> None:
    ox.serialize(_quads(graph), str(path), ox.RdfFormat.JSON_LD, prefixes=PREFIXES)


def _turtle(graph: ox.Store, path: Path) -> None:
    """Turtle knows no graphs: the union of all. No triple stands in two graphs, so none comes twice."""
    ox.serialize((quad.triple for quad in _quads(graph)), str(path), ox.RdfFormat.TURTLE, prefixes=PREFIXES)


WRITERS: dict[str, Callable[[ox.Store, Path], None]] = {".nq": _nquads, ".trig": _trig, ".ttl": _turtle, ".jsonld": _jsonld}


def _quads(graph: ox.Store) -> Iterator[ox.Quad]:
    """Graph after graph by name; within one as the index has them, which is by subject."""
    for name in sorted((g for g in graph.named_graphs() if isinstance(g, ox.NamedNode)), key=lambda g: g.value):
        yield from graph.quads_for_pattern(None, None, None, name)
