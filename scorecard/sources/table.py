"""The bytes of a table (CSV) in, its rows out, or problems: the header is held against the columns that are known."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from unicodedata import category

from scorecard.problem import Problem, did_you_mean
from scorecard.sources.record import Row

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MAX_BYTES = 32 * 1024 * 1024  # the largest of the tables has 1.1 MB


def read_table(
    raw: bytes, path: str, required: Sequence[str], allowed: Collection[str] | None = ()
) -> tuple[list[Row], list[Problem]]:
    """Read a table.

    Args:
        raw: its bytes, UTF-8 with or without a byte order mark.
        path: as problems show it.
        required: columns without which it cannot be read.
        allowed: columns that may stand there besides, any other is a problem; None allows all.

    Returns:
        The rows, none where there are problems, and the problems.
    """
    if len(raw) > MAX_BYTES:
        return [], [Problem(path, 1, 1, "too-large", f"the table has more than {MAX_BYTES} bytes", "split it")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        return [], [Problem(path, line, 1, "not-utf-8", what, "save the table as CSV in UTF-8")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        problems = _header_problems(header, path, required, allowed)
        rows = [] if problems else _rows(((reader.line_num, cells) for cells in reader), header, path, problems)
    except csv.Error as error:
        what = f"this is not CSV: {error}"
        return [], [Problem(path, max(reader.line_num, 1), 1, "not-a-table", what, "save it as CSV")]
    return ([] if problems else rows), problems


def _header_problems(
    header: Sequence[str], path: str, required: Sequence[str], allowed: Collection[str] | None
) -> list[Problem]:
    known = {*required, *(header if allowed is None else allowed)}
    missing = [column for column in required if column not in header]
    problems = [
        Problem(path, 1, 1, "missing-column", f'there is no column "{column}"', "is it the table that you meant?")
        for column in missing
    ]
    for place, column in enumerate(header):
        if column not in known:
            mend = f"take it out{did_you_mean(column, missing)}"
            problems.append(Problem(path, 1, 1, "unknown-column", f'the column "{column[:60]}" is not known', mend))
        elif column in header[:place]:
            what = f'the column "{column}" stands there twice'
            problems.append(Problem(path, 1, 1, "repeated-column", what, "take one out"))
    return problems


def visible(cell: str) -> str:
    """Leave out what cannot be seen, which no city file may hold; line breaks and tabs stay."""
    if cell.isprintable():
        return cell
    return "".join(one for one in cell if one in "\n\r\t" or category(one) not in _INVISIBLE)


def _rows(
    lines: Iterable[tuple[int, list[str]]], header: Sequence[str], path: str, problems: list[Problem]
) -> list[Row]:
    rows: list[Row] = []
    for line, cells in lines:
        if cells and len(cells) != len(header):
            what = f"the row has {len(cells)} cells, the header {len(header)}"
            problems.append(Problem(path, line, 1, "ragged-row", what, "add or take out commas, or quote the text"))
        elif cells:
            rows.append(Row(line, dict(zip(header, (visible(cell).strip() for cell in cells), strict=True))))
    return rows
