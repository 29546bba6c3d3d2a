"""Broken YAML in the words of people who know spreadsheets."""

from __future__ import annotations

import pytest

from scorecard.reading.text import parse


@pytest.mark.parametrize(
    ("text", "where", "what", "mend"),
    [
        ("a: 1\nb: Springfield: Police\n", (2, 15), "a text holds a colon", 'b: "Springfield: Police"'),
        ("a:\n\tb: 1\n", (2, 1), "starts with a tab", "use spaces"),
        ("a: {b: 1, c: It is #12}\n", (1, 20), "cuts off the rest", "double quotation marks"),
        ("a: [x\nb: 1\n", (2, 2), "not set apart", "put a comma"),
        ('a: "x\n', (1, 4), "never closed", "close it"),
        ("a: @x\n", (1, 4), "a sign that has a meaning", "double quotation marks"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "not in step", "indent it"),
    ],
)
def test_syntax_is_told_in_plain_words(text: str, where: tuple[int, int], what: str, mend: str) -> None:
    """Each common slip is named at its place, with what to type instead."""
    _, (problem,) = parse(text, "f.yaml")
    assert "yaml-syntax" == problem.code
    assert where == (problem.line, problem.column)
    assert what in problem.what
    assert mend in problem.mend
