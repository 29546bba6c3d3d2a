"""A city measured in, the fewest actions to its next band out: proved to be the fewest, not guessed.

Trees of criteria that follow each other do not touch, and within one city every
level adds a fixed amount. So the ways of acting on each tree are worked out once,
and put together; gates become conditions inside a tree. Nothing is cut off that
could be the best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from scorecard.model.rubric import Criterion
from scorecard.scoring.fronts import (
    NOTHING,
    STAY,
    Front,
    Keep,
    Way,
    by_openness,
    by_score,
    highest,
    joined,
    merged,
    sums_of,
    tightest,
    together,
    undominated,
)
from scorecard.scoring.measured import FIRST, Measured
from scorecard.scoring.result import Bands, Pair, Range


@dataclass(frozen=True, slots=True)
class NextBand:
    """The fewest criteria to bring to their first level for a better band, or for a band at all.

    `criteria` are in the order of the rubric; among sets of the same size they
    have the highest low, then come first in the rubric. `gain` is what the low side
    gains; `range` and `bands` are the whole's after it.
    """

    criteria: tuple[str, ...]
    gain: Fraction
    range: Range
    bands: Bands


def next_band(city: Measured) -> NextBand | None:
    """Find the fewest actions to a better band that is certain, or to a band at all where there is none.

    To act is to answer a criterion with its first level, where nothing that it
    follows holds it down then. None where the best band is certain already, or
    where no set of actions reaches the next one.
    """
    target = _target(city)
    marks = None if target is None else _Search(city, target).best()
    if marks is None:
        return None
    names = frozenset(name for name in city.yardstick.places if marks & _mark(city, name))
    after = city.settle({one.id: FIRST for one in city.yardstick.sheet.order if one.id in names})
    bands = city.bands(after)
    if bands is None:
        raise ValueError("the way to a band reaches none")
    ordered = tuple(name for name in city.yardstick.places if name in names)
    return NextBand(ordered, city.score(after.low - city.low), city.range(after), bands)


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to be reached, from where the city is.

    The low side gains `low` at least, what is open changes by `open` at most, and
    the worst of each of `needs` is at its rung or better.
    """

    low: int
    open: int
    needs: Mapping[str, int]


