"""A scored edition in, how its criteria work out."""

from __future__ import annotations

from fractions import Fraction
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.scoring.criteria import LEAST_CITIES, Working, pearson, weights_of, workings
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.scoring.small import criterion, file, project, rubric

WHICH = rubric(("one", "60", [criterion("a", points="5"), criterion("b", points="3")]), ("two", "40", [criterion("c")]))


def scored(*cities: str) -> EditionResult:
    """Score cities, each by its answers to a, b and c."""
    files = [
        file(dict(zip("abc", answers.split(), strict=True)), city=f"city-{place:03}")
        for place, answers in enumerate(cities)
    ]
    return score_edition(project(WHICH, *files), "2026")


def test_effective_weights_are_parts_of_the_whole() -> None:
    """A criterion weighs its part of its dimension's points, times the dimension's weight."""
    assert {"a": Fraction(75, 2), "b": Fraction(45, 2), "c": Fraction(40)} == weights_of(WHICH)


def test_counts_by_hand() -> None:
    """Met, perhaps met, open, settled, and not applicable, which is in none of them."""
    found = workings(scored("full full full", "<=partial none unknown", "n/a full none", "none <=partial full"))[0]
    expected = Working(
        "a", Fraction(75, 2), applies=3, met=1, may_meet=1, open=1, settled=2, correlated=2, correlation=None
    )
    assert expected == found


def test_everybody_and_nobody_are_told_from_ten_cities_on() -> None:
    """All ten that are settled meet a, none meets b; nine are too few."""
    ten = workings(scored(*["full none full"] * LEAST_CITIES, "unknown unknown unknown"))
    nine = workings(scored(*["full none full"] * (LEAST_CITIES - 1)))
    assert [(True, False), (False, True)] == [(one.is_met_by_all, one.is_met_by_none) for one in ten[:2]]
    assert [(False, False)] * 2 == [(one.is_met_by_all, one.is_met_by_none) for one in nine[:2]]


def test_a_criterion_that_goes_with_the_rest_and_one_that_goes_against_it() -> None:
    """Where a and c are met together, both correlate; b, always the other way round, does against them."""
    cities = ["full none full"] * 6 + ["none full none"] * 6
    assert [100, -100] == [one.correlation for one in workings(scored(*cities))[:2]]
    assert [12, 12, 12] == [one.correlated for one in workings(scored(*cities))]


def test_open_cities_are_in_no_correlation() -> None:
    """A city counts where the criterion is settled and a quarter of the rest is."""
    cities = ["full none full", "none full none"] * 5 + ["unknown full full", "full unknown unknown"]
    assert [10, 11, 11] == [one.correlated for one in workings(scored(*cities))]


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 1 << 20)), min_size=LEAST_CITIES, max_size=40))
def test_correlations_are_pearsons(points: list[tuple[int, int]]) -> None:
    """Within half a hundredth of the standard library's, in doubles."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    found = pearson(xs, ys)
    if found is None:
        assert len(set(xs)) == 1 or len(set(ys)) == 1
    else:
        assert pytest.approx(correlation(xs, ys), abs=0.00501) == found / 100
