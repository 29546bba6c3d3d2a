"""What is put into a page on its way to the browser, and what stays as it is."""

from __future__ import annotations

import pytest

from scorecard.serving.shown import at_top, shown

PAGE = b"<!DOCTYPE html><html><head>%s<title>T</title></head><body class='x'><p>Words</p></body></html>"
META = b'<meta http-equiv="Content-Security-Policy" content="%s">'


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            b"default-src 'none'; img-src 'self'",
            b"default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            b"default-src 'none'; script-src 'none'; style-src 'self'; connect-src https://a.example",
            b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src https://a.example 'self'",
        ),
        (b"default-src &#39;self&#39;", b"default-src 'self'"),
        (b"img-src 'self'", b"img-src 'self'"),
    ],
)
def test_a_policy_is_widened_by_ourselves_alone(policy: bytes, expected: bytes) -> None:
    """By what our script needs, where the policy does not allow that already."""
    page = shown(PAGE % (META % policy), "t", ())
    assert META % expected in page


def test_a_page_without_problems_gets_a_script_and_nothing_else() -> None:
    """Before the end of its head; a template that writes none gets it at the end."""
    script = b'<script src="/.scorecard/reload.js" data-token="t" defer></script>\n'
    assert (PAGE % b"").replace(b"</head>", script + b"</head>") == shown(PAGE % b"", "t", ())
    assert b"<p>Words" + script == shown(b"<p>Words", "t", ())


def test_problems_are_shown_as_text_in_an_alert() -> None:
    """Whatever a file says, it stays words."""
    page = shown(PAGE % b"", "t", ["a.yaml:1:1: x: <script>; mend", "1 problem in 1 file; nothing was written"])
    assert b"<li><code>a.yaml:1:1: x: &lt;script&gt;; mend</code></li>" in page
    assert b"<summary>1 problem in 1 file; nothing was written</summary>" in page
    assert page.index(b"<body class='x'>") < page.index(b'role="alert"') < page.index(b"<p>Words")


def test_links_of_the_missing_page_start_at_the_top() -> None:
    """Here, and only those: wherever the site itself will stand."""
    page = b'<a href="/every/thing/index.html"><p title="/every/thing/">'
    assert b'<a href="/index.html"><p title="/">' == at_top(page, "/every/thing/")
    assert page == at_top(page, "/")
