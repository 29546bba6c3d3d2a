"""The site of the made-up project is what was accepted, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

from tests.golden.accept import ACTUAL, kept, write


def test_the_site_is_what_was_accepted(pages: Mapping[str, bytes]) -> None:
    """Every page of the made-up project has the bytes that somebody looked at and accepted."""
    golden = kept()
    differing = sorted(path for path in {*golden, *pages} if golden.get(path) != pages.get(path))
    if differing:
        write(ACTUAL, dict(pages))
    hint = "compare tests/golden/everything with tests/actual/everything; `python -m tests.golden.accept` takes the new"
    assert differing == [], hint
