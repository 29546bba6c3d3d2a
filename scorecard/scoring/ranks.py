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
    alike: dict[tuple[int, int], list[str]] = {}
    for city in sorted(ends):
        alike.setdefault(ends[city], []).append(city)
    places: dict[tuple[int, int], tuple[int, int, int]] = {}
    sharing: Counter[tuple[int, int]] = Counter()
    order = 1
    for low, high in sorted(alike, reverse=True):
        clearly_above = len(lows) - bisect_right(lows, high)
        maybe_above = len(highs) - bisect_right(highs, low) - (high > low)
        places[low, high] = (order, 1 + clearly_above, 1 + maybe_above)
        sharing[1 + clearly_above, 1 + maybe_above] += len(alike[low, high])
        order += len(alike[low, high])
    found: dict[str, Standing] = {}
    for span, place in places.items():
        found.update(dict.fromkeys(alike[span], Standing(*place, sharing=sharing[place[1:]] - 1)))
    return found


def whole_numbers(ranges: Mapping[str, Range]) -> dict[str, tuple[int, int]]:
    """Write all ends over one denominator, which keeps them exact and makes them fast to compare."""
    spans = {id(span): span for span in ranges.values()}  # cities with the same figures often share one
    below = lcm(*{end.denominator for span in spans.values() for end in (span.low, span.high)})

    def whole(end: Fraction) -> int:
        return end.numerator * (below // end.denominator)

    ends = {name: (whole(span.low), whole(span.high)) for name, span in spans.items()}
    return {city: ends[id(span)] for city, span in ranges.items()}


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
