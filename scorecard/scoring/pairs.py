"""Answers in, pairs out: what an answer leaves possible on its own, before other criteria limit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.rubric import Criterion
from scorecard.model.when import When
from scorecard.scoring.result import Pair


@cache
def pair(worst: int, best: int) -> Pair:
    """Give a pair; there are few, so that each is made once."""
    return Pair(worst, best)


def everything(criterion: Criterion) -> Pair:
    """Give the pair of all levels, which is `unknown`."""
    return pair(criterion.lowest, 0)


def lag_days(newest: When, seen: When) -> int:
    """Count the days from the first day of the newest record to the last day on which it was seen."""
    return (seen.last - newest.first).days


def lag_rung(criterion: Criterion, days: int) -> int:
    """Find the first level whose `at_most` is not below the days; the last where none fits."""
    for rung, level in enumerate(criterion.levels):
        if level.at_most is not None and level.at_most >= days:
            return rung
    return criterion.lowest


def element_rung(criterion: Criterion, count: int) -> int:
    """Find the first level whose `at_least` is not above the number of elements; the last where none fits."""
    for rung, level in enumerate(criterion.levels):
        if level.at_least is not None and level.at_least <= count:
            return rung
    return criterion.lowest


def pair_of(criterion: Criterion, finding: Finding, seen: When | None) -> Pair | None:
    """Read the pair off one finding.

    Args:
        criterion: whose levels the finding names.
        finding: in any form; its level ids exist and its bounds do not cross.
        seen: the day of the first evidence; needed for `newest` alone.

    Returns:
        The pair, or None where the criterion does not apply.
    """
    if finding.is_not_applicable:
        return None
    if finding.level is not None:
        rung = criterion.rung(finding.level)
        return pair(rung, rung)
    if finding.newest is not None and seen is not None:
        rung = lag_rung(criterion, lag_days(finding.newest, seen))
        return pair(rung, rung)
    if finding.present is not None:
        certain, possible = set(finding.present), set(finding.present) | set(finding.unsure)
        return pair(element_rung(criterion, len(certain)), element_rung(criterion, len(possible)))
    worst = criterion.lowest if finding.no_worse_than is None else criterion.rung(finding.no_worse_than)
    best = 0 if finding.no_better_than is None else criterion.rung(finding.no_better_than)
    return pair(worst, best)


def says_something(answer: Answer | None) -> bool:
    """Whether the answer that decides is more than `unknown`."""
    if answer is None:
        return False
    if answer.settled is not None:
        return not answer.settled.finding.is_unknown
    return not answer.finding.is_unknown or (answer.second is not None and not answer.second.finding.is_unknown)


def deciding_evidence(answer: Answer) -> tuple[str, ...]:
    """List the evidence ids behind the pair: the settlement's, else those of both coders; the leading one first."""
    if answer.settled is not None:
        return answer.settled.evidence or answer.evidence
    second = answer.second.evidence if answer.second is not None else ()
    return tuple(dict.fromkeys((*answer.evidence, *second)))


def all_evidence(answer: Answer) -> tuple[str, ...]:
    """List every evidence id that the answer names, each once, in the order of the file."""
    opinions = [opinion.evidence for opinion in (answer.second, answer.settled) if opinion is not None]
    return tuple(dict.fromkeys([*answer.evidence, *(one for ids in opinions for one in ids)]))


def is_stale(criterion: Criterion, answer: Answer, evidence: Mapping[str, Evidence], as_of: date) -> bool:
    """Whether the newest day among the deciding evidence is more than `fresh_for_days` before `as_of`.

    A month counts from its first day. What says nothing cannot be too old.
    """
    is_alone = answer.second is None and answer.settled is None
    ids = answer.evidence if is_alone else deciding_evidence(answer)
    days = [evidence[one].seen.first for one in ids if one in evidence]
    return says_something(answer) and bool(days) and (as_of - max(days)).days > criterion.fresh_for_days


def agreed_pair(criterion: Criterion, answer: Answer, evidence: Mapping[str, Evidence]) -> Pair | None:
    """Read the pair off an answer with its second coder and its settlement, before freshness."""
    first_seen = _first_seen(answer.evidence, evidence)
    if answer.settled is not None:
        return pair_of(criterion, answer.settled.finding, _first_seen(answer.settled.evidence, evidence) or first_seen)
    first = pair_of(criterion, answer.finding, first_seen)
    if answer.second is None:
        return first
    other = pair_of(criterion, answer.second.finding, _first_seen(answer.second.evidence, evidence) or first_seen)
    if first is None and other is None:
        return None
    if first is None or other is None:
        return everything(criterion)
    return pair(max(first.worst, other.worst), min(first.best, other.best))


def _first_seen(ids: Sequence[str], evidence: Mapping[str, Evidence]) -> When | None:
    return evidence[ids[0]].seen if ids and ids[0] in evidence else None
