"""Two editions of one city in, what made its low differ out: exact steps that add up (contract, section 4).

Two restatements of all criteria come first, then one step for each criterion that
differs. Where in the middle of the way nothing applies at all, there is no low;
the one before is carried on, so that the steps still add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from scorecard.model.answer import Answer, CityEdition, Correction, Holder
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion
from scorecard.scoring.follows import own_result
from scorecard.scoring.result import CityResult, CriterionResult, Pair
from scorecard.scoring.walk import Walk
from scorecard.scoring.what_if import Sheet, state_of

Kind = Literal["corrected", "rubric", "scope", "aged", "learned", "vanished", "changed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order of the contract; of a criterion, the first that fits counts."""
_NOTHING = Fraction(0)
_PLACE = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a bridge: a city's `file` of an `edition`, its `result` with all answers, its rubric as a `sheet`."""

    sheet: Sheet
    edition: Edition
    file: CityEdition
    result: CityResult


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, the criterion that is switched, and the difference to the low of the whole, 0 included.

    `criterion` is None where all are restated. `acted` says whose doing it is, where the
    answer changed and the evidence shows that practice did so after the old cut-off day.
    """

    kind: Kind
    criterion: str | None
    difference: Fraction
    acted: Holder | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """The way from the old low as published to the new one; `steps` in their order add up to the difference."""

    low_from: Fraction
    low_to: Fraction
    steps: tuple[Step, ...]

    @property
    def difference(self) -> Fraction:
        """What lies between the two ends."""
        return self.low_to - self.low_from

    def of_kind(self, kind: Kind) -> tuple[Step, ...]:
        """List the steps of one kind, in their order."""
        return tuple(step for step in self.steps if step.kind == kind)


def bridge(old: Side, new: Side) -> Bridge | None:
    """Explain the difference; None between two families, and where either low is null."""
    rubric, former = new.sheet.rubric, old.sheet.rubric
    start, end, was = _low(old.result), _low(new.result), as_published(old.file)
    if rubric.family != former.family:
        return None
    published = _low_published(old, was) if was else start
    if published is None or end is None:
        return None
    way = _Way(published)
    if was:
        way.to("corrected", None, start)
    restated, after = old.result.criteria if former is rubric else _restated(old, new), new.result.criteria
    before = {name: state_of(one) for name, one in restated.items()}
    states = {name: state_of(one) for name, one in after.items()}
    differing = [name for name in rubric.criteria if before[name] != states[name]]
    if differing or former is not rubric:
        walk = Walk(new.sheet, before)
        if former is not rubric:
            way.to("rubric", None, walk.low())
        by_kind = [(_kind(restated[name], after[name]), name) for name in differing]
        for kind, name in sorted(by_kind, key=lambda one: _PLACE[one[0]]):
            walk.switch(name, states[name])
            way.to(kind, name, walk.low(), acted=_acted(after[name].answer, old.edition) if kind == "changed" else None)
    return Bridge(published, end, tuple(way.steps))


class _Way:
    """Where the low stands, and the steps that led there."""

    def __init__(self, low: Fraction) -> None:
        self.low = low
        self.steps: list[Step] = []

    def to(self, kind: Kind, criterion: str | None, low: Fraction | None, *, acted: Holder | None = None) -> None:
        """Go on to a low; None, where nothing applies, stays where it is."""
        before, self.low = self.low, self.low if low is None else low
        difference = _NOTHING if self.low is before else self.low - before
        self.steps.append(Step(kind, criterion, difference, acted))


def _low(result: CityResult) -> Fraction | None:
    return None if result.range is None else result.range.low


def _kind(before: CriterionResult, after: CriterionResult) -> Kind:
    """Find the first kind that fits; also where the pairs are equal and only one is an answer for what follows."""
    if before.own is None or after.own is None:
        return "scope"
    if _is_aged(before) or _is_aged(after):
        return "aged"
    if _is_within(before.own, after.own) or _is_within(after.own, before.own):
        return "learned"
    return "vanished" if after.answer is not None and after.answer.vanished is not None else "changed"


def _is_aged(result: CriterionResult) -> bool:
    return result.is_stale or (result.answer is not None and result.answer.is_unconfirmed)


def _is_within(one: Pair, other: Pair) -> bool:
    return other.best <= one.best and one.worst <= other.worst


def _acted(answer: Answer | None, old: Edition) -> Holder | None:
    """Say who changed the practice after the old cut-off day; a month counts where all of it lies after."""
    if answer is None or answer.since is None or answer.since.first <= old.as_of:
        return None
    return answer.owed_to


def as_published(file: CityEdition) -> dict[str, Answer]:
    """List the answers that corrections changed, as they were published first: criterion id -> answer."""
    found: dict[str, Answer] = {}
    for one in reversed(in_order(file)):
        found[one.criterion] = one.was
    return found


def in_order(file: CityEdition) -> list[Correction]:
    """List the corrections by their day; those of one day as they stand in the file."""
    return sorted(file.corrections, key=lambda one: one.on)


def _low_published(old: Side, was: Mapping[str, Answer]) -> Fraction | None:
    """Work out the low of the old edition as it was published."""
    criteria, as_of = old.sheet.rubric.criteria, old.edition.as_of
    states = {name: state_of(one) for name, one in old.result.criteria.items()}
    for name, answer in was.items():
        states[name] = state_of(own_result(criteria[name], answer, old.file.evidence, as_of))
    return Walk(old.sheet, states).low()


def _restated(old: Side, new: Side) -> dict[str, CriterionResult]:
    """Give the old answers under the new rubric; what is not the same in both is unknown."""
    former, as_of = old.sheet.rubric.criteria, old.edition.as_of
    found: dict[str, CriterionResult] = {}
    for name, criterion in new.sheet.rubric.criteria.items():
        is_kept = name in former and is_same(former[name], criterion)
        answer = old.file.answers.get(name) if is_kept else None
        found[name] = own_result(criterion, answer, old.file.evidence, as_of)
    return found


def is_same(one: Criterion, other: Criterion) -> bool:
    """Whether an answer to one is an answer to the other: same measure, levels and elements; words do not count."""
    return one is other or (
        one.measure == other.measure and _levels(one) == _levels(other) and one.elements.keys() == other.elements.keys()
    )


def _levels(criterion: Criterion) -> list[tuple[object, ...]]:
    return [(level.id, level.share, level.at_least, level.at_most) for level in criterion.levels]


def newly_vanished(old: CityEdition, new: CityEdition, criteria: Mapping[str, Criterion]) -> Iterator[str]:
    """List what was published once and is not any more by the new file, where the old one did not say so yet."""
    for name in criteria:
        after, before = new.answers.get(name), old.answers.get(name)
        if after is not None and after.vanished is not None and (before is None or before.vanished is None):
            yield name
