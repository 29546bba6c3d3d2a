"""A scalar in, a word of the right kind out; what does not fit becomes a problem in the `Log` of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice

from scorecard.model.when import Place, When
from scorecard.problem import Problem, did_you_mean, one_line
from scorecard.reading.text import Node, Scalar

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = {"LATIN", "GREEK", "CYRILLIC"}
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")
MAX_ID = 80  # folder names of a site must stay short
MAX_TEXT = 20_000  # Markdown of one field; longer texts make the renderer slow
MAX_PAGE = 60_000  # Markdown of one page
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


def refuse_mixed_scripts(text: str | None, place: Place, log: Log, what: str) -> None:
    """Report the first word of a name with letters of two scripts that look alike, such as a Cyrillic `а` in `Reno`.

    The rule is that of UTS 39, one script for a word, held to the three scripts that share most shapes.
    """
    for word in _WORD.findall("" if text is None or text.isascii() else text):
        scripts = sorted({name.split()[0] for letter in word if (name := unicodedata.name(letter, " "))} & _ALIKE)
        if len(scripts) > 1:
            said = f'{what} mixes {" and ".join(one.capitalize() for one in scripts)} letters in "{shortened(word)}"'
            log.report(place, "mixed-scripts", said, "type the word anew")
            return


@lru_cache(maxsize=4096)
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


def is_id(word: str) -> bool:
    """Whether a word may be an id."""
    return _ID.match(word) is not None and len(word) <= MAX_ID and word not in RESERVED and word not in _DEVICES


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
