"""Own pairs in, results out: what one criterion's answer leaves of another (contract, section 3, step 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scorecard.model.answer import Answer, Evidence
from scorecard.model.rubric import Criterion, Follows, Rubric
from scorecard.scoring.pairs import agreed_pair, everything, is_stale, says_something
from scorecard.scoring.result import Cap, CriterionResult


def leaders_first(rubric: Rubric) -> tuple[Criterion, ...]:
    """Order the criteria so that each stands after the one that it follows; they form no circle."""
    done: dict[str, Criterion] = {}
    for criterion in rubric.criteria.values():
        chain: list[Criterion] = []
        step: Criterion | None = criterion
        while step is not None and step.id not in done:
            chain.append(step)
            step = rubric.criteria[step.follows.criterion] if step.follows else None
        done.update((one.id, one) for one in reversed(chain))
    return tuple(done.values())


def own_result(
    criterion: Criterion, answer: Answer | None, evidence: Mapping[str, Evidence], as_of: date
) -> CriterionResult:
    """Work out a criterion on its own: second coder, settlement and freshness."""
    if answer is None:
        unknown = everything(criterion)
        return CriterionResult(criterion, None, unknown, unknown)
    stale = is_stale(criterion, answer, evidence, as_of)
    settles_nothing = stale or answer.is_unconfirmed
    pair = everything(criterion) if settles_nothing else agreed_pair(criterion, answer, evidence)
    return CriterionResult(criterion, answer, pair, pair, is_stale=stale)


def counts(result: CriterionResult) -> bool:
    """Whether there is an answer that settles something: not unknown, unconfirmed or too old."""
    answer = result.answer
    return answer is not None and says_something(answer) and not answer.is_unconfirmed and not result.is_stale


def cap_by(leader: CriterionResult, follower: Criterion, follows: Follows) -> Cap | None:
    """Find the best level that the leader leaves; None where it sets no limit.

    Its best possible level decides: share 0 leaves the last level; else what
    `caps` names for it, or for the nearest better level that is named.
    """
    if leader.pair is None:
        return None
    best = leader.criterion.levels[leader.pair.best]
    if not best.share:
        return Cap(leader.criterion.id, best.id, follower.levels[-1].id)
    for level in reversed(leader.criterion.levels[: leader.pair.best + 1]):
        if level.id in follows.caps:
            return Cap(leader.criterion.id, best.id, follows.caps[level.id])
    return None


def after_leader(result: CriterionResult, leader: CriterionResult, follows: Follows) -> CriterionResult:
    """Apply the leader's limit to one criterion."""
    criterion, answer = result.criterion, result.answer
    if leader.pair is None:
        if counts(result):
            return result
        return CriterionResult(criterion, answer, result.own, None, result.is_stale, None, leader.criterion.id)
    cap = cap_by(leader, criterion, follows)
    if cap is None or result.own is None:
        return result
    rung = criterion.rung(cap.level)
    if rung <= result.own.best:
        return result
    return CriterionResult(criterion, answer, result.own, result.own.cut_at(rung), result.is_stale, cap)


def work_out(
    rubric: Rubric,
    answers: Mapping[str, Answer],
    evidence: Mapping[str, Evidence],
    as_of: date,
    order: tuple[Criterion, ...] | None = None,
) -> dict[str, CriterionResult]:
    """Work out every criterion of one city.

    Args:
        rubric: whose criteria are scored.
        answers: criterion id -> answer; what is missing is unknown.
        evidence: evidence id -> evidence.
        as_of: the edition's cut-off day.
        order: `leaders_first(rubric)`, where many cities share it.

    Returns:
        Criterion id -> result, for every criterion, in the order of the rubric.
    """
    done: dict[str, CriterionResult] = {}
    for criterion in order or leaders_first(rubric):
        result = own_result(criterion, answers.get(criterion.id), evidence, as_of)
        if criterion.follows is not None:
            result = after_leader(result, done[criterion.follows.criterion], criterion.follows)
        done[criterion.id] = result
    return {criterion_id: done[criterion_id] for criterion_id in rubric.criteria}


def beyond_caps(rubric: Rubric, results: Mapping[str, CriterionResult]) -> Iterator[tuple[str, str, Cap]]:
    """Find answers that claim more than the criterion that they follow allows.

    Yields:
        Criterion id, the level that is claimed (or `not_applicable`), and the limit.
    """
    for criterion in rubric.criteria.values():
        result, follows = results[criterion.id], criterion.follows
        if follows is None or not counts(result) or result.answer is None:
            continue
        leader = results[follows.criterion]
        cap = cap_by(leader, result.criterion, follows)
        if cap is None or leader.pair is None:
            continue
        leader_is_none = leader.criterion.levels[leader.pair.best].share == 0
        for claim in _claims(result.answer):
            if claim == "not_applicable":
                if leader_is_none:
                    yield result.criterion.id, claim, cap
            elif result.criterion.rung(claim) < result.criterion.rung(cap.level):
                yield result.criterion.id, claim, cap


def _claims(answer: Answer) -> Iterator[str]:
    """List the levels that the deciding findings say are reached."""
    if answer.settled is not None:
        findings = [answer.settled.finding]
    else:
        findings = [answer.finding] + ([answer.second.finding] if answer.second is not None else [])
    for finding in findings:
        claim = "not_applicable" if finding.is_not_applicable else finding.level or finding.no_worse_than
        if claim is not None:
            yield claim
