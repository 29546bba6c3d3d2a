"""Random rubrics and cities in; a second scorer, written from the contract alone, must come to the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.scoring.ranks import standings
from scorecard.scoring.result import Bands, EditionResult, Range, Standing
from scorecard.scoring.score import score_edition
from tests.scoring.independent import Interval, Scored, places, scored
from tests.scoring.small import AS_OF, project
from tests.scoring.strategies import files, rubrics
from tests.tries import tries

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
EDGES = st.fractions(min_value=0, max_value=100, max_denominator=2)


def told(span: Range | None) -> Interval | None:
    """Write a range as a pair."""
    return None if span is None else (span.low, span.high)


def letters(bands: Bands | None) -> tuple[str, str] | None:
    """Write bands as a pair."""
    return None if bands is None else (bands.low, bands.high)


def numbers_of(result: EditionResult, city: str) -> Scored:
    """Write a city's numbers and bands as the second scorer does."""
    one = result.cities[city]
    parts: dict[str | None, Interval | None] = {
        name: told(None if part is None else part.range) for name, part in one.dimensions.items()
    }
    bands: dict[str | None, tuple[str, str] | None] = {
        name: letters(None if part is None else part.bands) for name, part in one.dimensions.items()
    }
    return Scored({**parts, None: told(one.range)}, {**bands, None: letters(one.bands)})


def triple(one: Standing) -> tuple[int, int, int]:
    """Write a standing as the second scorer does."""
    return (one.order, one.best, one.worst)


def check_against_second(rubric: Rubric, cities: Sequence[CityEdition], as_of: date) -> None:
    """Hold low, high, bands and ranks of one edition, of the whole and of each dimension, against the second scorer."""
    result = score_edition(project(rubric, *cities, editions=[Edition("2026", rubric.id, as_of)]), "2026")
    second = {one.city: scored(rubric, one, as_of) for one in cities}
    assert second == {city: numbers_of(result, city) for city in second}
    final = [one.city for one in cities if not one.is_draft and one.withdrawn is None]
    for key in (None, *(dimension.id for dimension in rubric.dimensions)):
        spans = {city: span for city in final if (span := second[city].numbers[key]) is not None}
        known = {
            city: (low, high)
            for city, (low, high) in spans.items()
            if 1 - (high - low) / 100 >= rubric.band_from_known_share
        }
        found = result.standings if key is None else result.dimension_standings[key]
        assert places(known) == {city: triple(one) for city, one in found.items()}


@settings(max_examples=tries(50), deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), rubric=rubrics())
def test_two_scorers_agree(data: st.DataObject, rubric: Rubric) -> None:
    """Up to four cities under a random rubric, on four days, so that ever more of their evidence is too old."""
    cities = [data.draw(files(rubric, city)) for city in "abcd"[: data.draw(st.integers(1, 4))]]
    for later in (0, 1, 200, 1000):
        check_against_second(rubric, cities, AS_OF + timedelta(days=later))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(EDGES, EDGES).map(lambda ends: (min(ends), max(ends))), max_size=12))
def test_rank_intervals_are_those_of_counting(spans: list[Interval]) -> None:
    """Every city against every other, ties and touching ranges among them, in the order of lists."""
    cities = {f"c{n:02}": span for n, span in enumerate(spans)}
    found = standings({city: Range(*span) for city, span in cities.items()})
    assert places(cities) == {city: triple(one) for city, one in found.items()}
    assert sorted(cities, key=lambda city: (-cities[city][0], -cities[city][1], city)) == list(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(EDGES, EDGES).map(lambda ends: (min(ends), max(ends))), min_size=1, max_size=6), st.data())
def test_every_place_inside_the_ranges_is_inside_the_rank(spans: list[Interval], data: st.DataObject) -> None:
    """Whatever the true scores inside the ranges, a city's place among them is in its interval."""
    found = standings({str(n): Range(*span) for n, span in enumerate(spans)})
    true = [low + (high - low) * data.draw(st.fractions(0, 1, max_denominator=7)) for low, high in spans]
    for n, mine in enumerate(true):
        place = 1 + sum(other > mine for other in true)
        assert found[str(n)].best <= place <= found[str(n)].worst
