"""Points in, the words that pages and cards print of them out: their sum, their noun, what is earned of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from scorecard.publishing.language import remembered, say
from scorecard.scoring.printing import half_away, printed_hundredths, printed_plain


def points_parts(parts: Sequence[Fraction]) -> list[str]:
    """Write the points of parts so that they add up, as printed, to their printed sum.

    Two decimals, by largest remainder, the earlier part first where remainders
    are equal; a part that is not 0 and comes out as 0 prints `<0.01`.
    """
    scale = lcm(*(part.denominator for part in parts))
    wholes = [100 * part.numerator * (scale // part.denominator) for part in parts]
    hundredths = [whole // scale for whole in wholes]
    missing = half_away(Fraction(sum(wholes), scale)) - sum(hundredths)
    by_remainder = sorted(range(len(parts)), key=lambda n: (-(wholes[n] % scale), n))
    for index in by_remainder[:missing]:
        hundredths[index] += 1
    return [
        "<0.01" if part and not whole else printed_hundredths(whole)
        for part, whole in zip(parts, hundredths, strict=True)
    ]


def points_words(low: Fraction, high: Fraction) -> str:
    """Write points: `5`, or `2 to 4`."""
    if low == high:
        return printed_plain(low)
    return say("{low} to {high}", low=printed_plain(low), high=printed_plain(high))


def counted_points(points: Fraction) -> str:
    """Write points with their noun: `1 point`, `2.5 points`."""
    return printed_points(printed_plain(points), is_one=points.as_integer_ratio() == (1, 1))


def printed_points(printed: str, *, is_one: bool) -> str:
    """Write points that are printed already with their noun."""
    return say("{points} point", points=printed) if is_one else say("{points} points", points=printed)


def of_points(points: Fraction) -> str:
    """Write of how many points: `of 1 point`, `of 2.5 points`."""
    printed, is_one = printed_plain(points), points.as_integer_ratio() == (1, 1)
    return say("of {points} point", points=printed) if is_one else say("of {points} points", points=printed)


def earned_words(points: Fraction, low: Fraction, high: Fraction) -> str:
    """Write what shares (0 to 1) earn of points."""
    return _earned(points.as_integer_ratio(), low.as_integer_ratio(), high.as_integer_ratio())


@remembered
def _earned(points: tuple[int, int], low: tuple[int, int], high: tuple[int, int]) -> str:
    return points_words(Fraction(*points) * Fraction(*low), Fraction(*points) * Fraction(*high))
