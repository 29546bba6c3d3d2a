"""Ranges in, places out: the exact interval of ranks that the ranges leave possible."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from scorecard.scoring.result import Range, Standing


def standings(ranges: Mapping[str, Range]) -> dict[str, Standing]:
    """Rank cities against each other.

    Args:
        ranges: city id -> range, of the ranked cities alone.

    Returns:
        City id -> standing, in the order of lists: by low, then high, best first,
        then id. `best` is 1 + how many have their low above this one's high;
        `worst` is 1 + how many others have their high above this one's low.
    """
    ends = whole_numbers(ranges)
    lows, highs = sorted(low for low, _ in ends.values()), sorted(high for _, high in ends.values())
    in_order = sorted(ranges, key=lambda city: (-ends[city][0], -ends[city][1], city))
    places: dict[str, tuple[int, int, int]] = {}
    order, before = 0, None
    for position, city in enumerate(in_order, start=1):
        low, high = ends[city]
        if before != (low, high):
            order, before = position, (low, high)
        clearly_above = len(lows) - bisect_right(lows, high)
        maybe_above = len(highs) - bisect_right(highs, low) - (high > low)
        places[city] = (order, 1 + clearly_above, 1 + maybe_above)
    alike = Counter((best, worst) for _, best, worst in places.values())
    return {city: Standing(*place, sharing=alike[place[1:]] - 1) for city, place in places.items()}


def whole_numbers(ranges: Mapping[str, Range]) -> dict[str, tuple[int, int]]:
    """Write all ends over one denominator, which keeps them exact and makes them fast to compare."""
    below = lcm(*{end.denominator for span in ranges.values() for end in (span.low, span.high)})

    def whole(end: Fraction) -> int:
        return end.numerator * (below // end.denominator)

    return {city: (whole(span.low), whole(span.high)) for city, span in ranges.items()}


def unsettled(ranges: Mapping[str, Range]) -> dict[str, int]:
    """Count for each city the others with which its order is not settled: neither low reaches the other's high.

    Args:
        ranges: city id -> range, of the ranked cities alone.
    """
    ends = whole_numbers(ranges)
    lows, highs = sorted(low for low, _ in ends.values()), sorted(high for _, high in ends.values())
    points = Counter(low for low, high in ends.values() if low == high)
    found: dict[str, int] = {}
    for city, (low, high) in ends.items():
        itself = low < high
        maybe_above = len(highs) - bisect_right(highs, low) - itself
        above = len(lows) - bisect_left(lows, high) - (0 if itself else points[low])  # a point is not above its like
        found[city] = maybe_above - above
    return found
