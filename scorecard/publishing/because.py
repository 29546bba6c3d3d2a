"""A criterion's result in, the plain reason out where something other than the answer itself decided."""

from __future__ import annotations

from scorecard.model.rubric import Rubric
from scorecard.publishing.language import say
from scorecard.scoring.result import CriterionResult


def because(result: CriterionResult, rubric: Rubric) -> str | None:
    """Say why the outcome is what it is: not applicable, settled, unconfirmed, too old or capped; else None."""
    answer = result.answer
    if result.inherited_from is not None:
        return say("It follows {title}, which does not apply.", title=rubric.criteria[result.inherited_from].title)
    if result.cap is not None:
        leader = rubric.criteria[result.cap.by]
        level = leader.levels[leader.rung(result.cap.leader_level)].title
        best = result.criterion.levels[result.criterion.rung(result.cap.level)].title
        return say("At best “{best}”, because of {title}: {level}.", best=best, title=leader.title, level=level)
    if answer is None:
        return None
    if answer.is_unconfirmed:
        return say("Carried over and not looked at again.")
    if result.is_stale:
        return say("Too old to count.")
    if answer.settled is not None:
        return answer.settled.because or answer.settled.finding.reason
    return answer.finding.reason if result.pair is None else None
