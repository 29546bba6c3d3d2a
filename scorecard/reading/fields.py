"""A table node in, typed values out; what does not fit becomes a problem at its place.

A reader makes one `Fields` per table, asks it for every key that the contract
names, and closes it: keys that nobody asked for are then reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import islice

from scorecard.model.web import why_refused
from scorecard.model.when import Place, When
from scorecard.problem import Problem, did_you_mean, one_line
from scorecard.reading.text import Entry, Listing, Node, Scalar, Table

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"-?(?:[0-9]{1,12}(?:\.[0-9]{1,12})?|[0-9]{1,12}/[0-9]{1,12})\Z")
_WHOLE = re.compile(r"[0-9]{1,12}\Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")
MAX_ID = 80  # folder names of a site must stay short
MAX_TEXT = 20_000  # Markdown of one field; longer texts make the renderer slow
MAX_SUGGESTED = 200  # problems of one file that are told with "did you mean"
MAX_LISTED = 12  # choices that a message lists
RESERVED = {"unknown", "not_applicable"}
# Names that Windows gives to devices; a site with such a folder cannot be unpacked there.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}


class Log:
    """Collects the problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, place: Place, code: str, what: str, mend: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(self.path, place.line, place.column, code, one_line(what), mend))

    def suggest(self, word: str, choices: Collection[str]) -> str:
        """Name the closest choice, as long as a file does not have so many problems that this would take minutes."""
        is_quick = len(self.problems) < MAX_SUGGESTED and len(choices) < 5 * MAX_SUGGESTED
        return did_you_mean(word, choices) if is_quick else ""


class Fields:
    """The entries of one table; `what` names it in messages ("evidence uof-portal")."""

    def __init__(self, node: Node | None, what: str, log: Log, *, fallback: Place | None = None) -> None:
        self.what, self.log = what, log
        self.place = node.place if node is not None else fallback or Place(1, 1)
        self._entries: dict[str, Entry] = {}
        self._asked: list[str] = []
        if isinstance(node, Table):
            self._entries = {entry.key.value: entry for entry in node.entries}
        elif node is not None:
            log.report(node.place, "not-a-table", f"{what} is not made of keys", "write `key: value` lines below it")
        self.is_table = isinstance(node, Table)

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return key in self._entries and self._entries[key].value is not None

    def place_of(self, key: str) -> Place:
        """Find where a value stands; the table's own place where the key is missing."""
        entry = self._entries.get(key)
        return self.place if entry is None else (entry.value or entry.key).place

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Take a value as it is; a missing one that is required is a problem."""
        self._asked.append(key)
        entry = self._entries.get(key)
        value = entry.value if entry is not None else None
        if value is None and required and self.is_table:
            place = entry.key.place if entry is not None else self.place
            self.log.report(place, "missing-key", f'{self.what} has no "{key}"', f"add `{key}: …`")
        return value

    def table(self, key: str, what: str, *, required: bool = False) -> Fields | None:
        """Take a table."""
        value = self.node(key, required=required)
        return None if value is None else Fields(value, what, self.log)

    def entries(self, key: str, *, required: bool = False) -> Iterator[tuple[Scalar, Node | None]]:
        """Go through a table whose keys are free: names and values."""
        value = self.node(key, required=required)
        if isinstance(value, Table):
            if required and not value.entries:
                self.log.report(
                    value.place, "missing-key", f'"{key}" of {self.what} is empty', "add at least one entry"
                )
            yield from ((entry.key, entry.value) for entry in value.entries)
        elif value is not None:
            mend = "write `name: value` lines below it"
            self.log.report(value.place, "not-a-table", f'"{key}" is not made of keys', mend)

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
        return self._said(key, required=required, is_prose=True)

    def word(self, key: str, *, required: bool = False) -> str | None:
        """Take a text for programs: an id, a path, an address; a blank one is as good as none."""
        return self._said(key, required=required, is_prose=False)

    def _said(self, key: str, *, required: bool, is_prose: bool) -> str | None:
        value = self.node(key, required=required)
        if value is None:
            return None
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
        found: list[Scalar] = []
        for item in self.items(key, required=required):
            if isinstance(item, Scalar):
                found.append(item)
            else:
                self.log.report(item.place, "not-a-text", f'an item of "{key}" is not a text', "write a single word")
        return tuple(found)

    def choice(self, key: str, choices: Collection[str], *, default: str | None = None) -> str | None:
        """Take one word of a few."""
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
        """Take a web address."""
        word = self.word(key, required=required)
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
        for name, entry in self._entries.items():
            if name in self._asked or name.startswith("x-"):
                continue
            mend = f"use one of {', '.join(self._asked)}{self.log.suggest(name, self._asked)}, or start it with x-"
            self.log.report(entry.key.place, "unknown-key", f'"{shortened(name)}" is not a key of {self.what}', mend)


def as_text(node: Node, what: str, log: Log, *, is_prose: bool) -> str | None:
    """Take a scalar's text; lists, tables, overlong and silently cut texts are problems."""
    if not isinstance(node, Scalar):
        log.report(node.place, "not-a-text", f"{what} is not a text", "write one value; quote it if it holds `: `")
        return None
    if is_prose and node.cut is not None:
        what_is_cut = f"YAML cuts {what} before {shortened(node.cut)!r}"
        log.report(node.place, "cut-text", what_is_cut, "put the whole text in double quotation marks")
    if len(node.value) > MAX_TEXT:
        log.report(node.place, "too-large", f"{what} has more than {MAX_TEXT} characters", "shorten it")
        return None
    return node.value


def as_when(word: str) -> When | None:
    """Read `2026-04-11` or `2026-04`; None where it is neither."""
    match = _DAY.match(word)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return When.day(date(int(year), int(month), int(day))) if day else When.month(int(year), int(month))
    except ValueError:
        return None


def check_id(word: str, place: Place, log: Log, *, pattern: re.Pattern[str] = _ID) -> str | None:
    """Hold a word against the rule for ids; None, and a problem, where it breaks it."""
    if word in RESERVED or word in _DEVICES:
        log.report(place, "reserved-id", f'"{word}" is reserved', "choose another id")
    elif not pattern.match(word) or len(word) > MAX_ID:
        rule = "small letters a to z and digits, in words joined by one hyphen" if pattern is _ID else "a few capitals"
        log.report(place, "not-an-id", f'"{shortened(word)}" is not an id', f"use {rule}")
    else:
        return word
    return None


def choose(word: Scalar, choices: Collection[str], log: Log, code: str, whose: str) -> str | None:
    """Hold a word against what exists; None, and a problem with the closest name, where it does not."""
    if word.value in choices:
        return word.value
    listed = ", ".join(islice(choices, MAX_LISTED)) + (", …" if len(choices) > MAX_LISTED else "")
    mend = f"use one of {listed}{log.suggest(word.value, choices)}" if choices else "there is none yet; add it"
    log.report(word.place, code, f'"{shortened(word.value)}" is not {whose}', mend)
    return None


def unique(found: Mapping[str, object], word: str, place: Place, log: Log, what: str) -> bool:
    """Whether an id is new; a problem where it stands there already."""
    if word in found:
        log.report(place, "repeated-id", f'{what} "{word}" stands here again', "give each its own id")
    return word not in found


def shortened(text: str) -> str:
    """Quote at most 60 characters of a text, on one line."""
    line = " ".join(text[:600].split())
    return line if len(line) <= 60 else f"{line[:59]}…"
