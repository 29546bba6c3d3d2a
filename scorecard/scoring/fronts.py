"""Ways of acting on parts of a rubric in, ways of acting on all of them out, without those that others make needless.

Parts do not touch each other, so that what they give adds up. Ways are kept by
how many criteria they act on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple


class Way(NamedTuple):
    """What acting on some criteria gives: `low` and what stays `open` (high less low), both in whole numbers.

    `marks` has a bit for each criterion that is acted on, that of the first in the
    rubric highest: of two sets of one size, the one that comes first has the greater number.
    """

    low: int
    open: int
    marks: int


Front = Sequence[Sequence[Way]]
"""For each number of criteria acted on, from 0, the ways that are worth keeping; none where it cannot be."""

Keep = Callable[[Sequence[Way]], list[Way]]
"""Chooses, of ways that act on the same number of criteria, those worth keeping."""

STAY = Way(0, 0, 0)
NOTHING: Front = ((STAY,),)


def by_score(way: Way) -> tuple[int, int]:
    """Order ways by their low, then as in the rubric; the last one is the best."""
    return (way.low, way.marks)


def by_openness(way: Way) -> tuple[int, int, int]:
    """Order ways by how little they leave open; the last one is the best."""
    return (-way.open, way.low, way.marks)


def highest(ways: Sequence[Way]) -> list[Way]:
    """Keep the way with the highest low; of equal ones, the first in the rubric."""
    return [max(ways, key=by_score)] if ways else []


def tightest(ways: Sequence[Way]) -> list[Way]:
    """Keep the way that leaves least open."""
    return [max(ways, key=by_openness)] if ways else []


def undominated(ways: Sequence[Way]) -> list[Way]:
    """Keep every way that could be part of the best one: no other is as good in all that counts.

    Of two ways with the same low, the one that comes first in the rubric wins in
    the end, unless it leaves too much open.
    """
    kept: list[Way] = []
    beyond: int | None = None  # the least that a way with a higher low leaves open
    equal: list[Way] = []
    for way in sorted(ways, key=lambda way: (-way.low, way.open, -way.marks)):
        if equal and equal[0].low != way.low:
            beyond = equal[0].open if beyond is None else min(beyond, equal[0].open)
            equal = []
        if (beyond is None or way.open < beyond) and (not equal or way.marks > equal[-1].marks):
            equal.append(way)
            kept.append(way)
    return kept


def _sum(one: Way, other: Way) -> Way:
    return Way(one[0] + other[0], one[1] + other[1], one[2] | other[2])


def merged(one: Front, other: Front, keep: Keep, most: int) -> Front:
    """Put two parts together, acting on so many criteria at most."""
    if len(one) == 1 and len(one[0]) == 1 and len(other) <= most + 1:  # one part stays as it is, whatever is done
        return other if one[0][0] == STAY else [[_sum(one[0][0], way) for way in ways] for ways in other]
    found: list[list[Way]] = [[] for _ in range(max(min(len(one) + len(other) - 2, most) + 1, 0))]
    for count, ways in enumerate(one):
        for more, others in enumerate(other[: most - count + 1] if count <= most else ()):
            found[count + more] += [_sum(a, b) for a in ways for b in others]
    return [keep(ways) if len(ways) > 1 else ways for ways in found]


def joined(one: Front, other: Front, keep: Keep) -> Front:
    """Choose between two ways of going about the same part."""
    return [keep([*a, *b]) for a, b in zip_longest(one, other, fillvalue=())]


def together(parts: Iterable[Front], keep: Keep) -> Front:
    """Put all parts together."""
    whole = NOTHING
    for part in parts:
        whole = merged(whole, part, keep, len(whole) + len(part))
    return whole


def sums_of(singles: Iterable[Way], order: Callable[[Way], tuple[int, ...]]) -> list[Way]:
    """Add up criteria by themselves, the best first: what so many of them give at best, for each number from 0."""
    sums = [STAY]
    for way in sorted(singles, key=order, reverse=True):
        sums.append(_sum(sums[-1], way))
    return sums
