"""Dimensions with their answers in, narrow columns of about the same height out, for cards of many criteria.

The renderer could balance columns itself, by drawing them again and again; a guess of each row's height is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scorecard.publishing.card_rows import CardDimension
from scorecard.publishing.language import without_marks

COLUMNS = 3
COLUMN_HEIGHT = 800  # px: what the head of the second page leaves of it
_STEP = 8  # px: how finely heights are tried
_HEAD, _LINE, _ROOM = 26, 12, 4  # px: of a dimension's title, of a line at 7.5 pt, between two rows
_LETTERS = 40  # in a line, about
_ENDING = 24  # letters: the outcome's word, the day and a number of a source


@dataclass(slots=True)
class _Column:
    parts: list[CardDimension]
    height: int = 0


def columns_of(dimensions: Sequence[CardDimension]) -> tuple[tuple[CardDimension, ...], ...]:
    """Part answers among three columns, in their order; a dimension that is cut goes on under its title.

    Returns:
        The columns; one alone with everything where a page is too short, since a part
        too high for its column would push the others to the next page.
    """
    total = sum(
        _HEAD + sum(_row_height(dimension, row) for row in range(len(dimension.answers))) for dimension in dimensions
    )
    for most in range(total // COLUMNS, COLUMN_HEIGHT + 1, _STEP):
        columns = _filled(dimensions, most)
        if len(columns) <= COLUMNS and all(column.height <= COLUMN_HEIGHT for column in columns):
            return tuple(tuple(column.parts) for column in columns)
    return (tuple(dimensions),)


def _filled(dimensions: Sequence[CardDimension], most: int) -> list[_Column]:
    """Fill one column after another up to a height; a title never stands alone at the foot of one."""
    columns = [_Column([])]
    for dimension in dimensions:
        start = 0
        for row in range(len(dimension.answers)):
            height = _row_height(dimension, row)
            if columns[-1].height and columns[-1].height + height + (_HEAD if row == start else 0) > most:
                _place(columns[-1], dimension, start, row)
                columns.append(_Column([]))
                start = row
            columns[-1].height += height + (_HEAD if row == start else 0)
        _place(columns[-1], dimension, start, len(dimension.answers))
    return columns


def _place(column: _Column, dimension: CardDimension, start: int, end: int) -> None:
    if start < end:
        column.parts.append(replace(dimension, answers=dimension.answers[start:end], is_continued=start > 0))


def _row_height(dimension: CardDimension, row: int) -> int:
    """Guess the height of a row in pixels, rather too much than too little."""
    letters = len(without_marks(dimension.answers[row].finding)) + _ENDING
    return _ROOM + _LINE * (2 + letters // _LETTERS)
