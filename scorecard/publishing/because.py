"""A criterion's result in, the plain reason out where something other than the answer itself decided."""

from __future__ import annotations

from scorecard.model.rubric import Rubric
from scorecard.scoring.result import CriterionResult


def because(result: CriterionResult, rubric: Rubric) -> str | None:
    """Say why the outcome is what it is: not applicable, settled, unconfirmed, too old or capped; else None."""
    answer = result.answer
    if result.inherited_from is not None:
        return f"It follows {_title(rubric, result.inherited_from)}, which does not apply."
    if result.cap is not None:
        leader = rubric.criteria[result.cap.by]
        level = leader.levels[leader.rung(result.cap.leader_level)].title
        best = result.criterion.levels[result.criterion.rung(result.cap.level)].title
        return f"At best “{best}”, because of {leader.title}: {level}."
    if answer is None:
        return None
    if answer.is_unconfirmed:
        return "Carried over and not looked at again."
    if result.is_stale:
        return "Too old to count."
    if answer.settled is not None:
        return answer.settled.because or answer.settled.finding.reason
    return answer.finding.reason if result.pair is None else None


def _title(rubric: Rubric, criterion: str) -> str:
    return rubric.criteria[criterion].title
