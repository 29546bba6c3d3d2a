"""The ranges of an edition in, a picture of them all out: a bar for each city, or for each of twenty parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.publishing.pictures.canvas import Canvas, Shade
from scorecard.publishing.pictures.letters import TEXT_SIZE, shorter
from scorecard.scoring.printing import printed_plain

WIDTH = 440.0  # pixels: on a phone, where it is made narrower, words are still ten pixels high
_LEFT, _RIGHT, _TOP, _BOTTOM = 152.0, 94.0, 6.0, 26.0
_ROOMY, _DENSE = (22.0, 13.0), (17.0, 11.0)  # how far rows are apart, and how high bars are
_FEW = 40  # rows: more stand closer


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: `name` to its left, from `low` to `high` (0 to 100), `figures` to its right."""

    name: str
    low: Fraction
    high: Fraction
    figures: str


def height_of(rows: int) -> float:
    """Say how high the picture of so many rows is."""
    return _TOP + rows * _pitch(rows)[0] + _BOTTOM


def distribution(rows: Sequence[Row], ticks: Sequence[Fraction], shade: Shade, width: float = WIDTH) -> bytes:
    """Draw the bars, in the order given; `ticks` are marks of the scale, from 0 to 100."""
    canvas = Canvas(width, height_of(len(rows)), shade)
    wide = width - _LEFT - _RIGHT
    pitch, tall = _pitch(len(rows))
    bottom = _TOP + len(rows) * pitch + 2
    for tick in ticks:
        canvas.line([(_x(tick, wide), _TOP), (_x(tick, wide), bottom)], "rule", 0.8)
    for place, row in enumerate(rows):
        top = _TOP + place * pitch + (pitch - tall) / 2
        bar(canvas, (_LEFT, top, wide, tall), row.low, row.high)
        base = top + tall / 2 + TEXT_SIZE * 0.34
        name = shorter(row.name, _LEFT - 12)
        canvas.text(_LEFT - 10, base, name, anchor="right")
        canvas.text(_LEFT + wide + 10, base, row.figures)
    canvas.line([(_LEFT, bottom), (_LEFT + wide, bottom)], "line", 0.8)
    for tick in ticks:
        canvas.text(_x(tick, wide), bottom + 16, printed_plain(tick), size=12, ink="quiet", anchor="center")
    return canvas.svg()


def bar(canvas: Canvas, place: tuple[float, float, float, float], least: Fraction, most: Fraction) -> None:
    """Draw the bar of a range: solid is proved, striped is not settled, empty is not earned."""
    x, y, width, tall = place
    low, high = float(least) * width / 100, float(most) * width / 100
    canvas.box(x, y, width, tall, "raised")
    if high > low:
        canvas.stripes(x + low, y, high - low, tall)
    if low:
        canvas.box(x, y, low, tall, "fill")
    canvas.frame(x, y, width, tall)
    canvas.line([(x + high, y - 2), (x + high, y + tall + 2)], "fill", 2.5)


def _pitch(rows: int) -> tuple[float, float]:
    return _ROOMY if rows <= _FEW else _DENSE


def _x(score: Fraction, wide: float) -> float:
    return _LEFT + float(score) * wide / 100
