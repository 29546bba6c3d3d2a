"""The bridges of many cities in, what they come to on average out: all sums exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from scorecard.scoring.bridge import KINDS, Bridge, Kind


@dataclass(frozen=True, slots=True)
class Move:
    """What a bridge comes to: its ends, and the sum of each kind that has a step other than 0, in their order."""

    low_from: Fraction
    low_to: Fraction
    sums: Mapping[Kind, Fraction]

    @property
    def difference(self) -> Fraction:
        """What lies between the two ends."""
        return self.low_to - self.low_from


def move_of(bridge: Bridge) -> Move:
    """Add up a bridge by kind."""
    sums: dict[Kind, Fraction] = {}
    for step in bridge.steps:
        if step.difference:
            sums[step.kind] = sums.get(step.kind, Fraction(0)) + step.difference
    return Move(bridge.low_from, bridge.low_to, {kind: sums[kind] for kind in KINDS if kind in sums})


@dataclass(frozen=True, slots=True)
class OfKind:
    """What one kind of step comes to: the mean difference over all cities, and how many it moved up and down."""

    difference: Fraction
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Nation:
    """What all bridges between two editions come to.

    `cities` have one; `low_from`, `low_to` and the differences by kind are means over
    them, exact, 0 where there is none. `up`, `down` and `same` count how they
    moved. Left out are cities that are `new`, that are `gone`, and those that are in both
    while `nothing` applies to them in one.
    """

    cities: int
    low_from: Fraction
    low_to: Fraction
    up: int
    down: int
    same: int
    kinds: Mapping[Kind, OfKind]
    new: int
    gone: int
    nothing: int

    @property
    def difference(self) -> Fraction:
        """What lies between the two means."""
        return self.low_to - self.low_from


def nation_of(moves: Mapping[str, Move], before: AbstractSet[str], after: AbstractSet[str]) -> Nation:
    """Add up the moves of all cities.

    Args:
        moves: city id -> move, of cities that are in both editions.
        before: ids of the cities that count in the old edition.
        after: ids of those that count in the new one.
    """
    found = moves.values()
    differences = [one.difference for one in found]
    return Nation(
        cities=len(moves),
        low_from=_mean([one.low_from for one in found], len(moves)),
        low_to=_mean([one.low_to for one in found], len(moves)),
        up=sum(one > 0 for one in differences),
        down=sum(one < 0 for one in differences),
        same=sum(not one for one in differences),
        kinds={kind: _of_kind([one.sums[kind] for one in found if kind in one.sums], len(moves)) for kind in KINDS},
        new=len(after - before),
        gone=len(before - after),
        nothing=len(before & after) - len(moves),
    )


def _of_kind(sums: list[Fraction], cities: int) -> OfKind:
    return OfKind(_mean(sums, cities), sum(one > 0 for one in sums), sum(one < 0 for one in sums))


def _mean(values: Iterable[Fraction], count: int) -> Fraction:
    return sum(values, Fraction(0)) / count if count else Fraction(0)


def most_moved(moves: Mapping[str, Move]) -> list[str]:
    """List the cities that moved, the farthest first, up before down where equal, then by id."""
    moved = [city for city, one in moves.items() if one.difference]
    return sorted(moved, key=lambda city: (-abs(moves[city].difference), moves[city].difference < 0, city))
