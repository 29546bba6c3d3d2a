"""Ranges in, the bars of a report card out: ready strings for the templates `card/*.svg`.

They are those of `draw.py` in pixels, each with solid, stripes and uprights as one path: the
renderer of cards knows no pattern of another SVG and prints no stripe gradient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scorecard.model.rubric import Rubric
from scorecard.publishing.card_shapes import box, stripes
from scorecard.publishing.draw import Anchor, Bar, EndLabel, Zone, as_printed, end_labels, position, range_bar, zones
from scorecard.publishing.language import without_marks
from scorecard.scoring.result import Bands, Range

_LETTER = 5.8  # px: the mean width of a letter at the size of the scale, rounded up
_OVER = 2  # px: how far an upright stands out of its track
_UPRIGHT = 2.5  # px: how thick an upright is
_SMALL_BRACKET, _BRACKET = 6, 8  # px: how high the uprights of a bracket are


@dataclass(frozen=True, slots=True)
class Track:
    """A range bar.

    `box_width` and `box_height` are those of the line around it. `filled` is one
    path: the proved part, the stripes of the open part, and the uprights.
    """

    box_width: str
    box_height: str
    filled: str


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """A range: its `track`, `top` below the upper edge of a drawing of `width` by `height`.

    `lines` under it are one path: ticks, and the bracket of the peers; None where there are none.
    """

    track: Track
    width: str
    height: str
    top: str
    lines: str | None = None
    template: str = "card/bar.svg"


@dataclass(frozen=True, slots=True)
class ScaleWord:
    """A word (`text`) under the large bar: its side (`anchor`) stands `at` a place; it is bold where `is_in`."""

    text: str
    at: str
    anchor: Anchor
    is_in: bool


@dataclass(frozen=True, slots=True)
class BigBarDrawing:
    """The range of the whole score.

    `picture` is its track, in a drawing of `width` by `height`, `top` below its
    upper edge; `ends` above it, none where the scale says the same; under it the
    `words` of the scale with their `baseline`. `label` is the text alternative.
    """

    picture: str
    width: str
    height: str
    top: str
    ends: tuple[EndLabel, ...]
    words: tuple[ScaleWord, ...]
    baseline: str
    label: str


def bar_drawing(span: Range, rubric: Rubric, peers: Range | None, *, width: int, height: int) -> BarDrawing:
    """Draw a range of one dimension on a track of that size, with the peers' median as a bracket under it."""
    track = _track(range_bar(span, rubric, width=width), width, height, marks_low=False)
    if peers is None:
        return BarDrawing(track, str(width + 3), str(height + 2 * _OVER), str(_OVER))
    lines = _bracket(as_printed(peers, rubric), width, height + _OVER + 1, _SMALL_BRACKET)
    return BarDrawing(track, str(width + 3), str(height + 2 * _OVER + 1 + _SMALL_BRACKET), str(_OVER), lines)


def _bracket(span: Range, width: int, top: int, height: int) -> str:
    """Draw the two ends of a range as uprights with a line between them; one upright where they are equal."""
    low, high = position(span.low, width), position(span.high, width)
    if span.low == span.high:
        return f"M{low} {top}v{height}"
    return f"M{low} {top}v{height}M{low} {top + height / 2:g}H{high}M{high} {top}v{height}"


def big_bar_drawing(
    span: Range,
    bands: Bands | None,
    rubric: Rubric,
    peers: Range | None,
    *,
    width: int,
    height: int,
    label: str,
    hang: Callable[[BarDrawing], str],
) -> BigBarDrawing:
    """Draw the range of the whole score with its ends, and with the bands where there is one; else with 0, 50, 100.

    `peers` is their median, for a bracket under the scale. `hang` keeps the picture and gives its name.
    """
    bar = range_bar(span, rubric, width=width)
    says_no_more = bands is None and span.high - span.low == 100  # than the scale, which reads 0 and 100 itself
    top = 4 if says_no_more else 17
    scale = zones(rubric, bands, width=width) if bands is not None else ()
    ticks = [zone.tick for zone in scale if zone.tick is not None] or ["0.5", f"{width / 2:g}", f"{width - 0.5:g}"]
    under = height + 19
    bracket = _bracket(as_printed(peers, rubric), width, under, _BRACKET) if peers is not None else ""
    picture = BarDrawing(
        track=_track(bar, width, height, marks_low=True),
        width=str(width + 3),
        height=str(top + under + (_BRACKET + 1 if bracket else 0)),
        top=str(top),
        lines="".join(f"M{tick} {height}v5" for tick in ticks) + bracket,
    )
    return BigBarDrawing(
        picture=hang(picture),
        width=picture.width,
        height=picture.height,
        top=picture.top,
        ends=() if says_no_more else end_labels(span, rubric, width=width),
        words=_banded(scale, width) if scale else _plain(width),
        baseline=str(height + 15),
        label=label,
    )


def _track(bar: Bar, width: int, height: int, *, marks_low: bool) -> Track:
    low, high = float(bar.low), float(bar.high)
    solid = box(0, 0, low, height) if bar.solid is not None else ""
    places = dict.fromkeys([low, high] if marks_low else [high])
    uprights = [box(at - _UPRIGHT / 2, -_OVER, at + _UPRIGHT / 2, height + _OVER) for at in places]
    filled = "".join([solid, stripes(low, 0, high, height) if low < high else "", *uprights])
    return Track(str(width - 1), str(height - 1), filled)


def _plain(width: int) -> tuple[ScaleWord, ...]:
    return (
        ScaleWord("0", "0", "start", is_in=False),
        ScaleWord("50", f"{width / 2:g}", "middle", is_in=False),
        ScaleWord("100", str(width), "end", is_in=False),
    )


def _banded(scale: tuple[Zone, ...], width: int) -> tuple[ScaleWord, ...]:
    starts = [0.0, *(float(zone.tick) for zone in scale if zone.tick is not None)]
    ends = [*starts[1:], float(width)]
    return tuple(
        ScaleWord(_fitting(zone, end - start), zone.center, "middle", zone.is_in)
        for zone, start, end in zip(scale, starts, ends, strict=True)
    )


def _fitting(zone: Zone, room: float) -> str:
    """Give letter and word of a band, or the letter alone where there is too little room."""
    words = without_marks(f"{zone.letter} {zone.title}")
    return words if len(words) * _LETTER < room else zone.letter
