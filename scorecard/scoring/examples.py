"""An edition in, for each city and criterion up to three others that do it out: in the same state first, then nearest.

Each criterion's cities stand sorted by population, per state and together, so
that a look-up is a bisection, whatever the number of cities.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from scorecard.model.project import City
from scorecard.scoring.coded import WIDTH, codes_of
from scorecard.scoring.result import EditionResult

MOST = 3
_FIRST = "00"  # the code of a pair that is certainly the first level


@dataclass(frozen=True, slots=True)
class _Row:
    """Cities by population: `up` has the one with the lower id first among equals, `down`, read backwards, too.

    `people` are the populations of both. `others` are those whose population is not known, by id.
    """

    people: list[int] = field(default_factory=list)
    up: list[str] = field(default_factory=list)
    down: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class Examples:
    """Finds the cities that do something; made once for an edition."""

    def __init__(self, result: EditionResult, cities: Mapping[str, City]) -> None:
        self.cities = cities
        self._places = {criterion: WIDTH * place for place, criterion in enumerate(result.rubric.criteria)}
        self._codes = {city: codes_of(one.criteria) for city, one in result.public().items()}
        self._rows: dict[str, tuple[_Row, Mapping[str, _Row]]] = {}

    def of(self, city: City, criterion: str) -> tuple[str, ...]:
        """List up to three other public cities that are certainly at the first level.

        Those in the same state come first; among them, those nearest in
        population, by the ratio of the larger to the smaller; then those whose
        population is not known, or all where the city's own is not; then by id.
        """
        rows = self._rows.get(criterion)
        if rows is None:
            rows = self._rows[criterion] = self._sorted(criterion)
        everywhere, by_state = rows
        own = by_state.get(city.state)
        if own is not None and city.population is not None and city.population > 0 and len(own.up) >= MOST:
            found = _by_distance(own, city.population, MOST)
            if city.id not in found:
                return tuple(found)
        near = () if own is None else tuple(islice(_nearest(own, city, {city.id}), MOST))
        if len(near) == MOST:
            return near
        left_out = {city.id} if own is None else {city.id, *near}
        return (*near, *islice(_nearest(everywhere, city, left_out), MOST - len(near)))

    def _sorted(self, criterion: str) -> tuple[_Row, Mapping[str, _Row]]:
        place = self._places[criterion]
        able = [self.cities[city] for city, codes in self._codes.items() if codes.startswith(_FIRST, place)]
        by_state: dict[str, list[City]] = {}
        for city in able:
            by_state.setdefault(city.state, []).append(city)
        return _row(able), {state: _row(cities) for state, cities in by_state.items()}


def _people(city: City) -> int | None:
    """Give the population; nobody is as good as not known, since nothing is near to it."""
    return city.population if city.population is None or city.population > 0 else None


def _row(cities: Iterable[City]) -> _Row:
    by_id = sorted(cities, key=lambda city: city.id)
    known = [(people, city.id) for city in by_id if (people := _people(city)) is not None]
    up = sorted(known, key=lambda one: one[0])
    down = sorted(sorted(known, reverse=True), key=lambda one: one[0])  # of equals, the last id first
    others = [city.id for city in by_id if _people(city) is None]
    return _Row([one for one, _ in up], [city for _, city in up], [city for _, city in down], others)


def _nearest(row: _Row, city: City, left_out: AbstractSet[str]) -> Iterator[str]:
    """Go through the cities of a row, the nearest first."""
    people = _people(city)
    if people is None:
        found: Iterable[str] = sorted([*row.up, *row.others])
    else:
        found = (*_by_distance(row, people, MOST + len(left_out)), *row.others)
    return (one for one in found if one not in left_out)


def _by_distance(row: _Row, people: int, most: int) -> Sequence[str]:
    """List so many of the nearest cities of known population, or all.

    A smaller city l is nearer than a larger one r where people / l < r / people.
    """
    above = below = bisect_left(row.people, people)
    known, square = row.people, people * people
    found: list[str] = []
    while len(found) < most:
        if above == len(known):
            if below == 0:
                break
            is_below = True
        elif below == 0:
            is_below = False
        else:
            product = known[below - 1] * known[above]
            is_below = square < product or (square == product and row.down[below - 1] < row.up[above])
        if is_below:
            below -= 1
            found.append(row.down[below])
        else:
            found.append(row.up[above])
            above += 1
    return found
