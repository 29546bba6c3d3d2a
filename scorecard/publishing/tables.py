"""Results in, the tables of `data/` out: `scores.csv`, `answers.csv`, `evidence.csv`, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.model.rubric import Rubric
from scorecard.publishing.api import Document, answer_record, edition_records, evidence_record
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.scoring.result import CityResult, EditionResult

_NUMBERS = ("low", "low_exact", "high", "high_exact", "known_share", "known_share_exact")
_PLACES = ("band_low", "band_high", "order", "rank_best", "rank_worst")
_CELLS = (*_NUMBERS, *_PLACES)
SCORE_COLUMNS = (
    "edition", "as_of", "rubric", "reconstructed", "city", "name", "state", "dimension", *_CELLS,
)  # fmt: skip
ANSWER_COLUMNS = (
    "edition", "city", "dimension", "criterion", "outcome", "worst", "best", "share_low", "share_high", "points",
    "basis", "stale", "because", "evidence",
)  # fmt: skip
_PLAIN_COLUMNS = ANSWER_COLUMNS[4:-2]
EVIDENCE_COLUMNS = (
    "edition", "city", "evidence", "url", "title", "publisher", "seen", "looked", "archived", "sha256", "quote",
)  # fmt: skip


Table = Literal["scores", "answers", "evidence"]
KINDS: Mapping[str, type] = {
    **dict.fromkeys(("low", "high", "known_share"), float),
    **dict.fromkeys(("order", "rank_best", "rank_worst"), int),
    **dict.fromkeys(("reconstructed", "stale"), bool),
}
"""Column -> what its values are, where that is no text."""
FREE_COLUMNS: Mapping[Table, tuple[str, ...]] = {
    "scores": ("name",),
    "answers": ("because",),
    "evidence": ("url", "title", "publisher", "archived", "quote"),
}
"""Columns whose texts people write, which CSV may keep from spreadsheets with an apostrophe."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What one file of a city adds to the tables, written already: lines of `answers.csv` and of `evidence.csv`."""

    answers: bytes
    evidence: bytes


RowsOf = Callable[[str, str], Rows]
"""Given an edition and a city that counts in it, gives what it adds to the tables."""
ScoresOf = Callable[[str], Iterable[bytes]]
"""Given an edition, gives its lines of `scores.csv`, some at a time."""


def tables(
    project: Project,
    results: Mapping[str, EditionResult],
    keys: Keys,
    rows_of: RowsOf,
    scores_of: ScoresOf | None = None,
) -> Iterator[Artifact]:
    """Yield the tables, to be written piece by piece; drafts and withdrawn files stay out.

    Args:
        project: which names the cities.
        results: edition id -> result.
        keys: makes keys.
        rows_of: gives what a city adds to the tables.
        scores_of: gives lines of scores that are written already; None where they are to be.
    """
    lines_of = scores_of or (lambda edition: score_lines(project, results[edition]))
    everything, scores = keys.common("tables", *keys.cities.values()), keys.lists(results, "scores")
    public = [(edition, city) for edition, result in results.items() for city in result.public()]
    yield Artifact(
        "data/scores.csv",
        lambda: chain([written([SCORE_COLUMNS])], *(lines_of(edition) for edition in results)),
        scores,
    )
    yield Artifact(
        "data/answers.csv",
        lambda: chain([written([ANSWER_COLUMNS])], (rows_of(*one).answers for one in public)),
        everything,
    )
    yield Artifact(
        "data/evidence.csv",
        lambda: chain([written([EVIDENCE_COLUMNS])], (rows_of(*one).evidence for one in public)),
        everything,
    )


def rows_in_memory(project: Project, results: Mapping[str, EditionResult]) -> RowsOf:
    """Make rows from a project that stands in memory with all its answers."""

    def rows_of(edition: str, city: str) -> Rows:
        result = results[edition]
        return rows(result.rubric, result.cities[city], project.answers[edition][city])

    return rows_of


