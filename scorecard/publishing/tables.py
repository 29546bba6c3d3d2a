"""Results in, the tables of `data/` out: `scores.csv`, `answers.csv`, `evidence.csv`, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scorecard.model.project import Project
from scorecard.publishing.api import Document, city_document, edition_document
from scorecard.publishing.artifact import Artifact
from scorecard.scoring.result import EditionResult

_NUMBERS = ("low", "low_exact", "high", "high_exact", "known_share", "known_share_exact")
_PLACES = ("band_low", "band_high", "order", "rank_best", "rank_worst")
SCORE_COLUMNS = (
    "edition", "as_of", "rubric", "reconstructed", "city", "name", "state", "dimension", *_NUMBERS, *_PLACES,
)  # fmt: skip
ANSWER_COLUMNS = (
    "edition", "city", "dimension", "criterion", "outcome", "worst", "best", "share_low", "share_high", "points",
    "basis", "stale", "because", "evidence",
)  # fmt: skip
EVIDENCE_COLUMNS = (
    "edition", "city", "evidence", "url", "title", "publisher", "seen", "looked", "archived", "sha256", "quote",
)  # fmt: skip


def tables(project: Project, results: Mapping[str, EditionResult]) -> Iterator[Artifact]:
    """Yield the tables; drafts and withdrawn files stay out."""
    yield Artifact("data/scores.csv", lambda: written(SCORE_COLUMNS, score_rows(project, results)))
    yield Artifact("data/answers.csv", lambda: written(ANSWER_COLUMNS, answer_rows(project, results)))
    yield Artifact("data/evidence.csv", lambda: written(EVIDENCE_COLUMNS, evidence_rows(project, results)))


def score_rows(project: Project, results: Mapping[str, EditionResult]) -> Iterator[Sequence[object]]:
    """List a row per city and edition (`dimension` empty: the whole score), then one per dimension."""
    for result in results.values():
        document = edition_document(project, result)
        head = [document["edition"], document["as_of"], document["rubric"], document["reconstructed"]]
        for record in document["cities"]:
            if "withdrawn" in record:
                continue
            who = [record["id"], record["name"], record["state"]]
            for dimension, numbers in ((None, record), *record["dimensions"].items()):
                cells = [None if numbers is None else numbers[key] for key in (*_NUMBERS, *_PLACES)]
                yield [*head, *who, dimension, *cells]


def _records(project: Project, results: Mapping[str, EditionResult]) -> Iterator[tuple[EditionResult, str, Document]]:
    for edition, result in results.items():
        for city in result.public():
            document = city_document(project, {edition: result}, city)
            yield result, city, document["editions"][0]


def answer_rows(project: Project, results: Mapping[str, EditionResult]) -> Iterator[Sequence[object]]:
    """List a row per city, edition and criterion; evidence ids are joined by spaces."""
    for result, city, record in _records(project, results):
        for criterion, answer in record["answers"].items():
            cells = [answer[key] for key in ANSWER_COLUMNS[4:-1]]
            dimension = result.rubric.dimension_of(criterion).id
            yield [result.edition.id, city, dimension, criterion, *cells, " ".join(answer["evidence"])]


def evidence_rows(project: Project, results: Mapping[str, EditionResult]) -> Iterator[Sequence[object]]:
    """List a row per city, edition and evidence."""
    for result, city, record in _records(project, results):
        for name, source in record["evidence"].items():
            yield [result.edition.id, city, name, *(source[key] for key in EVIDENCE_COLUMNS[3:])]


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as UTF-8 CSV; an empty cell is null."""
    out = io.StringIO(newline="")
    plain = csv.writer(out, lineterminator="\n")
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for row in rows:
        cells = [cell(value) for value in row]
        # Beware: before Python 3.13, csv leaves a lone carriage return unquoted, and readers end the row at it.
        (quoting if any("\r" in one for one in cells) else plain).writerow(cells)
    return out.getvalue().encode()


def cell(value: object) -> str:
    """Write one value; a text that a spreadsheet would take for a formula gets an apostrophe before it.

    Spreadsheets fold wide forms (`＝`) and skip blanks and invisible characters before a formula.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if _is_formula(value) else value


def _is_formula(text: str) -> bool:
    if text.startswith(("\t", "\r", "\n")):
        return True
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one)[0] not in "CZ")
    return next(seen, "") in {"=", "+", "-", "@"}
