"""What can go wrong, as data: a `Problem` has a place and a mending; errors carry the exit status of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in the data, with its place and its mending.

    `path` is relative to the project, with forward slashes; `line` and `column`
    count from 1 and point at the value. `code` is stable: `scorecard explain CODE`.
    """

    path: str
    line: int
    column: int
    code: str
    what: str
    mend: str

    def __str__(self) -> str:
        return one_line(f"{self.path}:{self.line}:{self.column}: {self.code}: {self.what}; {self.mend}")


class ScorecardError(Exception):
    """Something that ends a command; `status` is its exit status."""

    status = 1


class ProblemsFound(ScorecardError):
    """The data has problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(closing_line(self.problems))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # so that it passes from one process to another


class SourcesChanged(ScorecardError):
    """A source changed while a build was running; nothing was published."""


class CommandLineError(ScorecardError):
    """What was asked for on the command line does not exist or does not fit."""

    status = 2


class BuildRunning(ScorecardError):
    """Another build is writing to the same place."""

    status = 3


class OutputNotWritable(ScorecardError):
    """The output cannot be written; the message names the path."""

    status = 4


class CardFailed(ScorecardError):
    """A report card could not be made; nothing was published."""

    status = 5


class WorkerDied(ScorecardError):
    """A process that made pages was ended from outside; nothing was published."""

    status = 5


def one_line(text: str) -> str:
    """Write a text so that a terminal shows it on one line as it is: what cannot be seen becomes an escape."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else " " if one.isspace() else ascii(one)[1:-1] for one in text)


def closing_line(problems: tuple[Problem, ...]) -> str:
    """Count problems and files: `3 problems in 2 files; nothing was written`."""
    files = len({problem.path for problem in problems})
    return f"{counted(len(problems), 'problem')} in {counted(files, 'file')}; nothing was written"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Print a number with its noun, in the plural where it is not 1."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Name the closest choice as ` (did you mean "…"?)`, or nothing where none is close."""
    spelled = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(word.casefold()[:100], spelled, n=1, cutoff=0.7)
    return f' (did you mean "{spelled[close[0]]}"?)' if close else ""
