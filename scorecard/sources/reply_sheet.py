"""A returned spreadsheet in, what was filled in out, or problems: rows are found by the keys of their first column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from scorecard.problem import Problem
from scorecard.sources.reply_record import COLUMNS, KIND, PERSON, Filled, FilledRow, Given, problem_at
from scorecard.sources.workbook import Cell, Sheet, Workbook, read_workbook, rows_of

_KEYS = ("form", "city", "edition", *PERSON)
_FIRST_OPEN = 6  # the column of the first cell that a city fills in
_AS_SENT = "ask the city for the form as it was sent, with its locked cells as they were"
_DAYS = re.compile(r"[0-9]{1,6}(?:\.[0-9]+)?\Z")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00:00(?:\.0+)?\Z")


def read_reply_sheet(raw: bytes, path: str) -> tuple[Filled | None, list[Problem]]:
    """Read a spreadsheet that a city filled in.

    Args:
        raw: its bytes, as any spreadsheet program saved them.
        path: as problems show it.

    Returns:
        What it holds, None where it cannot be read as a form, and the problems.
    """
    book, problems = read_workbook(raw, path)
    if problems:
        return None, problems
    if len(book.sheets) < 2:
        return None, [Problem(path, 1, 1, "another-form", "it has no two sheets, as the form has", _AS_SENT)]
    first, second = book.sheets[:2]
    keyed = {row: first.text(row, 1) for row in rows_of(first) if first.text(row, 1)}
    problems = list(_wrong_keys(first, keyed, path))
    if second.text(1, 1) != "id":
        what = "its first cell is not the head of the column of ids"
        problems.append(Problem(f"{path}!{second.name}", 1, 1, "another-form", what, _AS_SENT))
    if problems:
        return None, problems
    places = {key: row for row, key in keyed.items()}
    person = {key: _given(first, path, book, places[key], 3, is_day=key == "date") for key in _KEYS}
    if person["form"].text != KIND:
        what = f'it is the form "{person["form"].text[:40]}", not {KIND}'
        return None, [problem_at(person["form"], "another-form", what, _AS_SENT)]
    heading = _given(first, path, book, 1, 2)
    return (
        Filled(
            person["city"],
            person["edition"],
            heading,
            Given("", f"{path}!{second.name}"),
            {key: person[key] for key in PERSON if person[key].text},
            tuple(_rows(second, path, book)),
        ),
        [],
    )


def _wrong_keys(sheet: Sheet, keyed: dict[int, str], path: str) -> Iterator[Problem]:
    shown, found = f"{path}!{sheet.name}", list(keyed.values())
    for row, key in keyed.items():
        if key not in _KEYS:
            yield Problem(shown, row, 1, "another-form", f'"{key[:40]}" is no key of the form', _AS_SENT)
        elif found.count(key) > 1:
            yield Problem(shown, row, 1, "repeated-id", f'the key "{key}" stands there more than once', _AS_SENT)
    for key in _KEYS:
        if key not in found:
            yield Problem(shown, 1, 1, "another-form", f'the row with the key "{key}" is not there', _AS_SENT)


def _rows(sheet: Sheet, path: str, book: Workbook) -> Iterator[FilledRow]:
    for row in rows_of(sheet):
        if row == 1:
            continue
        given = {
            key: _given(sheet, path, book, row, column, is_day=key == "date")
            for column, key in enumerate(COLUMNS, start=_FIRST_OPEN)
        }
        question = _given(sheet, path, book, row, 2)
        first_line = question.text.split("\n")[0]
        yield FilledRow(
            _given(sheet, path, book, row, 1),
            Given(first_line, question.path, question.line, question.column),
            {key: one for key, one in given.items() if one.text},
        )


def _given(sheet: Sheet, path: str, book: Workbook, row: int, column: int, *, is_day: bool = False) -> Given:
    cell = sheet.cells.get((row, column))
    text = "" if cell is None else _day_text(cell, book) if is_day else cell.text
    return Given(text, f"{path}!{sheet.name}", row, column)


def _day_text(cell: Cell, book: Workbook) -> str:
    """Write a day as text; a program that took it for one counts it from 1900, or from 1904."""
    if cell.is_number and _DAYS.match(cell.text):
        start = date(1904, 1, 1) if book.starts_1904 else date(1899, 12, 30)
        return (start + timedelta(days=int(cell.text.partition(".")[0]))).isoformat()
    midnight = _TIME.match(cell.text)
    return cell.text if midnight is None else midnight[1]
