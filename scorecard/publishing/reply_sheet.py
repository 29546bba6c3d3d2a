"""A reply form in, the spreadsheet (xlsx) that a city fills in out: two sheets, protected but for the cells to fill in.

The first column of each sheet has the keys by which an import reads it back.
Cells to fill in are text, so that no program turns `2026-04` or `=` into something else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scorecard.publishing.language import say, without_marks
from scorecard.publishing.reply_form import FormField, FormRow, ReplyForm

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = "id"
"""The first cell of the row that names the columns of the second sheet."""

_WIDTHS = {"A": 24, "B": 44, "C": 44, "D": 40, "E": 18, "F": 10, "G": 40, "H": 40, "I": 14, "J": 40}
_INK, _QUIET, _RULE, _OPEN = "FF111111", "FF444444", "FF666666", "FFFFF8E1"
_LONGEST_CELL = 32_000  # Excel takes 32,767 characters
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that an archive can name


def reply_sheet(form: ReplyForm) -> bytes:
    """Write the spreadsheet; the same bytes for the same form."""
    from openpyxl import Workbook  # noqa: PLC0415  # slow, and only packets need it

    book = Workbook()
    first = book.active
    if first is None:
        raise ValueError("a new workbook has no sheet")
    day = datetime(form.as_of.year, form.as_of.month, form.as_of.day, tzinfo=UTC).replace(tzinfo=None)
    about = book.properties
    about.title, about.subject, about.creator, about.created = form.heading, form.subject, form.publisher, day
    about.language = form.language
    _first(first, form)
    _second(book.create_sheet(_name(say("Questions"))), form)
    return _packed(book, day.isoformat())


def _name(text: str) -> str:
    """Name a sheet: 31 characters at most, and none that a formula would take for its own."""
    return re.sub(r"[\\/*?:\[\]']", " ", without_marks(text))[:31]


def _first(sheet: Worksheet, form: ReplyForm) -> None:
    """Say what is asked for, and leave room for who replies."""
    sheet.title = _name(say("Reply"))
    for column, width in (("A", 12), ("B", 30), ("C", 90)):
        sheet.column_dimensions[column].width = width
    rows: list[tuple[str, str, str]] = [("", form.heading, ""), ("", form.about, ""), ("", form.confidential, "")]
    rows += [("", one, "") for one in form.guide]
    for number, (_, text, _) in enumerate(rows, start=1):
        _write(sheet.cell(number, 2, ""), text, is_bold=number in (1, 3), size=16 if number == 1 else 11)
        sheet.row_dimensions[number].height = 26 if number == 1 else 16
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=3)
    row = len(rows) + 2
    for key, value in (("form", form.kind), ("city", form.city), ("edition", form.edition)):
        _write(sheet.cell(row, 1, ""), key, is_quiet=True)
        _write(sheet.cell(row, 3, ""), value, is_quiet=True)
        row += 1
    for one in form.person:
        _write(sheet.cell(row, 1, ""), one.key, is_quiet=True)
        _write(sheet.cell(row, 2, ""), f"{one.label}\n{one.hint}", is_bold=True)
        _open(sheet.cell(row, 3, ""))
        sheet.row_dimensions[row].height = 240 if one.key == "statement" else 64
        row += 1
    _protect(sheet, landscape=False)


def _second(sheet: Worksheet, form: ReplyForm) -> None:
    """Write a row per question."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415  # as above

    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    fields = form.rows[0].fields if form.rows else ()
    labels = [say("Question"), say("What we found"), say("Evidence"), say("Points"), *(one.label for one in fields)]
    _write(sheet.cell(1, 1, ""), HEAD, is_bold=True)
    for column, label in enumerate(labels, start=2):
        _write(sheet.cell(1, column, ""), without_marks(label), is_bold=True)
    for number, row in enumerate(form.rows, start=2):
        _question(sheet, number, row)
    last = max(2, len(form.rows) + 1)
    choices = DataValidation(
        type="list",
        formula1=f'"{",".join(choice.label for choice in form.choices)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=without_marks(say("Agree?")),
        error=", ".join(choice.label for choice in form.choices),
    )
    choices.add(f"F2:F{last}")
    sheet.add_data_validation(choices)
    _hints(sheet, fields, last)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    _protect(sheet, landscape=True)


def _question(sheet: Worksheet, number: int, row: FormRow) -> None:
    evidence = "\n".join(f"{one.title}, {one.seen}\n{one.address}".strip() for one in row.sources)
    texts = (row.id, f"{row.question}\n{row.claim}", row.found, evidence, row.points)
    for column, text in enumerate(texts, start=1):
        _write(sheet.cell(number, column, ""), text, is_quiet=column == 1, is_ruled=True)
    for column in range(6, 6 + len(row.fields)):
        _open(sheet.cell(number, column, ""))
    lines = max(_lines(text, width) for text, width in zip(texts, (24, 44, 44, 40, 18), strict=True))
    sheet.row_dimensions[number].height = min(400, 15 * max(3, lines))


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


def _hints(sheet: Worksheet, fields: Sequence[FormField], last: int) -> None:
    """Show what belongs in a cell while it is chosen; `agree` shows its choices."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415  # as above

    for column, one in enumerate(fields[1:], start=7):
        letter = "FGHIJ"[column - 6]
        hint = DataValidation(showInputMessage=True, promptTitle=one.label[:32], prompt=one.hint[:255])
        hint.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(hint)


def _write(
    cell: Cell, text: str, *, is_bold: bool = False, is_quiet: bool = False, is_ruled: bool = False, size: int = 11
) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415  # as above

    cell.value = text[:_LONGEST_CELL]
    cell.data_type = "s"  # a text that begins with = is no formula
    cell.font = Font(name="Arial", size=size, bold=is_bold, color=_QUIET if is_quiet else _INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_ruled:
        line = Side(style="thin", color=_RULE)
        cell.border = Border(top=line, bottom=line)


def _open(cell: Cell) -> None:
    """Let a cell be filled in, and show that it is meant to be."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415  # as above

    line = Side(style="thin", color=_RULE)
    cell.value = None
    cell.number_format = "@"
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", start_color=_OPEN)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.font = Font(name="Arial", size=11, color=_INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _protect(sheet: Worksheet, *, landscape: bool) -> None:
    """Lock what is not to be filled in; widths and heights may change, and there is no password."""
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  # as above

    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _packed(book: Workbook, day: str) -> bytes:
    """Write a workbook without the clock: its parts carry no time, and its own day is the edition's."""
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with ZipFile(raw) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{day}Z".encode(), content)
            part = ZipInfo(name, _EARLIEST)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(part, content)
    return packed.getvalue()
