"""A ranked edition in, the places under other weights out: remembered from build to build, and drawn in processes."""

from __future__ import annotations

import json
from contextlib import closing

from scorecard import __version__
from scorecard.building.cache import Cache
from scorecard.building.pool import in_processes
from scorecard.publishing.keys import digest
from scorecard.scoring.draws import Places, drawn_weights, extremes, places_under_draws, widest
from scorecard.scoring.result import EditionResult

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
