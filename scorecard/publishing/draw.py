"""Ranges, shares and bands in, positions and sizes as ready strings out, so that no template calculates.

One rule at every size: solid is proved, striped is not settled, empty is not
earned. Positions are percentages (`"56.25%"`) where no width is given, for
drawings that stretch, and bare pixels (`"382.5"`) where one is, for the card.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from scorecard.model.rubric import Rubric
from scorecard.publishing.language import say
from scorecard.publishing.once import once
from scorecard.publishing.words import score_figures, thresholds
from scorecard.scoring.printing import printed, tenths_of
from scorecard.scoring.result import Bands, Range

Anchor = Literal["start", "middle", "end"]
MarkKind = Literal["full", "part", "none", "bounded", "unknown", "stale", "not_applicable"]
RungState = Literal["one", "in", "out", "none"]

_NEAR = 14  # points: closer ends share one label, or their figures would touch on a phone
_EDGE = 8  # points from an end of the track: a centered label would leave it


@dataclass(frozen=True, slots=True)
class Bar:
    """A range bar: positions along the track.

    `solid` is the width of the proved part, None where nothing is proved;
    `stripes_at` and `stripes` are start and width of what is not settled, None
    where all is settled; `low` and `high` are where the uprights stand;
    `label` says the figures in words.
    """

    solid: str | None
    stripes_at: str | None
    stripes: str | None
    low: str
    high: str
    label: str


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A figure above an upright: `text`, where it stands (`at`), and which side of it stands there (`anchor`)."""

    text: str
    at: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Zone:
    """A band under the bar.

    `letter` and `title` stand at `center`; `tick` is where the zone ends, None
    at the right edge; `is_in` tells whether the range reaches into the band.
    """

    letter: str
    title: str
    center: str
    tick: str | None
    is_in: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """An outcome mark: a small bar of shares.

    `kind` is one of the seven shapes. For `part` and `bounded`: `solid` is the
    width of the proved part, `stripes_at` and `stripes` the part not settled,
    `upright` where the best stands if it is not the whole; each None where it is
    not drawn.
    """

    kind: MarkKind
    solid: str | None = None
    stripes_at: str | None = None
    stripes: str | None = None
    upright: str | None = None


_WHOLE: dict[MarkKind, Mark] = {kind: Mark(kind) for kind in get_args(MarkKind)}


@dataclass(frozen=True, slots=True)
class Rung:
    """A square of the ladder: `letter`, and `state`: the one band, in the range, out of it, or no band at all."""

    letter: str
    state: RungState


def position(value: Fraction, width: int | None = None) -> str:
    """Write a place on a track of 0 to 100 as percent, or in pixels of a track that wide; two decimals at most."""
    numerator, denominator = value.as_integer_ratio()
    if width is None:
        return f"{_two_decimals(numerator / denominator)}%"
    return _two_decimals(numerator * width / (denominator * 100))


def as_printed(span: Range, rubric: Rubric) -> Range:
    """Give a median as it is printed, to draw it: an answer of one of thousands of cities moves it by less."""
    starts = thresholds(rubric)
    return Range(Fraction(tenths_of(span.low, starts), 10), Fraction(tenths_of(span.high, starts), 10))


def _two_decimals(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".")


def range_bar(span: Range, rubric: Rubric, *, width: int | None = None) -> Bar:
    """Draw a range.

    Args:
        span: low and high, 0 to 100.
        rubric: whose thresholds the printed figures do not cross.
        width: of the track in pixels; percentages where None.
    """
    is_settled = span.low == span.high
    low = position(span.low, width)
    return Bar(
        solid=low if span.low else None,
        stripes_at=None if is_settled else low,
        stripes=None if is_settled else position(span.high - span.low, width),
        low=low,
        high=low if is_settled else position(span.high, width),
        label=say("{figures} of 100", figures=score_figures(span, rubric)),
    )


def end_labels(span: Range, rubric: Rubric, *, width: int | None = None) -> tuple[EndLabel, ...]:
    """Place the figures above the ends of the large bar; one label where they are close."""
    if span.high - span.low >= _NEAR:
        ends, edges = (span.low, span.high), thresholds(rubric)
        return tuple(EndLabel(printed(end, edges), position(end, width), _anchor(end, _EDGE)) for end in ends)
    text, middle = score_figures(span, rubric), (span.low + span.high) / 2
    anchor = _anchor(middle, _EDGE)
    at = {"start": span.low, "middle": middle, "end": span.high}[anchor]
    return (EndLabel(text, position(at, width), anchor),)


def _anchor(value: Fraction, edge: int) -> Anchor:
    return "start" if value < edge else "end" if value > 100 - edge else "middle"


@once
def zones(rubric: Rubric, bands: Bands | None, *, width: int | None = None) -> tuple[Zone, ...]:
    """Place the bands along a track, worst first; those from the low's band to the high's are `is_in`."""
    ids = [band.id for band in rubric.bands]
    first, last = (ids.index(bands.high), ids.index(bands.low)) if bands is not None else (len(ids), -1)
    tops = [Fraction(100), *(band.start for band in rubric.bands[:-1])]
    drawn = [
        Zone(
            letter=band.id,
            title=band.title,
            center=position((band.start + top) / 2, width),
            tick=position(top, width) if top < 100 else None,
            is_in=first <= index <= last,
        )
        for index, (band, top) in enumerate(zip(rubric.bands, tops, strict=True))
    ]
    return tuple(reversed(drawn))


def ladder(rubric: Rubric, bands: Bands | None) -> tuple[Rung, ...]:
    """Draw the squares of the ladder, worst band first."""

    def state(letter: str, *, is_in: bool) -> RungState:
        if bands is None:
            return "none"
        if letter == bands.low == bands.high:
            return "one"
        return "in" if is_in else "out"

    return tuple(Rung(zone.letter, state(zone.letter, is_in=zone.is_in)) for zone in zones(rubric, bands))


def mark(kind: MarkKind, low: Fraction | None = None, high: Fraction | None = None, *, width: int = 44) -> Mark:
    """Draw an outcome mark.

    Args:
        kind: the shape; only `part` and `bounded` need shares.
        low: the share (0 to 1) that is proved.
        high: the share (0 to 1) that is still possible.
        width: of the box in pixels.
    """
    if kind not in {"part", "bounded"} or low is None or high is None:
        return _WHOLE[kind]
    return _mark(kind, low.as_integer_ratio(), high.as_integer_ratio(), width)


@lru_cache(maxsize=1024)
def _mark(kind: MarkKind, low_ratio: tuple[int, int], high_ratio: tuple[int, int], width: int) -> Mark:
    low, high = Fraction(*low_ratio), Fraction(*high_ratio)
    return Mark(
        kind=kind,
        solid=position(low * 100, width) if low else None,
        stripes_at=position(low * 100, width) if high > low else None,
        stripes=position((high - low) * 100, width) if high > low else None,
        upright=position(high * 100, width) if low < high < 1 else None,
    )
