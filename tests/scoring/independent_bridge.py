"""A second account of a bridge, written from section 4 of the contract: files are mixed, and each is scored whole.

To stand beside new answers, the old ones are moved in time with their evidence, so
that they are as old on the new edition's day as they were on their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding, Opinion
from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.when import When
from scorecard.scoring.bridge import Side
from scorecard.scoring.follows import counts
from scorecard.scoring.result import CriterionResult
from scorecard.scoring.score import score_city

Step = tuple[str, str | None, Fraction]
ORDER = ("scope", "aged", "learned", "vanished", "changed")


def steps_by_files(old: Side, new: Side) -> list[Step]:
    """List kind, criterion and difference of every step."""
    steps: list[Step] = []
    rubric = new.sheet.rubric
    at = low(old, old.sheet.rubric, published(old.file))
    if old.file.corrections:
        stands = low(old, old.sheet.rubric, old.file)
        after = at if stands is None else stands
        steps.append(("corrected", None, (after or Fraction(0)) - (at or Fraction(0))))
        at = after
    mixed = moved(old, new)
    if rubric is not old.sheet.rubric:
        restated = low(new, rubric, mixed)
        after = at if restated is None else restated
        steps.append(("rubric", None, (after or Fraction(0)) - (at or Fraction(0))))
        at = after
    before = score_city(rubric, new.edition, mixed).criteria
    wanted = new.result.criteria
    for kind in ORDER:
        for name in rubric.criteria:
            if differs(before[name], wanted[name]) and kind_of(before[name], wanted[name]) == kind:
                mixed = with_answer(mixed, name, new.file)
                found = low(new, rubric, mixed)
                after = at if found is None else found
                steps.append((kind, name, (after or Fraction(0)) - (at or Fraction(0))))
                at = after
    return steps


def low(side: Side, rubric: Rubric, one: CityEdition) -> Fraction | None:
    """Score a whole file on the day of one side."""
    span = score_city(rubric, side.edition, one).range
    return None if span is None else span.low


def published(one: CityEdition) -> CityEdition:
    """Take corrections back, one by one, the last first."""
    answers = dict(one.answers)
    for correction in sorted(one.corrections, key=lambda made: made.on)[::-1]:
        answers[correction.criterion] = correction.was
    return replace(one, answers=answers)


def moved(old: Side, new: Side) -> CityEdition:
    """Move the old file to the new edition's day, and leave out what is another question there."""
    delta = new.edition.as_of - old.edition.as_of
    evidence = {f"old {name}": replace(one, seen=later(one.seen, delta)) for name, one in old.file.evidence.items()}
    former = old.sheet.rubric.criteria
    answers = {
        name: later_answer(old.file.answers[name], delta)
        for name, criterion in new.sheet.rubric.criteria.items()
        if name in old.file.answers and name in former and question(former[name]) == question(criterion)
    }
    return replace(old.file, evidence=evidence, answers=answers)


def question(one: Criterion) -> tuple[object, ...]:
    """Write what makes a question the same."""
    levels = tuple((level.id, level.share, level.at_least, level.at_most) for level in one.levels)
    return one.id, one.measure, levels, frozenset(one.elements)


def later(span: When, delta: timedelta) -> When:
    """Move a day or a month."""
    return When(span.first + delta, span.last + delta)


def later_answer(one: Answer, delta: timedelta) -> Answer:
    """Move an answer, with its second coder and its settlement."""

    def finding(said: Finding) -> Finding:
        return said if said.newest is None else replace(said, newest=later(said.newest, delta))

    def names(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"old {name}" for name in ids)

    def opinion(said: Opinion | None) -> Opinion | None:
        return None if said is None else replace(said, finding=finding(said.finding), evidence=names(said.evidence))

    return replace(
        one,
        finding=finding(one.finding),
        evidence=names(one.evidence),
        second=opinion(one.second),
        settled=opinion(one.settled),
    )


def with_answer(one: CityEdition, name: str, new: CityEdition) -> CityEdition:
    """Put one new answer in, with its evidence, or take the old one out."""
    answers = {key: value for key, value in one.answers.items() if key != name}
    evidence: Mapping[str, Evidence] = {**one.evidence, **new.evidence}
    if name in new.answers:
        answers[name] = new.answers[name]
    return replace(one, answers=answers, evidence=evidence)


def differs(before: CriterionResult, after: CriterionResult) -> bool:
    """Whether a criterion is switched: its own pair differs, or that it is an answer for those that follow."""
    return (before.own, counts(before)) != (after.own, counts(after))


def kind_of(before: CriterionResult, after: CriterionResult) -> str:
    """Take the first kind that fits."""
    return next(kinds_of(before, after))


def kinds_of(before: CriterionResult, after: CriterionResult) -> Iterator[str]:
    """List every kind that fits, in the order of the contract."""
    if before.own is None or after.own is None:
        yield "scope"
        return
    if any(one.is_stale or (one.answer is not None and one.answer.is_unconfirmed) for one in (before, after)):
        yield "aged"
    sets = [set(range(one.own.best, one.own.worst + 1)) for one in (before, after) if one.own is not None]
    if sets[0] <= sets[1] or sets[1] <= sets[0]:
        yield "learned"
    if after.answer is not None and after.answer.vanished is not None:
        yield "vanished"
    yield "changed"
