"""Texts as somebody typed them in, through Markdown: every character is shown, and no mark means anything."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.model.typed import as_typed
from scorecard.publishing.markdown import note


def shown(text: str) -> list[str]:
    """Render what was typed, and take its lines as a reader sees them."""
    rendered = str(note(as_typed(text)))
    lines = re.sub(r"<br>\s*|</p>\s*<p>", "\n", rendered)
    assert not re.search(r"<(?!/?p>)", lines), rendered
    plain = html.unescape(re.sub(r"</?p>", "", lines))
    return [" ".join(line.split()) for line in plain.split("\n") if line.strip()]


@given(st.text(alphabet="ab1 *_#>`[]()!<&;=-+.\\\n~|:/hts", max_size=60))
def test_what_was_typed_is_what_is_shown(text: str) -> None:
    """Line for line, blanks apart."""
    assert [" ".join(line.split()) for line in text.split("\n") if line.strip()] == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- no list",
        "    no code",
        "A title\n===",
        "<script>alert(1)</script>",
        "[no link](https://example.org)",
        "<https://example.org>",
        "![no picture](https://example.org/x.png)",
        "&lt;b&gt; &amp;amp;",
        "*no* __marks__ `here`",
    ],
)
def test_no_mark_means_anything(text: str) -> None:
    """What Markdown would make of it is shown as it was typed."""
    assert [" ".join(line.split()) for line in text.split("\n")] == shown(text)
