"""Ranges in, intervals of places out: the hand-computed cases."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.scoring.ranks import standings, unsettled
from scorecard.scoring.result import Range
from scorecard.scoring.score import score_edition, without_ranks
from tests.scoring.small import criterion, file, project, rubric


def ranked(**ranges: tuple[int | str, int | str]) -> dict[str, tuple[int, int, int]]:
    """Rank cities by low and high; city -> order, best and worst place."""
    spans = {city: Range(Fraction(low), Fraction(high)) for city, (low, high) in ranges.items()}
    return {city: (one.order, one.best, one.worst) for city, one in standings(spans).items()}


CASES = [
    ("no city", {}, {}),
    ("one city", {"a": (10, 90)}, {"a": (1, 1, 1)}),
    ("one city, settled", {"a": (50, 50)}, {"a": (1, 1, 1)}),
    ("apart", {"a": (80, 90), "b": (10, 20)}, {"a": (1, 1, 1), "b": (2, 2, 2)}),
    ("overlapping", {"a": (40, 60), "b": (50, 55)}, {"b": (1, 1, 2), "a": (2, 1, 2)}),
    ("touching", {"a": (50, 60), "b": (60, 70)}, {"b": (1, 1, 1), "a": (2, 1, 2)}),
    ("settled and equal", {"a": (50, 50), "b": (50, 50)}, {"a": (1, 1, 1), "b": (1, 1, 1)}),
    (
        "order 1, 2, 2, 4",
        {"d": (10, 10), "c": (20, 30), "b": (20, 30), "a": (90, 90)},
        {"a": (1, 1, 1), "b": (2, 2, 3), "c": (2, 2, 3), "d": (4, 4, 4)},
    ),
    ("equal low, then high", {"a": (20, 30), "b": (20, 40)}, {"b": (1, 1, 2), "a": (2, 1, 2)}),
    (
        "a wide one over all",
        {"a": (0, 100), "b": (30, 30), "c": (60, 60)},
        {"c": (1, 1, 2), "b": (2, 2, 3), "a": (3, 1, 3)},
    ),
    (
        "a difference that no float has",
        {"a": ("1/3", "1/3"), "b": ("6004799503160661/18014398509481984", "6004799503160661/18014398509481984")},
        {"a": (1, 1, 1), "b": (2, 2, 2)},
    ),
]


@pytest.mark.parametrize(("case", "ranges", "expected"), CASES, ids=[one[0] for one in CASES])
def test_a_rank_is_the_interval_that_the_ranges_leave(
    case: str, ranges: dict[str, tuple[int | str, int | str]], expected: dict[str, tuple[int, int, int]]
) -> None:
    """Only a low above another's high is surely above, and only a high above another's low is possibly above."""
    found = ranked(**ranges)
    assert (case, expected, list(expected)) == (case, found, list(found))


def test_cities_that_share_one_range_rank_as_those_with_equal_ones() -> None:
    """It makes no difference whether two cities have the same record of a range, or two that say the same."""
    one, other = Range(Fraction(20), Fraction(30)), Range(Fraction(25), Fraction(25))
    apart = {"c": one, "b": other, "a": Range(Fraction(20), Fraction(30))}
    found = standings({**apart, "a": one})
    assert (standings(apart), ["b", "a", "c"]) == (found, list(found))
    assert [(1, 1, 3, 2), (2, 1, 3, 2), (2, 1, 3, 2)] == [
        (one.order, one.best, one.worst, one.sharing) for one in found.values()
    ]


A = criterion("a", "full 1, most 3/4, some 1/4, none 0")
B = criterion("b", "full 1, none 0")
TWO = rubric(("d", "60", [A]), ("e", "40", [B]), known="1/2")


def test_only_final_files_known_well_enough_are_ranked() -> None:
    """Drafts, withdrawn files, little known and not applicable cities get no place and move nobody's."""
    files = [
        file({"a": "some", "b": "none"}, city="low"),
        file({"a": "full", "b": "none"}, city="high"),
        file({"a": "full", "b": "full"}, city="draft", draft=True),
        file({"a": "full", "b": "full"}, city="withdrawn", withdrawn=True),
        file({"b": "full"}, city="unknown"),
        file({"a": "n/a", "b": "n/a"}, city="nothing"),
    ]
    result = score_edition(project(TWO, *files), "2026")
    assert {"high": (1, 1, 1), "low": (2, 2, 2)} == {
        city: (one.order, one.best, one.worst) for city, one in result.standings.items()
    }
    assert ["high", "low", "unknown", "nothing"] == result.listed()
    assert {"draft", "withdrawn"} == set(result.cities) - set(result.public())


def test_a_known_share_at_the_threshold_is_ranked() -> None:
    """Half known is enough where half is asked; a little less is not."""
    files = [file({"a": "<=most"}, city="under"), file({"a": "some..most", "b": "full"}, city="over")]
    half = rubric(("d", "50", [A]), ("e", "50", [B]), known="1/2")
    at = score_edition(project(half, file({"a": "full"}, city="at"), *files), "2026")
    assert [Fraction(1, 2), Fraction(1, 8), Fraction(3, 4)] == [
        span.known_share for city in ("at", "under", "over") if (span := at.cities[city].range) is not None
    ]
    assert {"at", "over"} == set(at.standings)


def test_a_dimension_ranks_the_cities_that_it_knows_well() -> None:
    """A city that is unranked as a whole has its place in a dimension, by that dimension alone."""
    files = [
        file({"b": "full"}, city="one"),
        file({"a": "some", "b": "none"}, city="two"),
        file({"a": "full", "b": "n/a"}, city="three"),
    ]
    result = score_edition(project(TWO, *files), "2026")
    assert {"three", "two"} == set(result.standings)
    assert {"three": (1, 1, 1), "two": (2, 2, 2)} == {
        city: (one.order, one.best, one.worst) for city, one in result.dimension_standings["d"].items()
    }
    assert {"one": (1, 1, 1), "two": (2, 2, 2)} == {
        city: (one.order, one.best, one.worst) for city, one in result.dimension_standings["e"].items()
    }


def test_where_a_city_cannot_be_scored_nobody_is_ranked() -> None:
    """Without ranks no standing is left, of the whole or of a dimension, and the result says so."""
    bare = without_ranks(score_edition(project(TWO, file({"a": "full", "b": "full"})), "2026"))
    assert ({}, {"d": {}, "e": {}}, True) == (bare.standings, bare.dimension_standings, bare.is_partial)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9))
def test_unsettled_orders_are_counted_both_ways(ends: list[tuple[int, int]]) -> None:
    """Two cities are not settled where neither's low reaches the other's high; each counts the other."""
    ranges = {f"c{n}": Range(Fraction(min(one)), Fraction(max(one))) for n, one in enumerate(ends)}
    expected = {
        city: sum(
            a.low < b.high and b.low < a.high and not (a.low == a.high == b.low == b.high)
            for other, b in ranges.items()
            if other != city
        )
        for city, a in ranges.items()
    }
    assert expected == unsettled(ranges)
