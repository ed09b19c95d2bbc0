"""Pictures of networks and rankings as PNG or SVG; they need matplotlib, the extra `plot`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graph.layout import drawn
from graph.metrics import Ranked
from graph.network import Network, NetworkError, ego, part

LABELS = 40
GOOD, BAD, NEUTRAL = "#0072b2", "#d55e00", "#bbbbbb"


def picture(made: Network, path: Path, *, title: str = "", labels: int = LABELS) -> None:
    """The network: size by PageRank, color by community, edges blue for cooperation and orange for conflict; the largest nodes have labels."""
    full = drawn(made)
    figure, axes = _canvas(path, 10, 8)
    _edges(axes, full)
    axes.scatter(full.nodes["_x"], full.nodes["_y"], s=full.nodes["_size"] ** 2 / 4, c=full.nodes["_color"].tolist(), zorder=2, linewidths=0)
    for row in np.argsort(-full.nodes["_size"], kind="stable")[:labels]:
        _label(axes, str(full.nodes["label"][row]), float(full.nodes["_x"][row]), float(full.nodes["_y"][row]))
    axes.set_axis_off()
    axes.set_title(title, loc="left")
    _save(figure, path)


def around(made: Network, node: str, path: Path, *, most: int = 30) -> None:
    """Whom an actor deals with: the neighbors with the most events, and the ties among them."""
    near = ego(made, node)
    center = near.nodes["id"] == node
    touched = np.zeros(near.size)
    at_center = center[near.source] | center[near.target]
    np.add.at(touched, near.source[at_center], near.weight[at_center])
    np.add.at(touched, near.target[at_center], near.weight[at_center])
    keep = np.zeros(near.size, dtype=bool)
    keep[np.argsort(-touched, kind="stable")[: most + 1]] = True
    (label,) = near.nodes["label"][center]
    picture(part(near, keep | center), path, title=f"{label} and those it shares most events with", labels=most + 1)


def ranks(found: Sequence[Ranked], path: Path, *, title: str) -> None:
    """A ranking as bars, the first on top."""
    figure, axes = _canvas(path, 8, max(2.0, 0.32 * len(found) + 1))
    axes.barh([_text(row.label) for row in found][::-1], [row.value for row in found][::-1], color=GOOD)
    axes.set_title(title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, path)


def _canvas(path: Path, width: float, height: float) -> tuple[Any, Any]:
    if path.suffix.lower() not in (".png", ".svg"):
        raise NetworkError(f"{path.name!r} is no picture; give a file that ends in .png or .svg")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NetworkError("pictures need matplotlib; install it with `pip install wiregraph[plot]`") from error
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _save(figure: Any, path: Path) -> None:
    """Without a date, and with fixed ids, so that equal pictures are equal files."""
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "wiregraph"}):
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else {})


def _edges(axes: Any, made: Network) -> None:
    from matplotlib.collections import LineCollection

    place = np.stack([made.nodes["_x"], made.nodes["_y"]], axis=1)
    balance = made.edges["cooperation"] - made.edges["conflict"]
    color = np.select([balance > 0, balance < 0], [GOOD, BAD], NEUTRAL).tolist()
    width = 0.4 + 2.6 * made.weight / max(made.weight.max(initial=1), 1)
    axes.add_collection(
        LineCollection(np.stack([place[made.source], place[made.target]], axis=1), colors=color, linewidths=width, alpha=0.45, zorder=1)
    )


def _label(axes: Any, label: str, x: float, y: float) -> None:
    white = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.75, "linewidth": 0}
    axes.annotate(_text(label), (x, y), xytext=(0, 6), textcoords="offset points", fontsize=8, ha="center", va="bottom", bbox=white, zorder=3)


def _text(label: str) -> str:
    """On one line, short, and with nothing that matplotlib would read as a formula."""
    line = " ".join(label.split()).replace("$", r"\$")
    return line if len(line) <= 40 else line[:39] + "…"
