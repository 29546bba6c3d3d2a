"""Results and lines of CSV in, a SQLite file out: tables with keys, their rows in the order of these, and a readme."""

from __future__ import annotations

import csv
import io
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path

from scorecard.building.former import Former
from scorecard.model.project import Project
from scorecard.publishing.schemas.files import DEFINITIONS
from scorecard.publishing.tables import (
    ANSWER_COLUMNS,
    EVIDENCE_COLUMNS,
    FREE_COLUMNS,
    KINDS,
    SCORE_COLUMNS,
    Rows,
    RowsOf,
    ScoresOf,
    Table,
    uncell,
)
from scorecard.scoring.result import EditionResult

_TOGETHER = 256  # cities whose rows go into one table before they go into the next
_TYPES = {str: "TEXT", float: "REAL", int: "INTEGER", bool: "INTEGER"}
_KINDS = {**KINDS, "population": int}
_NUMBERS = SCORE_COLUMNS[8:]
_OF_NUMBERS = tuple(KINDS.get(column, str) for column in _NUMBERS)
_CITY_COLUMNS = ("city", "name", "state", "agency", "geoid", "population")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "readme": ("name",),
    "editions": ("edition",),
    "cities": ("city",),
    "scores": ("edition", "city"),
    "dimension_scores": ("edition", "city", "dimension"),
    "answers": ("edition", "city", "criterion"),
    "evidence": ("edition", "city", "evidence"),
}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "readme": ("name", "text"),
    "editions": ("edition", "rubric", "as_of", "reconstructed"),
    "cities": _CITY_COLUMNS,
    "scores": ("edition", "city", *_NUMBERS),
    "dimension_scores": ("edition", "city", "dimension", *_NUMBERS),
    "answers": ANSWER_COLUMNS,
    "evidence": EVIDENCE_COLUMNS,
}
_ABOUT: Mapping[str, str] = {
    "readme": "What this file holds: of the whole, of each table, and of each column that has a meaning of its own.",
    "editions": "One row per edition with a city that counts.",
    "cities": "One row per city that counts in an edition. population in people; geoid is the census place.",
    "scores": "One row per edition and city: the whole score.",
    "dimension_scores": "One row per edition, city and dimension; numbers are null where nothing applies.",
    "answers": "One row per edition, city and criterion; evidence holds ids of sources, with blanks between.",
    "evidence": "One row per edition, city and source.",
}
_DESCRIBED: Mapping[str, str] = {
    "scores": "record", "dimension_scores": "dimension_numbers", "answers": "answer", "evidence": "source",
}  # fmt: skip


def write_sqlite(
    target: Path,
    *,
    project: Project,
    results: Mapping[str, EditionResult],
    rows_of: RowsOf,
    scores_of: ScoresOf,
    former: Former | None = None,
) -> None:
    """Write the file, with the rows of a former one that still hold copied from there.

    Either way the same rows go in in the same order, so that the bytes are the same.

    Args:
        target: the file; it is not there yet.
        project: which names the cities.
        results: edition id -> result.
        rows_of: gives what a city adds to answers and evidence.
        scores_of: gives lines of scores of an edition, by city.
        former: what still holds of a former file.
    """
    if former is not None and not former.is_itself:
        former = None
    with closing(sqlite3.connect(target, isolation_level=None, uri=True)) as base:
        for setting in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "cache_size = -16384"):
            base.execute(f"PRAGMA {setting}")
        if former is not None:
            base.execute("ATTACH ? AS former", (f"{former.path.absolute().as_uri()}?mode=ro&immutable=1",))
        base.execute("BEGIN")
        for table in _KEYS:
            base.execute(_made(table))
        _fill(base, "readme", sorted(_readme(project)))
        public = {name: result for name, result in sorted(results.items()) if result.has_public}
        _fill(base, "editions", (_edition(result) for result in public.values()))
        _fill(base, "cities", _cities(project, public))
        for edition, result in public.items():
            has_scores = former is not None and edition in former.scored
            scores = iter(()) if has_scores else _scores(scores_of(edition))
            left = iter(sorted(result.public()))
            while step := list(islice(left, _TOGETHER)):
                if has_scores:
                    _copy(base, ("scores", "dimension_scores"), edition, step)
                else:
                    _put_scores(base, list(islice(scores, len(step))))
                _put_rows(base, edition, step, rows_of, former)
        base.execute("COMMIT")


def _made(table: str) -> str:
    columns = ", ".join(f'"{column}" {_TYPES[_KINDS.get(column, str)]}' for column in _COLUMNS[table])
    keys = ", ".join(f'"{key}"' for key in _KEYS[table])
    return f"CREATE TABLE main.{table} ({columns}, PRIMARY KEY ({keys})) WITHOUT ROWID"


