"""Pictures of networks and rankings as PNG or SVG; they need matplotlib, the extra `plot`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from graph.columns import Array
from graph.labels import placed
from graph.layout import drawn
from graph.literals import clean
from graph.metrics import Ranked
from graph.network import Network, NetworkError, ego, part

LABELS = 120
ARROWS = 400  # beyond so many edges there are lines only, and they tell no types
GOOD, BAD, NEUTRAL, INK, FAINT = "#0072b2", "#d55e00", "#999999", "#222222", "#555555"
WIDTH, NARROW, STRIP, MARGIN = 10.0, 6.0, 0.4, (0.9, 0.25)  # inches: at most, at least, for title and legend, beside and below the nodes
APART = 1.7  # inches between nodes, at most
DOTS = 100


def picture(made: Network, path: Path, *, title: str = "", labels: int = LABELS, all_labels: bool = False) -> None:
    """The network: nodes sized by PageRank and colored by community, edges blue for cooperation and orange for conflict.

    The `labels` largest nodes are named, as far as there is room; with `all_labels` even where they cover something. Small networks tell the
    most frequent type of each edge.
    """
    full = drawn(made)
    figure, axes = _canvas(path, full)
    place = np.stack([full.nodes["_x"], full.nodes["_y"]], axis=1)
    radius = 2 + full.nodes["_size"] / 5
    _edges(axes, full, place, radius)
    axes.scatter(*place.T, s=(2 * radius) ** 2, c=full.nodes["_color"].tolist(), zorder=3, linewidths=0.8, edgecolors="white")
    order = np.argsort(-full.nodes["_size"], kind="stable")[:labels]
    names = np.array([_text(label) for label in full.nodes["label"]], dtype=object)
    told = _told(full) if len(full.source) <= ARROWS else np.zeros(0, dtype=object)
    middle = _middles(full, place)[: len(told)]
    _names(figure, axes, np.concatenate([place, middle]), radius, [*names, *told], order, lines=_along(full, place), all_=all_labels)
    _frame(figure, title, small=len(full.source) <= ARROWS, directed=full.directed)
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
    picture(part(near, keep | center), path, title=f"{_text(label)}: most shared events", labels=most + 1, all_labels=True)


def ranks(found: Sequence[Ranked], path: Path, *, title: str) -> None:
    """A ranking as bars, the first on top, with the interval of the rank where there is one."""
    figure = _figure(path)(figsize=(8, max(2.0, 0.32 * len(found) + 1)), layout="constrained", dpi=DOTS)
    axes = figure.subplots()
    bars = axes.barh(range(len(found)), [row.value for row in found], color=GOOD)
    axes.set_yticks(range(len(found)), [_text(row.label) for row in found], parse_math=False)
    axes.invert_yaxis()
    axes.margins(y=0.02)
    if any(row.low is not None for row in found):
        axes.bar_label(bars, [f"rank {row.low} to {row.high}" for row in found], padding=4, fontsize=8, color=INK)
        axes.margins(x=0.2)
    axes.set_title(title, loc="left", fontsize=11, parse_math=False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    _save(figure, path)


def _figure(path: Path) -> Any:
    if path.suffix.lower() not in (".png", ".svg"):
        raise NetworkError(f"{path.name!r} is no picture; give a file that ends in .png or .svg")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NetworkError("pictures need matplotlib; install it with `pip install wiregraph[plot]`") from error
    return Figure


def _canvas(path: Path, made: Network) -> tuple[Any, Any]:
    """A figure no larger than the network needs, one unit of it as long in both directions, and nothing around it."""
    wide, high = (float(np.ptp(made.nodes[name])) if made.size else 0.0 for name in ("_x", "_y"))
    room = min(WIDTH - 2 * MARGIN[0], APART * max(np.sqrt(made.size), 2))
    scale = max(wide / room, high / room, 1e-9)
    width, tall = max(wide / scale + 2 * MARGIN[0], NARROW), high / scale + 2 * MARGIN[1]
    figure = _figure(path)(figsize=(width, tall + 2 * STRIP), dpi=DOTS)
    axes = figure.add_axes((0, STRIP / (tall + 2 * STRIP), 1, tall / (tall + 2 * STRIP)))
    for limit, name, inches in ((axes.set_xlim, "_x", width), (axes.set_ylim, "_y", tall)):
        middle = (made.nodes[name].max() + made.nodes[name].min()) / 2 if made.size else 0
        limit(middle - scale * inches / 2, middle + scale * inches / 2)
    axes.set_axis_off()
    return figure, axes


def _save(figure: Any, path: Path) -> None:
    """Without a date, and with fixed ids, so that equal pictures are equal files."""
    from matplotlib import rc_context

    options: dict[str, Any] = {"metadata": {"Date": None}} if path.suffix.lower() == ".svg" else {"pil_kwargs": {"optimize": True}}
    with rc_context({"svg.hashsalt": "wiregraph"}):
        figure.savefig(path, dpi=DOTS, **options)


def _edges(axes: Any, made: Network, place: Array, radius: Array) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.patches import FancyArrowPatch

    balance = made.edges["cooperation"] - made.edges["conflict"]
    color = np.select([balance > 0, balance < 0], [GOOD, BAD], NEUTRAL).tolist()
    width = (0.8 + 2.2 * np.sqrt(made.weight / max(made.weight.max(initial=1), 1))).tolist()
    if len(made.source) > ARROWS:
        lines = np.stack([place[made.source], place[made.target]], axis=1)
        axes.add_collection(LineCollection(list(lines), colors=color, linewidths=np.array(width) / 2, alpha=0.4, zorder=1))
        return
    for one, other, tone, line in zip(made.source, made.target, color, width, strict=True):
        axes.add_patch(
            FancyArrowPatch(
                place[one], place[other], arrowstyle="-|>" if made.directed else "-", mutation_scale=7 + 2 * line, color=tone, linewidth=line,
                alpha=0.75, connectionstyle=f"arc3,rad={_bend(made)}", shrinkA=radius[one] + 1, shrinkB=radius[other] + 1, zorder=2,
            )
        )  # fmt: skip


def _bend(made: Network) -> float:
    """Arrows are bent, so that both directions of a pair can be seen."""
    return 0.15 if made.directed else 0.0


def _middles(made: Network, place: Array) -> Array:
    """Where the middle of each arrow lies."""
    one, other = place[made.source], place[made.target]
    across = (other - one)[:, ::-1] * (1, -1)
    return np.asarray((one + other) / 2 + across * _bend(made) / 2)


def _along(made: Network, place: Array) -> Array:
    """Points along all arrows of a small network."""
    if len(made.source) > ARROWS:
        return np.zeros((0, 2))
    share = np.linspace(0.04, 0.96, 24)[:, None, None]
    one, other, middle = place[made.source], place[made.target], 2 * _middles(made, place) - (place[made.source] + place[made.target]) / 2
    return np.asarray((1 - share) ** 2 * one + 2 * share * (1 - share) * middle + share**2 * other).reshape(-1, 2)


def _told(made: Network) -> Array:
    """What is written at each edge: its type, and how many events of whatever type."""
    types = [kind.lower() if kind and kind != "Occurrence" else "" for kind in made.edges.get("type", np.full(len(made.source), None))]
    return np.array(
        [f"{kind} ({count})".strip() if count > 1 else kind for kind, count in zip(types, made.edges["events"], strict=True)], dtype=object
    )


def _names(figure: Any, axes: Any, center: Array, radius: Array, texts: Sequence[str], order: Array, *, lines: Array, all_: bool) -> None:
    """Labels of the nodes of `order`, then of the edges, which lie after the nodes in `center` and have no radius."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.font_manager import FontProperties

    nodes, canvas = len(radius), cast(Any, FigureCanvasAgg(figure))
    renderer, unit = canvas.get_renderer(), DOTS / 72
    fonts = [FontProperties(size=8.5 if row < nodes else 6.5) for row in range(len(texts))]
    extent = np.array([renderer.get_text_width_height_descent(text or " ", font, False)[:2] for text, font in zip(texts, fonts, strict=True)])
    dots = axes.transData.transform(center).reshape(-1, 2) - axes.bbox.min
    reach = np.concatenate([radius * unit, np.zeros(len(texts) - nodes)])
    frame = (figure.bbox.width, axes.bbox.height)
    rows = [*order.tolist(), *(row for row in range(nodes, len(texts)) if texts[row])]
    avoid = axes.transData.transform(lines).reshape(-1, 2) - axes.bbox.min
    corners = placed(dots, reach, extent.reshape(-1, 2), rows, frame=frame, lines=avoid, must=nodes if all_ else 0)
    ground = {"boxstyle": "square,pad=0.05", "facecolor": "white", "alpha": 0.8, "linewidth": 0}
    for row in np.flatnonzero(~np.isnan(corners[:, 0])).tolist():
        axes.annotate(
            texts[row], corners[row], xycoords="axes pixels", fontsize=fonts[row].get_size(), color=INK if row < nodes else FAINT,
            ha="left", va="bottom", zorder=4, bbox=ground, parse_math=False, annotation_clip=False,
        )  # fmt: skip


def _frame(figure: Any, title: str, *, small: bool, directed: bool) -> None:
    """The title above, and what the colors mean below."""
    from matplotlib.lines import Line2D

    height = figure.get_figheight()
    figure.text(0.1 / figure.get_figwidth(), 1 - 0.12 / height, clean(title), fontsize=12, va="top", color=INK, parse_math=False)
    told = (("cooperation", GOOD), ("conflict", BAD), ("neither", NEUTRAL))
    handles = [Line2D([], [], color=tone, linewidth=2, label=name) for name, tone in told]
    reads = "at each edge its most frequent type (number of events)" + ", from actor to recipient" * directed
    figure.text(1 - 0.1 / figure.get_figwidth(), 0.1 / height, reads * small, fontsize=7, ha="right", va="bottom", color=FAINT)
    figure.legend(handles=handles, loc="lower left", ncols=3, frameon=False, fontsize=8, borderaxespad=0.4, columnspacing=1.4, handlelength=1.4)


def _text(label: str) -> str:
    """On one line, short, and with nothing that a font cannot show."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in clean(str(label))).split())
    return line if len(line) <= 40 else line[:39] + "…"
