"""Cities and the marks of their answers in, a picture out: cities down, criteria across, by dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.publishing.draw import MarkKind
from scorecard.publishing.pictures.canvas import Canvas, Shade
from scorecard.publishing.pictures.letters import shorter

_LEFT, _PITCH, _APART, _GAP = 176.0, 20.0, 36.0, 14.0
_WIDE, _TALL = 30.0, 13.0
_MOST = 190.0  # pixels: no title of a criterion is higher
_SIZE = 13.0
_HEAD = 18.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark: its `kind`, and the shares (0 to 1) that are proved and possible where `part` or `bounded` needs them."""

    kind: MarkKind
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension: its `title` and those of its `criteria`."""

    title: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CityCells:
    """A city: its `name`, and a cell for each criterion, in the order of the groups."""

    name: str
    cells: tuple[Cell, ...]


def width_needed(groups: Sequence[Group]) -> float:
    """Say how wide the picture is."""
    return _LEFT + sum(len(group.criteria) for group in groups) * _APART + len(groups) * _GAP


def height_needed(rows: int) -> float:
    """Say how high the picture of so many cities is."""
    return _HEAD + _MOST + 16 + rows * _PITCH


def heat_map(groups: Sequence[Group], rows: Sequence[CityCells], shade: Shade) -> bytes:
    """Draw the marks."""
    canvas = Canvas(width_needed(groups), height_needed(len(rows)), shade)
    columns = list(_columns(groups))
    first = _HEAD + _MOST + 12
    _heads(canvas, groups, columns)
    for place, row in enumerate(rows):
        top = first + place * _PITCH
        canvas.text(_LEFT - 10, top + 11, shorter(row.name, _LEFT - 14, size=_SIZE), size=_SIZE, anchor="right")
        canvas.line([(0, top + 16.5), (canvas.width - _GAP, top + 16.5)], "rule", 0.6)
        for x, cell in zip(columns, row.cells, strict=True):
            mark(canvas, x, top, cell)
    return canvas.svg()


def _columns(groups: Sequence[Group]) -> Iterator[float]:
    x = _LEFT
    for group in groups:
        for _ in group.criteria:
            yield x
            x += _APART
        x += _GAP


def _heads(canvas: Canvas, groups: Sequence[Group], columns: Sequence[float]) -> None:
    place, bottom = 0, _HEAD + _MOST
    for group in groups:
        left, right = columns[place], columns[place + len(group.criteria) - 1] + _WIDE
        most = right - left + _GAP
        title = shorter(group.title, most, size=_SIZE, is_bold=True)
        canvas.text(left, 12, title, size=_SIZE, is_bold=True)
        canvas.line([(left, _HEAD), (right, _HEAD)], "ink", 2)
        for title in group.criteria:
            x = columns[place] + _WIDE / 2 + _SIZE * 0.34
            canvas.text(x, bottom, shorter(title, _MOST - 8, size=_SIZE), size=_SIZE, turned=90)
            place += 1


def mark(canvas: Canvas, x: float, y: float, cell: Cell) -> None:
    """Draw an outcome mark (look.md, section 3)."""
    if cell.kind == "not_applicable":
        canvas.line([(x + 10, y + 6.5), (x + 20, y + 6.5)], "ink", 1.6)
        return
    low, high = _ends(cell)
    canvas.box(x, y, _WIDE, _TALL, "raised")
    if high > low:
        canvas.stripes(x + low * _WIDE, y, (high - low) * _WIDE, _TALL)
    if low:
        canvas.box(x, y, low * _WIDE, _TALL, "fill")
    if low < high < 1:
        canvas.line([(x + high * _WIDE, y), (x + high * _WIDE, y + _TALL)], "fill", 1.8)
    is_open = cell.kind in {"unknown", "stale"}
    canvas.frame(x, y, _WIDE, _TALL, is_dashed=is_open)
    if is_open:
        canvas.box(x + 8.5, y + 0.7, 13, _TALL - 1.4, "paper")
    _sign(canvas, x + _WIDE / 2, y + _TALL / 2, cell.kind)


def _ends(cell: Cell) -> tuple[float, float]:
    if cell.kind in {"unknown", "stale"}:
        return 0.0, 1.0
    if cell.kind in {"full", "none"}:
        share = 1.0 if cell.kind == "full" else 0.0
        return share, share
    return float(cell.low or 0), float(cell.high or 0)


def _sign(canvas: Canvas, x: float, y: float, kind: MarkKind) -> None:
    if kind == "full":
        canvas.line([(x - 4, y), (x - 1, y + 3), (x + 4.5, y - 3.2)], "on_fill", 1.8)
    elif kind == "none":
        canvas.line([(x - 3, y - 3), (x + 3, y + 3)], "ink", 1.5)
        canvas.line([(x + 3, y - 3), (x - 3, y + 3)], "ink", 1.5)
    elif kind == "unknown":
        hook = [(x - 2.4, y - 1.8), (x - 1.2, y - 3.6), (x + 1.2, y - 3.6), (x + 2.3, y - 2), (x, y), (x, y + 1.6)]
        canvas.line(hook, "ink", 1.3)
        canvas.line([(x, y + 3), (x, y + 4.4)], "ink", 1.4)
    elif kind == "stale":
        canvas.disk(x, y, 4.6, "ink", width=1.1)
        canvas.line([(x, y - 2.8), (x, y), (x + 2, y + 1.2)], "ink", 1.1)
