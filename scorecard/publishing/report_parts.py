"""What the national report is made of: sections, figures and tables, as ready strings for its template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WHOLE = 14  # lines: a table of so many or fewer is not parted between pages


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: the name of its `picture`, the `text` that stands for it, and its `width` in pixels."""

    picture: str
    text: str
    width: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its `label`, its `width` in pixels, and its `style`: `number` is set to the right."""

    label: str
    width: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its `text`, and the classes that say how it looks (`style`)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of a table.

    `anchor` is its place in the report, None where nothing leads to it. `name` heads it, with
    `href`, the address of its page, None where it has none. `cells` are the others.
    """

    anchor: str | None
    name: str
    href: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table.

    `title` heads it, None where the section says it all; `said` stands above it. `columns` have
    that of the names first; then `lines`. It `is_whole` where it is so short that no page parts it.
    """

    title: str | None
    said: str
    columns: tuple[Column, ...]
    lines: tuple[ReportLine, ...]
    is_whole: bool


def table(title: str | None, said: str, columns: Iterable[Column], lines: Iterable[ReportLine]) -> ReportTable:
    """Make a table."""
    listed = tuple(lines)
    return ReportTable(title, said, tuple(columns), listed, len(listed) <= WHOLE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures are: its `label`, and the address (`href`)."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section.

    `anchor` and `title` name it. `is_new_page`: it begins a page. `finding` is its sentence,
    empty where there is none, `notes` say how it is read. Then `figures`, `tables`, and the `data`.
    """

    anchor: str
    title: str
    finding: str = ""
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    data: Source | None = None
    is_new_page: bool = False


def numbers(cells: Sequence[str]) -> tuple[Cell, ...]:
    """Set cells to the right."""
    return tuple(Cell(one, "number") for one in cells)
