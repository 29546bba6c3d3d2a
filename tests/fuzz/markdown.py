"""The bytes of a Markdown text in, its problems out; fails where what is drawn holds more than the few safe tags."""

from __future__ import annotations

import re

from scorecard.model.web import is_mail, why_refused
from scorecard.problem import Problem
from scorecard.publishing.markdown import line, note, plain, prose
from scorecard.reading.decoding import decode
from scorecard.reading.words import MAX_PAGE, MAX_TEXT
from tests.fuzz.reader import PROJECTS, refuse_odd

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
LINK = re.compile(r' href="([^"]*)" rel="nofollow noopener noreferrer"\Z')
TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "h2", "h3", "h4", "hr"}
TEXTS = (
    "**b** and *e* and ***both*** __b__ _e_",
    "[words](https://example.org/?a=1&b=2 'title') ![alt](https://example.org/x.png) <https://example.org> [a][b]",
    "- one\n- two\n    - deeper\n\n1. one\n2. two\n\n> said\n> > and said\n\n    code\n\n---\n\n# Head\n\nHead\n====\n",
    "<script>alert(1)</script> <b onclick='x'>b</b> &lt;i&gt; &#106;avascript: <!-- x --> `code` ``co`de`` \\* \\[",
    "[x](javascript:alert(1)) [x](//h.example) [x](mailto:a@b.org) [x]: https://example.org\n\n[x] [y][x]",
)


def seeds() -> list[bytes]:
    """Give the texts to start from."""
    pages = [path.read_bytes() for path in sorted(PROJECTS.glob("everything/pages/*.md"))]
    return [*pages, *(text.encode() for text in TEXTS)]


def run(raw: bytes) -> list[Problem]:
    """Draw a text as a page, a note and a line."""
    text, problems = decode(raw, "f.md")
    refuse_odd(problems)
    page = prose(text[:MAX_PAGE])
    for made in (page.body, note(text[:MAX_TEXT]), line(text[:MAX_TEXT])):
        refuse_more(str(made))
    plain(text[:MAX_TEXT])
    return problems


def refuse_more(html: str) -> None:
    """Fail where a text of tags has others than the safe ones, an attribute, or a link that breaks the rule."""
    depth = 0
    for closing, tag, rest in TAG.findall(html):
        link = LINK.match(rest)
        if tag not in TAGS or (rest and (tag != "a" or link is None)):
            raise AssertionError(f"<{closing}{tag}{rest}>")
        if link is not None:
            address = link.group(1).replace("&amp;", "&").replace("&quot;", '"').replace("&lt;", "<")
            if why_refused(address) is not None and not is_mail(address.removeprefix("mailto:")):
                raise AssertionError(address)
        depth += -1 if closing else tag not in {"br", "hr"}
        if depth > 60:
            raise AssertionError("nested too deep")
    if "<" in TAG.sub("", html):
        raise AssertionError("an open tag is left over")
