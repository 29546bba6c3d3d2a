"""A note of ordinary words in, its HTML out at once; None out where Markdown must be asked.

Most notes are one paragraph of words, links and emphasis, and reading Markdown
costs as much as all the rest of a page. This knows only what can mean one
thing: a single line that begins with a letter or a link, of letters, digits and
marks without a meaning in Markdown, of `[words](address)`, `**words**` and
`*words*`, none inside another. The bytes are those that Markdown gives.
"""

from __future__ import annotations

import re

from scorecard.publishing.links import web_link

_LETTERS = r"[^\W_]"
_MARKS = r"-,.;:'\"()?%$/’‘“”–—§·"
_WORDS = rf"(?:{_LETTERS}|[{_MARKS}])(?:(?:{_LETTERS}|[{_MARKS} ])*(?:{_LETTERS}|[{_MARKS}]))?"
_LABEL = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # of a host; two hyphens in a row may spell other letters
_ADDRESS = rf"https?://(?:{_LABEL}\.)+[a-z]{{2,}}(?:/[A-Za-z0-9/._~%?=&+,:@#-]*)?"
_PART = re.compile(
    rf"(?P<text>(?:{_LETTERS}|[{_MARKS} ]|&(?= ))+)"
    rf"|\[(?P<label>{_WORDS})\]\((?P<address>{_ADDRESS})\)"
    rf"|\*\*(?P<strong>{_WORDS})\*\*(?!\*)"
    rf"|\*(?P<em>{_WORDS})\*(?!\*)"
)
_BEGINNING = re.compile(rf"{_LETTERS}|\[")
_LONGEST = 8_000  # characters; a longer paragraph is broken (`markdown`)
_MOST_LINKS = 40  # more brackets than that are spelled out (`markdown`)


def ordinary_note(text: str) -> str | None:
    """Render a note that holds nothing but ordinary words, links and emphasis; None for any other."""
    if (
        not _BEGINNING.match(text)
        or text[-1] == " "
        or text[0].isdecimal()
        or text.count("[") > _MOST_LINKS
        or len(text) > _LONGEST
    ):
        return None
    made: list[str] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        html = _html(part) if part is not None else None
        if part is None or html is None:
            return None
        made.append(html)
        at = part.end()
    return f"<p>{''.join(made)}</p>"


def _html(part: re.Match[str]) -> str | None:
    kind, words = part.lastgroup, part[part.lastgroup or 0]
    if kind == "text":
        return words.replace("&", "&amp;")
    if kind != "address":
        return f"<{kind}>{words}</{kind}>"
    if web_link(words) is None:
        return None
    return f'<a href="{words.replace("&", "&amp;")}" rel="nofollow noopener noreferrer">{part["label"]}</a>'
