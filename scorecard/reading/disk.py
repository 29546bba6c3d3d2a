"""A folder in, the bytes of its files out; refuses links, pipes and devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from scorecard.problem import Problem
from scorecard.reading.text import MAX_BYTES


def read_bytes(path: Path, shown: str) -> tuple[bytes | None, list[Problem]]:
    """Read one file of the project, no more than one byte over the limit.

    Args:
        path: the file.
        shown: its path as problems show it.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        what = "it is a link" if path.is_symlink() else f"it cannot be read: {error.strerror}"
        return None, [Problem(shown, 1, 1, "not-a-file", what, "put a plain file there that you may read")]
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None, [Problem(shown, 1, 1, "not-a-file", "it is no plain file", "put a plain file there")]
        return file.read(MAX_BYTES + 1), []


def folders(parent: Path, shown: str, problems: list[Problem]) -> Iterator[Path]:
    """Go through the folders below a folder, by name; links to folders are problems, dot folders left out."""
    for entry in _entries(parent):
        if entry.is_symlink():
            what = "it is a link"
            problems.append(Problem(f"{shown}/{entry.name}", 1, 1, "not-a-file", what, "put the folder itself there"))
        elif entry.is_dir():
            yield entry


def files(parent: Path, ending: str) -> Iterator[Path]:
    """Go through what ends so in a folder, by name; dot files left out."""
    yield from (entry for entry in _entries(parent) if entry.name.endswith(ending) and not entry.is_dir())


def _entries(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(entry for entry in parent.iterdir() if not entry.name.startswith("."))
