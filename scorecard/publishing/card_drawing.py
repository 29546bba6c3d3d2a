"""Ranges, answers and an address in, the drawings of a report card out, as records for the templates `card/*.svg`.

They are those of `draw.py` in pixels, each with its stripes as one path of parallel
lines: the renderer of cards knows no pattern of another SVG and prints no stripe gradient.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import segno

from scorecard.model.rubric import Rubric
from scorecard.publishing.draw import (
    Bar,
    EndLabel,
    Mark,
    Rung,
    Zone,
    end_labels,
    range_bar,
    stripe_path,
    zones,
)
from scorecard.publishing.templating import Templates
from scorecard.scoring.result import Bands, Range

PITCH = 4.6  # px between two stripes, measured across them: 1.2 mm, which a copier keeps apart
_LETTER = 5.8  # px: the mean width of a letter at the size of the scale, rounded up


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """A range bar of one dimension: `width` and `height` of the track, and `lines`, its stripes, None where none."""

    bar: Bar
    width: int
    height: int
    lines: str | None
    template: str = "card/bar.svg"


@dataclass(frozen=True, slots=True)
class ScaleZone:
    """A band under the large bar: its `words`, the letter alone where there is no room for more, and its place."""

    words: str
    center: str
    tick: str | None
    is_in: bool


@dataclass(frozen=True, slots=True)
class BigBarDrawing:
    """The range bar of the whole score.

    `top` is the room above it, for the `ends`. `zones` is empty where there is no
    band; then the scale has a `middle`. `label` is its text alternative.
    """

    bar: Bar
    width: int
    height: int
    top: int
    lines: str | None
    ends: tuple[EndLabel, ...]
    zones: tuple[ScaleZone, ...]
    middle: str
    label: str


@dataclass(frozen=True, slots=True)
class MarkDrawing:
    """An outcome mark in its box of `width` by `height`, with its `lines` where a part of it is striped."""

    mark: Mark
    width: int
    height: int
    lines: str | None
    template: str = "card/mark.svg"


@dataclass(frozen=True, slots=True)
class LadderDrawing:
    """The squares of the bands, worst first."""

    rungs: tuple[Rung, ...]
    template: str = "card/ladder.svg"


@dataclass(frozen=True, slots=True)
class SwatchDrawing:
    """A field of the key: `solid`, `striped` or `empty`."""

    kind: str
    lines: str
    template: str = "card/swatch.svg"


@dataclass(frozen=True, slots=True)
class DraftDrawing:
    """A word that lies behind every page of a draft; the style sheet asks for it by the name `draft.svg`."""

    word: str
    template: str = "card/draft.svg"


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: `path` in units of one module, `modules` of them on a side, and the `address` that it holds."""

    path: str
    modules: int
    address: str


Drawing = BarDrawing | MarkDrawing | LadderDrawing | SwatchDrawing | DraftDrawing


@dataclass(slots=True)
class Gallery:
    """Collects the drawings that stand beside words as pictures, each once.

    A picture in a background is no part of what a reader hears: the words beside
    it say the same. `pictures` holds name -> SVG.
    """

    templates: Templates
    pictures: dict[str, str] = field(default_factory=dict)
    _names: dict[Drawing, str] = field(default_factory=dict)

    def hang(self, drawing: Drawing) -> str:
        """Keep a drawing and give its name."""
        if drawing not in self._names:
            name = "draft.svg" if isinstance(drawing, DraftDrawing) else f"{len(self._names) + 1}.svg"
            self.pictures[name] = self.templates.render(drawing).decode()
            self._names[drawing] = name
        return self._names[drawing]


def bar_drawing(span: Range, rubric: Rubric, *, width: int, height: int) -> BarDrawing:
    """Draw a range of one dimension."""
    bar = range_bar(span, rubric, width=width)
    return BarDrawing(bar, width, height, _lines(bar.stripes, height))


def big_bar_drawing(
    span: Range, bands: Bands | None, rubric: Rubric, *, width: int, height: int, label: str
) -> BigBarDrawing:
    """Draw the range of the whole score with its ends, and the bands where there is one."""
    bar = range_bar(span, rubric, width=width)
    says_no_more = bands is None and span.high - span.low == 100  # than the scale, which reads 0 and 100 itself
    return BigBarDrawing(
        bar=bar,
        width=width,
        height=height,
        top=4 if says_no_more else 17,
        lines=_lines(bar.stripes, height),
        ends=() if says_no_more else end_labels(span, rubric, width=width),
        zones=_scale(zones(rubric, bands, width=width), width) if bands is not None else (),
        middle=f"{width / 2:g}",
        label=label,
    )


def _scale(of: tuple[Zone, ...], width: int) -> tuple[ScaleZone, ...]:
    starts = [0.0, *(float(zone.tick) for zone in of if zone.tick is not None)]
    ends = [*starts[1:], float(width)]
    return tuple(
        ScaleZone(_words(zone, end - start), zone.center, zone.tick, zone.is_in)
        for zone, start, end in zip(of, starts, ends, strict=True)
    )


def _words(zone: Zone, room: float) -> str:
    words = f"{zone.letter} {zone.title}"
    return words if len(words) * _LETTER < room else zone.letter


def mark_width(*, is_dense: bool) -> int:
    """Give the width of outcome marks; the small one is for rubrics of many criteria."""
    return 27 if is_dense else 34


def mark_drawing(of: Mark, *, is_dense: bool) -> MarkDrawing:
    """Draw an outcome mark that was laid out for `mark_width`."""
    width, height = mark_width(is_dense=is_dense), 10 if is_dense else 11
    striped = str(width) if of.kind in {"unknown", "stale"} else of.stripes
    return MarkDrawing(of, width, height, _lines(striped, height))


def swatch_drawing(kind: str) -> SwatchDrawing:
    """Draw a field of the key."""
    return SwatchDrawing(kind, stripe_path(26, 10, PITCH))


def qr_code(address: str) -> QrCode:
    """Make the QR code of an address, with the medium correction of faults; the white around it is left to the page."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = "".join(
        f"M{start} {y}h{end - start}v1h{start - end}z" for y, row in enumerate(rows) for start, end in _runs(row)
    )
    return QrCode(path, len(rows), address)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """List where dark modules begin and end in a row."""
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _lines(width: str | None, height: int) -> str | None:
    return None if width is None else stripe_path(float(width), height, PITCH)
