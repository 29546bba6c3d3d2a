"""Ranges in, places out: the exact interval of ranks that the ranges leave possible."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

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
    lows = sorted(span.low for span in ranges.values())
    highs = sorted(span.high for span in ranges.values())
    in_order = sorted(ranges, key=lambda city: (-ranges[city].low, -ranges[city].high, city))
    done: dict[str, Standing] = {}
    order, before = 0, None
    for position, city in enumerate(in_order, start=1):
        span = ranges[city]
        if before != (span.low, span.high):
            order, before = position, (span.low, span.high)
        clearly_above = len(lows) - bisect_right(lows, span.high)
        maybe_above = len(highs) - bisect_right(highs, span.low) - (span.high > span.low)
        done[city] = Standing(order=order, best=1 + clearly_above, worst=1 + maybe_above)
    return done
