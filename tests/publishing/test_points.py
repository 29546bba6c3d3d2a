"""The words of points: they add up as printed, and their noun fits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scorecard.publishing import points


def test_parts_of_points_add_up() -> None:
    """Parts are rounded so that they add up to their printed sum."""
    parts = [Fraction(1), Fraction(2, 3), Fraction(2, 3)]
    assert points.points_parts(parts) == ["1", "0.67", "0.66"]
    assert points.points_parts([Fraction(1, 1000), Fraction(1)]) == ["<0.01", "1"]
    assert points.points_parts([]) == []


@pytest.mark.parametrize(
    ("amount", "written"), [("1", "of 1 point"), ("2.5", "of 2.5 points"), ("0.5", "of 0.5 points")]
)
def test_of_how_many_points(amount: str, written: str) -> None:
    """Only exactly one point is singular."""
    assert points.of_points(Fraction(amount)) == written
