"""The fewest actions to the next band: by hand, and against every set of actions of small rubrics."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import CityEdition
from scorecard.model.rubric import Rubric
from scorecard.scoring.measured import FIRST, Measured, Yardstick
from scorecard.scoring.path import next_band
from scorecard.scoring.score import score_city
from scorecard.scoring.what_if import Filled, Sheet, State
from tests.scoring.small import EDITION
from tests.scoring.strategies import files, rubrics
from tests.scoring.test_what_if import states

LAW = settings(max_examples=400, deadline=None, suppress_health_check=(HealthCheck.too_slow,))
DONE = State(FIRST, counts=True)


def measured(which: Rubric, answers: CityEdition) -> Measured | None:
    """Measure a city by its file."""
    return Yardstick(Sheet(which)).measure(score_city(which, EDITION, answers))


def by_force(which: Rubric, answers: CityEdition) -> tuple[str, ...] | None:
    """Try every set of actions, the smallest first: the definition, and nothing clever."""
    start = Sheet(which).fill(states(which, answers))
    able = [name for name in which.criteria if start.pairs[name] not in (None, FIRST)]
    for count in range(1, len(able) + 1):
        found = [
            (-after.range.low, names)
            for names, after in sets_of(start, able, count)
            if after.range is not None and is_better(start, after)
        ]
        if found:
            places = list(which.criteria)
            return min(found, key=lambda one: (one[0], [places.index(name) for name in one[1]]))[1]
    return None


def sets_of(start: Filled, able: list[str], count: int) -> Iterator[tuple[tuple[str, ...], Filled]]:
    """Go through the sets of so many actions in which nothing is held down any more."""
    for names in combinations(able, count):
        after = start.after({one.id: DONE for one in start.sheet.order if one.id in names})
        if all(after.pairs[name] == FIRST for name in names):
            yield names, after


def is_better(start: Filled, after: Filled) -> bool:
    """Whether there is a band where there was none, or a better one for certain."""
    ids = [band.id for band in start.sheet.rubric.bands]
    if start.range is None or after.bands is None:
        return False
    return start.bands is None or ids.index(after.bands.low) < ids.index(start.bands.low)


@LAW
@given(data=st.data(), which=rubrics())
def test_no_smaller_set_of_actions_reaches_a_better_band(data: st.DataObject, which: Rubric) -> None:
    """Held against all subsets: the same criteria, with gates, follows and what does not apply."""
    answers = data.draw(files(which))
    city = measured(which, answers)
    found = None if city is None else next_band(city)
    assert by_force(which, answers) == (None if found is None else found.criteria)
