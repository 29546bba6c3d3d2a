"""Ordinary notes: the same bytes as Markdown's, or none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scorecard.model.web import why_refused
from scorecard.publishing.links import web_link
from scorecard.publishing.markdown import _render, note
from scorecard.publishing.ordinary import ordinary_note

REL = 'rel="nofollow noopener noreferrer"'
PIECES = [
    *" abZ9éßΣﬁª²\u0660,.;:'\"()?%$/’‘“”–—§·-&*_[]!<>`\\#+\n",
    "  ", "& ", "&amp;", "1. ", "- ", "--", "...", "words of a note", "klzzwxh:0001", "wzxhzdk:0", "https://a.org/x_y",
    "**b c**", "*e*", "**", "***", "[x](https://a.org)", "[x y](https://a-b.org/p_q_r?x=1&y=2)", "[*x*](https://a.org/)",
    "[x](https://a.org/a(b))", "[é’](https://x.org/__a__)", "[a](https://a.b.org/~x/%7e/,a:b@c+d#f)", "[q](https://1.2.3)",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
@example("It is *so*, **very** so: [the list](https://a.org/b_c?d=1&e=2), & more.")
@example("*a***b**")
def test_an_ordinary_note_is_what_markdown_makes_of_it(text: str) -> None:
    """Where there is an answer at all, it is Markdown's, byte for byte."""
    assert ordinary_note(text) in {None, str(_render(text, has_headings=False))}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It did not credit it.", "<p>It did not credit it.</p>"),
        ("It is **all** & *more*.", "<p>It is <strong>all</strong> &amp; <em>more</em>.</p>"),
        ("[The list](https://a.org/x_y?b=1&c=2)", f'<p><a href="https://a.org/x_y?b=1&amp;c=2" {REL}>The list</a></p>'),
    ],
)  # fmt: skip
def test_most_notes_are_ordinary(text: str, html: str) -> None:
    """Words, emphasis and links of one paragraph need no parser."""
    assert html == ordinary_note(text) == note(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " a", "a ", "1. a", "- a", "# a", "a\nb", "a _b_", "a <b>", "a &amp; b", "a `b`", "![a](https://a.org)",
        "[a](ftp://a.org)", "[a](https://256.1.1.1)", "[a](https://u@a.org)", "[a][b]", "a *b", "a\tb", "a\u00a0b",
        "***a***",
    ],
)  # fmt: skip
def test_all_else_is_left_to_markdown(text: str) -> None:
    """What could mean something else is not guessed at."""
    assert ordinary_note(text) is None


@given(st.from_regex(r"https?://[a-z0-9.-]{1,9}(/[A-Za-z0-9/._~%?=&+,:;@!$'()*#-]{0,9})?", fullmatch=True))
def test_ordinary_addresses_are_held_to_the_rule(address: str) -> None:
    """What is let through at a glance is what the rule lets through."""
    assert web_link(address) == (address if why_refused(address) is None else None)
