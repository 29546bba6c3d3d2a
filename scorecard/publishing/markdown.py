"""Markdown text of a data file in, a few safe HTML tags out: raw HTML is shown as text, every link meets the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from scorecard.publishing.language import foreign, unmarked
from scorecard.publishing.links import markdown_link
from scorecard.publishing.ordinary import ordinary_note

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOTE_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br"}
_PAGE_TAGS = _NOTE_TAGS | {"h2", "h3", "h4", "hr"}
_HEADING = re.compile(r"h([1-6])\Z")
_DEEPEST = 20  # nested quotes and lists; more makes renderers of pages and cards recurse without end
_MARKS_OF_LINE = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))+", re.MULTILINE)
_INDENT_TOO_DEEP = re.compile(rf"^ {{{4 * _DEEPEST + 1},}}", re.MULTILINE)  # four spaces nest a list once more
_MOST_BRACKETS = 40  # in one paragraph; the parser's time grows with the square of those left open
_BRACKET = "\ufdd0"  # stands for one that opens no link; no character, so no file holds it
_LONGEST, _MOST_LINES = 8_000, 400  # of one paragraph; the parser's time grows with the square of both
_BLOCK, _INLINE = Markup('<div lang="{}">{}</div>'), Markup('<span lang="{}">{}</span>')
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+([^\n]+)(?:\n|\Z)")


class _House(Treeprocessor):
    """Holds links to the rule, turns images into their words, and moves headings below those of the page.

    The text of a link is made plain: marks inside a link break the tags of a PDF.
    """

    def __init__(self, markdown: Markdown, *, has_headings: bool) -> None:
        super().__init__(markdown)
        self.has_headings = has_headings

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            heading = _HEADING.match(element.tag)
            if heading:
                element.tag = f"h{min(4, max(2, int(heading.group(1))))}" if self.has_headings else "p"
            elif element.tag == "img":
                _only_words(element, element.get("alt") or "")
            elif element.tag == "a":
                _hold_link(element)


def _hold_link(element: Element) -> None:
    link = markdown_link(element.get("href") or "")
    words = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    _only_words(element, words)
    if link is not None:
        element.tag = "a"
        element.set("href", link)


def _only_words(element: Element, words: str) -> None:
    element.tag, element.text = "span", words
    element.attrib.clear()


def _renderer(*, has_headings: bool) -> Markdown:
    markdown = Markdown(output_format="html")
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.inlinePatterns.deregister("automail")  # writes addresses in disguise, which no rule can read
    house = _House(markdown, has_headings=has_headings)
    markdown.treeprocessors.register(house, "house", 15)  # after links are made (20), before prettifying (10)
    return markdown


_RENDERERS = {has_headings: _renderer(has_headings=has_headings) for has_headings in (False, True)}


def _render(text: str, *, has_headings: bool) -> Markup:
    markdown = _RENDERERS[has_headings]
    try:
        html = markdown.reset().convert(_few_brackets(_shallow(_short(text.expandtabs(4)))))
    except RecursionError:  # deeper than the parser goes: shown as it was typed
        return Markup("<p>{}</p>").format(text)
    clean = nh3.clean(
        html,
        tags=_PAGE_TAGS if has_headings else _NOTE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(clean.replace(_BRACKET, "["))  # noqa: S704 - cleaned in the line before


def _shallow(text: str) -> str:
    """Drop the marks of quotes and lists beyond the deepest level that is drawn."""

    def cut(match: re.Match[str]) -> str:
        marks = re.findall(r"[ \t]*(?:>|[-+*]|[0-9]{1,9}[.)])", match.group())
        return "".join(marks[:_DEEPEST])

    return _INDENT_TOO_DEEP.sub(" " * 4 * _DEEPEST, _MARKS_OF_LINE.sub(cut, text))


def _short(text: str) -> str:
    """Break paragraphs that nobody would read: at the end of a line, else at a space, else anywhere."""
    if len(text) <= _LONGEST and text.count("\n") < _MOST_LINES:
        return text
    return "\n\n".join(part for paragraph in text.split("\n\n") for part in _parts(paragraph))


def _parts(paragraph: str) -> Iterator[str]:
    lines: list[str] = []
    length = 0
    for whole in paragraph.split("\n"):
        for one in _pieces(whole):
            if lines and (length + len(one) > _LONGEST or len(lines) == _MOST_LINES):
                yield "\n".join(lines)
                lines, length = [], 0
            lines.append(one)
            length += len(one) + 1
    yield "\n".join(lines)


def _pieces(line: str) -> Iterator[str]:
    while len(line) > _LONGEST:
        end = line.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
        yield line[:end]
        line = line[end:]
    yield line


def _few_brackets(text: str) -> str:
    """Show the opening brackets of a paragraph beyond the most that are read as links."""

    def spell(paragraph: str) -> str:
        parts = paragraph.split("[", _MOST_BRACKETS)
        parts[-1] = parts[-1].replace("[", _BRACKET)
        return "[".join(parts)

    if text.count("[") <= _MOST_BRACKETS:
        return text
    return "\n\n".join(spell(paragraph) for paragraph in text.split("\n\n"))


@lru_cache(maxsize=4096)
def note(text: str) -> Markup:
    """Render a note, a reply or a reason: paragraphs, emphasis, lists, links; headings become paragraphs.

    A text that is marked as one of another language stands in a block that tells it.
    """
    words, language = unmarked(text)
    return _note(words) if language is None else _BLOCK.format(language, _note(words))


def _note(text: str) -> Markup:
    ordinary = ordinary_note(text)
    if ordinary is not None:
        return Markup(ordinary)  # noqa: S704 - made of letters, addresses that met the rule, and three tags
    return _render(text, has_headings=False)


@lru_cache(maxsize=4096)
def line(text: str) -> Markup:
    """Render a text of one paragraph without the paragraph's tags; longer ones keep theirs."""
    words, language = unmarked(text)
    html = _note(words).strip()
    if language is not None:
        return _INLINE.format(language, line(words)) if _is_line(html) else note(text)
    if _is_line(html):
        return Markup(html[3:-4])  # noqa: S704 - a part of what was cleaned
    return Markup(html)  # noqa: S704 - the same


def _is_line(html: str) -> bool:
    return html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1 and not html.count("<li>")


@dataclass(frozen=True, slots=True)
class Prose:
    """A prose page: its `title`, None where it has no first heading, and its `body`."""

    title: str | None
    body: Markup


def prose(text: str) -> Prose:
    """Render a prose page; its first heading, as plain text, is its title and leaves the body.

    Where the page is marked as one of another language, its title is so, and its body stands in a block that tells it.
    """
    words, language = unmarked(text)
    if language is not None:
        told = prose(words)
        title = foreign(told.title, language) if told.title is not None else None
        return Prose(title, _BLOCK.format(language, told.body))
    first = _FIRST_HEADING.match(text)
    title = plain(first.group(1).strip(" \t").rstrip("#").rstrip(" \t")) if first else None
    body = text[first.end() :] if first else text
    return Prose(title, _render(body, has_headings=True))


def plain(text: str) -> str:
    """Give the words of a Markdown text alone, for places that take no tags."""
    words, language = unmarked(text)
    said = str(_note(words).striptags())
    return said if language is None else foreign(said, language)
