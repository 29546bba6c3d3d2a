"""The source in: every code that it can report is explained, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.codes import CODES, explanation

PACKAGE = Path(__file__).resolve().parent.parent / "scorecard"
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
REPORTERS = {"Problem", "report", "_report", "_problem", "choose", "Named", "problem_at"}
"""What reports a problem; its code is the first literal word after the first argument."""


def reported() -> Iterator[tuple[str, str]]:
    """Go through the source: where a problem is reported, and its code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = [one.value for one in node.args[1:] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in REPORTERS and words and CODE.match(words[0]):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", words[0]


def test_every_code_that_is_reported_is_explained() -> None:
    """`scorecard explain CODE` knows each code that a problem can have."""
    assert [] == [(place, code) for place, code in reported() if code not in CODES]


def test_no_code_is_explained_that_nothing_reports() -> None:
    """A code that is not used any more leaves the list."""
    assert set(CODES) == {code for _, code in reported()}


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_fits_a_terminal_and_ends_in_a_sentence(code: str) -> None:
    """The code stands above its explanation, 80 columns wide."""
    head, *lines = explanation(code).splitlines()
    assert code == head
    assert lines[-1].endswith((".", "?", "`."))
    assert max(map(len, lines)) <= 80
    assert CODE.match(code)
