"""Where the labels of a picture go so that none covers another, or a node."""

from collections.abc import Sequence

import numpy as np

from graph.columns import Array

GAP = 2.0
# Right of the node, left, above, below, then the corners: which part of the label's width and height lies left of and below the node's middle.
SIDES = ((0, 0.5, 1, 0), (1, 0.5, -1, 0), (0.5, 0, 0, 1), (0.5, 1, 0, -1), (0, 0, 0.7, 0.7), (1, 0, -0.7, 0.7), (0, 1, 0.7, -0.7), (1, 1, -0.7, -0.7))


def placed(
    center: Array, radius: Array, extent: Array, order: Sequence[int], *, frame: tuple[float, float], lines: Array | None = None, must: int = 0
) -> Array:
    """The lower left corner of each label, NaN for one that finds no room; the first `must` rows get the place where they cover least.

    Everything is in one unit, such as pixels: the middle (n, 2) and radius of the nodes, width and height of the labels (n, 2), points (k, 2) of
    lines, which labels avoid where they can, and the frame's width and height. Labels are placed in the order given, the important ones first.
    """
    taken = np.concatenate([center - radius[:, None], center + radius[:, None]], axis=1)
    corners = np.full(center.shape, np.nan)
    for row in order:
        boxes = _boxes(center[row], radius[row] + GAP, extent[row])
        cover = [_covered(box, taken, frame) for box in boxes]
        best = min(range(len(boxes)), key=lambda n: (cover[n], 0 if lines is None else _crossed(boxes[n], lines)))
        if cover[best] == 0 or row < must:
            corners[row] = boxes[best][:2]
            taken = np.vstack([taken, boxes[best]])
    return corners


def _boxes(center: Array, reach: float, extent: Array) -> Array:
    """Left, bottom, right and top of the label on each side of the node."""
    sides = np.array(SIDES)
    corner = center - sides[:, :2] * extent + sides[:, 2:] * reach
    return np.concatenate([corner, corner + extent], axis=1)


def _crossed(box: Array, lines: Array) -> int:
    """How many of the points lie in the box."""
    return int(((lines > box[:2]) & (lines < box[2:])).all(axis=1).sum())


def _covered(box: Array, taken: Array, frame: tuple[float, float]) -> float:
    """How much of what is taken, and of what lies outside the frame, the box covers."""
    wide = np.minimum(box[2], taken[:, 2]) - np.maximum(box[0], taken[:, 0])
    high = np.minimum(box[3], taken[:, 3]) - np.maximum(box[1], taken[:, 1])
    inside = (min(box[2], frame[0]) - max(box[0], 0)) * (min(box[3], frame[1]) - max(box[1], 0))
    area = (box[2] - box[0]) * (box[3] - box[1])
    return float((np.maximum(wide, 0) * np.maximum(high, 0)).sum() + max(area - inside, 0))
