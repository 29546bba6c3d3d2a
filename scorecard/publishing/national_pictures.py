"""All cities of an edition in, the rows of each picture and of its table out, never more than there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.project import City
from scorecard.publishing.findings import kind_of
from scorecard.publishing.language import say
from scorecard.publishing.nation import Nation, middle_of
from scorecard.publishing.national_words import cities, ends
from scorecard.publishing.pictures import heat_map, trend
from scorecard.publishing.pictures.distribution import Row
from scorecard.publishing.pictures.us_map import Dot, is_on_map
from scorecard.publishing.tables import written
from scorecard.publishing.words import score_figures, thresholds
from scorecard.scoring.ranks import whole_numbers

MOST_BARS = 150  # cities: with more, bars stand for parts of them
_PARTS = 20
_MOST_CELLS = 800  # marks: more make a picture of over 250 KB
_MOST_ROWS = 40
MOST_DOTS = 200  # cities: with more, dots stand for those around them
_SQUARE = (Fraction(5, 2), Fraction(3))  # degrees of latitude and longitude: at most 11 by 20 squares


def bars(nation: Nation, most: int = MOST_BARS) -> list[Row]:
    """Make a bar for each city; with more than `most`, one for each twentieth of them, between its medians."""
    rubric, spans = nation.result.rubric, nation.spans
    if len(spans) <= most:
        names = nation.project.cities
        return [Row(_name(names[city]), one.low, one.high, score_figures(one, rubric)) for city, one in spans.items()]
    ordered, rows = list(spans.values()), []
    for part in range(_PARTS):
        first, last = len(ordered) * part // _PARTS, len(ordered) * (part + 1) // _PARTS
        middle = middle_of(ordered[first:last])
        if middle is not None:
            name = say("Cities {first} to {last}", first=f"{first + 1:,}", last=f"{last:,}")
            rows.append(Row(name, middle.low, middle.high, score_figures(middle, rubric)))
    return rows


def bar_count(nation: Nation) -> int:
    """Say how many bars there are."""
    return len(nation.spans) if len(nation.spans) <= MOST_BARS else _PARTS


def scale(nation: Nation) -> list[Fraction]:
    """List the marks of the scale: both ends, and where bands start."""
    return sorted({Fraction(0), Fraction(100), *thresholds(nation.result.rubric)})


def groups(nation: Nation) -> list[heat_map.Group]:
    """List the dimensions with their criteria."""
    dimensions = nation.result.rubric.dimensions
    return [heat_map.Group(one.title, tuple(criterion.title for criterion in one.criteria)) for one in dimensions]


def best_known(nation: Nation, most: int | None = None) -> list[str]:
    """List the cities of the heat map: those of which most is settled, by what is credited where equal.

    Args:
        nation: the edition.
        most: how many at most; None: as many as a picture has room for.
    """
    room = most or max(1, min(_MOST_ROWS, _MOST_CELLS // len(nation.result.rubric.criteria)))
    ends = whole_numbers(nation.spans)  # the narrower a range is, the more is settled
    return sorted(nation.spans, key=lambda city: ends[city][1] - ends[city][0])[:room]


def cells(nation: Nation, most: int | None = None) -> list[heat_map.CityCells]:
    """Make the rows of the heat map; `most` as for `best_known`."""
    made = []
    for city in best_known(nation, most):
        results = nation.public[city].criteria.values()
        row = tuple(heat_map.Cell(kind_of(one), one.share_low, one.share_high) for one in results)
        made.append(heat_map.CityCells(_name(nation.project.cities[city]), row))
    return made


def steps(family: Sequence[Nation]) -> list[trend.Step]:
    """Make the steps of the trend."""
    made = []
    for one in family:
        edition, middle = one.result.edition, one.middle
        if middle is not None:
            low, high = ends(middle, one.result)
            step = trend.Step(edition.id, edition.as_of, middle.low, middle.high, low, high, cities(len(one.spans)))
            made.append(step)
    return made


@dataclass(frozen=True, slots=True)
class Placed:
    """A city on the map: who it is, its range, and whether it is ranked."""

    city: City
    known_share: Fraction
    is_ranked: bool


def has_places(nation: Nation) -> bool:
    """Tell whether any city is on the map."""
    return any(one.range is not None and _is_placed(nation.project.cities[city]) for city, one in nation.public.items())


def placed(nation: Nation) -> list[Placed]:
    """List the cities that are on the map."""
    return [
        Placed(nation.project.cities[city], span.known_share, city in nation.result.standings)
        for city, span in nation.spans.items()
        if _is_placed(nation.project.cities[city])
    ]


def _is_placed(city: City) -> bool:
    if city.latitude is None or city.longitude is None:
        return False
    return is_on_map(float(city.latitude), float(city.longitude))


def dots(found: Sequence[Placed]) -> list[Dot]:
    """Make a dot for each city; with many, one for those of each square, in the middle of their places."""
    squares: dict[object, list[Placed]] = {}
    for one in found:
        squares.setdefault(one.city.id if len(found) <= MOST_DOTS else _square(one.city), []).append(one)
    return [_dot(square) for square in squares.values()]


def _square(city: City) -> tuple[int, int]:
    return (city.latitude or Fraction(0)) // _SQUARE[0], (city.longitude or Fraction(0)) // _SQUARE[1]


def _dot(square: Sequence[Placed]) -> Dot:
    count = len(square)
    return Dot(
        float(sum((one.city.latitude or Fraction(0)) for one in square) / count),
        float(sum((one.city.longitude or Fraction(0)) for one in square) / count),
        float(sum(one.known_share for one in square) / count),
        any(one.is_ranked for one in square),
    )


def bars_table(nation: Nation) -> bytes:
    """Write the range of every city, in the order of the picture."""
    head = ("city", "name", "state", "low", "low_exact", "high", "high_exact", "known_share", "ranked")
    return written([head, *_bar_rows(nation)])


def _bar_rows(nation: Nation) -> Iterator[Sequence[object]]:
    for city, span in nation.spans.items():
        who = nation.project.cities[city]
        numbers = (float(span.low), str(span.low), float(span.high), str(span.high), float(span.known_share))
        yield (city, who.name, who.state, *numbers, city in nation.result.standings)


def cells_table(nation: Nation) -> bytes:
    """Write the marks of the heat map: a row per city and criterion."""
    return written([("city", "criterion", "mark", "share_low", "share_high"), *_cell_rows(nation)])


def _cell_rows(nation: Nation) -> Iterator[Sequence[object]]:
    for city in best_known(nation):
        for criterion, one in nation.public[city].criteria.items():
            shares = (None if share is None else str(share) for share in (one.share_low, one.share_high))
            yield (city, criterion, kind_of(one), *shares)


def steps_table(family: Sequence[Nation]) -> bytes:
    """Write the medians of each edition."""
    return written([("edition", "as_of", "cities", "median_low_exact", "median_high_exact"), *_step_rows(family)])


def _step_rows(family: Sequence[Nation]) -> Iterator[Sequence[object]]:
    for one in family:
        edition, middle = one.result.edition, one.middle
        if middle is not None:
            yield (edition.id, edition.as_of.isoformat(), len(one.spans), str(middle.low), str(middle.high))


def dots_table(found: Sequence[Placed]) -> bytes:
    """Write the places of the cities on the map."""
    rows = [
        (one.city.id, one.city.name, one.city.state, float(one.city.latitude or 0), float(one.city.longitude or 0),
         float(one.known_share), one.is_ranked)
        for one in found
    ]  # fmt: skip
    return written([("city", "name", "state", "latitude", "longitude", "known_share", "ranked"), *rows])


def _name(city: City) -> str:
    return f"{city.name}, {city.state}"
