"""The text of one YAML file in, positioned nodes out; every scalar stays the text that it is.

One pass over YAML's event stream. Composing or loading would recurse (and crash
on deep nesting), guess types and let repeated keys through.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Protocol, cast

import yaml

from scorecard.model.when import Place
from scorecard.problem import Problem, one_line
from scorecard.reading.decoding import LINE_BREAK, unseen_at
from scorecard.reading.nodes import Entry, Listing, Node, Scalar, Table
from scorecard.reading.plain import read_plain
from scorecard.reading.syntax import syntax_words

__all__ = ["Entry", "Listing", "Node", "Scalar", "Table", "parse", "parse_carefully"]

MAX_DEPTH = 12  # the contract's formats need 8
MAX_NODES = 20_000


def parse(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Read one document.

    Returns:
        The root node and the problems. The root is None where the file is empty, or
        broken so that reading on would only repeat the same problem in other words.
    """
    root = read_plain(text)
    return (root, []) if root is not None else parse_carefully(text, path)


def parse_carefully(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Read one document by its events, whatever stands in it; else as `parse`."""
    reader = _EventReader(text, path)
    return reader.read(), reader.problems


@dataclass(slots=True)
class _Open:
    """A list or table whose end was not met yet; `items` alternate key and value in a table."""

    is_table: bool
    place: Place
    items: list[Node | None] = field(default_factory=list)


class _Mark(Protocol):
    """Where an event starts or ends, counted from 0; the events of a parser always have both marks."""

    line: int
    column: int


class _EventReader:
    """Turns events into nodes with an explicit stack."""

    def __init__(self, text: str, path: str) -> None:
        self.problems: list[Problem] = []
        self._text, self._path = text, path
        self._lines = LINE_BREAK.split(text)
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._nodes = 0
        self._is_broken = False

    def read(self) -> Node | None:
        documents = 0
        try:
            for event in yaml.parse(self._text, Loader=yaml.CSafeLoader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._report(event, "second-document", "a second document starts here", "use a file of its own")
                        return None
                    self._refuse_directives(event)
                elif not self._take(event):
                    return None
        except yaml.YAMLError as error:
            self._syntax(error)
            return None
        return None if self._is_broken else self._root

    def _take(self, event: yaml.Event) -> bool:
        """Take one event in; False where reading must stop."""
        if isinstance(event, yaml.AliasEvent):
            self._report(event, "alias", f'the alias "*{event.anchor}" is not allowed', "write the value out")
            self._is_broken = True
            self._add(None)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_decorations(event)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_decorations(event)
            self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), self._place(event)))
            if len(self._stack) > MAX_DEPTH:
                self._report(event, "too-deep", f"nested deeper than {MAX_DEPTH}", "check brackets and indentation")
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(event))
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report(event, "too-large", f"the file has more than {MAX_NODES} values", "split it")
            return False
        return True

    def _add(self, node: Node | None) -> None:
        if self._stack:
            self._stack[-1].items.append(node)
        else:
            self._root = node

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        is_quoted = event.style in {"'", '"', "|", ">"}
        if not is_quoted and event.value == "":
            return None
        is_block = event.style in {"|", ">"}
        end = _end(event)
        end_line = end.line + (0 if is_block and end.column == 0 else 1)
        value = unicodedata.normalize("NFC", event.value)
        self._refuse_escapes(event, value)
        start = _start(event)
        cut = None if is_quoted else self._cut(event)
        return Scalar(value, start.line + 1, start.column + 1, is_quoted, end_line, cut)

    def _cut(self, event: yaml.ScalarEvent) -> str | None:
        """Find what YAML took for a comment though it reads like the text's own.

        A comment that two spaces set apart and that has a space after its `#` is a comment.
        """
        end = _end(event)
        rest = self._lines[end.line][end.column :]
        comment = rest.lstrip(" \t")
        if not comment.startswith("#"):
            return None
        is_set_apart = len(rest) - len(comment) >= 2 or "\t" in rest[: len(rest) - len(comment)]
        return None if is_set_apart and comment[1:2] in {"", " ", "\t", "#"} else comment

    def _close(self, event: yaml.Event) -> Node:
        done = self._stack.pop()
        end_line = max([done.place.line, *(node.end_line for node in done.items if node is not None)])
        start, end = _start(event), _end(event)
        if start.line != end.line or end.column > start.column:
            end_line = max(end_line, end.line + 1)  # the closing bracket of flow style
        if not done.is_table:
            items = tuple(node for node in done.items if node is not None)
            return Listing(items, done.place.line, done.place.column, end_line)
        return Table(self._entries(done), done.place.line, done.place.column, end_line)

    def _entries(self, done: _Open) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for key, value in zip(done.items[::2], done.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                place = done.place if key is None else key.place
                self._problem(place, "not-a-key", "a key must be a word", "write it as `key: value`")
                self._is_broken = True
            elif key.value == "<<" and not key.is_quoted:
                self._problem(key.place, "merge-key", 'the merge key "<<" is not allowed', "write the keys out")
                self._is_broken = True
            elif key.value in found:
                what = f'the key "{key.value}" stands here again, first in line {found[key.value].key.line}'
                self._problem(key.place, "repeated-key", what, "keep one of the two")
            else:
                found[key.value] = Entry(key, value)
        return found

    def _refuse_escapes(self, event: yaml.ScalarEvent, value: str) -> None:
        """Refuse what an escape such as "\\u202e" smuggles past the check of the file's own characters."""
        index = unseen_at(value) if event.style == '"' else None
        if index is not None:
            what = f"the text holds U+{ord(value[index]):04X}, which cannot be seen, as an escape"
            self._report(event, "invisible-character", what, "take it out")

    def _refuse_decorations(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            what = f'the anchor "&{event.anchor}" is not allowed'
            self._report(event, "anchor", what, "write the value out each time")
        if event.tag is not None:
            self._report(event, "tag", f'the tag "{event.tag}" is not allowed', "write the plain value")

    def _refuse_directives(self, event: yaml.DocumentStartEvent) -> None:
        if event.version or event.tags:
            self._report(event, "directive", "a % directive is not allowed", "take the line out")

    def _syntax(self, error: yaml.YAMLError) -> None:
        said = getattr(error, "problem", None) or "it cannot be read"
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        mark = next((one for one in (reversed(marks) if "end of stream" in said else marks) if one), None)
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        if "expected ',' or" in said and marks[1] is not None and mark is not None:
            place = self._cut_in_brackets(marks[1].line, mark.line) or place
        what, mend = syntax_words(said, self._lines[place.line - 1] if place.line <= len(self._lines) else "")
        self._problem(place, "yaml-syntax", f"this is not YAML: {what}", one_line(mend))

    def _cut_in_brackets(self, first: int, last: int) -> Place | None:
        """Find the ` #` that cut off the end of brackets between two lines, counted from 0."""
        for number, line in enumerate(self._lines[first : last + 1], start=first):
            cut = line.find(" #")
            if cut >= 0:
                return Place(number + 1, cut + 2)
        return None

    def _place(self, event: yaml.Event) -> Place:
        start = _start(event)
        return Place(start.line + 1, start.column + 1)

    def _report(self, event: yaml.Event, code: str, what: str, mend: str) -> None:
        self._problem(self._place(event), code, what, mend)

    def _problem(self, place: Place, code: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self._path, place.line, place.column, code, one_line(what), mend))


def _start(event: yaml.Event) -> _Mark:
    return cast("_Mark", event.start_mark)


def _end(event: yaml.Event) -> _Mark:
    return cast("_Mark", event.end_mark)
