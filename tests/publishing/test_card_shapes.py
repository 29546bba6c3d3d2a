"""Shapes of the card's drawings: what is filled stays inside its box, and holes run the other way."""

from __future__ import annotations

import re

import pytest

from scorecard.publishing.card_shapes import PITCH, STROKE, box, brackets, frame, placed, stripes

Point = tuple[float, float]


def shapes(path: str) -> list[list[Point]]:
    """Read the shapes of a path of straight lines between points."""
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", shape)] for shape in path.split("M")[1:]
    ]


def area(shape: list[Point]) -> float:
    """Measure a shape; above 0 where it runs clockwise on the page."""
    return (
        sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(shape, shape[1:] + shape[:1], strict=True)) / 2
    )


@pytest.mark.parametrize(("left", "right"), [(0, 34), (10, 12.5), (0, 680), (484.18, 680)])
def test_stripes_stay_in_their_box(left: float, right: float) -> None:
    """No stripe leaves the box, all run clockwise, and together they cover the share of a box that they should."""
    drawn = shapes(stripes(left, 3, right, 28))
    assert all(left <= x <= right and 3 <= y <= 28 for shape in drawn for x, y in shape)
    assert all(area(shape) >= 0 for shape in drawn)
    if right - left > 100:
        covered = sum(map(area, drawn)) / ((right - left) * 25)
        assert abs(covered - STROKE / PITCH) < 0.01


def test_stripes_of_one_origin_go_on_in_each_other() -> None:
    """A box that is cut in two has the stripes of the whole."""
    whole, first = shapes(stripes(0, 0, 60, 10)), shapes(stripes(0, 0, 25, 10))
    second = shapes(stripes(25, 0, 60, 10, origin=0))
    assert abs(sum(map(area, whole)) - sum(map(area, first + second))) < 0.5


def test_boxes_and_frames() -> None:
    """A frame is a box and its hole, which runs the other way."""
    assert "M1 2L3.5 2L3.5 4L1 4" == box(1, 2, 3.5, 4)
    assert "M0 0L34 0L34 11L0 11M1 1L1 10L33 10L33 1" == frame(0, 0, 34, 11)


def test_brackets_leave_a_gap() -> None:
    """The line around a sign is open above and below it."""
    assert "M0.5 0.5H11.5M22.5 0.5H33.5V10.5H22.5M11.5 10.5H0.5V0.5" == brackets(0, 0, 34, 11, 11)


def test_a_sign_goes_to_its_place() -> None:
    """Steps start at the center."""
    assert "M17 5.5m-5 0h10" == placed("m-5 0h10", 17, 5.5)
