"""An edition's ranges in, the places that each city may take under other weights out: 2,000 draws of the weights.

The draws are the same everywhere. The seed is the SHA-256 of the rubric's id, a
line feed and the edition's id. For draw d, from 0, and dimension i, from 0 in the
order of the rubric, the first eight bytes of the SHA-256 of the seed, d and i
(four bytes each) are a number n; all numbers have their greatest byte first. The
dimension's weight is multiplied by 7/10 + 6/10 * n / 2**64, an even draw from 0.7
to 1.3. Each draw holds for all cities.

All is done in whole numbers: ends of dimensions to the nearest 2**-20 of a point,
weights to the nearest 2**-12, so that no processor and no library can round differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from scorecard.model.rubric import Rubric
from scorecard.scoring.printing import in_parts
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 2000
LEAST, MOST = Fraction(7, 10), Fraction(13, 10)  # nobody defends a weight to less than a third
_POINT, _WEIGHT = 1 << 20, 1 << 12  # parts of a point of score, and of a weight, that are told apart
_QUOTIENT = 1 << 16  # so that 100 points * 2**20 * 130 * 2**12 * 2**16 stays below 2**63
_LIFT = 1 << 44  # above 100 points * 2**20 * 2**16
_AT_ONCE = 1 << 15  # numbers: more do not fit into the memory beside the processor


@dataclass(frozen=True, slots=True)
class Places:
    """The best and the worst place that any of the draws, or the file's own weights, leave possible."""

    best: int
    worst: int


Extremes = tuple[list[int], list[int]]
"""The best and the worst places, each in the order of the standings."""


def numbers(rubric_id: str, edition_id: str, dimensions: int) -> Iterator[tuple[int, ...]]:
    """Draw without end: for each dimension a number below 2**64, as the head of this file says."""
    seed = sha256(f"{rubric_id}\n{edition_id}".encode()).digest()
    places = [place.to_bytes(4) for place in range(dimensions)]
    for draw in count():
        begun = seed + draw.to_bytes(4)
        yield tuple(int.from_bytes(sha256(begun + place).digest()[:8]) for place in places)


def drawn_weights(
    rubric: Rubric, edition_id: str, weights: Mapping[str, Fraction] | None = None
) -> list[tuple[int, ...]]:
    """Give the weights of all draws, a number for each dimension in the order of the rubric, in parts of 2**-12.

    Args:
        rubric: whose dimensions are weighted.
        edition_id: with the rubric's id, what the draws are seeded from.
        weights: dimension id -> weight, in place of the rubric's own.
    """
    own = [dimension.weight if weights is None else weights[dimension.id] for dimension in rubric.dimensions]
    ratios = [weight.as_integer_ratio() for weight in own]
    drawn = islice(numbers(rubric.id, edition_id, len(own)), DRAWS)
    return [tuple(_drawn(*ratio, number) for ratio, number in zip(ratios, one, strict=True)) for one in drawn]


def _drawn(numerator: int, denominator: int, number: int) -> int:
    """Multiply a weight by 7/10 + 6/10 * number / 2**64, in parts of 2**-12 to the nearest, halves up."""
    above, below = numerator * _WEIGHT * ((7 << 64) + 6 * number), denominator * 10 << 64
    return (2 * above + below) // (2 * below)


def places_under_draws(result: EditionResult, weights: Mapping[str, Fraction] | None = None) -> dict[str, Places]:
    """Rank the ranked cities once for each draw.

    Args:
        result: of the edition, ranked by the weights that are drawn around.
        weights: dimension id -> those weights, where they are not the rubric's own.

    Returns:
        City id -> places, for the cities that the edition ranks: who is ranked is decided by its own weights.
    """
    draws = drawn_weights(result.rubric, result.edition.id, weights)
    return widest(result, [extremes(result, draws)] if result.standings else [])


def widest(result: EditionResult, found: Iterable[Extremes]) -> dict[str, Places]:
    """Put together what `extremes` found for some draws each, and the places as published."""
    published = [(one.best, one.worst) for one in result.standings.values()]
    best, worst = ([place[side] for place in published] for side in (0, 1))
    for high, low in found:
        best, worst = list(map(min, best, high)), list(map(max, worst, low))
    return {city: Places(*place) for city, place in zip(result.standings, zip(best, worst, strict=True), strict=True)}


def extremes(result: EditionResult, draws: Sequence[tuple[int, ...]]) -> Extremes:
    """Find the best and the worst place of each ranked city, of which there is one, over some draws."""
    import numpy as np  # noqa: PLC0415  # slow to load, and `check` needs none

    spans = [[result.cities[city].range_in(one.id) for one in result.rubric.dimensions] for city in result.standings]
    ranked = len(spans)
    applies = _table(np, [[0 if span is None else 1 for span in row] for row in spans])
    lows = _table(np, [[0 if span is None else in_parts(span.low, _POINT) for span in row] for row in spans])
    highs = _table(np, [[0 if span is None else in_parts(span.high, _POINT) for span in row] for row in spans])
    best, worst = np.full(ranked, ranked, dtype=np.int64), np.ones(ranked, dtype=np.int64)
    at_once = max(1, _AT_ONCE // ranked)
    for start in range(0, len(draws), at_once):
        weights = np.array(draws[start : start + at_once], dtype=np.int64)
        whole = weights @ applies
        low, high = (weights @ ends * _QUOTIENT // whole for ends in (lows, highs))
        lows_sorted, highs_sorted = _sorted(np, low), _sorted(np, high)
        above = ranked - _not_above(np, lows_sorted, highs_sorted)
        maybe = ranked - _not_above(np, highs_sorted, lows_sorted) - (high > low)
        np.minimum(best, 1 + above.min(axis=0), out=best)
        np.maximum(worst, 1 + maybe.max(axis=0), out=worst)
    return best.tolist(), worst.tolist()


def _table(np: Any, rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Turn rows of whole numbers into columns: a row for each dimension."""
    return np.array(rows, dtype=np.int64).T  # type: ignore[no-any-return]  # np is handed in


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Rows of numbers, `ends`, each row lifted above the one before it, in one order; and where each stood."""

    ends: NDArray[np.int64]
    places: NDArray[np.int64]
    shape: tuple[int, int]


def _sorted(np: Any, rows: NDArray[np.int64]) -> _Sorted:
    lifted = (rows + np.arange(len(rows), dtype=np.int64)[:, None] * _LIFT).ravel()
    places = np.argsort(lifted)
    return _Sorted(lifted[places], places, rows.shape)


def _not_above(np: Any, ends: _Sorted, than: _Sorted) -> NDArray[np.int64]:
    """Count in each row of `ends` what is not above each number in the same row of `than`.

    They are looked for in order, so that each search begins in memory that the one before it has just read.
    """
    rows, width = than.shape
    found = np.empty(rows * width, dtype=np.int64)
    found[than.places] = np.searchsorted(ends.ends, than.ends, side="right")
    return found.reshape(rows, width) - np.arange(rows)[:, None] * width  # type: ignore[no-any-return]  # np is handed in
