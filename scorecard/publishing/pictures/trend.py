"""The medians of some editions in, a picture out: a striped band from low to high, and a solid line on the low."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from scorecard.publishing.pictures.canvas import Canvas, Shade
from scorecard.scoring.printing import printed_plain

WIDTH, HEIGHT = 600.0, 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 52.0, 26.0, 52.0
_CLOSE = 72.0  # pixels: names of editions nearer than that would touch


@dataclass(frozen=True, slots=True)
class Step:
    """An edition: its `name`, the day up to which it counts, both medians (0 to 100), and how many `cities` in words.

    `said_low` and `said_high` are the medians as they are printed.
    """

    name: str
    as_of: date
    low: Fraction
    high: Fraction
    said_low: str
    said_high: str
    cities: str


def trend(steps: Sequence[Step], ticks: Sequence[Fraction], shade: Shade) -> bytes:
    """Draw the band over the days of the editions, which are two or more, oldest first."""
    canvas = Canvas(WIDTH, HEIGHT, shade)
    bottom = HEIGHT - _BOTTOM
    for tick in ticks:
        canvas.line([(_LEFT, _y(tick)), (WIDTH - _RIGHT, _y(tick))], "rule", 0.8)
        canvas.text(_LEFT - 8, _y(tick) + 4, printed_plain(tick), size=12, ink="quiet", anchor="right")
    across = _across(steps)
    low = [(x, _y(step.low)) for x, step in zip(across, steps, strict=True)]
    high = [(x, _y(step.high)) for x, step in zip(across, steps, strict=True)]
    floor = [(across[-1], bottom), (across[0], bottom)]
    canvas.band([*low, *reversed(high)])
    canvas.line(high, "fill", 1.25)
    canvas.line(low, "fill", 3)
    canvas.line([(_LEFT, floor[0][1]), (WIDTH - _RIGHT, floor[0][1])], "line", 0.8)
    for x, step in zip(across, steps, strict=True):
        canvas.disk(x, _y(step.low), 4, "fill")
        canvas.text(x, bottom + 20, step.name, anchor="center", is_bold=True)
        canvas.text(x, bottom + 37, step.cities, size=12, ink="quiet", anchor="center")
    _ends(canvas, across[-1], steps[-1])
    return canvas.svg()


def _ends(canvas: Canvas, x: float, last: Step) -> None:
    """Write the figures of the newest edition beside the band, apart where they would touch."""
    low, high = _y(last.low) + 4, _y(last.high) + 4
    if low - high < 16:
        low = high + 16
    canvas.text(x + 12, low, last.said_low, is_bold=True)
    canvas.text(x + 12, high, last.said_high)


def _across(steps: Sequence[Step]) -> list[float]:
    """Place editions by their days; evenly, where names would touch."""
    left, right = _LEFT + 34, WIDTH - _RIGHT
    first, last = steps[0].as_of.toordinal(), steps[-1].as_of.toordinal()
    if last > first:
        placed = [left + (right - left) * (step.as_of.toordinal() - first) / (last - first) for step in steps]
        if all(after - before >= _CLOSE for before, after in pairwise(placed)):
            return placed
    return [left + (right - left) * place / (len(steps) - 1) for place in range(len(steps))]


def _y(score: Fraction) -> float:
    return HEIGHT - _BOTTOM - float(score) * (HEIGHT - _TOP - _BOTTOM) / 100
