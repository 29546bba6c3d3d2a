"""What an importer hands on: facts, remarks and rows that were left out, each with the row that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scorecard.model.answer import Answer, Evidence
from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.problem import Problem

Round = tuple[Edition, Rubric]
"""An edition with its rubric; importers get all of a project's, oldest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line on which it ends, counted from 1, and its cells by column, without outer spaces."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Give a cell; empty where the table has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer that a row supports. `evidence` are the records that the answer names, in its order.

    `source` is the kind of table (`laws`, `opd`, `vera`, `policies`); `row` tells a
    person which row it was; `outranked` is what to say of it where a better answer stands.
    """

    city: str
    edition: str
    criterion: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    source: str
    row: str
    outranked: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a table says that answers nothing but helps a reader, in Markdown; one per `topic` is kept."""

    city: str
    edition: str
    criterion: str
    text: str
    source: str
    topic: str


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A row that was not used. `city` and `edition` are empty where the row belongs to none."""

    city: str
    edition: str
    source: str
    why: str
    row: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one importer found in its tables."""

    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def all_of(cls, parts: Iterable[Found]) -> Found:
        """Join what several importers found, in order."""
        several = tuple(parts)
        return cls(
            tuple(fact for part in several for fact in part.facts),
            tuple(remark for part in several for remark in part.remarks),
            tuple(row for part in several for row in part.left_out),
            tuple(problem for part in several for problem in part.problems),
        )
