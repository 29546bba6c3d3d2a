"""A table node in, typed values out; what does not fit becomes a problem at its place.

A reader makes one `Fields` per table, asks it for every key that the contract
names, and closes it: keys that nobody asked for are then reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from scorecard.model.web import why_refused
from scorecard.model.when import Place, When
from scorecard.reading.text import Entry, Listing, Node, Scalar, Table
from scorecard.reading.words import MAX_TEXT, Log, as_text, as_when, check_id, shortened

__all__ = ["Fields", "Log"]

_NUMBER = re.compile(r"-?(?:[0-9]{1,12}(?:\.[0-9]{1,12})?|[0-9]{1,12}/[0-9]{1,12})\Z")
_WHOLE = re.compile(r"[0-9]{1,12}\Z")


class Fields:
    """The entries of one table; `what` names it in messages ("evidence uof-portal")."""

    __slots__ = ("_asked", "_entries", "_fallback", "_node", "is_table", "log", "what")

    def __init__(self, node: Node | None, what: str, log: Log, *, fallback: Place | None = None) -> None:
        self.what, self.log = what, log
        self._node, self._fallback = node, fallback
        self._asked: list[str] = []
        self.is_table = isinstance(node, Table)
        self._entries: Mapping[str, Entry] = node.by_key if isinstance(node, Table) else {}
        if node is not None and not self.is_table:
            log.report(node.place, "not-a-table", f"{what} is not made of keys", "write `key: value` lines below it")

    @property
    def place(self) -> Place:
        """Where the table starts."""
        return self._node.place if self._node is not None else self._fallback or Place(1, 1)

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        entry = self._entries.get(key)
        return entry is not None and entry.value is not None

    def which(self, keys: Sequence[str]) -> list[str]:
        """List those of some keys that stand there with a value."""
        entries = self._entries
        return [key for key in keys if key in entries and entries[key].value is not None]

    def has_any(self, keys: Collection[str]) -> bool:
        """Whether any of some keys stands there; where none does, they count as asked for."""
        if not self._entries.keys().isdisjoint(keys):
            return True
        self._asked.extend(keys)
        return False

    def place_of(self, key: str) -> Place:
        """Find where a value stands; the table's own place where the key is missing."""
        entry = self._entries.get(key)
        return self.place if entry is None else (entry.value or entry.key).place

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Take a value as it is; a missing one that is required is a problem."""
        self._asked.append(key)
        entry = self._entries.get(key)
        if entry is not None and entry.value is not None:
            return entry.value
        if required and self.is_table:
            place = entry.key.place if entry is not None else self.place
            self.log.report(place, "missing-key", f'{self.what} has no "{key}"', f"add `{key}: …`")
        return None

    def table(self, key: str, what: str, *, required: bool = False) -> Fields | None:
        """Take a table."""
        value = self.node(key, required=required)
        return None if value is None else Fields(value, what, self.log)

    def entries(self, key: str, *, required: bool = False) -> tuple[Entry, ...]:
        """Take a table whose keys are free: names and values."""
        value = self.node(key, required=required)
        if isinstance(value, Table):
            if required and not value.entries:
                self.log.report(
                    value.place, "missing-key", f'"{key}" of {self.what} is empty', "add at least one entry"
                )
            return value.entries
        if value is not None:
            mend = "write `name: value` lines below it"
            self.log.report(value.place, "not-a-table", f'"{key}" is not made of keys', mend)
        return ()

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """Take the items of a list."""
        value = self.node(key, required=required)
        if value is None:
            return ()
        if isinstance(value, Listing):
            if required and not value.items:
                self.log.report(value.place, "missing-key", f'"{key}" of {self.what} is empty', "add at least one item")
            return value.items
        self.log.report(
            value.place, "not-a-list", f'"{key}" of {self.what} is not a list', f"write `{key}: [one, two]`"
        )
        return ()

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Take a text for people; a text that YAML cut at a `#` is a problem, and a blank one is as good as none."""
        if required or key in self._entries:
            return self._said(key, required=required, is_prose=True)
        self._asked.append(key)
        return None

    def word(self, key: str, *, required: bool = False) -> str | None:
        """Take a text for programs: an id, a path; a blank one is as good as none."""
        if required or key in self._entries:
            return self._said(key, required=required, is_prose=False)
        self._asked.append(key)
        return None

    def _said(self, key: str, *, required: bool, is_prose: bool) -> str | None:
        value = self.node(key, required=required)
        if value is None:
            return None
        if isinstance(value, Scalar) and value.cut is None and len(value.value) <= MAX_TEXT and value.value.strip():
            return value.value
        text = as_text(value, f'"{key}" of {self.what}', self.log, is_prose=is_prose)
        if text is None or text.strip():
            return text
        if required:
            self.log.report(value.place, "missing-key", f'"{key}" of {self.what} is blank', "write what it says")
        return None

    def word_as_it_is(self, key: str) -> str | None:
        """Read a text that was taken already, whatever is wrong with it."""
        entry = self._entries.get(key)
        return entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None

    def scalar(self, key: str) -> Scalar | None:
        """Take a text that must be there, with its place."""
        value = self.node(key, required=True)
        if value is not None and not isinstance(value, Scalar):
            self.log.report(value.place, "not-a-text", f'"{key}" of {self.what} is not a text', "write one word")
            return None
        return value

    def words(self, key: str, *, required: bool = False) -> tuple[Scalar, ...]:
        """Take a list of texts for programs, each with its place."""
        if not required and key not in self._entries:
            self._asked.append(key)
            return ()
        items = self.items(key, required=required)
        found = tuple([item for item in items if isinstance(item, Scalar)])
        for item in items if len(found) < len(items) else ():
            if not isinstance(item, Scalar):
                self.log.report(item.place, "not-a-text", f'an item of "{key}" is not a text', "write a single word")
        return found

    def choice(self, key: str, choices: Collection[str], *, default: str | None = None) -> str | None:
        """Take one word of a few."""
        if key not in self._entries:
            self._asked.append(key)
            return default
        word = self.word(key)
        if word is None or word in choices:
            return default if word is None else word
        mend = f"use one of {', '.join(choices)}{self.log.suggest(word, choices)}"
        self.log.report(self.place_of(key), "unknown-word", f'"{shortened(word)}" is not a value of "{key}"', mend)
        return default

    def identifier(self, key: str, *, required: bool = False) -> str | None:
        """Take an id."""
        word = self.word(key, required=required)
        if word is None:
            return None
        return check_id(word, self.place_of(key), self.log)

    def flag(self, key: str) -> bool:
        """Take `true` or `false`; false where the key is missing."""
        word = self.word(key)
        if word not in {None, "true", "false"}:
            what = f'"{shortened(word or "")}" is neither true nor false'
            self.log.report(self.place_of(key), "not-true-or-false", what, "write true or false")
        return word == "true"

    def number(
        self,
        key: str,
        *,
        least: int | None = None,
        most: int | None = None,
        above: int | None = None,
        required: bool = False,
    ) -> Fraction | None:
        """Take an exact number: `12`, `0.5` or `1/3`."""
        word = self.word(key, required=required)
        if word is None:
            return None
        if not _NUMBER.match(word) or re.search(r"/0+\Z", word):
            what = f'"{shortened(word)}" is not a number'
            self.log.report(self.place_of(key), "not-a-number", what, "write it as 12, 0.5 or 1/3")
            return None
        value = Fraction(word)
        limits = [
            (least is not None and value < least, f"at least {least}"),
            (most is not None and value > most, f"at most {most}"),
            (above is not None and value <= above, f"above {above}"),
        ]
        wanted = " and ".join(text for is_broken, text in limits if is_broken)
        if wanted:
            what = f"{word} does not fit {key}"
            self.log.report(self.place_of(key), "out-of-range", what, f"write a number that is {wanted}")
            return None
        return value

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """Take a whole number of 0 or more."""
        word = self.word(key, required=required)
        if word is None:
            return None
        if not _WHOLE.match(word):
            what = f'"{shortened(word)}" is not a whole number'
            self.log.report(self.place_of(key), "not-a-number", what, "write digits alone, like 12")
            return None
        return int(word)

    def when(self, key: str, *, required: bool = False) -> When | None:
        """Take a day or a month."""
        if not required and key not in self._entries:
            self._asked.append(key)
            return None
        word = self.word(key, required=required)
        if word is None:
            return None
        found = as_when(word)
        if found is None:
            mend = "write it as 2026-04-11, or 2026-04 where the day is not known"
            self.log.report(self.place_of(key), "not-a-date", f'"{shortened(word)}" is not a date', mend)
        return found

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Take a day; a month will not do."""
        found = self.when(key, required=required)
        if found is not None and found.is_month:
            self.log.report(self.place_of(key), "not-a-date", f'"{found}" is not a day', "write it as 2026-04-11")
            return None
        return found.first if found is not None else None

    def url(self, key: str, *, required: bool = False) -> str | None:
        """Take a web address; one that YAML cut at a ` #` is a problem, as in a text for people."""
        word = self._said(key, required=required, is_prose=True)
        if word is None:
            return None
        wrong = why_refused(word)
        if wrong is not None:
            mend = "write it as https://host/path, as the browser shows it"
            self.log.report(self.place_of(key), "not-a-url", f'"{shortened(word)}" is not a web address: {wrong}', mend)
            return None
        return word

    def close(self) -> None:
        """Report the keys that nobody asked for; `x-…` is free."""
        asked = self._asked
        for name, entry in self._entries.items():
            if name in asked or name.startswith("x-"):
                continue
            mend = f"use one of {', '.join(asked)}{self.log.suggest(name, asked)}, or start it with x-"
            self.log.report(entry.key.place, "unknown-key", f'"{shortened(name)}" is not a key of {self.what}', mend)
