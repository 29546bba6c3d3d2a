"""Criteria switched one after the other in, the low after each out: the same as when all is worked out anew."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.rubric import Rubric
from scorecard.scoring.walk import Walk
from scorecard.scoring.what_if import Filled, Sheet
from tests.scoring.strategies import files, rubrics
from tests.scoring.test_what_if import states

LAW = settings(max_examples=60, deadline=None, suppress_health_check=(HealthCheck.too_slow,))


def assert_is(walk: Walk, filled: Filled) -> None:
    """Hold the low that is kept against the one that is worked out."""
    assert (None if filled.range is None else filled.range.low) == walk.low()


@LAW
@given(data=st.data(), rubric=rubrics())
def test_a_walk_stands_where_a_sheet_would(data: st.DataObject, rubric: Rubric) -> None:
    """After every switch, in any order, also where it is asked only now and then."""
    sheet = Sheet(rubric)
    start, wanted = (states(rubric, data.draw(files(rubric))) for _ in range(2))
    walk, filled = Walk(sheet, dict(start)), sheet.fill(start)
    assert_is(walk, filled)
    for name in data.draw(st.permutations(list(wanted))):
        walk.switch(name, wanted[name])
        filled = filled.after({name: wanted[name]})
        if data.draw(st.booleans()):
            assert_is(walk, filled)
    assert_is(walk, filled)
