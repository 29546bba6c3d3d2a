"""All cities of an edition in, the charts of its national report out: those of the national page, drawn for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard.publishing import national_pictures as drawn
from scorecard.publishing import national_words as words
from scorecard.publishing.card_drawing import Gallery, KeyDrawing
from scorecard.publishing.card_shapes import box, stripes
from scorecard.publishing.nation import Nation
from scorecard.publishing.pictures import distribution, heat_map, trend, us_map
from scorecard.publishing.report_parts import Figure

WIDTH = 680.0  # px: 180 mm, as on cards
_BARS = 560.0  # px: how wide the ranges are drawn
_SWATCH = (26, 10)  # px: a field of the key
MOST_BARS = 36  # cities: with more, bars stand for parts of them, since each city has its bar in the list
MOST_ROWS = 25  # cities of the heat map: as many as a page has room for, at the size of its other words


def swatches(gallery: Gallery) -> tuple[str, ...]:
    """Draw the fields of the key: solid, striped, empty."""
    width, height = _SWATCH
    frame = f"M.5 .5h{width - 1}v{height - 1}h-{width - 1}z"
    inside = (box(1, 1, width - 1, height - 1), stripes(0, 0, width, height), "")
    return tuple(gallery.hang(KeyDrawing(str(width), str(height), frame, one)) for one in inside)


def distribution_figure(nation: Nation, gallery: Gallery) -> Figure:
    """Draw the ranges."""
    svg = distribution.distribution(drawn.bars(nation, MOST_BARS), drawn.scale(nation), "print", _BARS)
    return _hung("distribution", svg, words.distribution_text(nation), _BARS, gallery)


def heat_figures(nation: Nation, gallery: Gallery) -> Iterator[Figure]:
    """Draw the marks: one chart where all dimensions fit beside each other, else as many as it takes."""
    rows, first = drawn.cells(nation, MOST_ROWS), 0
    text = words.heat_text(nation, len(rows))
    for place, groups in enumerate(_side_by_side(drawn.groups(nation))):
        last = first + sum(len(group.criteria) for group in groups)
        shown = [heat_map.CityCells(row.name, row.cells[first:last]) for row in rows]
        svg = heat_map.heat_map(groups, shown, "print")
        titles = ", ".join(group.title for group in groups)
        yield _hung(f"heat-map-{place + 1}", svg, f"{titles}. {text}", heat_map.width_needed(groups), gallery)
        first = last


def heat_rows(nation: Nation) -> int:
    """Count the cities of the heat map."""
    return min(MOST_ROWS, len(nation.spans))


def _side_by_side(groups: Sequence[heat_map.Group]) -> Iterator[list[heat_map.Group]]:
    """Part dimensions into those that fit beside each other; one that is too wide alone is alone."""
    row: list[heat_map.Group] = []
    for group in groups:
        if row and heat_map.width_needed([*row, group]) > WIDTH:
            yield row
            row = []
        row.append(group)
    yield row


def trend_figure(family: Sequence[Nation], gallery: Gallery) -> Figure:
    """Draw the medians of two or more editions."""
    svg = trend.trend(drawn.steps(family), drawn.scale(family[-1]), "print")
    return _hung("trend", svg, words.trend_text(family), trend.WIDTH, gallery)


def map_figure(found: list[drawn.Placed], gallery: Gallery) -> Figure:
    """Draw the map."""
    ranked, states = sum(one.is_ranked for one in found), len({one.city.state for one in found})
    svg = us_map.us_map(drawn.dots(found), "print")
    return _hung("map", svg, words.map_text(len(found), ranked, states), us_map.WIDTH, gallery)


def _hung(name: str, svg: bytes, text: str, width: float, gallery: Gallery) -> Figure:
    gallery.pictures[f"{name}.svg"] = svg.decode()
    return Figure(f"{name}.svg", text, f"{min(width, WIDTH):g}")
