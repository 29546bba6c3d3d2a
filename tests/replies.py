"""A made-up project in, packets and forms filled in as a city would out; shared by the tests of replies."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from scorecard.checking import load_project
from scorecard.publishing.reply_form import ReplyForm, reply_form
from scorecard.publishing.reply_sheet import reply_sheet
from scorecard.scoring.score import score_edition

EVERYTHING = Path(__file__).resolve().parent / "projects" / "everything"
CITY = "mike-draft"
PERSON = {
    "office": "Office of the Mayor",
    "role": "Chief of Staff",
    "date": "2026-06-20",
    "statement": "We *thank* you.",
}
ROWS: dict[str, dict[str, str | int]] = {
    "force-published": {
        "agree": "no",
        "says": "It is weekly",
        "source": "https://data.example.org/x",
        "date": "2026-02-01",
        "comment": "<b>See</b> there",
    },
    "warning": {"agree": "partly"},
    "dashcam-rule": {"agree": "yes"},
}
SAYS = {
    "force-published": (
        "Agree? no. What should it say? It is weekly. Source (web address): https://data.example.org/x "
        "Date: 2026-02-01. Comment: <b>See</b> there."
    ),
    "warning": "Agree? partly.",
}
COLUMNS = {"agree": 6, "says": 7, "source": 8, "date": 9, "comment": 10}


def copied(folder: Path) -> Path:
    """Copy the project that shows everything once."""
    return Path(shutil.copytree(EVERYTHING, folder / "project"))


def form_of(city: str = CITY) -> ReplyForm:
    """Make the form of a city."""
    project = load_project(EVERYTHING)
    return reply_form(project, score_edition(project, "2026"), city, None)


def filled_sheet(
    raw: bytes | None = None,
    person: Mapping[str, str] = PERSON,
    rows: Mapping[str, Mapping[str, str | int]] = ROWS,
    change: Callable[[object], None] | None = None,
) -> bytes:
    """Fill a spreadsheet in, as a program would that keeps what it does not know; `change` gets the workbook."""
    book = load_workbook(io.BytesIO(reply_sheet(form_of()) if raw is None else raw))
    first, second = book.worksheets
    for number, cells in enumerate(first.iter_rows(), start=1):
        if cells[0].value in person:
            first.cell(number, 3).value = person[str(cells[0].value)]
    for number, cells in enumerate(second.iter_rows(min_row=2), start=2):
        for key, value in rows.get(str(cells[0].value), {}).items():
            second.cell(number, COLUMNS[key]).value = value
    if change is not None:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def repacked(raw: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Change or add parts of an archive."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return packed.getvalue()
