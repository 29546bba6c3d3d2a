"""Dots by latitude and longitude in, a map of the 48 contiguous states out; what lies elsewhere is not on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import cos, radians, sin, sqrt

from scorecard.publishing.pictures import OUTLINE
from scorecard.publishing.pictures.canvas import Canvas, Shade
from scorecard.publishing.pictures.hatch import Point

WIDTH, HEIGHT = 760.0, 470.0
_PARALLELS, _CENTER = (29.5, 45.5), (37.5, -96.0)  # those of the Albers projection that the Geological Survey uses
_SCALE = 960.0  # pixels to a radius of the earth
_MIDDLE = (382.0, 236.0)
_SOUTH, _NORTH, _WEST, _EAST = 24.3, 49.6, -125.0, -66.7  # degrees: what the map shows
_LEAST, _MOST = 3.0, 9.0  # pixels: radius of a dot where nothing, and where all is known


@dataclass(frozen=True, slots=True)
class Dot:
    """A place, in degrees; `size` (0 to 1) is the share that is known; it is a disk where a city `is_ranked`."""

    latitude: float
    longitude: float
    size: float
    is_ranked: bool


def is_on_map(latitude: float, longitude: float) -> bool:
    """Tell whether a place lies on the map."""
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def us_map(dots: Sequence[Dot], shade: Shade) -> bytes:
    """Draw rings and, above them, disks; large ones below small ones, so that none hides another."""
    canvas = Canvas(WIDTH, HEIGHT, shade)
    for line in outline()["borders"]:
        canvas.line([_placed(*point) for point in line], "rule", 0.8)
    for line in outline()["coast"]:
        canvas.line([_placed(*point) for point in line], "line", 0.9)
    for dot in sorted(dots, key=lambda one: (one.is_ranked, -one.size, one.latitude, one.longitude)):
        x, y = _placed(dot.latitude, dot.longitude)
        radius = _LEAST + (_MOST - _LEAST) * dot.size
        if dot.is_ranked:
            canvas.disk(x, y, radius, "fill")
        else:
            canvas.disk(x, y, radius, "fill", width=1.6)
    return canvas.svg()


@cache
def outline() -> dict[str, list[list[Point]]]:
    """Read the lines of the map: of the coasts and of the borders between states, as latitude and longitude."""
    found = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return {kind: [list(_points(line)) for line in lines] for kind, lines in found.items()}


def _points(line: Sequence[int]) -> Iterator[Point]:
    """Read a line: hundredths of degrees, longitude first, each point as a step from the one before."""
    for east, north in zip(accumulate(line[0::2]), accumulate(line[1::2]), strict=True):
        yield north / 100, east / 100


def _placed(latitude: float, longitude: float) -> Point:
    """Project a place: Albers, which keeps areas. Source: Snyder, Map Projections (1987), page 100."""
    first, second = (sin(radians(one)) for one in _PARALLELS)
    n = (first + second) / 2
    c = cos(radians(_PARALLELS[0])) ** 2 + 2 * n * first
    away = sqrt(c - 2 * n * sin(radians(latitude))) / n
    origin = sqrt(c - 2 * n * sin(radians(_CENTER[0]))) / n
    angle = n * radians(longitude - _CENTER[1])
    return _MIDDLE[0] + _SCALE * away * sin(angle), _MIDDLE[1] - _SCALE * (origin - away * cos(angle))
