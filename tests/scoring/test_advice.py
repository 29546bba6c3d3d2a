"""What a city can do and what is worth knowing: promises by hand, and held against scoring the changed file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding
from scorecard.model.rubric import Rubric
from scorecard.model.when import When
from scorecard.scoring.advice import Action, actions
from scorecard.scoring.follows import beyond_caps
from scorecard.scoring.measured import FIRST
from scorecard.scoring.score import score_city
from scorecard.scoring.settling import questions
from scorecard.scoring.what_if import Sheet, State
from tests.scoring.small import EDITION
from tests.scoring.strategies import files, rubrics
from tests.scoring.test_path import measured, sets_of
from tests.scoring.test_what_if import states

LAW = settings(max_examples=300, deadline=None, suppress_health_check=(HealthCheck.too_slow,))


def done(which: Rubric, answers: CityEdition, action: Action) -> CityEdition:
    """Answer the steps of an action with their first level, by evidence of the last day."""
    proof = Evidence("proof", "https://example.org/proof", When.day(EDITION.as_of))
    given = {name: Answer(Finding(level=which.criteria[name].levels[0].id), ("proof",)) for name in action.steps}
    return replace(answers, answers={**answers.answers, **given}, evidence={**answers.evidence, "proof": proof})


@LAW
@given(data=st.data(), which=rubrics())
def test_an_action_that_is_done_gives_what_was_promised(data: st.DataObject, which: Rubric) -> None:
    """Written into the file and scored again: the same range and bands, and no answer beyond a cap."""
    answers = data.draw(files(which))
    city, before = measured(which, answers), score_city(which, EDITION, answers)
    for action in actions(city) if city is not None else ():
        after = score_city(which, EDITION, done(which, answers, action))
        assert (action.range, action.bands) == (after.range, after.bands)
        assert before.range is not None
        assert action.range.low == before.range.low + action.gain
        assert not {name for name, _, _ in beyond_caps(which, after.criteria)} & set(action.steps)
        assert after.criteria[action.criterion.id].pair == FIRST


@LAW
@given(data=st.data(), which=rubrics())
def test_an_action_has_no_step_too_many(data: st.DataObject, which: Rubric) -> None:
    """Every criterion has an action where any set brings it to its first level, and the action is the smallest set."""
    answers = data.draw(files(which))
    city, start = measured(which, answers), Sheet(which).fill(states(which, answers))
    if city is None:
        return
    able = [name for name in which.criteria if start.pairs[name] not in (None, FIRST)]
    sizes: dict[str, int] = {}
    for count in range(len(able), 0, -1):
        sizes.update({name: count for names, _ in sets_of(start, able, count) for name in names})
    assert sizes == {one.criterion.id: len(one.steps) for one in actions(city)}


@LAW
@given(data=st.data(), which=rubrics())
def test_a_question_that_is_settled_narrows_the_range_as_told(data: st.DataObject, which: Rubric) -> None:
    """Each level that is possible is tried: the least and the most are reached, and nothing outside them."""
    answers = data.draw(files(which))
    city, start = measured(which, answers), Sheet(which).fill(states(which, answers))
    found = {} if city is None else {one.criterion.id: one for one in questions(city)}
    opened = {name: pair for name, pair in start.pairs.items() if pair is not None and pair.worst != pair.best}
    assert (set(opened) if start.range is not None else set()) == set(found)
    for name, question in found.items():
        own = start.states[name].own
        assert own is not None
        settled = [
            start.after({name: State(replace(own, worst=rung, best=rung), counts=True)})
            for rung in range(own.best, own.worst + 1)
        ]
        known = [one.known_share for one in settled]
        narrowed = [100 * (share - start.known_share) for share in known]
        assert (min(narrowed), max(narrowed), min(known)) == (question.least, question.most, question.known_share)
