"""What `wiregraph metrics`, `picture` and the network endings of `export` answer, also as processes of their own."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from networks import DEEDS, deed

from graph.network import HAPPENED, NetworkError
from graph.standing import Asked, save, standing
from graph.store import Store
from graph.tables import as_json
from graph.view import View

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standing")
    with Store(path / "my.wire") as store:
        for number, told in enumerate(DEEDS):
            store.add(*deed(number, told))
        store.settle()
        store.checkpoint()
    return path


@pytest.fixture
def view(folder: Path) -> View:
    return View.open(folder / "my.wire")


def wiregraph(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "wiregraph", *arguments]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60)


def asked(**given: object) -> Asked:
    return Asked(**{"measure": "in_strength", "top": 2, "by": None, "shape": "actors", "rollup": None, "chosen": HAPPENED, **given})  # type: ignore[arg-type]


def test_a_ranking_says_who_and_what_the_network_is_like(view: View) -> None:
    found = standing(view, asked())
    assert found.table.columns == ("rank", "who", "in_strength", "events", "path")
    assert list(found.table.rows) == [("1", "Omar Said", "3", "5", "actor/omar-said"), ("2", "Li Wei", "2", "3", "actor/li-wei")]
    assert found.lines[1] == "4 nodes, 5 edges, 2 communities, 1 bridges, 1 triads"
    assert json.loads(as_json(found.value))["summary"]["reciprocity"] == 0.4


def test_ranks_can_have_intervals(view: View) -> None:
    assert standing(view, asked(sure=True)).table.columns == ("rank", "95 %", "who", "in_strength", "events", "path")
    with pytest.raises(NetworkError, match="leave out --by"):
        standing(view, asked(sure=True, by="month"))


def test_parts_and_pairs(view: View) -> None:
    assert [row[:3] for row in standing(view, asked(by="quad", top=1)).table.rows] == [
        ("VerbalCooperation", "1", "Omar Said"), ("MaterialCooperation", "1", "Anna Berg"),
        ("VerbalConflict", "1", "Omar Said"), ("MaterialConflict", "1", "Li Wei"),
    ]  # fmt: skip
    assert list(standing(view, asked(by="pair", top=1)).table.rows) == [
        ("actor/anna-berg", "actor/omar-said", "4", "+0.67", "2025-01-10", "2025-04-01", "")
    ]


def test_rolled_up_it_tells_of_states_also_by_pair_and_month_and_keeps_them_out_of_the_store(view: View, folder: Path) -> None:
    assert list(standing(view, asked(rollup="state", top=1)).table.rows) == [("1", "Egypt", "3", "5", "actor/egy")]
    assert [row[:2] for row in standing(view, asked(rollup="state", by="pair", top=1)).table.rows] == [("actor/deu", "actor/egy")]
    assert [row[2] for row in standing(view, asked(rollup="state", by="month", top=1)).table.rows] == ["Egypt", "China", "Egypt", "Germany"]
    assert standing(view, asked(rollup="state", sure=True)).table.columns[1] == "95 %"
    with Store(folder / "my.wire") as store, pytest.raises(NetworkError, match="leave out --rollup"):
        save(store, asked(rollup="state"))


def test_likely_ties_take_the_place_of_a_ranking(view: View) -> None:
    found = standing(view, asked(near="actor/rosa-diaz", top=1))
    assert list(found.table.rows) == [("Anna Berg", "1", "0.500", "0.910", "actor/anna-berg")]
    with pytest.raises(NetworkError, match="leave out --by and --near"):
        standing(view, asked(near="actor/rosa-diaz", sure=True))


def test_the_command_takes_names_and_every_filter(folder: Path) -> None:
    near = wiregraph(folder, "metrics", "--near", "Rosa Diaz", "--json")
    assert [row["id"] for row in json.loads(near.stdout)] == ["actor/anna-berg", "actor/omar-said"]
    filters = ("--quad", "MaterialConflict", "--speaker", "", "--confidence", "0.5", "--since", "2025-02-02", "--status", "any", "--evidence", "1")
    found = json.loads(wiregraph(folder, "metrics", "--json", *filters).stdout)
    assert (found["summary"]["edges"], [row["id"] for row in found["ranking"]]) == (1, ["actor/li-wei", "actor/anna-berg"])
    assert json.loads(wiregraph(folder, "metrics", "--json", "--speaker", "Anna Berg").stdout)["ranking"] == []


def test_the_command_prints_saves_and_tells_what_is_wrong(folder: Path) -> None:
    done = wiregraph(folder, "metrics", "-m", "in_strength", "--top", "1", "--save")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == ["rank  who        in_strength  events  path", "   1  Omar Said            3       5  actor/omar-said"]
    asked_for = wiregraph(folder, "query", 'ASK { ?m wg:metric "pagerank" ; wg:rank 1 }')
    assert asked_for.stdout.split() == ["answer", "yes"]
    assert wiregraph(folder, "verify").stdout == "The store is sound.\n"
    wrong = wiregraph(folder, "metrics", "-m", "fame")
    assert (wrong.returncode, wrong.stderr[:31]) == (2, "wiregraph: 'fame' is no measure")
    assert json.loads(wiregraph(folder, "metrics", "--country", "chl", "--json").stdout)["summary"]["edges"] == 1


def test_export_takes_filters_and_names_its_files(folder: Path) -> None:
    done = wiregraph(folder, "export", "n.csv", "--shape", "actors", "--type", "assault")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["n.nodes.csv", "n.edges.csv"]
    assert len((folder / "n.edges.csv").read_text().splitlines()) == 3
    wrong = wiregraph(folder, "export", "n.csv", "--type", "war")
    assert (wrong.returncode, wrong.stderr[:35]) == (2, "wiregraph: 'WAR' is no PLOVER type;")


@pytest.mark.skipif(not importlib.util.find_spec("matplotlib"), reason="matplotlib is the extra `plot`")
def test_pictures(folder: Path) -> None:
    assert wiregraph(folder, "picture", "e.svg", "Anna Berg").returncode == 0
    assert wiregraph(folder, "picture", "s.png", "--rollup", "state", "--quad", "MaterialConflict").returncode == 0
    assert wiregraph(folder, "metrics", "--plot", "r.png").returncode == 0
    assert (folder / "r.png").stat().st_size > 1000


def test_without_matplotlib_it_says_what_to_install(folder: Path) -> None:
    if not importlib.util.find_spec("matplotlib"):
        done = wiregraph(folder, "picture", "e.svg")
        assert (done.returncode, "pip install wiregraph[plot]" in done.stderr) == (2, True)
