"""Reading a table: the header is strict, every mistake has its line."""

from __future__ import annotations

import pytest

from scorecard.sources.table import MAX_BYTES, read_table


def test_rows_know_their_line_and_cells_lose_outer_spaces() -> None:
    """A row knows the line on which it ends, also after a cell with line breaks; a byte order mark is no part of it."""
    rows, problems = read_table(b'\xef\xbb\xbfa,b\r\n1,"x\r\ny"\r\n\r\n 2 ,\r\n', "t.csv", ["a", "b"])
    assert [] == problems
    assert [(3, "1", "x\r\ny"), (5, "2", "")] == [(row.line, row["a"], row["b"]) for row in rows]
    assert rows[0]["c"] == ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a,c\n1,2\n", [("missing-column", 1), ("unknown-column", 1)]),
        (b"a,b,a\n1,2,3\n", [("repeated-column", 1)]),
        (b"a,b\n1\n1,2,3\n", [("ragged-row", 2), ("ragged-row", 3)]),
        (b'a,b\n1,"x\n', [("not-a-table", 2)]),
        (b"a,b\n\xff,1\n", [("not-utf-8", 2)]),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff", [("not-utf-8", 1)]),
        ("a,b\n1,2\n".encode("utf-16"), [("not-utf-8", 1)]),
        (b"a\x00,b\n1,2\n", [("missing-column", 1), ("unknown-column", 1)]),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", [("not-a-table", 2)]),
        (b"a;b\n1;2\n", [("missing-column", 1), ("missing-column", 1), ("unknown-column", 1)]),
        (b"", [("missing-column", 1), ("missing-column", 1)]),
        (b"a,b\n" + b"1,2\n" * (MAX_BYTES // 4), [("too-large", 1)]),
    ],
)
def test_what_is_no_such_table_is_told(raw: bytes, expected: list[tuple[str, int]]) -> None:
    """A wrong header, uneven rows, broken quoting, another encoding and a file beyond all measure are problems."""
    rows, problems = read_table(raw, "t.csv", ["a", "b"])
    assert [] == rows
    assert expected == [(problem.code, problem.line) for problem in problems]


def test_what_cannot_be_seen_is_left_out() -> None:
    """Soft hyphens, marks of direction and zero bytes in a cell are left out; accents and line breaks stay."""
    rows, problems = read_table('a,b\nCaf\u00e9\u00ad,"x\u200e\ny\u200b"\n'.encode(), "t.csv", ["a", "b"])
    assert [] == problems
    assert ["Café", "x\ny"] == [rows[0]["a"], rows[0]["b"]]


def test_columns_that_may_stand_there_are_fine() -> None:
    """Columns that are allowed, or all where the table is not ours to judge, do no harm."""
    raw = b"a,b,z\n1,2,3\n"
    assert [] == read_table(raw, "t.csv", ["a", "b"], ["z"])[1]
    assert [] == read_table(raw, "t.csv", ["a", "b"], None)[1]
