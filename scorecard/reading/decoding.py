"""The bytes of a file in, its text out, or problems: too large, not UTF-8, or with characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scorecard.problem import Problem

MAX_BYTES = 256 * 1024  # about 30 times a city with every answer, evidence and reply
_REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_ALLOWED_CHARACTERS = {"\n", "\r", "\t", "\u200c", "\u200d"}  # the joiners are needed by some scripts
LINE_BREAK = re.compile(r"\r\n|\r|\n")  # what YAML counts as one; the others are refused


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode the bytes of a file; a leading byte order mark is fine.

    Returns:
        The text, empty where there are problems, and the problems: too large,
        not UTF-8, or characters that a reader cannot see (the first of each line).
    """
    if len(raw) > MAX_BYTES:
        what = f"the file has more than {MAX_BYTES // 1024} KiB"
        return "", [Problem(path, 1, 1, "too-large", what, "split it, or take out what is not needed")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        lines = LINE_BREAK.split(before)
        line, column = len(lines), len(lines[-1]) + 1
        what = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        return "", [Problem(path, line, column, "not-utf-8", what, "save the file as UTF-8")]
    problems = [] if text.replace("\n", "").isprintable() else list(_refused_characters(text, path))
    return ("" if problems else text), problems


def _refused_characters(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        column = unseen_at(line)
        if column is not None:
            what = f"the character U+{ord(line[column]):04X} cannot be seen"
            yield Problem(path, number, column + 1, "invisible-character", what, "delete it or type the line anew")


def unseen_at(text: str) -> int | None:
    """Find the first character that a reader cannot see, counted from 0."""
    if text.isprintable():
        return None
    for index, character in enumerate(text):
        if character.isprintable() or character in _ALLOWED_CHARACTERS:
            continue
        if unicodedata.category(character) in _REFUSED_CATEGORIES:
            return index
    return None