def _target(city: Measured) -> _Target | None:
    """Find what the next band takes; None where there is none."""
    now, room = city.bands(city.settle({})), city.most_open - (city.high - city.low)
    if now is None:
        return _Target(0, room, {})
    better = city.yardstick.band_places[now.low] - 1
    if better < 0:
        return None
    start = city.yardstick.sheet.rubric.bands[better].start
    needs: dict[str, int] = {}
    for best, gate in city.yardstick.gates:
        if best > better:
            for name, rung in gate:
                needs[name] = min(rung, needs.get(name, rung))
    return _Target(-(-start.numerator * city.size // start.denominator) - city.low, room, needs)


def _mark(city: Measured, name: str) -> int:
    """Give the bit of a criterion: the first of the rubric has the highest."""
    return 1 << (len(city.yardstick.places) - 1 - city.yardstick.places[name])


@dataclass(frozen=True)
class _Search:
    """Looks for the way with the fewest criteria; of these, for the highest low, then for the first in the rubric."""

    city: Measured
    target: _Target
    _made: dict[tuple[Keep, str, int | None], Front] = field(default_factory=dict)

    def best(self) -> int | None:
        """Give the marks of the criteria to act on; None where no way leads there."""
        for count, way in enumerate(self._counted(highest)):
            if way is not None and way.low >= self.target.low:
                if self._is_there(way):
                    return way.marks
                return self._from(count)
        return None

    def _from(self, fewest: int) -> int | None:
        """Go on where the highest low alone leaves too much open."""
        counted = zip(self._counted(highest), self._counted(tightest), strict=True)
        for count, (way, other) in enumerate(counted):
            if count < fewest or way is None or other is None or other.open > self.target.open:
                continue
            found = way if self._is_there(way) else self._of_size(count)
            if found is not None:
                return found.marks
        return None

    def _is_there(self, way: Way) -> bool:
        return way.low >= self.target.low and way.open <= self.target.open

    def _of_size(self, count: int) -> Way | None:
        """Find the best way with so many criteria; what cannot get there any more is left out on the way."""
        parts = [*self._parts(undominated), *([[STAY], [one]] for one in self._free)]
        low, tight = (_rests(parts, keep, count) for keep in (highest, tightest))
        reached: Front = NOTHING
        for part, lows, opens in zip(parts, low[1:], tight[1:], strict=True):
            reached = [
                [way for way in ways if self._can(way, count - size, lows, opens)]
                for size, ways in enumerate(merged(reached, part, undominated, count))
            ]
        found = [way for way in (reached[count] if count < len(reached) else ()) if self._is_there(way)]
        return max(found, key=lambda way: (way.low, way.marks), default=None)

    def _can(self, way: Way, left: int, lows: Front, opens: Front) -> bool:
        """Whether a way may still get there with so many more criteria of the parts that are left."""
        if left >= len(lows) or not lows[left]:
            return False
        return way.low + lows[left][0].low >= self.target.low and way.open + opens[left][0].open <= self.target.open

    def _counted(self, keep: Keep) -> Iterator[Way | None]:
        """Give, for each number of criteria from 0, the way that is kept of all; None where there is none."""
        core = together(self._parts(keep), keep)
        sums = sums_of(self._free, by_score if keep is highest else by_openness)
        for count in range(len(core) + len(sums) - 1):
            ways = [
                Way(way.low + more.low, way.open + more.open, way.marks | more.marks)
                for size in range(max(0, count - len(sums) + 1), min(count, len(core) - 1) + 1)
                for more in (sums[count - size],)
                for way in core[size]
            ]
            kept = keep(ways)
            yield kept[0] if kept else None

    def _parts(self, keep: Keep) -> list[Front]:
        """Work out the trees, and the criteria by themselves that a gate forces."""
        trees = [self._front(one, None, keep) for one in self._roots if len(self.city.yardstick.families[one.id]) > 1]
        return [*trees, *([[], [one]] for one in self._forced)]

    @cached_property
    def _roots(self) -> list[Criterion]:
        return [one for one in self.city.yardstick.sheet.order if one.follows is None]

    @cached_property
    def _single(self) -> list[tuple[bool, Way]]:
        """List the criteria by themselves on which one can act, with whether a gate forces that."""
        found: list[tuple[bool, Way]] = []
        for one in self._roots:
            pair = self.city.filled.pairs[one.id]
            if len(self.city.yardstick.families[one.id]) == 1 and pair is not None and pair != FIRST:
                found.append((not self._is_met(one.id, pair), self._way(one.id, FIRST, is_act=True)))
        return found

    @cached_property
    def _forced(self) -> list[Way]:
        return [way for is_forced, way in self._single if is_forced]

    @cached_property
    def _free(self) -> list[Way]:
        return [way for is_forced, way in self._single if not is_forced]

    def _front(self, criterion: Criterion, leader: Pair | None, keep: Keep) -> Front:
        """Work out a criterion and all that hangs on it, by the pair of the one that it follows."""
        key = (keep, criterion.id, None if leader is None else leader.best)
        if key not in self._made:
            front: Front = []
            for pair, is_act in self._choices(criterion, leader):
                way = self._way(criterion.id, pair, is_act=is_act)
                below: Front = NOTHING
                for follower in self.city.yardstick.sheet.nearest_followers(criterion.id):
                    below = merged(self._front(follower, pair, keep), below, keep, len(self.city.yardstick.places))
                one = merged(((way,),), below, keep, len(self.city.yardstick.places))
                front = joined(front, ((), *one) if is_act else one, keep)
            self._made[key] = front
        return self._made[key]

    def _choices(self, criterion: Criterion, leader: Pair | None) -> Iterator[tuple[Pair | None, bool]]:
        """Give what a criterion can come to, and whether that takes an act; not what a gate forbids."""
        sheet, state, follows = self.city.yardstick.sheet, self.city.filled.states[criterion.id], criterion.follows
        left = state.own if follows is None else sheet.after(criterion, state, leader)
        if self._is_met(criterion.id, left):
            yield left, False
        if left is not None and left != FIRST and (follows is None or not sheet.holds(criterion.id, leader)):
            yield FIRST, True

    def _is_met(self, name: str, pair: Pair | None) -> bool:
        return pair is None or name not in self.target.needs or pair.worst <= self.target.needs[name]

    def _way(self, name: str, pair: Pair | None, *, is_act: bool) -> Way:
        """Say what a criterion at a pair changes from what it is now."""
        old = self.city.filled.pairs[name]
        if pair is None or old is None:
            return STAY
        amounts = self.city.amounts[name]
        low = amounts[pair.worst] - amounts[old.worst]
        high = amounts[pair.best] - amounts[old.best]
        return Way(low, high - low, _mark(self.city, name) if is_act else 0)


def _rests(parts: list[Front], keep: Keep, most: int) -> list[Front]:
    """Put parts together from the last one on: each entry holds its part and all after it, the last one nothing."""
    found: list[Front] = [NOTHING]
    for part in reversed(parts):
        found.append(merged(_thinned(part, keep), found[-1], keep, most))
    return found[::-1]


def _thinned(part: Front, keep: Keep) -> Front:
    return [keep(list(ways)) for ways in part]
