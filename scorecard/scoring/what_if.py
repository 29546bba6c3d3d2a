"""A city's criteria in, each on its own; its range and bands out, and again after any of them is answered differently.

What `score_city` works out from files, this works out from pairs, and after a
change only what hangs on it: advice and bridges ask hundreds of times a city.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from scorecard.model.rubric import Criterion, Dimension, Rubric
from scorecard.scoring.follows import cap_by, counts, leaders_first
from scorecard.scoring.pairs import pair
from scorecard.scoring.result import Bands, CriterionResult, Pair, Range
from scorecard.scoring.score import bands_with_gates, tally, weigh


@dataclass(frozen=True, slots=True)
class State:
    """A criterion on its own: its pair before follows, None where it does not apply.

    `counts`: there is an answer that settles something; without one, a criterion
    does not apply where the one that it follows does not.
    """

    own: Pair | None
    counts: bool


def state_of(result: CriterionResult) -> State:
    """Read the state off a result."""
    return State(result.own, counts(result))


class Sheet:
    """A rubric, made ready for asking; one serves all cities."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.weights = {dimension.id: dimension.weight for dimension in rubric.dimensions}
        self.dimension_of: Mapping[str, Dimension] = {
            criterion.id: dimension for dimension in rubric.dimensions for criterion in dimension.criteria
        }
        self.order = leaders_first(rubric)
        self._caps = {one.id: tuple(self._caps_of(one)) for one in self.order if one.follows is not None}
        self._followers: dict[str, list[Criterion]] = {criterion: [] for criterion in rubric.criteria}
        for one in self.order:
            if one.follows is not None:
                self._followers[one.follows.criterion].append(one)

    def _caps_of(self, criterion: Criterion) -> Iterator[int | None]:
        """Give the best rung left here for each best rung of the leader; None where it sets no limit."""
        if criterion.follows is None:
            return
        leader = self.rubric.criteria[criterion.follows.criterion]
        for rung in range(len(leader.levels)):
            at = pair(rung, rung)
            cap = cap_by(CriterionResult(leader, None, at, at), criterion, criterion.follows)
            yield None if cap is None else criterion.rung(cap.level)

    def leaders(self, criterion_id: str) -> tuple[str, ...]:
        """List the criteria that one follows, the nearest first."""
        found: list[str] = []
        follows = self.rubric.criteria[criterion_id].follows
        while follows is not None:
            found.append(follows.criterion)
            follows = self.rubric.criteria[follows.criterion].follows
        return tuple(found)

    def followers(self, criterion_id: str) -> Iterator[Criterion]:
        """Go through the criteria that hang on one, each after the one that it follows."""
        for follower in self._followers[criterion_id]:
            yield follower
            yield from self.followers(follower.id)

    def nearest_followers(self, criterion_id: str) -> Sequence[Criterion]:
        """List the criteria that follow one themselves."""
        return self._followers[criterion_id]

    def holds(self, criterion_id: str, leader: Pair | None) -> bool:
        """Whether the one that a criterion follows, at this pair, keeps it from its first level."""
        return leader is not None and bool(self._caps[criterion_id][leader.best])

    def after(self, criterion: Criterion, state: State, leader: Pair | None) -> Pair | None:
        """Give the pair that is left of a criterion by the pair of the one that it follows."""
        if leader is None:
            return state.own if state.counts else None
        rung = self._caps[criterion.id][leader.best]
        return state.own if rung is None or state.own is None or rung <= state.own.best else state.own.cut_at(rung)

    def fill(self, states: Mapping[str, State]) -> Filled:
        """Work out a city.

        Args:
            states: criterion id -> state, for every criterion.
        """
        pairs: dict[str, Pair | None] = {}
        for criterion in self.order:
            state, follows = states[criterion.id], criterion.follows
            pairs[criterion.id] = (
                state.own if follows is None else self.after(criterion, state, pairs[follows.criterion])
            )
        tallies = {dimension.id: tally(dimension, pairs) for dimension in self.rubric.dimensions}
        return Filled(self, states, pairs, tallies)


@dataclass(frozen=True)
class Filled:
    """A city worked out.

    `states` and `pairs` have every criterion; a pair is None where it does not apply.
    `tallies` has every dimension: None where nothing in it applies.
    """

    sheet: Sheet
    states: Mapping[str, State]
    pairs: Mapping[str, Pair | None]
    tallies: Mapping[str, Range | None]

    @cached_property
    def range(self) -> Range | None:
        """What is proved and what is possible of the whole; None where nothing applies."""
        return weigh(self.tallies, self.sheet.weights)

    @cached_property
    def bands(self) -> Bands | None:
        """The bands of the whole, gates included; None where too little is known."""
        return None if self.range is None else bands_with_gates(self.range, self.sheet.rubric, self.pairs)

    @property
    def known_share(self) -> Fraction:
        """How much is settled, 0 to 1; 0 where nothing applies."""
        return Fraction(0) if self.range is None else self.range.known_share

    def after(self, changes: Mapping[str, State]) -> Filled:
        """Answer some criteria differently; they, what hangs on them, and their dimensions are worked out anew."""
        sheet, states, pairs = self.sheet, {**self.states, **changes}, dict(self.pairs)
        touched: set[str] = set()
        for criterion_id in changes:
            for criterion in (sheet.rubric.criteria[criterion_id], *sheet.followers(criterion_id)):
                follows = criterion.follows
                state = states[criterion.id]
                new = state.own if follows is None else sheet.after(criterion, state, pairs[follows.criterion])
                if new != pairs[criterion.id]:
                    pairs[criterion.id] = new
                    touched.add(sheet.dimension_of[criterion.id].id)
        fresh = {one.id: tally(one, pairs) for one in sheet.rubric.dimensions if one.id in touched}
        return replace(self, states=states, pairs=pairs, tallies={**self.tallies, **fresh})
