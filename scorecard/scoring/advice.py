"""A city measured in, what it can do out: for each criterion the points gained, exactly, and what else must be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.rubric import Criterion
from scorecard.scoring.measured import FIRST, Measured, Settled
from scorecard.scoring.result import Bands, Pair, Range

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """What a criterion brings to its first level, and what that gives.

    `steps` are the criteria to answer with their first level, each by evidence of
    the edition's last day: those that hold this one down, the outermost first, then
    this one. `gain` is what the low side gains, of which `gain_of_leaders` comes
    with the others alone. `range` and `bands` are the whole's after it, `bands` None
    where too little is known.
    """

    criterion: Criterion
    steps: Steps
    gain: Fraction
    gain_of_leaders: Fraction
    range: Range
    bands: Bands | None


def actions(city: Measured) -> tuple[Action, ...]:
    """List what a city can do, the greatest gain first, then the fewest steps, then in the order of the rubric.

    There is one action for each criterion that applies and is not certainly at its
    first level, but for those that no step brings there: where the criterion that
    it follows limits it even at its own first level.
    """
    found = [
        _promise(city, criterion, steps)
        for name, criterion in city.yardstick.sheet.rubric.criteria.items()
        if (pair := city.filled.pairs[name]) is not None and pair != FIRST
        for steps in _steps(city, name)
    ]
    found.sort(key=lambda promised: (-promised[0], len(promised[1].steps)))
    return tuple(action for _, action in found)


def _promise(city: Measured, criterion: Criterion, steps: Steps) -> tuple[int, Action]:
    """Work out an action, with its gain in whole numbers for sorting."""
    after = city.settle(dict.fromkeys(steps, FIRST))
    of_leaders = _alone(city, steps[:-1]).low - city.low if len(steps) > 1 else 0
    gain = after.low - city.low
    action = Action(criterion, steps, city.score(gain), city.score(of_leaders), city.range(after), city.bands(after))
    return gain, action


def _alone(city: Measured, steps: Steps) -> Settled:
    return city.settle(dict.fromkeys(steps, FIRST))


def _steps(city: Measured, name: str) -> Iterator[Steps]:
    """Find the fewest criteria with which one reaches its first level; nothing where none do."""
    sheet, pairs = city.yardstick.sheet, city.filled.pairs
    leaders = sheet.leaders(name)
    if not leaders or not _is_held(city, name, pairs[leaders[0]]):
        yield (name,)
        return
    ways: dict[Pair | None, Steps] = {}
    for leader in reversed(leaders):
        ways = _ways(city, leader, ways)
    free = [steps for reached, steps in ways.items() if not _is_held(city, name, reached)]
    if free:
        yield (*min(free, key=lambda steps: _rank(city, steps)), name)


def _ways(city: Measured, name: str, ways: dict[Pair | None, Steps]) -> dict[Pair | None, Steps]:
    """Find what a criterion can come to with nothing or something done, each with the fewest steps.

    Args:
        city: whose present answers hold for what is left alone.
        name: the criterion.
        ways: the same of the one that it follows; empty where it follows none.
    """
    sheet, state = city.yardstick.sheet, city.filled.states[name]
    criterion = sheet.rubric.criteria[name]
    found: dict[Pair | None, list[Steps]] = {}
    for leader, steps in ways.items() or [(None, ())]:
        left = sheet.after(criterion, state, leader) if ways else state.own
        found.setdefault(left, []).append(steps)
        if left is not None and not (ways and _is_held(city, name, leader)):
            found.setdefault(FIRST, []).append((*steps, name))
    return {pair: min(several, key=lambda steps: _rank(city, steps)) for pair, several in found.items()}


def _rank(city: Measured, steps: Steps) -> tuple[int, list[int]]:
    """Order steps: the fewest first, then in the order of the rubric."""
    return len(steps), [city.yardstick.places[name] for name in steps]


def _is_held(city: Measured, name: str, leader: Pair | None) -> bool:
    """Whether the one that it follows, at this pair, keeps a criterion from its first level."""
    return city.yardstick.sheet.holds(name, leader)
