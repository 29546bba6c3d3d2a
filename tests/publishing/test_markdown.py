"""Markdown and links: emphasis, lists and allowed links, and nothing else."""

from __future__ import annotations

import re
from time import process_time

import pytest

from scorecard.publishing.language import foreign, speaking
from scorecard.publishing.links import contact_link, host_of, markdown_link, web_link
from scorecard.publishing.markdown import line, note, plain, prose
from scorecard.reading.words import MAX_PAGE

REL = 'rel="nofollow noopener noreferrer"'


def test_marks_become_tags() -> None:
    """Emphasis, lists, quotations and links are drawn."""
    assert note("**b** and *e*") == "<p><strong>b</strong> and <em>e</em></p>"
    assert note("- one\n- two") == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    assert note("> said") == "<blockquote>\n<p>said</p>\n</blockquote>"
    assert note("[x](https://a.org/?b=1&c=2)") == f'<p><a href="https://a.org/?b=1&amp;c=2" {REL}>x</a></p>'
    assert note("<https://a.org>") == f'<p><a href="https://a.org" {REL}>https://a.org</a></p>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ('a\n\n<div onclick="x">\n\nb</div>', 'a <div onclick="x"> b</div>'),
        ("<!-- x -->", "<!-- x -->"),
        ("&lt;script&gt;", "<script>"),
    ],
)
def test_raw_html_is_shown(text: str, shown: str) -> None:
    """Tags in the text are text."""
    assert plain(text) == shown
    assert "<script" not in note(text)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "//host.org/x",
        "../../etc/passwd",
        "https://user:pass@host.org/",
        "https://",
        "file:///etc/passwd",
        "mailto:a@b.org?cc=c@d.org",
    ],
)
def test_other_links_are_words(address: str) -> None:
    """A link that does not meet the rule leaves its words."""
    assert note(f"[words]({address})") == "<p>words</p>"


def test_pictures_are_words() -> None:
    """A picture leaves the words that describe it."""
    assert note("![a cat](https://a.org/cat.png)") == "<p>a cat</p>"


def test_links_hold_plain_words() -> None:
    """Marks inside a link are dropped, since they break the tags of a PDF."""
    assert note("[a **b** `c`](https://a.org)") == f'<p><a href="https://a.org" {REL}>a b c</a></p>'


def test_notes_have_no_headings_and_pages_do() -> None:
    """A heading is a paragraph in a note; on a page it stands below the page's own."""
    assert note("# One") == "<p>One</p>"
    page = prose("# Title with *marks*\n\nText\n\n# Two\n\n##### Five")
    assert (page.title, page.body) == ("Title with marks", "<p>Text</p>\n<h2>Two</h2>\n<h4>Five</h4>")
    assert prose("Text").title is None


def test_a_line_has_no_paragraph() -> None:
    """One paragraph goes without its tags, more keep them."""
    assert line("a *b*") == "a <em>b</em>"
    assert line("a\n\nb") == "<p>a</p>\n<p>b</p>"


@pytest.mark.parametrize(
    "text",
    [">" * 20000, "> " * 5000, "- " * 5000, "".join(f"{'  ' * n}- a\n" for n in range(140)), "[" * 20000, "[a](" * 5000,
     "![a" * 6000, "*" * 20000, "**a " * 5000, "`" * 20000, "<" * 20000, "&" * 20000, "\n" * 20000, "\x02amp\x03"],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_hostile_text_makes_no_deep_tree(text: str) -> None:
    """The longest text of any shape is drawn, and nests no deeper than a renderer of pages and cards goes."""
    made = note(text)
    assert made.count("<blockquote>") <= 20
    assert made.count("<ul>") <= 140
    assert _depth(made) <= 45
    assert made.count("[") + made.count("&#91;") == text.count("[")


def _depth(html: str) -> int:
    """Count how deep the elements stand in each other."""
    deepest = depth = 0
    for closing in re.findall(r"<(/?)[a-z]+[^>]*>", html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def test_web_links() -> None:
    """Web addresses need a scheme and a host; mail is for Markdown and the contact alone."""
    assert web_link("https://a.org/x?y=1") == "https://a.org/x?y=1"
    assert web_link("mailto:a@b.org") is None
    assert markdown_link("mailto:a@b.org") == "mailto:a@b.org"
    assert web_link("https://a.org/ b") is None
    assert web_link("https://a.org\\@b.org") is None


def test_the_contact() -> None:
    """A contact is a mail address with a subject, or a web page."""
    assert contact_link("a@b.org", "Seattle, 2026 & more") == "mailto:a@b.org?subject=Seattle%2C%202026%20%26%20more"
    assert contact_link("https://b.org/contact", "x") == "https://b.org/contact"
    assert contact_link("javascript:x", "x") is None
    assert host_of("https://www.a.org:8080/x") == "a.org"


@pytest.mark.parametrize(
    "piece",
    [
        "=\n",
        "---\n",
        "a\n=\n",
        "*a*",
        "*a ",
        "[",
        "![",
        "[()",
        "[](",
        "`a",
        "\\",
        "&a;",
        "a\n\n",
        "- a\n",
        "x > ",
        "\t",
        "_*",
    ],
)
def test_the_longest_page_of_any_shape_is_drawn_in_time(piece: str) -> None:
    """What a page may hold costs no more than a few seconds, and nests no deeper than elsewhere."""
    start = process_time()
    made = prose(piece * (MAX_PAGE // len(piece))).body
    assert process_time() - start < 5
    assert _depth(made) <= 45


@pytest.mark.parametrize("head", ["# a" + " " * 50_000 + "x", "# a" + "#" * 50_000 + "x", "# a" + " #" * 25_000 + "x"])
def test_a_heading_without_end_costs_no_time(head: str) -> None:
    """Blanks and signs before the end of a heading are looked at once."""
    start = process_time()
    assert prose(head).title is not None
    assert process_time() - start < 5


def test_a_paragraph_that_is_broken_keeps_its_words() -> None:
    """A paragraph of thousands of words becomes several; not a word is lost or cut."""
    words = [f"word{number}" for number in range(3000)]
    made = note(" ".join(words))
    assert made.count("<p>") > 1
    assert words == plain(" ".join(words)).split()


def test_a_text_of_another_language_stands_in_a_block_that_tells_it() -> None:
    """Marks around a whole text never reach Markdown; the block or the words get the language instead."""
    with speaking("es"):
        marked = foreign("A *note*.", "en")
        assert note(marked) == '<div lang="en"><p>A <em>note</em>.</p></div>'
        assert line(marked) == '<span lang="en">A <em>note</em>.</span>'
        assert line(foreign("one\n\ntwo", "en")) == '<div lang="en"><p>one</p>\n<p>two</p></div>'
        assert plain(marked) == foreign("A note.", "en")


def test_a_prose_page_of_another_language_has_its_title_marked_and_its_body_in_a_block() -> None:
    """Title and body tell the language apart from each other, since they stand in different places."""
    with speaking("es"):
        shown = prose(foreign("# About *us*\n\n## Who\n\nWe.", "en"))
        assert shown.title == foreign("About us", "en")
        assert shown.body == f'<div lang="en">{prose("## Who" + chr(10) * 2 + "We.").body}</div>'


def test_the_subject_of_a_mail_is_without_marks() -> None:
    """A subject tells no language, whatever it was said in."""
    with speaking("es"):
        subject = foreign("Page not found", "en")
        assert contact_link("data@example.org", subject) == "mailto:data@example.org?subject=Page%20not%20found"
