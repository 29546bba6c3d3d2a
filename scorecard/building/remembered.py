"""A ranked edition in, what takes long to know of it as a whole out: remembered from build to build.

The places under other weights, the edition under other rules, and what advice says of
other cities. Each is kept by a digest of all that it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from scorecard import __version__
from scorecard.building.cache import Cache
from scorecard.building.pool import in_processes
from scorecard.publishing.keys import digest
from scorecard.publishing.told import Told
from scorecard.scoring.alternatives import Alternative, Rule, UnderRule, ranked_under, rules_of, under_rules
from scorecard.scoring.coded import codes_of
from scorecard.scoring.draws import Places, drawn_weights, extremes, places_under_draws, widest
from scorecard.scoring.result import Bands, EditionResult, Range, Standing

Value = TypeVar("Value")

_FEW = 1000  # ranked cities: fewer are ranked 2,000 times before a process is forked


def draw_once(cache: Cache, jobs: int, result: EditionResult) -> dict[str, Places]:
    """Rank under other weights in so many processes, unless the same ranges were ranked in an earlier build."""
    rubric = result.rubric
    spans = (
        f"{city} {[str(result.cities[city].range_in(one.id)) for one in rubric.dimensions]}"
        for city in result.standings
    )
    weights = [str(one.weight) for one in rubric.dimensions]
    key = f"draws {digest([__version__, rubric.id, result.edition.id, *weights, *spans])}"
    kept = cache.get(key)
    if kept is not None:
        return {city: Places(best, worst) for city, best, worst in json.loads(kept)}
    found = _drawn(result, jobs)
    cache.put(key, json.dumps([(city, one.best, one.worst) for city, one in found.items()]).encode())
    return found


def _drawn(result: EditionResult, jobs: int) -> dict[str, Places]:
    if len(result.standings) < _FEW or jobs == 1:
        return places_under_draws(result)
    draws = drawn_weights(result.rubric, result.edition.id)
    parts = [draws[start::jobs] for start in range(jobs)]
    with closing(in_processes(lambda part: [extremes(result, part)], parts, jobs=jobs)) as found:
        return widest(result, found)


def alternatives_once(cache: Cache, rubric_key: str, result: EditionResult) -> dict[Rule, Alternative]:
    """Score an edition under other rules: each city whose answers came out as in an earlier build is not scored again.

    Ranges and bands are unpacked when they are asked for, which pages do that are made and no others.

    Args:
        cache: of this project.
        rubric_key: the digest of what all cities share, rubrics among it.
        result: of the edition.
    """
    rules, codes = rules_of(result.rubric), {city: codes_of(one.criteria) for city, one in result.public().items()}
    key, cities = digest([rubric_key, result.edition.id]), [f"{city} {one}" for city, one in codes.items()]
    scored = _Scored(result, codes, cache.get(f"under rules {key}"))
    ranks = f"ranks under rules {digest([key, result.is_partial, *cities])}"
    kept = cache.get(ranks)
    if kept is not None:
        places = {rule: _places(result, rule, read) for rule, read in zip(rules, json.loads(kept), strict=True)}
    else:
        places = {rule: ranked_under(rule, result, scored.under(rule)) for rule in rules}
        rows = [[(city, *_row(one)) for city, one in places[rule].items()] for rule in rules]
        packed = scored.packed()
        cache.put_all([(ranks, json.dumps(rows).encode()), (f"under rules {key}", packed)])
        scored = _Scored(result, codes, packed)  # what was unpacked goes before processes are forked that would hold it
    return {rule: Alternative(rule, scored.ranges(rule), scored.bands(rule), places[rule]) for rule in rules}


def _row(place: Standing) -> tuple[int, int, int, int]:
    return place.order, place.best, place.worst, place.sharing


def _places(result: EditionResult, rule: Rule, rows: list[tuple[str, int, int, int, int]]) -> Mapping[str, Standing]:
    """Unpack places; without gates they are those of the edition."""
    return result.standings if rule is Rule.UNGATED else {city: Standing(*place) for city, *place in rows}


_Ends = tuple[int, int, int, int]
_Packed = tuple[_Ends | None, tuple[str, str] | None]
"""A city under a rule: the ends of its range, numerator and denominator each; its bands."""


class _Scored:
    """Cities of an edition under its rules, scored before or when they are asked for; who has the same answers is one.

    `codes` are theirs by city, `kept` is what `packed` gave in an earlier build, by codes.
    """

    def __init__(self, result: EditionResult, codes: Mapping[str, str], kept: bytes | None) -> None:
        self._result, self._codes, self._kept = result, codes, kept
        self._at = {rule: place for place, rule in enumerate(rules_of(result.rubric))}

    @cached_property
    def _rows(self) -> dict[str, list[_Packed]]:
        return {} if self._kept is None else json.loads(self._kept)

    def _packed_of(self, city: str) -> list[_Packed]:
        codes = self._codes[city]
        if codes not in self._rows:
            found = under_rules(self._result.cities[city], self._result.rubric).values()
            self._rows[codes] = [
                (_ends(one.range), None if one.bands is None else (one.bands.low, one.bands.high)) for one in found
            ]
        return self._rows[codes]

    def range_of(self, city: str, rule: Rule) -> Range | None:
        """Give the range of a city under a rule."""
        ends, _ = self._packed_of(city)[self._at[rule]]
        return None if ends is None else Range(Fraction(*ends[:2]), Fraction(*ends[2:]))

    def bands_of(self, city: str, rule: Rule) -> Bands | None:
        """Give the bands of a city under a rule."""
        _, letters = self._packed_of(city)[self._at[rule]]
        return None if letters is None else Bands(*letters)

    def ranges(self, rule: Rule) -> Mapping[str, Range | None]:
        """Give all ranges under a rule, each made when it is asked for."""
        return _Asked(self._codes, lambda city: self.range_of(city, rule))

    def bands(self, rule: Rule) -> Mapping[str, Bands | None]:
        """Give all bands under a rule, each made when it is asked for."""
        return _Asked(self._codes, lambda city: self.bands_of(city, rule))

    def under(self, rule: Rule) -> dict[str, UnderRule]:
        """Give all cities under a rule."""
        return {city: UnderRule(self.range_of(city, rule), self.bands_of(city, rule)) for city in self._codes}

    def packed(self) -> bytes:
        """Write all of it for the next build."""
        return json.dumps({self._codes[city]: self._packed_of(city) for city in self._codes}).encode()


class _Asked(Mapping[str, Value]):
    """A value for each city, made when it is asked for."""

    def __init__(self, cities: Mapping[str, object], make: Callable[[str], Value]) -> None:
        self._cities, self._make = cities, make

    def __getitem__(self, city: str) -> Value:
        if city not in self._cities:
            raise KeyError(city)
        return self._make(city)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cities)

    def __len__(self) -> int:
        return len(self._cities)


def _ends(span: Range | None) -> _Ends | None:
    return None if span is None else (*span.low.as_integer_ratio(), *span.high.as_integer_ratio())


def columns_once(cache: Cache, rubric_key: str, jobs: int) -> Callable[[Told], dict[str, bytes]]:
    """Make what advice says of others, criterion by criterion, in so many processes, unless an earlier build did."""

    def columns(told: Told) -> dict[str, bytes]:
        keys = {one: f"told {digest([rubric_key, told.rests_on(one)])}" for one in told.result.rubric.criteria}
        kept = {criterion: cache.get(key) for criterion, key in keys.items()}
        found = {criterion: column for criterion, column in kept.items() if column is not None}
        missing = [criterion for criterion in keys if criterion not in found]
        few = len(missing) * len(told.result.cities) < _FEW * len(keys)

        def made(criterion: str) -> list[tuple[str, bytes]]:
            return [(criterion, told.column(criterion))]

        with closing(in_processes(made, missing, jobs=1 if few else jobs)) as columns:
            new = dict(columns)
        cache.put_all([(keys[criterion], column) for criterion, column in new.items()])
        return found | new

    return columns
