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
from tests.scoring.small import EDITION, criterion, file, rubric
from tests.scoring.strategies import files, rubrics
from tests.scoring.test_path import measured, sets_of
from tests.scoring.test_what_if import states
from tests.tries import tries

LAW = settings(max_examples=tries(50), deadline=None, suppress_health_check=(HealthCheck.too_slow,))


def done(which: Rubric, answers: CityEdition, action: Action) -> CityEdition:
    """Answer the steps of an action with their first level, by evidence of the last day."""
    proof = Evidence("proof", "https://example.org/proof", When.day(EDITION.as_of))
    given = {name: Answer(Finding(level=which.criteria[name].levels[0].id), ("proof",)) for name in action.steps}
    return replace(answers, answers={**answers.answers, **given}, evidence={**answers.evidence, "proof": proof})


HUNG = rubric(
    (
        "d",
        "100",
        [
            criterion("top", points="2"),
            criterion("mid", follows="top", caps={"partial": "partial"}),
            criterion("low", follows="mid", caps={"partial": "none"}),
            criterion("own", points="4"),
        ],
    )
)


def listed(answers: dict[str, Answer | str]) -> list[tuple[tuple[str, ...], str, str, str]]:
    """Show the actions of a city of `HUNG`: steps, gain, gain of the leaders, and the range."""
    city = measured(HUNG, file(answers))
    assert city is not None
    return [
        (one.steps, str(one.gain), str(one.gain_of_leaders), f"{one.range.low} to {one.range.high}")
        for one in actions(city)
    ]


def test_the_greatest_gain_comes_first_then_the_fewest_steps_then_the_rubric() -> None:
    """By hand: of 8 points, `own` earns 4 of 4; `top` 2 of 2; what hangs on `top` needs it."""
    expected = [
        (("own",), "50", "0", "50 to 50"),
        (("top", "mid", "low"), "50", "75/2", "50 to 50"),
        (("top", "mid"), "75/2", "25", "75/2 to 75/2"),
        (("top",), "25", "0", "25 to 25"),
    ]
    assert expected == listed({"top": "none", "mid": "none", "low": "none", "own": "none"})


def test_a_leader_that_goes_up_frees_what_follows_it_and_the_range_may_widen() -> None:
    """`mid` is unknown and was cut to its last level: with `top` at its first, all of `mid` and `low` is open again."""
    found = {steps: span for steps, _, _, span in listed({"top": "none", "own": "full"})}
    assert {"top": "75 to 100", "top mid": "175/2 to 100", "top low": "175/2 to 100"} == {
        " ".join(steps): span for steps, span in found.items()
    }


def test_only_what_holds_a_criterion_down_must_act() -> None:
    """An unknown leader limits nothing, nor does one that does not apply."""
    steps = [one for one, *_ in listed({"mid": "none", "low": "none", "own": "full"})]
    assert {("top",), ("mid",), ("mid", "low")} == set(steps)
    steps = [one for one, *_ in listed({"top": "n/a", "mid": "n/a", "low": "none", "own": "full"})]
    assert [("low",)] == steps


def test_what_is_certain_or_does_not_apply_has_no_action() -> None:
    """Nothing is left to gain; where nothing applies at all there is no advice."""
    assert [] == listed({"top": "full", "mid": "full", "low": "n/a", "own": "full"})
    assert measured(HUNG, file(dict.fromkeys(("top", "mid", "low", "own"), "n/a"))) is None


def test_a_criterion_that_stays_held_down_has_no_action() -> None:
    """Its leader's first level already leaves less than its own first level."""
    which = rubric(("d", "100", [criterion("a"), criterion("b", follows="a", caps={"full": "partial"})]))
    city = measured(which, file({"a": "none"}))
    assert city is not None
    assert [("a",)] == [one.steps for one in actions(city)]


def test_a_question_narrows_with_what_follows_it() -> None:
    """`top`, found not published, settles all that hangs on it; found published, itself alone."""
    city = measured(HUNG, file({"own": "full"}))
    assert city is not None
    expected = [("top", "25", "50", "3/4"), ("mid", "25/2", "25", "5/8"), ("low", "25/2", "25/2", "5/8")]
    assert expected == [
        (one.criterion.id, str(one.least), str(one.most), str(one.known_share)) for one in questions(city)
    ]


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
