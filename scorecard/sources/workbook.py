"""The bytes of a spreadsheet (xlsx) in, the texts of its cells out, or problems: nothing in it is run or fetched.

It is an archive of XML that anyone may have made. Sizes are held before anything is
unpacked, and a part that declares a document type is refused, so that there is no
entity to expand.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from scorecard.problem import Problem
from scorecard.sources.table import visible

MAX_BYTES = 4 << 20  # a filled form has 30 KB
MAX_PART = 8 << 20  # unpacked; a form's largest part has 200 KB
MAX_PARTS = 200
MAX_CELLS = 20_000
MAX_CELL = 20_000  # characters, as in a text of a city's file
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # of .xls, and of what is locked with a password
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAVE_AS = "open it in a spreadsheet program and save it as .xlsx, without password and macros"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its `text`, whether it `is_number`, and its place, `row` and `column` from 1."""

    text: str
    row: int
    column: int
    is_number: bool = False

    @property
    def name(self) -> str:
        """Name it as a spreadsheet does: `G4`."""
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its `name`, and its cells that hold anything, by row and column."""

    name: str
    cells: Mapping[tuple[int, int], Cell]

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell; empty where there is none."""
        cell = self.cells.get((row, column))
        return "" if cell is None else cell.text


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order; `starts_1904`: days are counted from 1904, not from 1900."""

    sheets: tuple[Sheet, ...] = ()
    starts_1904: bool = False


class _Refused(ValueError):
    """A part that is not read on; code, what and mend are its arguments."""


def letters(column: int) -> str:
    """Name a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_workbook(raw: bytes, path: str) -> tuple[Workbook, list[Problem]]:
    """Read a workbook.

    Args:
        raw: its bytes.
        path: as problems show it; those of a cell have `!` and the sheet behind it, its row and its column.

    Returns:
        The workbook, empty where there are problems, and the problems.
    """
    try:
        if len(raw) > MAX_BYTES:
            raise _Refused("too-large", f"the file has more than {MAX_BYTES >> 20} MiB", "take out what is no reply")
        if raw.startswith(_OLD_OR_LOCKED):
            raise _Refused("not-a-workbook", "it is locked with a password, or an .xls file", _SAVE_AS)
        with ZipFile(io.BytesIO(raw)) as archive:
            return _Reader(archive, path).read()
    except _Refused as refused:
        return Workbook(), [Problem(path, 1, 1, *refused.args)]
    except (BadZipFile, NotImplementedError, RuntimeError, zlib_error, EOFError, expat.ExpatError, ValueError) as error:
        what = f"this is no .xlsx file: {error}"
        return Workbook(), [Problem(path, 1, 1, "not-a-workbook", what, _SAVE_AS)]


class _Reader:
    """Reads one archive."""

    def __init__(self, archive: ZipFile, path: str) -> None:
        self._archive, self._path = archive, path
        self._problems: list[Problem] = []
        names = archive.namelist()
        if len(names) > MAX_PARTS or len(set(names)) < len(names):
            raise _Refused("not-a-workbook", "it has too many parts, or one of them twice", _SAVE_AS)
        self._names = set(names)

    def read(self) -> tuple[Workbook, list[Problem]]:
        """Read all sheets."""
        self._refuse_parts()
        book = _Book()
        self._parse("xl/workbook.xml", book)
        links = _Links()
        self._parse("xl/_rels/workbook.xml.rels", links)
        shared = _Texts()
        if "xl/sharedStrings.xml" in self._names:
            self._parse("xl/sharedStrings.xml", shared)
        sheets = [self._sheet(name, links.targets.get(link, ""), shared.texts) for name, link in book.sheets[:10]]
        return (Workbook() if self._problems else Workbook(tuple(sheets), book.starts_1904)), self._problems

    def _refuse_parts(self) -> None:
        names = sorted(name.casefold() for name in self._names)
        if any("vbaproject" in name or name.startswith(("xl/macrosheets/", "xl/dialogsheets/")) for name in names):
            what = "it holds macros, which a form has none of"
            self._problems.append(Problem(self._path, 1, 1, "has-macros", what, _SAVE_AS))
        if any(name.startswith("xl/externallinks/") for name in names):
            what, mend = "it takes values from another file", "write what its cells show as text"
            self._problems.append(Problem(self._path, 1, 1, "external-link", what, mend))

    def _parse(self, name: str, taker: _Taker) -> None:
        """Read one part, no more than it may have."""
        if name not in self._names:
            raise _Refused("not-a-workbook", f"it has no part {name}", _SAVE_AS)
        if self._archive.getinfo(name).file_size > MAX_PART:
            raise _Refused(
                "too-large", f"its part {name} has more than {MAX_PART >> 20} MiB", "use the form as it was sent"
            )
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda tag, found: taker.start(tag.rpartition(" ")[2], _plain(found))
        parser.EndElementHandler = lambda tag: taker.end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = taker.text
        parser.buffer_text = True
        with self._archive.open(name) as part:  # never more than it declared
            parser.Parse(part.read(MAX_PART), True)

    def _sheet(self, name: str, target: str, shared: list[str]) -> Sheet:
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        cells = _Cells(shared)
        self._parse(part, cells)
        shown = visible(name)
        for cell in cells.formulas:
            what = f"{cell.name} holds a formula"
            mend = "write what it shows as text; ask the city which form it filled in"
            self._problems.append(Problem(f"{self._path}!{shown}", cell.row, cell.column, "has-formula", what, mend))
        for cell in cells.found.values():
            if len(cell.text) > MAX_CELL:
                what = f"{cell.name} has more than {MAX_CELL} characters"
                place = (f"{self._path}!{shown}", cell.row, cell.column)
                self._problems.append(Problem(*place, "too-large", what, "ask the city for a shorter text"))
        return Sheet(shown, cells.found)


