"""A text as somebody typed it in, Markdown out that shows it so: no mark in it means anything."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]])")
_NUMBERED = re.compile(r"\A([0-9]{1,9})([.])(?=\s|\Z)")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")


def as_typed(text: str) -> str:
    """Write a text so that Markdown shows every character of it; blanks at the ends of lines apart.

    Lines stay lines, and an empty line starts a paragraph.
    """
    paragraphs: list[list[str]] = [[]]
    for line in re.split(r"\r\n|\r|\n", text):
        if line.strip():
            paragraphs[-1].append(_line(line.strip()))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def _line(line: str) -> str:
    marked = _MARKS.sub(r"\\\1", _ENTITY.sub("&amp;", line)).replace("<", "&lt;")
    if line[0] in "#>+-":
        return f"\\{marked}"
    return f"&#61;{marked[1:]}" if line[0] == "=" else _NUMBERED.sub(r"\1\\\2", marked)
