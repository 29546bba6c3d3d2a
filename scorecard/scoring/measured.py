"""A city worked out in, its score in whole numbers of one size out, and again after some criteria were settled.

Within one city, what applies stays: then every level of every criterion adds a
fixed amount to the score, and hundreds of what-ifs are sums of whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scorecard.scoring.pairs import pair
from scorecard.scoring.result import Bands, CityResult, Pair, Range
from scorecard.scoring.what_if import Filled, Sheet, State, state_of

FIRST = pair(0, 0)
"""The pair of a criterion that is certainly at its first level."""

_MOST = 512  # sets of criteria that apply for which amounts are remembered at once; then all are forgotten

Amounts = Mapping[str, Sequence[int]]
"""Criterion id -> what each of its levels adds to the score, for every criterion that applies."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What some criteria settled give: `low` and `high` in whole numbers, and the pairs that `changed`, by id."""

    low: int
    high: int
    changed: Mapping[str, Pair | None]


class Yardstick:
    """Measures the cities of one rubric; one serves all of them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, rubric = sheet, sheet.rubric
        self.places = {criterion: place for place, criterion in enumerate(rubric.criteria)}
        self.families = {name: (one, *sheet.followers(name)) for name, one in rubric.criteria.items()}
        self.band_places = {band.id: place for place, band in enumerate(rubric.bands)}
        self.gates = tuple(
            (self.band_places[gate.best_band], tuple((one, rubric.criteria[one].rung(level)) for one, level in needs))
            for gate in rubric.gates
            for needs in (gate.requires.items(),)
        )
        self._amounts: dict[tuple[str, ...], tuple[int, Amounts]] = {}

    def measure(self, city: CityResult) -> Measured | None:
        """Measure a city, which has all its answers; None where nothing applies at all."""
        if city.range is None:
            return None
        states = {name: state_of(one) for name, one in city.criteria.items()}
        pairs = {name: one.pair for name, one in city.criteria.items()}
        tallies = {name: None if one is None else one.range for name, one in city.dimensions.items()}
        return self.measure_filled(Filled(self.sheet, states, pairs, tallies))

    def measure_filled(self, filled: Filled) -> Measured | None:
        """Measure a city that was worked out from states; None where nothing applies at all."""
        if filled.range is None:
            return None
        without = tuple(name for name, one in filled.pairs.items() if one is None)
        found = self._amounts.get(without)
        if found is None:
            if len(self._amounts) >= _MOST:
                self._amounts.clear()
            found = self._amounts[without] = self._amounts_of(filled.pairs)
        size, amounts = found
        low = sum(amounts[name][one.worst] for name, one in filled.pairs.items() if one is not None)
        high = sum(amounts[name][one.best] for name, one in filled.pairs.items() if one is not None)
        return Measured(self, filled, size, amounts, low, high)

    def _amounts_of(self, pairs: Mapping[str, Pair | None]) -> tuple[int, Amounts]:
        """Find the size of a whole number that fits all levels, and what each of them adds."""
        applying = [
            (dimension, possible)
            for dimension in self.sheet.rubric.dimensions
            if (possible := sum(points for name, (points, _) in dimension.units.items() if pairs[name] is not None))
        ]
        whole = sum((dimension.weight for dimension, _ in applying), Fraction(0))
        units = {dimension.id: 100 * dimension.weight / (whole * possible) for dimension, possible in applying}
        size = lcm(*(unit.denominator for unit in units.values()))
        return size, {
            name: tuple(int(units[dimension.id] * size) * earned for earned in levels)
            for dimension, _ in applying
            for name, (_, levels) in dimension.units.items()
            if pairs[name] is not None
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """A city in whole numbers: `low`, `high` and `amounts` count parts of a point of 100, `size` to each."""

    yardstick: Yardstick
    filled: Filled
    size: int
    amounts: Amounts
    low: int
    high: int

    def settle(self, answers: Mapping[str, Pair]) -> Settled:
        """Answer some criteria that apply with these pairs, each after the one that it follows.

        What follows them is worked out anew; what applies stays the same.
        """
        sheet, states, pairs = self.yardstick.sheet, self.filled.states, self.filled.pairs
        changed: dict[str, Pair | None] = {}
        for name in answers:
            for one in self.yardstick.families[name]:
                given, follows = answers.get(one.id), one.follows
                if follows is None:  # then it is one of `answers`
                    changed[one.id] = given
                    continue
                state, leader = states[one.id] if given is None else State(given, counts=True), follows.criterion
                changed[one.id] = sheet.after(one, state, changed[leader] if leader in changed else pairs[leader])
        low, high = self.low, self.high
        for name, new in changed.items():
            old = pairs[name]
            if new is not None and old is not None and new != old:
                amounts = self.amounts[name]
                low += amounts[new.worst] - amounts[old.worst]
                high += amounts[new.best] - amounts[old.best]
        return Settled(low, high, changed)

    def score(self, amount: int) -> Fraction:
        """Write an amount as a score."""
        return Fraction(amount, self.size)

    def range(self, settled: Settled) -> Range:
        """Write the range."""
        return Range(Fraction(settled.low, self.size), Fraction(settled.high, self.size))

    @property
    def most_open(self) -> int:
        """The greatest distance from low to high with which there is a band."""
        share = self.yardstick.sheet.rubric.band_from_known_share
        return 100 * self.size * (share.denominator - share.numerator) // share.denominator

    def bands(self, settled: Settled) -> Bands | None:
        """Read the bands, gates included; None where too little is known."""
        if settled.high - settled.low > self.most_open:
            return None
        bands = self.yardstick.sheet.rubric.bands
        low, high = self._band(settled.low), self._band(settled.high)
        for best, needs in self.yardstick.gates:
            if low < best or high < best:
                reached = [(rung, one) for name, rung in needs if (one := self._pair(name, settled)) is not None]
                low = low if all(one.worst <= rung for rung, one in reached) else max(low, best)
                high = high if all(one.best <= rung for rung, one in reached) else max(high, best)
        return Bands(bands[low].id, bands[high].id)

    def _band(self, amount: int) -> int:
        for place, band in enumerate(self.yardstick.sheet.rubric.bands):
            if amount * band.start.denominator >= band.start.numerator * self.size:
                return place
        raise ValueError(f"no band starts at or below {self.score(amount)}")

    def _pair(self, name: str, settled: Settled) -> Pair | None:
        return settled.changed[name] if name in settled.changed else self.filled.pairs[name]
