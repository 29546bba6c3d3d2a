"""What a YAML file is made of, each with its place: texts, lists and tables. Imports nothing of the reader.

Named tuples, since a file has hundreds of them: they are made several times faster than frozen dataclasses.
"""

from __future__ import annotations

from typing import NamedTuple

from scorecard.model.when import Place


class Scalar(NamedTuple):
    """A text as it was typed. `cut` is what YAML took for a comment after an unquoted text."""

    value: str
    line: int
    column: int
    is_quoted: bool
    end_line: int
    cut: str | None = None

    @property
    def place(self) -> Place:
        """Where it starts."""
        return Place(self.line, self.column)


class Listing(NamedTuple):
    """A list of nodes; empty items are left out."""

    items: tuple[Node, ...]
    line: int
    column: int
    end_line: int

    @property
    def place(self) -> Place:
        """Where it starts."""
        return Place(self.line, self.column)


class Entry(NamedTuple):
    """A key and its value; None where nothing stands after the colon."""

    key: Scalar
    value: Node | None


class Table(NamedTuple):
    """Keys and values, in the order of the file; `by_key` has an entry per key, since keys are unique."""

    by_key: dict[str, Entry]
    line: int
    column: int
    end_line: int

    @property
    def place(self) -> Place:
        """Where it starts."""
        return Place(self.line, self.column)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """List the entries."""
        return tuple(self.by_key.values())

    def entry(self, key: str) -> Entry | None:
        """Find an entry by its key."""
        return self.by_key.get(key)


Node = Scalar | Listing | Table
