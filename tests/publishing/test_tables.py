"""Results in, tables out: the same numbers as the API, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.publishing.api import city_document, edition_records
from scorecard.publishing.keys import Keys
from scorecard.publishing.tables import (
    ANSWER_COLUMNS,
    EVIDENCE_COLUMNS,
    SCORE_COLUMNS,
    cell,
    rows_in_memory,
    tables,
    written,
)
from scorecard.scoring.score import score_edition
from tests.scoring.small import answer, criterion, file, project, rubric, seen

RUBRIC = rubric(("zeta", "60", [criterion("b"), criterion("a", points="5/3")]), ("alpha", "40", [criterion("c")]))
SOURCES = {
    "e": replace(seen(e="2026-04-11")["e"], title='=HYPERLINK("https://x.example")', quote='one,\ntwo "three" – vier'),
    "f": seen(f="2026-04")["f"],
}
FILES = (
    file({"a": answer("partial", "e", "f"), "c": "full"}, city="mid", evidence=SOURCES),
    file({"a": "n/a", "b": "n/a", "c": "n/a"}, city="nothing", evidence=SOURCES),
    file({"a": "full"}, city="draft", draft=True),
    file({"a": "full"}, city="gone", withdrawn=True),
)
PROJECT = project(RUBRIC, *FILES)
RESULTS = {"2026": score_edition(PROJECT, "2026")}


def read(body: bytes) -> list[dict[str, str]]:
    """Read a table back."""
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


MADE = tables(PROJECT, RESULTS, Keys(PROJECT, RESULTS), rows_in_memory(PROJECT, RESULTS))
TABLES = {one.path: one.content() for one in MADE}


def plain(value: object) -> str:
    """Write a value of the API as a cell, by a rule of the test's own."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_three_tables_with_their_columns() -> None:
    """Each has a first row of names, and every row as many cells."""
    expected = {"scores": SCORE_COLUMNS, "answers": ANSWER_COLUMNS, "evidence": EVIDENCE_COLUMNS}
    assert [f"data/{name}.csv" for name in expected] == list(TABLES)
    for name, columns in expected.items():
        rows = list(csv.reader(io.StringIO(TABLES[f"data/{name}.csv"].decode(), newline="")))
        assert list(columns) == rows[0]
        assert {len(columns)} == {len(row) for row in rows}


def test_scores_are_those_of_the_api() -> None:
    """A row for the whole and one per dimension, number for number, and null is empty."""
    rows = {(row["city"], row["dimension"]): row for row in read(TABLES["data/scores.csv"])}
    cities = [one for one in edition_records(PROJECT, RESULTS["2026"]) if "withdrawn" not in one]
    keys = [(one["id"], part) for one in cities for part in ("", "zeta", "alpha")]
    assert keys == list(rows)
    for one in cities:
        for part, numbers in (("", one), *one["dimensions"].items()):
            row = rows[one["id"], part]
            for column in SCORE_COLUMNS[8:]:
                assert plain(None if numbers is None else numbers[column]) == row[column]


def test_answers_are_those_of_the_api() -> None:
    """A row per criterion, with its dimension, and evidence ids joined by spaces."""
    rows = read(TABLES["data/answers.csv"])
    for city in ("mid", "nothing"):
        told = city_document(PROJECT, RESULTS, city)["editions"][0]["answers"]
        own = {row["criterion"]: row for row in rows if row["city"] == city}
        assert list(told) == list(own)
        for name, one in told.items():
            assert " ".join(one["evidence"]) == own[name]["evidence"]
            assert [plain(one[key]) for key in ANSWER_COLUMNS[4:-1]] == [own[name][key] for key in ANSWER_COLUMNS[4:-1]]
    assert ["zeta", "zeta", "alpha"] == [row["dimension"] for row in rows[:3]]


def test_evidence_reads_back() -> None:
    """Commas, quotation marks and line ends come back; a title that looks like a formula is text."""
    one, other = read(TABLES["data/evidence.csv"])[:2]
    assert ('one,\ntwo "three" – vier', "2026-04-11") == (one["quote"], one["seen"])
    assert '\'=HYPERLINK("https://x.example")' == one["title"]
    assert ("2026-04", "", "") == (other["seen"], other["title"], other["sha256"])


def test_drafts_and_withdrawn_files_are_in_no_table() -> None:
    """Neither their numbers nor their names."""
    assert {"mid", "nothing"} == {row["city"] for body in TABLES.values() for row in read(body)}


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\ttext", "  =1", "\x00=1"),
        *("＝1", "＋1", "－1", "＠x", "﹣1", "\u00a0=1", "\u3000＝1", "\u200b=1", "\ufeff=1", " \u2028-1", "\u202e=1"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """Formulas, wide forms of them, and those behind blanks or characters that nobody sees."""
    assert f"'{text}" == cell(text)


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "1/2", "a@b", "(=1)", "é", "'=1", "–1 per cent", "5"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Nothing else is changed."""
    assert text == cell(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0.0, "0.0"),
        (58.75, "58.75"),
        (-2, "-2"),
        (1 / 3, "0.3333333333333333"),
    ],
)
def test_values_that_are_no_text(value: object, expected: str) -> None:
    """Null is empty, claims are `true` and `false`, and a number is never taken for a formula."""
    assert expected == cell(value)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=2)
    )
)
def test_every_text_reads_back(rows: list[list[str]]) -> None:
    """Also a lone carriage return, which some writers leave bare; only the apostrophe is added."""
    found = list(csv.reader(io.StringIO(written([("a", "b"), *rows]).decode(), newline="")))
    assert [["a", "b"], *([cell(one) for one in row] for row in rows)] == found


def test_lines_end_in_a_line_feed() -> None:
    """One per row, also on Windows."""
    assert b"a,b\n1,\n" == written([("a", "b"), (1, None)])
