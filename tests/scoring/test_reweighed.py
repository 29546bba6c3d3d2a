"""An edition and other weights in, the same out as when it is scored with them from the start."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.rubric import Rubric
from scorecard.scoring.score import reweighed, score_edition
from tests.scoring.small import project
from tests.scoring.strategies import files, rubrics
from tests.tries import tries


@settings(max_examples=tries(50), deadline=None, suppress_health_check=(HealthCheck.too_slow,))
@given(data=st.data(), which=rubrics())
def test_weighing_again_is_scoring_again(data: st.DataObject, which: Rubric) -> None:
    """Ranges, bands, gates and standings of any cities, by any weights of which one is not 0."""
    made = project(which, *(data.draw(files(which, city)) for city in "abc"))
    parts = data.draw(st.lists(st.integers(0, 9), min_size=len(which.dimensions), max_size=len(which.dimensions)))
    weights = {one.id: Fraction(part) for one, part in zip(which.dimensions, parts, strict=True)}
    weights[which.dimensions[0].id] += 1
    assert score_edition(made, "2026", weights=weights) == reweighed(score_edition(made, "2026"), weights)
