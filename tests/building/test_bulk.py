"""The tables as SQLite and Parquet: the same rows as the CSV, keys that hold, the same bytes every time."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from scorecard.building.bulk import bulk_files
from scorecard.building.differences import difference
from scorecard.building.records import Records
from scorecard.checking import load_project
from scorecard.publishing.keys import Keys
from scorecard.publishing.tables import KINDS, cell, rows_in_memory, tables
from scorecard.scoring.score import score_edition
from tests.publishing.hostile import planted

EVERYTHING = Path(__file__).parents[1] / "projects" / "everything"
NAMES = ("scores", "answers", "evidence")


def made(root: Path, scratch: Path) -> dict[str, bytes]:
    """Make the tables of a project in all their forms."""
    project = load_project(root)
    results = {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}
    keys, rows_of = Keys(project, results), rows_in_memory(project, results)
    scratch.mkdir(exist_ok=True)
    with Records(project, results, scratch) as records:
        plain = tables(project, results, keys, rows_of, records.scores_of)
        bulk = bulk_files(results, keys, rows_of, records)
        return {Path(one.path).name: one.content() for one in (*plain, *bulk)}


@pytest.fixture(scope="module", params=["as it is", "formulas in every text"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The tables of the made-up project, and of one in whose texts a spreadsheet would see formulas."""
    folder = tmp_path_factory.mktemp("bulk")
    root = EVERYTHING if request.param == "as it is" else planted(folder / "project", '=1+1 "a", b\nc\'d')
    return made(root, folder / "scratch")


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a CSV table."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def as_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """Write typed values as the CSV does; SQLite has 0 and 1 for flags."""
    flags = {key for key, kind in KINDS.items() if kind is bool}
    return {key: cell(bool(value) if key in flags else value) for key, value in record.items()}


@pytest.mark.parametrize("name", NAMES)
def test_parquet_has_the_rows_and_columns_of_the_csv(name: str, files: Mapping[str, bytes]) -> None:
    """Each row in its place, number for number, text for text, and null where a cell is empty."""
    table = parquet.read_table(io.BytesIO(files[f"{name}.parquet"]))
    wanted = rows(files[f"{name}.csv"])
    assert list(wanted[0]) == table.column_names
    assert wanted == [as_cells(record) for record in table.to_pylist()]
    kinds = {"double": float, "int32": int, "bool": bool, "string": str}
    assert {column: KINDS.get(column, str) for column in table.column_names} == {
        field.name: kinds[str(field.type)] for field in table.schema
    }


@pytest.fixture
def base(files: Mapping[str, bytes]) -> Iterator[sqlite3.Connection]:
    """The SQLite file, opened."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(files["scorecard.sqlite"])
        opened.row_factory = sqlite3.Row
        yield opened


def found(base: sqlite3.Connection, query: str) -> list[dict[str, str]]:
    """Ask, and write what comes as the CSV does."""
    return [as_cells(dict(row)) for row in base.execute(query)]


def by(keys: Sequence[str], records: list[dict[str, str]]) -> list[dict[str, str]]:
    """Put records in the order of their keys."""
    return sorted(records, key=lambda one: [one[key] for key in keys])


@pytest.mark.parametrize(("name", "key"), [("answers", "criterion"), ("evidence", "evidence")])
def test_sqlite_has_the_rows_and_columns_of_the_csv(
    name: str, key: str, files: Mapping[str, bytes], base: sqlite3.Connection
) -> None:
    """All of them, in the order of the key."""
    wanted = by(("edition", "city", key), rows(files[f"{name}.csv"]))
    told = found(base, f"SELECT * FROM {name}")  # noqa: S608  # a name of ours
    assert wanted == told
    assert list(wanted[0]) == list(told[0])


def test_sqlite_has_the_scores_of_the_csv(files: Mapping[str, bytes], base: sqlite3.Connection) -> None:
    """The whole and the dimensions, with edition and city joined, give every row of the CSV and no other."""
    columns = ", ".join(f'"{column}"' for column in rows(files["scores.csv"])[0])
    joined = "JOIN editions USING (edition) JOIN cities USING (city)"
    whole = f"SELECT {columns} FROM (SELECT *, NULL AS dimension FROM scores) {joined}"  # noqa: S608  # names of ours
    parts = f"SELECT {columns} FROM dimension_scores {joined}"  # noqa: S608  # likewise
    told = found(base, f"{whole} UNION ALL {parts}")
    keys = ("edition", "city", "dimension")
    assert by(keys, rows(files["scores.csv"])) == by(keys, told)


def test_sqlite_is_whole_and_says_what_it_holds(base: sqlite3.Connection) -> None:
    """It passes its own check, every source that an answer names is there, and the readme names every table."""
    assert "ok" == base.execute("PRAGMA integrity_check").fetchone()[0]
    sources = {tuple(row) for row in base.execute("SELECT edition, city, evidence FROM evidence")}
    named = list(base.execute("SELECT edition, city, evidence FROM answers WHERE evidence IS NOT NULL"))
    assert named
    assert all((row[0], row[1], one) in sources for row in named for one in row[2].split())
    names = {row[0] for row in base.execute("SELECT name FROM readme")}
    assert {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} <= names
    assert "mike-draft" not in {row[0] for row in base.execute("SELECT city FROM cities")}


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder and time zone, byte for byte; and nothing is left in the scratch folder."""
    first = made(EVERYTHING, tmp_path / "one")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    second = made(Path(shutil.copytree(EVERYTHING, tmp_path / "elsewhere")), tmp_path / "two")
    assert first == second
    assert [] == list((tmp_path / "one").iterdir())


def test_other_bytes_with_the_same_rows_are_told_from_other_rows() -> None:
    """What another version wrote is held against ours row by row, and what cannot be read is told as such."""

    def base(text: str, page: int) -> bytes:
        with closing(sqlite3.connect(":memory:")) as made:
            made.executescript(f"PRAGMA page_size = {page}; CREATE TABLE a (b);")
            made.execute("INSERT INTO a VALUES (?)", [text])
            made.commit()
            return bytes(made.serialize())

    def table(text: str, packed: str) -> bytes:
        out = io.BytesIO()
        parquet.write_table(pa.table({"b": [text]}), out, compression=packed)
        return out.getvalue()

    for path, same, other in (
        ("a.sqlite", [base("x", 4096), base("x", 8192)], base("y", 4096)),
        ("a.parquet", [table("x", "zstd"), table("x", "none")], table("y", "zstd")),
    ):
        assert same[0] != same[1]
        assert difference(path, *same) is None
        told = difference(path, same[0], other)
        assert told is not None
        assert "'y'" in told
        broken = difference(path, same[0], b"no such file")
        assert broken is not None
        assert broken.startswith("it cannot be read: ")


def test_texts_stand_without_the_apostrophe_of_the_csv(tmp_path: Path) -> None:
    """What a spreadsheet would run is told as it was written to programs that run nothing."""
    found = made(planted(tmp_path / "project", "=1+1"), tmp_path / "scratch")
    quotes = {one["quote"] for one in rows(found["evidence.csv"])} - {""}
    typed = parquet.read_table(io.BytesIO(found["evidence.parquet"]))["quote"].to_pylist()
    assert ({"'=1+1"}, {"=1+1"}) == (quotes, {one for one in typed if one is not None})
