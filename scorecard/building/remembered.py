"""A ranked edition in, what takes long to know of it as a whole out: remembered from build to build.

The places under other weights, the edition under other rules, and what advice says of
other cities. Each is kept by a digest of all that it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction

from scorecard import __version__
from scorecard.building.cache import Cache
from scorecard.building.pool import in_processes
from scorecard.publishing.keys import digest
from scorecard.publishing.told import Told
from scorecard.scoring.alternatives import Alternative, Rule, alternatives
from scorecard.scoring.coded import codes_of
from scorecard.scoring.draws import Places, drawn_weights, extremes, places_under_draws, widest
from scorecard.scoring.result import Bands, EditionResult, Range, Standing

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
    """Score an edition under other rules, unless the same answers were in an earlier build.

    Args:
        cache: of this project.
        rubric_key: the digest of what all cities share, rubrics among it.
        result: of the edition.
    """
    public = result.public()
    codes = (f"{city} {codes_of(one.criteria)} {_ends(one.range)}" for city, one in public.items())
    key = f"alternatives {digest([rubric_key, result.edition.id, result.is_partial, *codes])}"
    kept = cache.get(key)
    if kept is not None:
        return {Rule(rule): _unpacked(Rule(rule), list(public), rows) for rule, rows in json.loads(kept).items()}
    found = alternatives(result)
    packed = {rule: [_packed(one, city) for city in public] for rule, one in found.items()}
    cache.put(key, json.dumps(packed).encode())
    return found


_Row = tuple[tuple[int, int, int, int] | None, tuple[str, str] | None, tuple[int, int, int, int] | None]
"""A city under a rule: the ends of its range, numerator and denominator each; its bands; its standing."""


def _ends(span: Range | None) -> tuple[int, int, int, int] | None:
    return None if span is None else (*span.low.as_integer_ratio(), *span.high.as_integer_ratio())


def _packed(one: Alternative, city: str) -> _Row:
    bands, place = one.bands[city], one.standings.get(city)
    return (
        _ends(one.ranges[city]),
        None if bands is None else (bands.low, bands.high),
        None if place is None else (place.order, place.best, place.worst, place.sharing),
    )


def _unpacked(rule: Rule, cities: list[str], rows: list[_Row]) -> Alternative:
    ranges: dict[str, Range | None] = {}
    bands: dict[str, Bands | None] = {}
    places: dict[str, Standing] = {}
    for city, (ends, letters, place) in zip(cities, rows, strict=True):
        ranges[city] = None if ends is None else Range(Fraction(*ends[:2]), Fraction(*ends[2:]))
        bands[city] = None if letters is None else Bands(*letters)
        if place is not None:
            places[city] = Standing(*place)
    in_order = sorted(places, key=lambda city: (places[city].order, city))
    return Alternative(rule, ranges, bands, {city: places[city] for city in in_order})


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
