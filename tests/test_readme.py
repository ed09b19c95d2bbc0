"""What the README and the pages in docs/ say is done here: every bash and python block runs, and shown answers are the real ones.

```bash runs on a store of the examples, in a terminal of 100 columns; a ```text block right after it is what that shows. ```python runs as it
stands. ```sh is for setting up: its make targets must exist. ```sparql is asked, ```turtle must parse.
"""

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

import pyoxigraph as ox
import pytest

import wiregraph
from graph.terms import PREFIXES
from graph.view import View
from ingest.reader.model import FOLDER

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$\n*", re.MULTILINE | re.DOTALL)
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Block:
    """`shown` is the ```text block that follows at once."""

    where: str
    language: str
    text: str
    shown: str | None


def blocks(page: Path) -> Iterator[Block]:
    content = page.read_text()
    found = list(FENCE.finditer(content))
    for match, following in zip(found, [*found, None][1:], strict=True):
        shown = following.group(2) if following and following.group(1) == "text" and following.start() == match.end() else None
        line = content.count("\n", 0, match.start()) + 1
        yield Block(f"{page.relative_to(ROOT)}:{line}", match.group(1), match.group(2), shown)


BLOCKS = [block for page in PAGES for block in blocks(page)]


def of(*languages: str) -> pytest.MarkDecorator:
    chosen = [block for block in BLOCKS if block.language in languages]
    return pytest.mark.parametrize("block", chosen, ids=[block.where for block in chosen])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, and my.wire made of them."""
    if not (FOLDER / "manifest.json").exists():
        pytest.skip("the reader's model is not there; `make train` makes it")
    folder = tmp_path_factory.mktemp("readme")
    (folder / "examples").symlink_to(ROOT / "examples")
    command = folder / "bin" / "wiregraph"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}:$PYTHONPATH" exec "{sys.executable}" -m wiregraph "$@"\n')
    command.chmod(0o755)
    subprocess.run([command, "ingest", "examples"], cwd=folder, check=True, capture_output=True)
    return folder


def terminal(home: Path, script: str) -> str:
    """What a terminal shows of a bash script's standard output, without colors."""
    inner, outer = pty.openpty()
    ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm", "COLUMNS": str(COLUMNS)}
    command = ["bash", "-euo", "pipefail", "-c", script]
    with subprocess.Popen(command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=outer, stderr=subprocess.PIPE) as process:
        os.close(outer)
        shown = ANSI.sub("", b"".join(_pieces(inner)).decode()).replace("\r\n", "\n")
        complaints = process.stderr.read().decode() if process.stderr else ""
    os.close(inner)
    assert process.returncode == 0, f"{shown}\n{complaints}"
    return shown


def _pieces(terminal: int) -> Iterator[bytes]:
    try:
        while piece := os.read(terminal, 4096):
            yield piece
    except OSError:  # Linux says so when the other end is closed
        return


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines() if line.strip()]


@of("bash")
def test_commands_run_and_show_what_the_page_says(home: Path, block: Block) -> None:
    shown = terminal(home, block.text)
    if block.shown is not None:
        assert lines(shown) == lines(block.shown)


@of("python")
def test_python_runs(home: Path, block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    exec(compile(block.text, block.where, "exec"), {"__name__": "readme"})


@of("sparql")
def test_queries_have_answers(home: Path, block: Block) -> None:
    answer = View.open(home / "my.wire").query(block.text)
    assert answer if isinstance(answer, ox.QueryBoolean) else next(iter(answer), None)


@of("turtle", "trig")
def test_turtle_parses(block: Block) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    assert list(ox.parse(prefixes + block.text, format=ox.RdfFormat.TRIG, base_iri="http://localhost:8000/"))


@of("sh")
def test_make_targets_exist(block: Block) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+)", block.text, re.MULTILINE)) <= targets


def test_every_block_of_the_readme_says_what_it_is() -> None:
    fences = re.findall(r"^```(.*)$", PAGES[0].read_text(), re.MULTILINE)
    assert all(fences[::2])
    assert not any(fences[1::2])


def test_every_command_that_a_page_names_exists() -> None:
    known = {command.__name__ for command in wiregraph.COMMANDS}
    for page in PAGES:
        named = set(re.findall(r"`wiregraph ([a-z]+)", page.read_text()))
        assert named <= known, f"{page.name} names {sorted(named - known)}"


def test_relative_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
