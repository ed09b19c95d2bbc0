"""One write to the steps it takes. Runs in a confined worker, which reads the newest checkpoint and writes nothing but a scratch copy of it.

The worker that evaluates can harm nobody; what may be written is checked again, and done, by the writer (api.writer).
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from api.answering import Refusal
from api.evaluation import as_stored, update
from api.frames import CHUNK, DATA, END, HEAD, WHOLE, Change, frame
from api.management import exists
from api.payloads import triples
from api.scratch import Scratch
from graph.userdata import ProtectedError, Step, refuse_derived

THERE = "there"  # said of a graph that existed before the change


def change(store: ox.Store, path: Path, asked_for: Change, base: str) -> Iterator[bytes]:
    """The frames of the answer: a head that tells whether the graph existed, then the steps, a line each.

    Raises Refusal, SyntaxError for what is no update, and OSError for what fails on the way.
    """
    scratch = Scratch(store, path)
    try:
        existed = exists(store, asked_for.graph)
        if asked_for.verb == "update":
            update(scratch, asked_for, base)
        else:
            _graph(scratch, asked_for, existed, base)
        yield frame(HEAD, json.dumps(THERE if existed else "new").encode())
        yield from _framed(f"{step.kind}\t{step.graph}\t{step.triple}\n".encode() for step in scratch.steps)
    except ProtectedError as error:
        raise Refusal("protected", str(error)) from error
    finally:
        scratch.close()


def step(line: str) -> Step:
    """The step of a line."""
    kind, graph, triple = line.split("\t", 2)
    return Step(kind, graph, triple)  # type: ignore[arg-type]


def _framed(lines: Iterable[bytes]) -> Iterator[bytes]:
    data, started = bytearray(), False
    for line in lines:
        data += line
        if len(data) >= CHUNK:
            yield frame(DATA, bytes(data))
            data.clear()
            started = True
    yield frame(DATA, bytes(data)) + frame(END) if started else frame(WHOLE, bytes(data))


def _graph(scratch: Scratch, asked_for: Change, existed: bool, base: str) -> None:
    """The graph store protocol: https://www.w3.org/TR/sparql11-http-rdf-update/"""
    refuse_derived(asked_for.graph, base)
    if asked_for.verb == "delete" and not existed:
        raise Refusal("not-found", f"there is no graph <{asked_for.graph}>")
    if asked_for.verb == "delete":
        scratch.steps.append(Step("drop" if asked_for.graph else "clear", asked_for.graph))
        return
    new = triples(asked_for.body, asked_for.media, asked_for.graph or base)
    if asked_for.verb == "put" and existed:
        scratch.steps.append(Step("clear", asked_for.graph))
    if asked_for.graph:
        scratch.steps.append(Step("create", asked_for.graph))
    scratch.steps += (Step("add", asked_for.graph, str(quad.triple)) for quad in as_stored(new))
