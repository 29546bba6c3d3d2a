"""A shape in, the stripes inside it out, as lines: for paper, where seams show between the tiles of a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt

Point = tuple[float, float]


def stripes(corners: Sequence[Point], pitch: float) -> Iterator[tuple[Point, Point]]:
    """Cut lines that rise to the right at 45 degrees down to what lies inside a shape.

    Args:
        corners: of the shape, in pixels; y runs down.
        pitch: from one line to the next, measured across them; all shapes share the same lines.
    """
    step = pitch * sqrt(2)
    sums = [x + y for x, y in corners]
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    for number in range(ceil(min(sums) / step), floor(max(sums) / step) + 1):
        line = number * step
        crossed = []
        for (x, y), (to_x, to_y) in edges:
            start, end = x + y - line, to_x + to_y - line
            if (start < 0) != (end < 0):
                crossed.append(x + (to_x - x) * start / (start - end))
        crossed.sort()
        for left, right in zip(crossed[::2], crossed[1::2], strict=True):
            yield (left, line - left), (right, line - right)
