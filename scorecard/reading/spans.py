"""A YAML text in, the same text with some of its values changed out; knows where each value starts and ends.

The nodes of `text.py` say where a value starts. An edit needs its end too, to the
character, so that a comment behind it survives.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import yaml

from scorecard.model.when import Place
from scorecard.reading.city_text import Field
from scorecard.reading.text import Entry, Node, Scalar, Table

_LINE_BREAK = re.compile(r"\r\n|\r|\n")  # what YAML counts as one
_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A)#[^\r\n]*")


class Spans:
    """The text of one file with its edits, which are made all at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        breaks = list(_LINE_BREAK.finditer(text))
        self._newline = breaks[0].group() if breaks else "\n"
        self._line_starts = [0, *(match.end() for match in breaks)]
        self._edits: list[tuple[int, int, str]] = []
        self._ends: dict[Place, tuple[int, int]] = {}
        self._scalars: list[tuple[int, int]] = []
        opened: list[tuple[Place, int] | None] = []
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            (start, place), end = _start(event), event.end_mark.index if event.end_mark is not None else 0
            if isinstance(event, yaml.ScalarEvent):
                end = start + len(text[start:end].rstrip())  # a block scalar ends before the next token
                self._ends.setdefault(place, (start, end))
                self._scalars.append((start, end))
            elif isinstance(event, yaml.CollectionStartEvent):
                opened.append((place, start) if event.flow_style else None)
            elif isinstance(event, yaml.CollectionEndEvent):
                flow = opened.pop()
                if flow is not None:
                    self._ends[flow[0]] = (flow[1], end)

    def is_flow(self, table: Table) -> bool:
        """Whether a table stands in braces."""
        place = self._ends.get(table.place)
        return place is not None and self._text[place[0]] == "{"

    def indent(self, entry: Entry) -> int:
        """Count the characters before an entry's key."""
        return entry.key.place.column - 1

    def replace_node(self, node: Node, new: str) -> None:
        """Put a new value in the place of a node; comments inside it move above its key's line."""
        start, end = self._span(node)
        self._move_comments(start, end)
        self._edits.append((start, end, new))

    def replace_flow(self, entry: Entry, table: Table, fields: Sequence[Field], own: Sequence[str]) -> None:
        """Write a table in braces anew: foreign keys keep their text and their place."""
        wanted = {field.key: f"{field.key}: {field.inline()}" for field in fields}
        parts: list[str] = []
        for inner in table.entries:
            key = inner.key.value
            if key in wanted:
                parts.append(wanted.pop(key))
            elif key not in own:
                parts.append(self._text[self._ends[inner.key.place][0] : self._end(inner)])
        self._move_comments(*self._ends[table.place], above=self._ends[entry.key.place][0])
        self._edits.append((*self._ends[table.place], f"{{{', '.join([*parts, *wanted.values()])}}}"))

    def insert_after_key(self, entry: Entry, new: str) -> None:
        """Put a value behind the colon of a key that has none."""
        colon = self._text.index(":", self._ends[entry.key.place][1]) + 1
        self._edits.append((colon, colon, new))

    def insert_below(self, entry: Entry, lines: Sequence[str]) -> None:
        """Put lines below the last line of an entry."""
        place = self._line_end(self._end(entry))
        starts_line = place == 0 or self._text[place - 1] in "\r\n"
        self._edits.append((place, place, ("" if starts_line else self._newline) + self._lines(lines)))

    def insert_above(self, entry: Entry, lines: Sequence[str]) -> None:
        """Put lines above the line of a key."""
        place = self._line_start(self._ends[entry.key.place][0])
        self._edits.append((place, place, self._lines(lines)))

    def append(self, lines: Sequence[str]) -> None:
        """Put lines at the end of the file."""
        end = len(self._text)
        starts_line = not self._text or self._text[-1] in "\r\n"
        self._edits.append((end, end, ("" if starts_line else self._newline) + self._lines(lines)))

    def remove(self, entry: Entry) -> None:
        """Take an entry out, its lines included; comments in them stay."""
        start, end = self._line_start(self._ends[entry.key.place][0]), self._line_end(self._end(entry))
        indent = " " * self.indent(entry)
        comments = [indent + comment for comment in self._comments(start, end)]
        self._edits.append((start, end, self._lines(comments)))

    def edited(self) -> str:
        """Make all edits; those at one place come in the order in which they were noted."""
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[0]):
            parts += [self._text[done:start], new]
            done = max(done, end)
        return "".join([*parts, self._text[done:]])

    def _span(self, node: Node) -> tuple[int, int]:
        if node.place in self._ends and (isinstance(node, Scalar) or self._text[self._ends[node.place][0]] in "{["):
            return self._ends[node.place]
        return self._index(node.place), self._end_of(node)

    def _end_of(self, node: Node) -> int:
        if node.place in self._ends and (isinstance(node, Scalar) or self._text[self._ends[node.place][0]] in "{["):
            return self._ends[node.place][1]
        if isinstance(node, Table):
            return max(self._end(entry) for entry in node.entries)
        if isinstance(node, Scalar):
            raise ValueError(node.value)
        return max((self._end_of(item) for item in node.items), default=self._index(node.place) + 1)

    def _end(self, entry: Entry) -> int:
        return self._ends[entry.key.place][1] if entry.value is None else self._end_of(entry.value)

    def _index(self, place: Place) -> int:
        return self._line_starts[place.line - 1] + place.column - 1

    def _line_start(self, index: int) -> int:
        return self._line_starts[bisect_right(self._line_starts, index) - 1]

    def _line_end(self, index: int) -> int:
        after = bisect_right(self._line_starts, index)
        return self._line_starts[after] if after < len(self._line_starts) else len(self._text)

    def _lines(self, lines: Sequence[str]) -> str:
        return "".join(line + self._newline for line in lines)

    def _comments(self, start: int, end: int) -> list[str]:
        found = _COMMENT.finditer(self._text, start, end)
        inside = (match for match in found if not any(low <= match.start() < high for low, high in self._scalars))
        return [match.group() for match in inside]

    def _move_comments(self, start: int, end: int, above: int | None = None) -> None:
        comments = self._comments(start, end)
        if comments:
            place = self._line_start(start if above is None else above)
            indent = re.match(r"[ \t]*", self._text[place:])
            margin = indent.group() if indent is not None else ""
            self._edits.append((place, place, self._lines([margin + comment for comment in comments])))


def _start(event: yaml.Event) -> tuple[int, Place]:
    mark = event.start_mark
    return (0, Place(1, 1)) if mark is None else (mark.index, Place(mark.line + 1, mark.column + 1))
