"""Results and the rows of the CSV tables in, the same as one SQLite file and as Parquet out, made on the disk.

Both are written row after row in a fixed order, so that the same rows give the same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from scorecard.building.bulk_parquet import write_parquet
from scorecard.building.bulk_sqlite import write_sqlite
from scorecard.building.former import SQLITE, Former, key_of_rows
from scorecard.building.records import Records
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.publishing.tables import (
    ANSWER_COLUMNS,
    EVIDENCE_COLUMNS,
    SCORE_COLUMNS,
    RowsOf,
    Table,
)
from scorecard.scoring.result import EditionResult

_TOGETHER = 256  # cities whose rows are taken in one step: more costs memory and saves nothing
_BLOCK_BYTES = 1 << 18


def bulk_files(
    results: Mapping[str, EditionResult],
    keys: Keys,
    rows_of: RowsOf,
    records: Records,
    former: Former | None = None,
) -> Iterator[Artifact]:
    """Yield what programs load whole.

    Args:
        results: edition id -> result.
        keys: makes keys, and knows the project.
        rows_of: gives what a city adds to the tables.
        records: give lines of `scores.csv`, and know a folder for what is not finished.
        former: what still holds of the SQLite file of the old site.
    """
    everything, scores = key_of_rows(keys, keys.cities), keys.lists(results, "scores.parquet")
    public = [(edition, city) for edition, result in results.items() for city in result.public()]

    def promise(path: str, key: str, write: Callable[[Path], None]) -> Artifact:
        return Artifact(path, partial(_through_disk, records.scratch, write), key)

    def parquet(name: Table, columns: Sequence[str], chunks: Callable[[], Iterator[bytes]]) -> Callable[[Path], None]:
        return lambda target: write_parquet(target, name, columns, chunks())

    sqlite = partial(
        write_sqlite, project=keys.project, results=results, rows_of=rows_of, scores_of=records.scores_of, former=former
    )
    yield promise(SQLITE, everything, sqlite)
    yield promise(
        "data/scores.parquet",
        scores,
        parquet(
            "scores", SCORE_COLUMNS, lambda: (block for edition in results for block in records.scores_of(edition))
        ),
    )
    steps = partial(_in_steps, public, rows_of)
    yield promise(
        "data/answers.parquet",
        everything,
        parquet("answers", ANSWER_COLUMNS, lambda: (answers for answers, _ in steps())),
    )
    yield promise(
        "data/evidence.parquet",
        everything,
        parquet("evidence", EVIDENCE_COLUMNS, lambda: (evidence for _, evidence in steps())),
    )


def _in_steps(public: Sequence[tuple[str, str]], rows_of: RowsOf) -> Iterator[tuple[bytes, bytes]]:
    """Go through the rows of many cities at once: lines of answers, lines of evidence."""
    left = iter(public)
    while step := list(islice(left, _TOGETHER)):
        found = [rows_of(*one) for one in step]
        yield b"".join(one.answers for one in found), b"".join(one.evidence for one in found)


def _through_disk(scratch: Path, write: Callable[[Path], None]) -> Iterator[bytes]:
    """Let a file be written whole, then give its bytes, piece by piece."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        target = Path(folder, "bulk")
        write(target)
        with target.open("rb") as file:
            yield from _blocks(file)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK_BYTES):
        yield block
