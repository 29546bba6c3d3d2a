"""The text of a city's file and a reply in, the text with that reply out: every other line stays as it is.

A reply that stands there is not replaced: what the file says otherwise is a problem,
and decisions that somebody wrote (`disposition`, `because`) stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scorecard.problem import Problem, one_line
from scorecard.reading.city_nodes import is_same, value_of
from scorecard.reading.city_text import Field, quoted
from scorecard.reading.spans import Spans
from scorecard.reading.text import Entry, Node, Scalar, Table, parse
from scorecard.reading.words import shortened

_ORDER = ("sent", "until", "received", "from", "text", "points")
_ONE_PER_LINE = "write one `key:` per line, indented by two spaces"


@dataclass(frozen=True, slots=True)
class NewReply:
    """What a file is to say of a reply: `fields` in any order, and for each criterion what the city `says`."""

    fields: tuple[Field, ...]
    says: Mapping[str, str]


def edit_reply(text: str, path: str, new: NewReply, criteria: Sequence[str]) -> tuple[str, list[Problem]]:
    """Bring a reply into the text of a file.

    Args:
        text: of the file, without a byte order mark.
        path: as problems show it.
        new: what it is to say.
        criteria: the order of new points, usually the rubric's.

    Returns:
        The new text, the old one where there are problems, and the problems. The
        same reply once more changes nothing.
    """
    root, problems = parse(text, path)
    if problems:
        return text, problems
    if root is not None and not isinstance(root, Table):
        return text, [_problem(path, root, "not-a-table", "the file is not made of keys", _ONE_PER_LINE)]
    editor = _Editor(text, path, root, new, criteria)
    edited = editor.edit()
    return (text, editor.problems) if editor.problems else (edited, [])


def _problem(path: str, node: Node, code: str, what: str, mend: str) -> Problem:
    return Problem(path, node.place.line, node.place.column, code, one_line(what), mend)


class _Editor:
    """Edits one file; all edits are noted first and made at the end."""

    def __init__(self, text: str, path: str, root: Table | None, new: NewReply, criteria: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self._spans, self._path, self._root, self._new = Spans(text), path, root, new
        self._points = [one for one in criteria if one in new.says]

    def edit(self) -> str:
        entry = self._root.entry("reply") if self._root is not None else None
        if self._root is not None and self._root.entries and self._spans.is_flow(self._root):
            self._report(self._root, "not-editable", "the file stands in braces")
        elif entry is None:
            self._spans.append(["reply:", *self._lines(self._new.fields, self._points)])
        elif entry.value is None:
            self._spans.insert_below(entry, self._lines(self._new.fields, self._points))
        elif not isinstance(entry.value, Table):
            self._report(entry.value, "not-a-table", '"reply" is not made of keys')
        elif self._spans.is_flow(entry.value):
            self._unfold(entry, entry.value)
        else:
            self._change(entry.value)
        return "" if self.problems else self._spans.edited()

    def _report(self, node: Node, code: str, what: str, mend: str = _ONE_PER_LINE) -> None:
        self.problems.append(_problem(self._path, node, code, what, mend))

    def _lines(self, fields: Sequence[Field], points: Sequence[str], indent: int = 2) -> list[str]:
        """Write fields and points below `reply:`, in the contract's order."""
        margin = " " * indent
        ordered = sorted(fields, key=lambda one: _ORDER.index(one.key))
        lines = [f"{margin}{one.key}: {one.inline()}" for one in ordered]
        return [*lines, *([f"{margin}points:"] if points else []), *self._point_lines(points, indent + 2)]

    def _point_lines(self, points: Sequence[str], indent: int) -> list[str]:
        """Write each point with room for what is to be decided: a key without a value is as good as none."""
        margin = " " * indent
        return [
            line
            for one in points
            for line in (
                f"{margin}{one}:",
                f"{margin}  says: {quoted(self._new.says[one])}",
                f"{margin}  disposition:  # to be decided: accepted, partly or rejected",
                f"{margin}  because:",
            )
        ]

    def _unfold(self, entry: Entry, table: Table) -> None:
        """Write a reply that stands in braces one key per line; it may hold words alone."""
        fields: dict[str, Field] = {}
        for inner in table.entries:
            if inner.value is not None and not isinstance(inner.value, Scalar):
                self._report(inner.value, "not-editable", f'"{inner.key.value}" of the reply stands in braces')
                return
            if inner.value is not None:
                is_prose = inner.value.is_quoted or inner.key.value not in {"sent", "until", "received"}
                fields[inner.key.value] = Field(inner.key.value, inner.value.value, is_prose=is_prose)
        for one in self._new.fields:
            there = table.entry(one.key)
            if there is not None and there.value is not None and not is_same(there.value, one):
                self._differs(one.key, there.value, one)
            fields.setdefault(one.key, one)
        known = [one for one in fields.values() if one.key in _ORDER]
        other = [f"  {one.key}: {one.inline()}" for one in fields.values() if one.key not in _ORDER]
        if len(known) + len(other) == len(table.entries) and not self._points:
            return
        self._spans.insert_above(entry, ["reply:", *other, *self._lines(known, self._points)])
        self._spans.remove(entry)

    def _change(self, table: Table) -> None:
        """Add what is missing to a reply whose keys stand one below the other."""
        missing: list[Field] = []
        for one in self._new.fields:
            entry = table.entry(one.key)
            if entry is None:
                missing.append(one)
            elif entry.value is None:
                self._spans.insert_after_key(entry, f" {one.inline()}")
            elif not is_same(entry.value, one):
                self._differs(one.key, entry.value, one)
        indent = self._spans.indent(table.entries[0])
        points = table.entry("points")
        if points is None or points.value is None:
            new = self._lines([], self._points, indent)
            if points is not None and new:
                self._spans.insert_below(points, new[1:])
                new = []
        else:
            self._add_points(points.value)
            new = []
        for one in sorted(missing, key=lambda field: _ORDER.index(field.key)):
            self._insert(table, one, indent)
        if new:
            self._spans.insert_below(table.entries[-1], new)

    def _insert(self, table: Table, one: Field, indent: int) -> None:
        """Put a field where the contract has it: below the nearest one that comes before it."""
        line = f"{' ' * indent}{one.key}: {one.inline()}"
        place = _ORDER.index(one.key)
        before = [inner for inner in table.entries if inner.key.value in _ORDER[:place]]
        if before:
            self._spans.insert_below(max(before, key=lambda inner: _ORDER.index(inner.key.value)), [line])
        else:
            self._spans.insert_above(table.entries[0], [line])

    def _add_points(self, node: Node) -> None:
        if not isinstance(node, Table):
            self._report(node, "not-a-table", '"points" is not made of keys')
            return
        if self._spans.is_flow(node):
            self._report(node, "not-editable", '"points" of the reply stand in braces')
            return
        new = []
        for one in self._points:
            entry = node.entry(one)
            words = Field("says", self._new.says[one], is_prose=True)
            if entry is None:
                new.append(one)
            elif isinstance(entry.value, Table):
                said = entry.value.entry("says")
                if said is None or said.value is None:
                    self._report(entry.value, "not-editable", f"the point on {one} says nothing", "take it out")
                elif not is_same(said.value, words):
                    self._differs(f"says of {one}", said.value, words)
            else:
                self._report(entry.value or entry.key, "not-editable", f"the point on {one} is empty", "take it out")
        if new:
            self._spans.insert_below(node.entries[-1], self._point_lines(new, self._spans.indent(node.entries[0])))

    def _differs(self, key: str, node: Node, new: Field) -> None:
        said, wanted = value_of(node), new.value
        what = f'"{key}" is "{shortened(str(said))}" here, and "{shortened(str(wanted))}" in the form'
        self._report(node, "another-reply", what, "take out which of the two does not hold; nothing is replaced")
