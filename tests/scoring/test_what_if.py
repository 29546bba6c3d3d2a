"""Criteria on their own in, ranges and bands out: the same as from files, also after a change."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import CityEdition
from scorecard.model.rubric import Rubric
from scorecard.scoring.score import score_city
from scorecard.scoring.what_if import Filled, Sheet, State, state_of
from tests.scoring.small import EDITION
from tests.scoring.strategies import files, rubrics
from tests.tries import tries

LAW = settings(max_examples=tries(50), deadline=None, suppress_health_check=(HealthCheck.too_slow,))


def states(rubric: Rubric, file: CityEdition) -> dict[str, State]:
    """Read every criterion of a file on its own."""
    return {name: state_of(one) for name, one in score_city(rubric, EDITION, file).criteria.items()}


def assert_is(filled: Filled, rubric: Rubric, file: CityEdition) -> None:
    """Hold what was worked out from pairs against the file's own score."""
    expected = score_city(rubric, EDITION, file)
    assert {name: one.pair for name, one in expected.criteria.items()} == filled.pairs
    assert (expected.range, expected.bands) == (filled.range, filled.bands)
    assert {name: one and one.range for name, one in expected.dimensions.items()} == filled.tallies


@LAW
@given(data=st.data(), rubric=rubrics())
def test_pairs_give_what_files_give(data: st.DataObject, rubric: Rubric) -> None:
    """Pairs after follows, every range and the bands are those of `score_city`."""
    file = data.draw(files(rubric))
    assert_is(Sheet(rubric).fill(states(rubric, file)), rubric, file)


@LAW
@given(data=st.data(), rubric=rubrics())
def test_a_change_gives_what_the_changed_file_gives(data: st.DataObject, rubric: Rubric) -> None:
    """Going from one file to another, by all criteria that differ at once or one after the other, ends at the other."""
    before, after = data.draw(files(rubric)), data.draw(files(rubric))
    wanted = states(rubric, after)
    start = Sheet(rubric).fill(states(rubric, before))
    assert_is(start.after(wanted), rubric, after)
    for name in data.draw(st.permutations(list(wanted))):
        start = start.after({name: wanted[name]})
    assert_is(start, rubric, after)


@LAW
@given(rubric=rubrics())
def test_leaders_and_followers_are_each_other(rubric: Rubric) -> None:
    """A criterion is among the followers of all its leaders, and among those of nobody else."""
    sheet = Sheet(rubric)
    by_leader = {(leader, name) for name in rubric.criteria for leader in sheet.leaders(name)}
    by_follower = {(name, one.id) for name in rubric.criteria for one in sheet.followers(name)}
    assert by_leader == by_follower