def _fill(base: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    marks = ", ".join("?" for _ in _COLUMNS[table])
    base.executemany(f"INSERT INTO main.{table} VALUES ({marks})", rows)  # noqa: S608  # our own names


def _copy(base: sqlite3.Connection, tables: Iterable[str], edition: str, cities: Sequence[str]) -> None:
    """Copy the rows of an edition from the former file: from the first of some cities to the last."""
    for table in tables:
        found = f"SELECT * FROM former.{table} WHERE edition = ? AND city BETWEEN ? AND ?"  # noqa: S608  # ours
        ordered = ", ".join(f'"{key}"' for key in _KEYS[table])
        base.execute(f"INSERT INTO main.{table} {found} ORDER BY {ordered}", (edition, cities[0], cities[-1]))


def _put_rows(
    base: sqlite3.Connection, edition: str, cities: Sequence[str], rows_of: RowsOf, former: Former | None
) -> None:
    """Put the rows of some cities in, which are in their order: answers, then evidence."""
    runs = [(False, list(cities))] if former is None else _runs(cities, former)
    new = {city: rows_of(edition, city) for is_same, run in runs if not is_same for city in run}
    for table, lines in _ROWS.items():
        for is_same, run in runs:
            if is_same:
                _copy(base, (table,), edition, run)
            else:
                rows = chain.from_iterable(_read(table, lines(new[city])) for city in run)
                base.executemany(_INSERTS[table], rows)


def _runs(cities: Sequence[str], former: Former) -> list[tuple[bool, list[str]]]:
    """Part cities into runs whose rows are the same and those whose are not; no other city lies within one to copy."""
    wanted = set(cities)
    first, after = bisect_left(former.others, cities[0]), bisect_right(former.others, cities[-1])
    every = sorted({*wanted, *former.others[first:after]})
    runs = (
        (is_same, [one for one in run if one in wanted]) for is_same, run in groupby(every, former.same.__contains__)
    )
    return [(is_same, run) for is_same, run in runs if run]


def _insert(table: Table, columns: Sequence[str]) -> str:
    """Put cells of a CSV in: SQLite turns texts into numbers and empty ones into null faster than Python does."""
    marks = (f"?{place} = 'true'" if KINDS.get(column) is bool else f"nullif(?{place}, '')"
             if column not in _KEYS[table] else f"?{place}"
             for place, column in enumerate(columns, 1))  # fmt: skip
    return f"INSERT INTO main.{table} VALUES ({', '.join(marks)})"  # noqa: S608  # our own names


_INSERTS: Mapping[Table, str] = {
    "answers": _insert("answers", ANSWER_COLUMNS),
    "evidence": _insert("evidence", EVIDENCE_COLUMNS),
}
_ROWS: Mapping[Table, Callable[[Rows], bytes]] = {"answers": attrgetter("answers"), "evidence": attrgetter("evidence")}


def _read(table: Table, lines: bytes) -> list[list[str]]:
    """Read a city's lines of CSV in the order of the keys, without the apostrophes that are there for spreadsheets."""
    columns = _COLUMNS[table]
    found = _rows(lines)
    found.sort(key=itemgetter(columns.index(_KEYS[table][-1])))
    if b"'" not in lines:
        return found
    free = [columns.index(column) for column in FREE_COLUMNS[table]]
    return [_plain(row, free) for row in found]


def _rows(lines: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(lines.decode(), newline="")))


def _plain(row: list[str], free: Sequence[int]) -> list[str]:
    for place in free:
        if row[place].startswith("'"):
            row[place] = uncell(row[place])
    return row


def _edition(result: EditionResult) -> Sequence[object]:
    one = result.edition
    return (one.id, one.rubric, one.as_of.isoformat(), one.is_reconstructed)


def _cities(project: Project, public: Mapping[str, EditionResult]) -> Iterator[Sequence[object]]:
    for city in sorted({city for result in public.values() for city in result.public()}):
        who = project.cities[city]
        yield (who.id, who.name, who.state, who.agency, who.geoid, who.population)


def _scores(lines: Iterable[bytes]) -> Iterator[list[list[str]]]:
    """Read lines of `scores.csv`, which are in the order of cities, city by city."""
    for _, rows in groupby(chain.from_iterable(map(_rows, lines)), itemgetter(4)):
        yield list(rows)


def _put_scores(base: sqlite3.Connection, cities: Iterable[Sequence[Sequence[str]]]) -> None:
    """Put the scores of some cities in; an empty cell is null."""
    whole, parts = list[list[object]](), list[list[object]]()
    for rows in cities:
        for row in sorted(rows, key=itemgetter(7)):
            edition, city, dimension = row[0], row[4], row[7]
            # Beware: of SQLite's own reading of numbers, not every version gives the nearest double.
            numbers = [
                None if not cell else float(cell) if kind is float else cell
                for cell, kind in zip(row[8:], _OF_NUMBERS, strict=True)
            ]
            if dimension:
                parts.append([edition, city, dimension, *numbers])
            else:
                whole.append([edition, city, *numbers])
    _fill(base, "scores", whole)
    _fill(base, "dimension_scores", parts)


def _readme(project: Project) -> Iterator[tuple[str, str]]:
    settings = project.settings
    whole = (
        f"{settings.title}, by {settings.publisher}. {settings.base_url}",
        f"Terms: {settings.licence or 'none are named'}; sources keep theirs. Contact: {settings.contact}.",
        "The same rows as the CSV files beside this one. Scores run from 0 to 100, shares from 0 to 1; what ends in",
        "_exact is n or n/d in lowest terms, and the column without the ending the double nearest to it.",
        "Null means that nothing was said, that nothing applies, or that there is none: never 0 or no.",
        "1 is true, 0 is false. Scores measure publication and written policy, not conduct.",
    )
    yield "", " ".join(whole)
    yield from _ABOUT.items()
    for table, name in _DESCRIBED.items():
        described = DEFINITIONS[name]["properties"]
        yield from (
            (f"{table}.{column}", described[column]["description"])
            for column in _COLUMNS[table]
            if column in described and column not in _KEYS[table] and (table, column) != ("answers", "evidence")
        )
