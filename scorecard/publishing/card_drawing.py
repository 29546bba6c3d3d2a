"""Outcomes, bands and an address in, the small drawings of a report card out, and all of them hung as pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno

from scorecard.publishing.card_bars import PITCH, BarDrawing, striped
from scorecard.publishing.draw import Mark, Rung, RungState, stripe_path
from scorecard.publishing.templating import Templates

_RUNG = 18  # px: side of a square of the ladder


@dataclass(frozen=True, slots=True)
class MarkDrawing:
    """An outcome mark: a `mark` in a box of `width` by `height`.

    `box_width` and `box_height` are those of the line around it, `middle` its
    center; `lines` are the stripes of an open part, None where there is none.
    """

    mark: Mark
    width: str
    height: str
    box_width: str
    box_height: str
    middle: str
    lines: str | None
    template: str = "card/mark.svg"


@dataclass(frozen=True, slots=True)
class LadderRung:
    """A square of the ladder: its `letter`, its `state`, and where it stands (`at`)."""

    letter: str
    state: RungState
    at: str


@dataclass(frozen=True, slots=True)
class LadderDrawing:
    """The squares of the bands, worst first: `rungs` in a drawing of a `width`; `frames` is where framed ones stand."""

    rungs: tuple[LadderRung, ...]
    frames: tuple[str, ...]
    width: str
    template: str = "card/ladder.svg"


@dataclass(frozen=True, slots=True)
class SwatchDrawing:
    """A field of the key: its `kind` (`solid`, `striped` or `empty`) and the `lines` of stripes."""

    kind: str
    lines: str
    template: str = "card/swatch.svg"


@dataclass(frozen=True, slots=True)
class DraftDrawing:
    """A `word` that lies behind every page of a draft; the style sheet asks for it by the name `draft.svg`."""

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


def mark_width(*, is_dense: bool) -> int:
    """Give the width of outcome marks; the small one is for rubrics of many criteria."""
    return 27 if is_dense else 34


def mark_drawing(of: Mark, *, is_dense: bool) -> MarkDrawing:
    """Draw an outcome mark that was laid out for `mark_width`."""
    width, height = mark_width(is_dense=is_dense), 10 if is_dense else 11
    open_part = str(width) if of.kind in {"unknown", "stale"} else of.stripes
    middle = f"{width / 2:g} {height / 2:g}"
    return MarkDrawing(of, str(width), str(height), str(width - 1), str(height - 1), middle, striped(open_part, height))


def ladder_drawing(rungs: tuple[Rung, ...]) -> LadderDrawing:
    """Draw the ladder."""
    placed = tuple(LadderRung(rung.letter, rung.state, str(_RUNG * place + 1)) for place, rung in enumerate(rungs))
    return LadderDrawing(placed, tuple(rung.at for rung in placed if rung.state == "in"), str(_RUNG * len(rungs) + 2))


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