def _plain(found: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition(" ")[2]: value for name, value in found.items()}


def _refuse_doctype(*_: object) -> None:
    raise _Refused("not-a-workbook", "a part of it declares a document type, which no spreadsheet does", _SAVE_AS)


class _Taker:
    """Takes the elements of one part as they come."""

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        """Take a start tag, with its attributes."""

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take what stands between tags."""


@dataclass
class _Book(_Taker):
    """The names of the sheets, each with its link."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    starts_1904: bool = False

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        if tag == "sheet":
            self.sheets.append((found.get("name", ""), found.get("id", "")))
        elif tag == "workbookPr":
            self.starts_1904 = found.get("date1904") in {"1", "true"}


@dataclass
class _Links(_Taker):
    """Which part a link leads to."""

    targets: dict[str, str] = field(default_factory=dict)

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        if tag == "Relationship":
            self.targets[found.get("Id", "")] = found.get("Target", "")


@dataclass
class _Texts(_Taker):
    """Texts that cells share; readings of East Asian texts are left out."""

    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    is_text: bool = False
    is_reading: bool = False

    def start(self, tag: str, found: Mapping[str, str]) -> None:  # noqa: ARG002  # as all takers
        if tag == "si":
            self.parts = []
        self.is_reading = self.is_reading or tag == "rPh"
        self.is_text = tag == "t" and not self.is_reading

    def end(self, tag: str) -> None:
        self.is_text = False
        if tag == "rPh":
            self.is_reading = False
        if tag == "si":
            self.texts.append(_read(self.parts))

    def text(self, text: str) -> None:
        if self.is_text:
            self.parts.append(text)


class _Cells(_Taker):
    """The cells of one sheet, those that hold anything."""

    def __init__(self, shared: list[str]) -> None:
        self.found: dict[tuple[int, int], Cell] = {}
        self.formulas: list[Cell] = []
        self._shared = shared
        self._kind, self._place = "", (0, 0)
        self._parts: list[str] = []
        self._row = self._column = 0
        self._is_value = False

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        if tag == "row":
            number = found.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = 0
        elif tag == "c":
            self._place = self._placed(found.get("r"))
            self._kind, self._parts = found.get("t", "n"), []
        elif tag == "f":
            self.formulas.append(Cell("", *self._place))
        self._is_value = tag in {"v", "t"}

    def _placed(self, name: str | None) -> tuple[int, int]:
        match = _PLACE.match(name) if name is not None else None
        if match is None:
            self._column += 1
            return self._row, self._column
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        self._column = column
        return int(match[2]), column

    def end(self, tag: str) -> None:
        self._is_value = False
        if tag != "c" or not self._parts:
            return
        text = _read(self._parts)
        if self._kind == "s":
            text = self._shared[int(text)] if text.isdecimal() and int(text) < len(self._shared) else ""
        if text:
            self.found[self._place] = Cell(text, *self._place, is_number=self._kind == "n")
        if len(self.found) > MAX_CELLS:
            raise _Refused("too-large", f"it has more than {MAX_CELLS} cells", "use the form as it was sent")

    def text(self, text: str) -> None:
        if self._is_value:
            self._parts.append(text)


def _read(parts: list[str]) -> str:
    """Join a text; `_x000D_` stands for a character that XML cannot hold, and what cannot be seen is left out."""

    def unescaped(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)).replace("\r", "\n")

    return visible(_ESCAPED.sub(unescaped, "".join(parts))).strip()


def rows_of(sheet: Sheet) -> Iterator[int]:
    """List the rows of a sheet that hold anything, from the top."""
    yield from sorted({row for row, _ in sheet.cells})
