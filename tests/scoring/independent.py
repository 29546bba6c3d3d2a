"""A second scorer, written from the contract alone: rubric and files in, plain numbers out, to hold the first against.

It works on shares and dates as they stand in the models, by recursion and by brute force, and shares no code with
`scorecard.scoring`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding
from scorecard.model.rubric import Criterion, Rubric

Interval = tuple[Fraction, Fraction]
Levels = list[int] | None  # which levels are possible, counted from the best; None: not applicable


def possible(one: Criterion, said: Finding, source: Evidence | None) -> Levels:
    """List the levels that one finding leaves."""
    ids, last = [level.id for level in one.levels], len(one.levels) - 1
    if said.is_not_applicable:
        return None
    if said.newest is not None and source is not None:
        late = [
            n for n in range(last) if source.seen.last <= said.newest.first + timedelta(days=one.levels[n].at_most or 0)
        ]
        return [min(late, default=last)]
    if said.present is not None:
        counts = len(set(said.present)), len({*said.present, *said.unsure})
        worst, best = (min(n for n in range(last + 1) if (one.levels[n].at_least or 0) <= count) for count in counts)
        return list(range(best, worst + 1))
    top = ids.index(said.level or said.no_better_than or ids[0])
    bottom = ids.index(said.level or said.no_worse_than or ids[last])
    return list(range(top, bottom + 1))


def own(one: Criterion, given: Answer | None, sources: Mapping[str, Evidence], as_of: date) -> tuple[Levels, bool]:
    """List the levels that an answer leaves, and tell whether it is an answer for what it follows."""
    everything = list(range(len(one.levels)))
    if given is None:
        return everything, False
    views = [(given.finding, given.evidence)]
    if given.second is not None:
        views.append((given.second.finding, given.second.evidence or given.evidence))
    if given.settled is not None:
        views = [(given.settled.finding, given.settled.evidence or given.evidence)]
    if all(said.is_unknown for said, _ in views):
        return everything, False
    newest = max(sources[name].seen.first for _, names in views for name in names)
    if given.is_unconfirmed or newest + timedelta(days=one.fresh_for_days) < as_of:
        return everything, False
    sets = [possible(one, said, sources[names[0]] if names else None) for said, names in views]
    if all(levels is None for levels in sets):
        return None, True
    if any(levels is None for levels in sets):
        return everything, True
    ends = [rung for levels in sets if levels is not None for rung in levels]
    return list(range(min(ends), max(ends) + 1)), True


def left(rubric: Rubric, name: str, file: CityEdition, as_of: date) -> Levels:
    """List the levels that are left of a criterion after those that it follows, by recursion."""
    one = rubric.criteria[name]
    levels, is_answer = own(one, file.answers.get(name), file.evidence, as_of)
    if one.follows is None:
        return levels
    leader = rubric.criteria[one.follows.criterion]
    above = left(rubric, leader.id, file, as_of)
    if above is None:
        return levels if is_answer else None
    if levels is None:
        return None
    limit = 0
    for rung in range(min(above) + 1):  # the last name up to the best level is the nearest
        if leader.levels[rung].id in one.follows.caps:
            limit = [level.id for level in one.levels].index(one.follows.caps[leader.levels[rung].id])
    if leader.levels[min(above)].share == 0:
        limit = len(one.levels) - 1
    return sorted({max(rung, limit) for rung in levels})


@dataclass(frozen=True, slots=True)
class Scored:
    """Low and high (0 to 100) and bands, of the whole (key None) and of each dimension; None where nothing applies."""

    numbers: dict[str | None, Interval | None]
    bands: dict[str | None, tuple[str, str] | None]


def scored(rubric: Rubric, file: CityEdition, as_of: date) -> Scored:
    """Score a city."""
    levels = {name: left(rubric, name, file, as_of) for name in rubric.criteria}
    numbers: dict[str | None, Interval | None] = {}
    for dimension in rubric.dimensions:
        ends = [
            (one.points, [one.levels[n].share for n in found])
            for one in dimension.criteria
            if (found := levels[one.id])
        ]
        points = sum(point for point, _ in ends)
        low, high = (sum(p * side(shares) for p, shares in ends) for side in (min, max))
        numbers[dimension.id] = (100 * low / points, 100 * high / points) if points else None
    having = [
        (dimension.weight, span) for dimension in rubric.dimensions if (span := numbers[dimension.id]) is not None
    ]
    weight = sum((one for one, _ in having), Fraction(0))
    sides = [sum((one * span[n] for one, span in having), Fraction(0)) for n in (0, 1)]
    numbers[None] = (sides[0] / weight, sides[1] / weight) if weight else None
    bands = {key: span and _bands(rubric, span) for key, span in numbers.items()}
    whole = bands[None]
    if whole is not None:
        names = [band.id for band in rubric.bands]
        capped = [names.index(whole[0]), names.index(whole[1])]
        for gate in rubric.gates:
            for n, side in enumerate((max, min)):
                for name, level in gate.requires.items():
                    found, ids = levels[name], [one.id for one in rubric.criteria[name].levels]
                    if found is not None and side(found) > ids.index(level):
                        capped[n] = max(capped[n], names.index(gate.best_band))
        bands[None] = (names[capped[0]], names[capped[1]])
    return Scored(numbers, bands)


def _bands(rubric: Rubric, span: Interval) -> tuple[str, str] | None:
    if 100 - (span[1] - span[0]) < 100 * rubric.band_from_known_share:
        return None
    low, high = (next(band.id for band in rubric.bands if band.start <= value) for value in span)
    return low, high


def places(spans: Mapping[str, Interval]) -> dict[str, tuple[int, int, int]]:
    """Rank by counting every city against every other: order, best and worst place."""
    return {
        city: (
            1 + sum(other > mine for other in spans.values()),
            1 + sum(other[0] > mine[1] for other in spans.values()),
            1 + sum(other[1] > mine[0] for name, other in spans.items() if name != city),
        )
        for city, mine in spans.items()
    }
