"""Exact numbers in, printed text out, never rounded onto a threshold that was not reached (contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

_HUNDRED = Fraction(100)


def half_away(value: Fraction) -> int:
    """Round to a whole number, half away from zero."""
    numerator, denominator = value.as_integer_ratio()
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def in_parts(value: Fraction, parts: int) -> int:
    """Count a number of 0 or more in so many parts of one, to the nearest, halves up."""
    numerator, denominator = value.as_integer_ratio()
    return (2 * parts * numerator + denominator) // (2 * denominator)


def tenths_of(value: Fraction, thresholds: Iterable[Fraction] = ()) -> int:
    """Round to tenths, but never onto or across 0, 100 or a threshold that the exact value has not reached.

    A difference below 0 keeps off 0 and -100 in the same way, and off no threshold.
    """
    numerator, denominator = value.as_integer_ratio()
    if numerator < 0:
        return -tenths_of(-value)
    tenths = (20 * numerator + denominator) // (2 * denominator)
    if tenths * denominator > 10 * numerator:  # rounded up: what is rounded down crosses nothing
        for edge in (_HUNDRED, *thresholds):
            of, parts = edge.as_integer_ratio()
            if tenths * parts >= 10 * of and numerator * parts < of * denominator:
                tenths = -(-10 * of // parts) - 1  # the last tenth below the edge
    return max(tenths, 1) if numerator else tenths


def printed_tenths(tenths: int) -> str:
    """Print tenths with one decimal; 0 and 100 are bare."""
    if abs(tenths) in {0, 1000}:
        return str(tenths // 10)
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}.{tenth}"


def printed(value: Fraction, thresholds: Iterable[Fraction] = ()) -> str:
    """Print a score from 0 to 100; `thresholds` are the bands' `start`."""
    return printed_tenths(tenths_of(value, thresholds))


def printed_range(low: Fraction, high: Fraction, thresholds: Sequence[Fraction] = ()) -> str:
    """Print `56.2 to 100`, or one number where both are equal."""
    if low == high:
        return printed(low, thresholds)
    return f"{printed(low, thresholds)} to {printed(high, thresholds)}"


def printed_share(share: Fraction, thresholds: Iterable[Fraction] = ()) -> str:
    """Print a share (0 to 1) as percent; `thresholds` are shares too."""
    return f"{printed(share * 100, [edge * 100 for edge in thresholds])}%"


def printed_parts(parts: Sequence[Fraction], thresholds: Iterable[Fraction] = ()) -> list[str]:
    """Print the parts of a sum so that they add up, as printed, to `printed(sum, thresholds)`.

    Rounds by largest remainder, the earlier part first where remainders are
    equal; a part that is not 0 and comes out as 0 prints `<0.1` and counts as 0.
    """
    shown = tenths_parts(parts, tenths_of(sum_of(parts), thresholds))
    return ["<0.1" if part and not whole else printed_tenths(whole) for part, whole in zip(parts, shown, strict=True)]


def tenths_parts(parts: Sequence[Fraction], target: int) -> list[int]:
    """Round parts to tenths that add up to a target, by largest remainder, the earlier part first where equal.

    The target may lie up to a few tenths off the exact sum, as where it is the
    difference of two printed numbers. No part changes its sign for that, and one
    of 0 stays 0, as long as any other can give way; then the first that is 0 does.
    """
    scale = lcm(*(part.denominator for part in parts))
    wholes = [10 * part.numerator * (scale // part.denominator) for part in parts]
    tenths = [whole // scale for whole in wholes]
    missing = target - sum(tenths)
    step = 1 if missing > 0 else -1
    for _ in range(abs(missing)):
        free = [n for n, whole in enumerate(wholes) if whole * (tenths[n] + step) > 0 or (whole and tenths[n] == -step)]
        blank = [n for n, whole in enumerate(wholes) if not whole] or range(len(wholes))
        index = max(free, key=lambda n: (step * (wholes[n] - scale * tenths[n]), -n)) if free else blank[0]
        tenths[index] += step
    return tenths


def signed_tenths(tenths: int, value: Fraction) -> str:
    """Print a difference in tenths with its sign: `+6.2`, `−0.3`, `0`; a value that is not 0 prints `<0.1`, not 0."""
    if tenths:
        return f"{'+' if tenths > 0 else '−'}{printed_tenths(abs(tenths))}"
    return "0" if not value else "<0.1" if value > 0 else "−<0.1"


def sum_of(parts: Sequence[Fraction]) -> Fraction:
    """Add up, over one common denominator."""
    scale = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (scale // part.denominator) for part in parts), scale)


def printed_plain(value: Fraction) -> str:
    """Print points and weights: whole numbers bare, else up to two decimals without closing zeros."""
    return _plain(*value.as_integer_ratio())


@lru_cache(maxsize=4096)
def _plain(numerator: int, denominator: int) -> str:
    hundredths = (200 * abs(numerator) + denominator) // (2 * denominator)
    return f"{'-' if numerator < 0 else ''}{printed_hundredths(max(hundredths, 1) if numerator else 0)}"


def printed_hundredths(hundredths: int) -> str:
    """Print hundredths, 0 or more, without closing zeros."""
    whole, rest = divmod(hundredths, 100)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}"


def exact(value: Fraction) -> str:
    """Write an exact number as `n` or `n/d` in lowest terms."""
    return str(value)
