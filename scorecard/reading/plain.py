"""The text of a plainly written YAML file in, the nodes of the careful reader out, or nothing.

Nearly every file of a city is a table of `key: value` lines, with words, texts in
quotation marks, and small lists and tables in brackets. Such a file is read here line
by line, several times faster than by events. All else, a mistake above all, is left to
the careful reader, which starts anew: nothing is reported here.
"""

from __future__ import annotations

import re
import unicodedata

from scorecard.reading.nodes import Entry, Listing, Scalar, Table

MAX_OPEN = 5  # tables open at once, by indentation and again in braces; the careful reader's limit is not reached
MAX_EVENTS = 20_000  # as many as the careful reader takes

_KEY = r"(\w[\w-]{0,99}):"
_QUOTED = r""""[^"\\\n]*(?:\\["\\n][^"\\\n]*)*"|'[^'\n]*'"""
_WORDS = r"\[ *(?:\w[\w.-]*(?: *, *\w[\w.-]*)*)? *\]"
_LINE = re.compile(
    rf"""( *)(?:{_KEY}(?:( +)({_QUOTED}|(?:\w|-\d)[^#:\n]*(?::[^ #:\n][^#:\n]*)*|{_WORDS}|{{[^\n]*}}))?"""
    r""" *(?:(?<=  )#(?: [^\n]*)?)?|#[^\n]*|)\n|([^\n]*\n)"""
)
_IN_BRACES = re.compile(rf" *(?:{_KEY} +({_QUOTED}|(?:\w|-\d)[\w ./()-]*|{_WORDS}|{{)|(}})) *(,?)")

_Around = tuple[dict[str, Entry], int, Scalar]  # an open table, its column, and the key whose value comes next

_new = tuple.__new__  # makes a named tuple in a third of the time


def read_plain(text: str) -> Table | None:
    """Read a whole file; None where it is not plainly written."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text.replace("\n", "").isprintable() or not unicodedata.is_normalized("NFC", text):
        return None
    lines = _LINE.findall(text if text.endswith("\n") else f"{text}\n")
    if 4 * (len(lines) + sum(text.count(sign) for sign in ",{[")) > MAX_EVENTS:
        return None
    return _nested(lines)


def _nested(lines: list[tuple[str, str, str, str, str]]) -> Table | None:
    """Put together the tables that the indentation of the lines makes.

    Args:
        lines: indentation, key, spaces, value, and the whole line where it is none of a plain file.
    """
    entries: dict[str, Entry] = {}
    column, end_line, awaiting = 1, 0, None
    around: list[_Around] = []
    for line, (indent, name, gap, said, other) in enumerate(lines, start=1):
        if not name:
            if other:
                return None
            continue
        start = len(indent) + 1
        if start > column:
            if awaiting is None or len(around) == MAX_OPEN:
                return None
            around.append((entries, column, awaiting))
            entries, column = {}, start
        elif start < column:
            entries, column = _outwards(entries, column, around, start, end_line)
        if start != column or name in entries:
            return None
        key = _new(Scalar, (name, line, start, False, line, None))
        value, awaiting = None, key
        if said:
            value, awaiting = _value(said, line, start + len(name) + 1 + len(gap)), None
            if value is None:
                return None
        entries[name] = _new(Entry, (key, value))
        end_line = line
    entries, _ = _outwards(entries, column, around, 1, end_line)
    return _finished(entries, end_line) if entries else None


def _outwards(
    entries: dict[str, Entry], column: int, around: list[_Around], start: int, end_line: int
) -> tuple[dict[str, Entry], int]:
    """Finish the tables whose keys stand further to the right than a column."""
    while start < column:
        done = _finished(entries, end_line)
        entries, column, key = around.pop()
        entries[key.value] = _new(Entry, (key, done))
    return entries, column


def _finished(entries: dict[str, Entry], end_line: int) -> Table:
    first = next(iter(entries.values())).key
    return _new(Table, (entries, first.line, first.column, end_line))


def _value(said: str, line: int, column: int) -> Scalar | Listing | Table | None:
    """Read what stands after a colon and ends on its line."""
    sign = said[0]
    if sign in "\"'":
        text = _unescaped(said) if sign == '"' and "\\" in said else said[1:-1]
        return _new(Scalar, (text, line, column, True, line, None))
    if sign == "[":
        return _words(said, line, column)
    if sign == "{":
        return _braces(said, line, column)
    return _new(Scalar, (said.rstrip(" "), line, column, False, line, None))


def _unescaped(said: str) -> str:
    parts = said[1:-1].split("\\\\")
    return "\\".join(part.replace('\\"', '"').replace("\\n", "\n") for part in parts)


def _words(said: str, line: int, column: int) -> Listing:
    """Read `[one, two]`."""
    if said[1:-1].replace("-", "").isalnum():
        return _new(Listing, ((_new(Scalar, (said[1:-1], line, column + 1, False, line, None)),), line, column, line))
    items: list[Scalar] = []
    at = column + 1
    for part in said[1:-1].split(","):
        word = part.strip(" ")
        if word:
            items.append(_new(Scalar, (word, line, at + len(part) - len(part.lstrip(" ")), False, line, None)))
        at += len(part) + 1
    return _new(Listing, (tuple(items), line, column, line))


def _braces(said: str, line: int, column: int) -> Table | None:
    """Read `{key: value, key: [one, two], key: {key: value}}`; None where anything else is in it."""
    entries: dict[str, Entry] = {}
    around: list[_Around] = []
    start, end, may_follow, may_end = column, 1, True, True
    while found := _IN_BRACES.match(said, end):
        name, value, closing, comma = found.groups()
        end = found.end()
        if closing:
            if not may_end:
                return None
            done = _new(Table, (entries, line, start, line))
            if not around:
                return done if end == len(said) else None
            entries, start, key = around.pop()
            entries[key.value] = _new(Entry, (key, done))
        elif not may_follow or name in entries:
            return None
        else:
            key = _new(Scalar, (name, line, column + found.start(1), False, line, None))
            if value == "{":
                if comma or len(around) == MAX_OPEN:
                    return None
                entries[name] = _new(Entry, (key, None))
                around.append((entries, start, key))
                entries, start, may_follow, may_end = {}, column + found.start(2), True, True
                continue
            entries[name] = _new(Entry, (key, _value(value, line, column + found.start(2))))
        may_follow = comma == ","
        may_end = not may_follow
    return None
