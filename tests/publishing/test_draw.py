"""Drawings: solid is proved, striped is not settled, empty is not earned."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scorecard.model.project import Project
from scorecard.model.rubric import Rubric
from scorecard.publishing.draw import Mark, end_labels, ladder, mark, position, range_bar, zones
from scorecard.scoring.result import Bands, Range


@pytest.fixture
def rubric(project: Project) -> Rubric:
    """A rubric with bands from 0, 30, 50, 70 and 85."""
    return project.rubrics["every-2026"]


def test_an_open_bar_has_three_parts(rubric: Rubric) -> None:
    """Solid runs to low, stripes to high, nothing behind."""
    bar = range_bar(Range(Fraction(225, 4), Fraction(75)), rubric)
    assert (bar.solid, bar.stripes_at, bar.stripes, bar.high) == ("56.25%", "56.25%", "18.75%", "75%")
    assert bar.label == "56.3 to 75.0 of 100"


def test_a_settled_bar_has_no_stripes(rubric: Rubric) -> None:
    """Low and high are one upright."""
    bar = range_bar(Range(Fraction(40), Fraction(40)), rubric)
    assert (bar.solid, bar.stripes, bar.low, bar.high) == ("40%", None, "40%", "40%")


def test_zero_and_unknown_differ(rubric: Rubric) -> None:
    """Known to be 0 is an empty bar; nothing known is all stripes."""
    zero, unknown = (range_bar(Range(Fraction(0), Fraction(high)), rubric) for high in (0, 100))
    assert (zero.solid, zero.stripes, zero.high) == (None, None, "0%")
    assert (unknown.solid, unknown.stripes, unknown.high) == (None, "100%", "100%")


def test_cards_get_pixels(rubric: Rubric) -> None:
    """With a width, places are pixels of it."""
    bar = range_bar(Range(Fraction(25), Fraction(50)), rubric, width=680)
    assert (bar.solid, bar.stripes_at, bar.stripes, bar.high) == ("170", "170", "170", "340")
    assert position(Fraction(100, 3)) == "33.33%"


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 100, [("0", "0%", "start"), ("100", "100%", "end")]),
        (20, 60, [("20.0", "20%", "middle"), ("60.0", "60%", "middle")]),
        (72, 76, [("72.0 to 76.0", "74%", "middle")]),
        (96, 100, [("96.0 to 100", "100%", "end")]),
        (1, 4, [("1.0 to 4.0", "1%", "start")]),
        (0, 0, [("0", "0%", "start")]),
    ],
)
def test_ends_do_not_touch_or_leave(rubric: Rubric, low: int, high: int, labels: list[tuple[str, str, str]]) -> None:
    """Figures stand over their ends, inside the track, and share a label where they would touch."""
    made = end_labels(Range(Fraction(low), Fraction(high)), rubric)
    assert [(one.text, one.at, one.anchor) for one in made] == labels


def test_bands_lie_along_the_track(rubric: Rubric) -> None:
    """Bands run from worst to best, with a tick where each begins, and those of the range are in it."""
    made = zones(rubric, Bands("C", "B"))
    assert [zone.letter for zone in made] == ["F", "D", "C", "B", "A"]
    assert [zone.tick for zone in made] == ["30%", "50%", "70%", "85%", None]
    assert [zone.is_in for zone in made] == [False, False, True, True, False]
    assert not any(zone.is_in for zone in zones(rubric, None))


def test_the_ladder_shows_one_band_a_range_or_none(rubric: Rubric) -> None:
    """One band is marked, a range framed, and no band is dashed."""
    assert [rung.state for rung in ladder(rubric, Bands("C", "C"))] == ["out", "out", "one", "out", "out"]
    assert [rung.state for rung in ladder(rubric, Bands("D", "B"))] == ["out", "in", "in", "in", "out"]
    assert {rung.state for rung in ladder(rubric, None)} == {"none"}


def test_marks_draw_shares_where_they_must() -> None:
    """Only a part and a bound need their shares; the rest are fixed shapes."""
    assert mark("full", Fraction(1), Fraction(1)) == Mark("full")
    assert mark("part", Fraction(1, 2), Fraction(1, 2)) == Mark("part", "22", None, None, None)
    assert mark("bounded", Fraction(1, 2), Fraction(1)) == Mark("bounded", "22", "22", "22", None)
    assert mark("bounded", Fraction(0), Fraction(1, 2)) == Mark("bounded", None, "0", "22", "22")
    assert mark("bounded", Fraction(1, 4), Fraction(3, 4), width=34) == Mark("bounded", "8.5", "8.5", "17", "25.5")
