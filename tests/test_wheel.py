"""The wheel holds all that an installed wiregraph needs, and nothing else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("wiregraph-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel installs, far from the source tree."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def installed_run(installed: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *arguments], cwd=installed.parent, env=environment, capture_output=True, text=True, check=True).stdout


def test_it_holds_the_rooms_and_their_data_and_the_examples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"wiregraph.py", "graph/ontology.ttl", "graph/shapes.ttl", "ingest/data/gazetteer.bin", "ingest/examples/kursk_monument.txt"} <= names
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"wiregraph.py", "graph", "ingest", "api"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_everything_in_the_rooms_is_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files", "graph", "ingest", "api"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    assert {name for name in tracked if name and (ROOT / name).exists()} <= names


def test_nothing_of_the_machine_it_was_made_on_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        for name in content.namelist():
            assert str(ROOT).encode() not in content.read(name), name


def test_it_offers_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        (points,) = (name for name in content.namelist() if name.endswith("entry_points.txt"))
        assert "[console_scripts]\nwiregraph = wiregraph:main\n" in content.read(points).decode()


def test_it_runs_without_the_source_tree(installed: Path) -> None:
    assert "connections" in installed_run(installed, "-m", "wiregraph", "--help")
    code = "from graph.ontology import vocabulary; from ingest.installation import examples; print(len(vocabulary().types), examples())"
    assert installed_run(installed, "-c", code).split() == ["16", str(installed / "ingest" / "examples")]