def rows(rubric: Rubric, one: CityResult, file: CityEdition) -> Rows:
    """Write what one file adds to the tables."""
    return Rows(_answer_lines(rubric, one, file), written(_evidence_rows((file.edition, file.city), file)))


def score_lines(project: Project, result: EditionResult) -> Iterator[bytes]:
    """Write the lines of `scores.csv` of one edition, city by city."""
    for record in edition_records(project, result):
        if lines := record_lines(result, record):
            yield lines


def record_lines(result: EditionResult, record: Document) -> bytes:
    """Write a line for the whole score of a city (`dimension` empty), then one per dimension; none if it is withdrawn.

    All cells but the name are our own, as those of answers are.
    """
    if "withdrawn" in record:
        return b""
    edition = result.edition
    first = (edition.id, edition.as_of.isoformat(), edition.rubric, edition.is_reconstructed, record["id"])
    name = written([(record["name"],)]).decode()[:-1]
    head = f"{','.join(map(cell_of_ours, first))},{name},{record['state']}"
    lines: list[str] = []
    for dimension, numbers in (("", record), *record["dimensions"].items()):
        cells = [""] * len(_CELLS) if numbers is None else [cell_of_ours(numbers[key]) for key in _CELLS]
        lines.append(f"{head},{dimension},{','.join(cells)}\n")
    return "".join(lines).encode()


def _answer_lines(rubric: Rubric, one: CityResult, file: CityEdition) -> bytes:
    """Write a line per criterion; evidence ids are joined by spaces.

    All but one of the cells are ids, numbers and words of our own, which no spreadsheet
    runs and no CSV quotes; there are so many of them that they are written as they are.
    """
    lines: list[str] = []
    for dimension in rubric.dimensions:
        for criterion in dimension.criteria:
            answer = answer_record(one.criteria[criterion.id], rubric)
            because = answer["because"]
            told = "" if because is None else written([(because,)]).decode()[:-1]
            plain = ",".join([cell_of_ours(answer[key]) for key in _PLAIN_COLUMNS])
            sources = " ".join(answer["evidence"])
            lines.append(f"{file.edition},{file.city},{dimension.id},{criterion.id},{plain},{told},{sources}\n")
    return "".join(lines).encode()


def _evidence_rows(head: Sequence[str], file: CityEdition) -> Iterator[Sequence[object]]:
    """List a row per evidence."""
    for name, evidence in file.evidence.items():
        source = evidence_record(evidence)
        yield [*head, name, *(source[key] for key in EVIDENCE_COLUMNS[3:])]


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as UTF-8 CSV; an empty cell is null."""
    out = io.StringIO(newline="")
    plain = csv.writer(out, lineterminator="\n")
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = [cell(value) for value in row]
        # Beware: before Python 3.13, csv leaves a lone carriage return unquoted, and readers end the row at it.
        (quoting if any("\r" in one for one in cells) else plain).writerow(cells)
    return out.getvalue().encode()


def cell_of_ours(value: object) -> str:
    """Write an id, a number, a truth value, or nothing."""
    if isinstance(value, str):
        return value
    return "" if value is None else "true" if value is True else "false" if value is False else str(value)


def cell(value: object) -> str:
    """Write one value; a text that a spreadsheet would take for a formula gets an apostrophe before it.

    Spreadsheets fold wide forms (`＝`) and skip blanks and invisible characters before a formula.
    """
    if not isinstance(value, str):
        return cell_of_ours(value)
    return f"'{value}" if _is_formula(value) else value


def uncell(cell: str) -> str:
    """Take off the apostrophe that `cell` puts before a text."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    if text[:1].isascii() and text[:1].isalnum():
        return False  # nearly all, and fast
    if text.startswith(("\t", "\r", "\n")):
        return True
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one)[0] not in "CZ")
    return next(seen, "") in {"=", "+", "-", "@"}
