"""Answers coded twice in, agreement and alpha out, held against a library of others."""

from __future__ import annotations

from fractions import Fraction

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.scoring.agreement import Agreement, Category, agreements, alpha, coding_of
from tests.scoring.small import answer, criterion, file, opinion, rubric, seen

ONE = rubric(("one", "100", [criterion("a"), criterion("lag", "month 1 <=31, older 0"), criterion("c")]))
CATEGORIES: tuple[Category, ...] = ((0, 0), (1, 1), (2, 2), (2, 0), None)


def test_what_people_read_is_counted_and_what_two_read_is_held_together() -> None:
    """Answers of inventories, unknown ones and missing ones were read by nobody."""
    both = answer("full", second=opinion("partial"))
    coding = coding_of(ONE, file({"a": both, "lag": "unknown", "c": "full"}))
    assert ((0, 2), ((0, (0, 0), (1, 1)),)) == (coding.read, coding.twice)


def test_a_lag_is_counted_by_the_evidence_of_its_own_coder() -> None:
    """The same newest day, seen in April by one and in February by the other, is two findings."""
    both = answer("newest 2026-01-31", "april", second=opinion("newest 2026-01-31", "february"))
    coding = coding_of(ONE, file({"lag": both}, evidence=seen(april="2026-04-11", february="2026-02-11")))
    assert ((1, (1, 1), (0, 0)),) == coding.twice


def test_a_settlement_does_not_hide_that_coders_differed() -> None:
    """What was settled later was not agreed."""
    both = answer("full", second=opinion("none"), settled=opinion("none"))
    found = agreements(ONE, [coding_of(ONE, file({"a": both}))])
    assert Agreement(read=1, twice=1, agreed=0, alpha=Fraction(0)) == found["a"]


def test_by_hand() -> None:
    """Krippendorff's own example of two coders, ten units, yes and no: six agree, alpha 0.095."""
    first, second = "0100000000", "1110010010"
    pairs = [((int(x), int(x)), (int(y), int(y))) for x, y in zip(first, second, strict=True)]
    found = alpha(pairs)
    assert found is not None
    assert Fraction(2, 21) == found


@pytest.mark.parametrize("pairs", [[], [((0, 0), (0, 0))] * 9])
def test_alpha_is_not_defined_where_chance_explains_all(pairs: list[tuple[Category, Category]]) -> None:
    """Nothing coded twice, or one answer throughout: no alpha, not 1."""
    assert alpha(pairs) is None


def test_few_are_not_called_weak() -> None:
    """Four that differ prove nothing; five do."""
    four, five = (Agreement(9, count, 0, Fraction(-1)) for count in (4, 5))
    assert (False, True) == (four.is_weak, five.is_weak)


@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), min_size=1, max_size=30))
def test_alpha_is_that_of_the_library(pairs: list[tuple[Category, Category]]) -> None:
    """Equal to that of the package `krippendorff`, nominal, wherever both are defined."""
    found = alpha(pairs)
    if found is not None:
        data = [[CATEGORIES.index(pair[coder]) for pair in pairs] for coder in (0, 1)]
        expected = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
        assert pytest.approx(expected, abs=1e-12) == float(found)
