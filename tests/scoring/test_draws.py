"""Ranges in, places under other weights out: held against a slow reckoning from the text alone."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.rubric import Rubric
from scorecard.scoring import draws
from scorecard.scoring.draws import DRAWS, Places, drawn_weights, numbers, places_under_draws
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.scoring.small import criterion, file, project, rubric
from tests.scoring.strategies import files, rubrics
from tests.tries import tries

LAW = settings(max_examples=tries(12), deadline=None, suppress_health_check=(HealthCheck.too_slow,))
TWO = rubric(("one", "60", [criterion("a")]), ("two", "40", [criterion("b")]))


def scored(**cities: tuple[str, str]) -> EditionResult:
    """Score cities, each by its answers to `a` and `b`."""
    made = [file({"a": a, "b": b}, city=city) for city, (a, b) in cities.items()]
    return score_edition(project(TWO, *made), "2026")


def slow_places(result: EditionResult) -> dict[str, Places]:
    """Rank once for each draw with fractions, weights and ends as they are, without any rounding."""
    weights = [{one.id: one.weight for one in result.rubric.dimensions}]
    seed = sha256(f"{result.rubric.id}\n{result.edition.id}".encode()).digest()
    for draw in range(DRAWS):
        drawn = {}
        for place, dimension in enumerate(result.rubric.dimensions):
            found = sha256(seed + draw.to_bytes(4, "big") + place.to_bytes(4, "big")).digest()
            share = Fraction(int.from_bytes(found[:8], "big"), 2**64)
            drawn[dimension.id] = dimension.weight * (Fraction(7, 10) + Fraction(6, 10) * share)
        weights.append(drawn)
    found_places: dict[str, Places] = {}
    for one in weights:
        ends = {city: ends_of(result, city, one) for city in result.standings}
        for city, (low, high) in ends.items():
            best = 1 + sum(other_low > high for other_low, _ in ends.values())
            worst = 1 + sum(other_high > low for other, (_, other_high) in ends.items() if other != city)
            before = found_places.get(city, Places(best, worst))
            found_places[city] = Places(min(before.best, best), max(before.worst, worst))
    return found_places


def ends_of(result: EditionResult, city: str, weights: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    """Weigh the dimensions that apply."""
    spans = [(weights[name], one.range) for name, one in result.cities[city].dimensions.items() if one is not None]
    total = sum((weight for weight, _ in spans), Fraction(0))
    low = sum((weight * span.low for weight, span in spans), Fraction(0))
    high = sum((weight * span.high for weight, span in spans), Fraction(0))
    return low / total, high / total


def test_the_first_weights_are_those_of_the_recipe() -> None:
    """SHA-256 of seed, draw and dimension, eight bytes, greatest first; then 60 and 40 times 0.7 and more."""
    seed = sha256(b"small\n2026").digest()
    first = int.from_bytes(sha256(seed + bytes(8)).digest()[:8], "big")
    second = int.from_bytes(sha256(seed + bytes(7) + b"\1").digest()[:8], "big")
    assert (first, second) == next(numbers("small", "2026", 2))
    exact = [
        4096 * weight * (Fraction(7, 10) + Fraction(3, 5) * Fraction(number, 2**64))
        for weight, number in ((60, first), (40, second))
    ]
    assert all(
        abs(found - one) <= Fraction(1, 2) for found, one in zip(drawn_weights(TWO, "2026")[0], exact, strict=True)
    )


def test_what_is_drawn_does_not_change() -> None:
    """The first weights of a rubric of two dimensions, as they were when this was written."""
    assert [(305784, 206877), (224943, 159572)] == drawn_weights(TWO, "2026")[:2]


def test_factors_are_even_between_their_ends() -> None:
    """All lie from 0.7 to 1.3, a tenth of them in each tenth of the way, more or less."""
    drawn = drawn_weights(TWO, "2026")
    shares = [(Fraction(first, 60 * 4096) - Fraction(7, 10)) / Fraction(6, 10) for first, _ in drawn]
    tenths = [sum(Fraction(n, 10) <= share < Fraction(n + 1, 10) for share in shares) for n in range(10)]
    assert DRAWS == len(drawn) == sum(tenths)
    assert 150 < min(tenths) <= max(tenths) < 250


def test_places_widen_where_weights_decide() -> None:
    """60 to 40 for the first city; a draw of less than 0.78 against 1.17 and more turns the two round."""
    assert {"x": Places(1, 2), "y": Places(1, 2)} == places_under_draws(scored(x=("full", "none"), y=("none", "full")))


def test_what_is_better_in_all_stays_before() -> None:
    """No weights put a city behind one that it beats in every dimension."""
    result = scored(x=("full", "full"), y=("partial", "partial"), z=("none", "none"))
    assert {"x": Places(1, 1), "y": Places(2, 2), "z": Places(3, 3)} == places_under_draws(result)


def test_equal_cities_share_their_places_whatever_applies() -> None:
    """Half of everything is half, whether both dimensions apply or one."""
    result = scored(x=("partial", "partial"), y=("partial", "n/a"), z=("n/a", "partial"))
    assert {Places(1, 1)} == set(places_under_draws(result).values())


def test_nobody_is_drawn_where_nobody_is_ranked() -> None:
    """Cities of which too little is known have no place under any weights."""
    assert {} == places_under_draws(scored(x=("unknown", "unknown")))


@pytest.mark.parametrize("at_once", [1, 3, 1 << 20])
def test_how_many_are_worked_out_at_once_changes_nothing(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One draw at a time, a few, or all: the same places."""
    result = scored(x=("full", "none"), y=("none", "full"), z=("partial", "unknown"), w=("<=partial", "full"))
    expected = places_under_draws(result)
    monkeypatch.setattr(draws, "_AT_ONCE", at_once)
    assert expected == places_under_draws(result)


@LAW
@given(data=st.data(), which=rubrics())
def test_places_are_those_of_fractions(data: st.DataObject, which: Rubric) -> None:
    """Whole numbers of fine parts give what exact fractions give, for any rubric and any cities."""
    cities = [data.draw(files(which, city)) for city in "abcd"]
    result = score_edition(project(which, *cities), "2026")
    assert slow_places(result) == places_under_draws(result)
