"""Places in pixels in, paths of a report card's drawings out: boxes, frames, stripes and signs as ready strings.

What has one color is one filled path, since the renderer takes far longer to
begin a shape than to draw one more line of it. All run clockwise but holes. Lines are
written as moves and lines between points (`M`, `L`), which take no time to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

PITCH = 4.6  # px between two stripes, measured across them: 1.2 mm, which a copier keeps apart
STROKE = 1.35  # px: how thick a stripe is, measured across it
_Point = tuple[float, float]


def box(left: float, top: float, right: float, bottom: float) -> str:
    """Fill a box."""
    x, y, far, low = _short(left), _short(top), _short(right), _short(bottom)
    return f"M{x} {y}L{far} {y}L{far} {low}L{x} {low}"


def frame(left: float, top: float, right: float, bottom: float) -> str:
    """Fill a line of one pixel inside the edges of a box."""
    x, y, far, low = _short(left + 1), _short(top + 1), _short(right - 1), _short(bottom - 1)
    return f"{box(left, top, right, bottom)}M{x} {y}L{x} {low}L{far} {low}L{far} {y}"


def stripes(left: float, top: float, right: float, bottom: float, *, origin: float | None = None) -> str:
    """Fill a box with stripes at 45 degrees, rising to the right.

    Args:
        left: of the box; so are `top`, `right` and `bottom`.
        top: its upper edge.
        right: its right edge.
        bottom: its lower edge.
        origin: where the first stripe would stand; `left` where None. Boxes with the same go on in each other.
    """
    step, half, height = PITCH * sqrt(2), STROKE / sqrt(2), bottom - top
    first = (left if origin is None else origin) - height
    drawn = []
    for index in range(int((right - first) / step) + 2):
        foot = first + step * index  # where the middle of the stripe meets the lower edge
        whole = [(foot + height - half, top), (foot + height + half, top), (foot + half, bottom), (foot - half, bottom)]
        kept = _cut(_cut(whole, left, 1), right, -1)
        if len(kept) > 2:
            drawn.append("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in kept))
    return "".join(drawn)


def _cut(points: Sequence[_Point], edge: float, side: int) -> list[_Point]:
    """Keep what of a shape is right (1) or left (-1) of an upright edge."""
    kept: list[_Point] = []
    for (x, y), (next_x, next_y) in zip(points, [*points[1:], *points[:1]], strict=True):
        if (x - edge) * side >= 0:
            kept.append((x, y))
        if (x - edge) * (next_x - edge) < 0:
            kept.append((edge, y + (next_y - y) * (edge - x) / (next_x - x)))
    return kept


def brackets(left: float, top: float, right: float, bottom: float, gap: float) -> str:
    """Draw the edges of a box as a line half a pixel inside, with a gap in the middle of its upper and lower edge."""
    x, y, far, low = _short(left + 0.5), _short(top + 0.5), _short(right - 0.5), _short(bottom - 0.5)
    near, on = _short((left + right - gap) / 2), _short((left + right + gap) / 2)
    return f"M{x} {y}H{near}M{on} {y}H{far}V{low}H{on}M{near} {low}H{x}V{y}"


def placed(sign: str, x: float, y: float) -> str:
    """Move a sign, a path of relative steps, to its center."""
    return f"M{_short(x)} {_short(y)}{sign}"


def _short(number: float) -> str:
    """Write a number with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
