"""What a returned form holds, as it was filled in: texts with their places, not judged yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.problem import Problem

KIND = "scorecard-reply-1"
"""Names the form that is read here (`publishing/reply_form.py`)."""

PERSON = ("office", "role", "date", "statement")
COLUMNS = ("agree", "says", "source", "date", "comment")


@dataclass(frozen=True, slots=True)
class Given:
    """A text that a city filled in, and where: a `path` with the sheet or field behind `!`, `line` and `column`."""

    text: str
    path: str
    line: int = 1
    column: int = 1


def problem_at(given: Given, code: str, what: str, mend: str) -> Problem:
    """Report what is wrong with a text."""
    return Problem(given.path, given.line, given.column, code, what, mend)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One question: the `id` of its criterion, the `question`, None in a PDF form, and what was filled in (`given`)."""

    id: Given
    question: Given | None
    given: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Filled:
    """A returned form.

    `city` and `edition` say whose it is; `heading` is its title, None in a PDF form.
    `top` is where its questions begin.
    `person` holds what was filled in once, by key, `rows` each question that stands there.
    """

    city: Given
    edition: Given
    heading: Given | None
    top: Given
    person: Mapping[str, Given]
    rows: tuple[FilledRow, ...]
