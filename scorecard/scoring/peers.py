"""A scored edition and groups of cities by size in, medians and quartiles of each group out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scorecard.model.project import City, PeerGroup, Settings
from scorecard.scoring.result import CityResult, DimensionResult, EditionResult


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The values that cut a sorted list in four, 0 to 100; between two numbers in proportion, as spreadsheets do.

    Source: Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), definition 7, which is QUARTILE.INC.
    """

    lower: Fraction
    median: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the ranges of a group lie: `count` cities known enough, the quartiles of their lows and of their highs."""

    count: int
    low: Quartiles
    high: Quartiles


@dataclass(frozen=True, slots=True)
class Peers:
    """One group in one edition.

    `cities` counts those of this size that count at all. `whole` and `dimensions` (by
    id, every one) are over those whose known share there reaches
    `band_from_known_share`; None where no city's does.
    """

    group: PeerGroup
    cities: int
    whole: Spread | None
    dimensions: Mapping[str, Spread | None]


def peers(settings: Settings, cities: Mapping[str, City], result: EditionResult) -> dict[str, Peers]:
    """Summarize every group of an edition, by its id, the largest cities first; cities of unknown size are in none."""
    members: dict[str, list[str]] = {group.id: [] for group in settings.peers}
    for city in result.public():
        group = settings.peer_group(cities[city].population)
        if group is not None:
            members[group.id].append(city)
    return {group.id: _of_group(group, members[group.id], result) for group in settings.peers}


def _of_group(group: PeerGroup, members: Sequence[str], result: EditionResult) -> Peers:
    ones = [result.cities[city] for city in members]
    return Peers(
        group,
        len(members),
        spread(ones),
        {
            dimension.id: spread([one.dimensions[dimension.id] for one in ones])
            for dimension in result.rubric.dimensions
        },
    )


def spread(ones: Iterable[CityResult | DimensionResult | None]) -> Spread | None:
    """Summarize the ranges that are known well enough for a band; None where there are none."""
    known = [one.range for one in ones if one is not None and one.range is not None and one.bands is not None]
    if not known:
        return None
    return Spread(len(known), quartiles([span.low for span in known]), quartiles([span.high for span in known]))


def quartiles(values: Sequence[Fraction]) -> Quartiles:
    """Find the quartiles of one value or more."""
    scale = lcm(*(value.denominator for value in values))  # whole numbers are sorted far faster than fractions
    in_order = sorted(value.numerator * (scale // value.denominator) for value in values)

    def at(quarters: int) -> Fraction:
        place, rest = divmod(quarters * (len(in_order) - 1), 4)
        above = in_order[place + 1] - in_order[place] if rest else 0
        return Fraction(4 * in_order[place] + above * rest, 4 * scale)

    return Quartiles(at(1), at(2), at(3))


def sizeless(cities: Mapping[str, City], result: EditionResult) -> int:
    """Count the cities of an edition whose population is not known, so that they are in no group."""
    return sum(cities[city].population is None for city in result.public())
