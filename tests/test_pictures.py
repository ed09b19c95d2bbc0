"""Pictures: laid out part by part, labels that a person can read, the same file each time."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import small
from test_exports import HOSTILE

from bench.network import world
from graph import pictures
from graph.centrality import Ties
from graph.labels import placed
from graph.layout import positions
from graph.metrics import Ranked, ties
from graph.network import Filter, Network, NetworkError
from graph.projections import network

pytestmark = pytest.mark.filterwarnings("error")
needs_matplotlib = pytest.mark.skipif(not importlib.util.find_spec("matplotlib"), reason="matplotlib is the extra `plot`")


def made(shape: str = "actors") -> Network:
    return network(small(), shape=shape)  # type: ignore[arg-type]


def test_positions_are_the_same_each_time_and_lie_in_the_frame() -> None:
    graph = ties(made())
    assert np.array_equal(positions(graph), positions(graph))
    assert np.abs(positions(graph)).max() <= 1000.0001
    assert len(np.unique(positions(graph), axis=0)) == graph.size


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_parts_lie_beside_each_other(sizes: list[int]) -> None:
    """Stars of any size: the boxes around them do not meet."""
    begin = np.cumsum(sizes) - sizes
    source = np.concatenate([np.full(size - 1, first) for first, size in zip(begin, sizes, strict=True)]).astype(np.int64)
    target = np.concatenate([np.arange(first + 1, first + size) for first, size in zip(begin, sizes, strict=True)]).astype(np.int64)
    place = positions(Ties(sum(sizes), source, target, np.ones(len(source)), True))
    boxes = [(*place[first : first + size].min(axis=0), *place[first : first + size].max(axis=0)) for first, size in zip(begin, sizes, strict=True)]
    for n, one in enumerate(boxes):
        for other in boxes[:n]:
            assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_a_large_network_is_laid_out() -> None:
    place = positions(ties(world(3_000, 6_000)))
    assert place.shape == (3_000, 2) and np.isfinite(place).all()


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10**6))
def test_no_label_covers_another_or_a_node(count: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    center, radius, extent = dice.uniform(0, 1000, (count, 2)), dice.uniform(2, 10, count), dice.uniform((20, 8), (120, 12), (count, 2))
    corner = placed(center, radius, extent, range(count), frame=(1000, 1000))
    known = np.flatnonzero(~np.isnan(corner[:, 0]))
    boxes = [(*corner[row], *(corner[row] + extent[row])) for row in known]
    boxes += [(*(center[row] - radius[row]), *(center[row] + radius[row])) for row in range(count)]
    for n in range(len(known)):
        left, bottom, right, top = boxes[n]
        assert left >= 0 and bottom >= 0 and right <= 1000 and top <= 1000
        for other in boxes[:n] + boxes[n + 1 :]:
            assert right <= other[0] or other[2] <= left or top <= other[1] or other[3] <= bottom


def test_a_label_that_must_be_there_is_there_even_where_it_covers_something() -> None:
    center, extent = np.zeros((3, 2)) + 50, np.full((3, 2), 90.0)
    assert not np.isnan(placed(center, np.ones(3), extent, range(3), frame=(100, 100), must=2)[:2]).any()
    assert np.isnan(placed(center, np.ones(3), extent, range(3), frame=(100, 100))).all()


@needs_matplotlib
def test_pictures_name_the_actors_and_the_types_and_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        pictures.around(made("meetings"), "actor/anna-berg", tmp_path / name)
    text = (tmp_path / "a.svg").read_text()
    assert "Omar Said" in text and "Anna Berg: most shared events" in text and "consult (4)" in text
    assert text == (tmp_path / "b.svg").read_text()


@needs_matplotlib
@pytest.mark.parametrize("label", HOSTILE)
def test_any_label_can_be_drawn(tmp_path: Path, label: str) -> None:
    network = made()
    bad = replace(network, nodes={**network.nodes, "label": np.full(network.size, label.replace("😀", ""), dtype=object)})
    pictures.around(bad, "actor/anna-berg", tmp_path / "c.png")
    pictures.ranks([Ranked(1, "actor/a", label.replace("😀", ""), 0.5, 3, low=1, high=2)], tmp_path / "d.png", title="pagerank")
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG") and (tmp_path / "d.png").stat().st_size > 1000


@needs_matplotlib
def test_a_network_of_nobody_and_a_large_one_can_be_drawn(tmp_path: Path) -> None:
    empty = network(small(), chosen=Filter(confidence=1.0))
    pictures.picture(empty, tmp_path / "empty.png")
    pictures.picture(world(600, 1200), tmp_path / "large.png", title="Six hundred")
    assert (tmp_path / "empty.png").stat().st_size > 1000
    assert 20_000 < (tmp_path / "large.png").stat().st_size < 500_000


def test_a_picture_needs_a_fitting_name(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"'a\.doc' is no picture"):
        pictures.picture(made(), tmp_path / "a.doc")
