"""A folder in, the bytes of its files out; refuses links, pipes and devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from scorecard.problem import Problem
from scorecard.reading.decoding import MAX_BYTES

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bytes(path: Path | str, shown: str) -> tuple[bytes | None, list[Problem]]:
    """Read one file of the project, no more than one byte over the limit.

    Args:
        path: the file.
        shown: its path as problems show it.
    """
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        return None, [_unread(shown, path, error)]
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None, [Problem(shown, 1, 1, "not-a-file", "it is no plain file", "put a plain file there")]
        return _read(handle), []
    except OSError as error:
        return None, [_unread(shown, path, error)]
    finally:
        os.close(handle)


def _read(handle: int) -> bytes:
    """Read up to one byte over the limit; a file object for each of tens of thousands took a fifth of the time."""
    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (piece := os.read(handle, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _unread(shown: str, path: Path | str, error: OSError) -> Problem:
    what = "it is a link" if Path(path).is_symlink() else f"it cannot be read: {error.strerror}"
    return Problem(shown, 1, 1, "not-a-file", what, "put a plain file there that you may read")


def entries(folder: Path, shown: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """List what is in a folder, by name, dot files left out; nothing where there is no such folder.

    A link in the place of the folder is a problem, and so is a folder that may not be read.
    """
    if folder.is_symlink():
        problems.append(Problem(shown, 1, 1, "not-a-file", "it is a link", "put the folder itself there"))
        return []
    try:
        with os.scandir(folder) as found:
            return sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        what = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(shown, 1, 1, "not-a-file", what, "make it readable"))
        return []


def folders(found: list[os.DirEntry[str]], shown: str, problems: list[Problem]) -> Iterator[Path]:
    """Go through the folders among the entries; links to folders are problems."""
    for one in found:
        if one.is_symlink() and one.is_dir():
            path = f"{shown}/{one.name}"
            problems.append(Problem(path, 1, 1, "not-a-file", "it is a link", "put the folder itself there"))
        elif one.is_dir(follow_symlinks=False):
            yield Path(one.path)


def files(found: list[os.DirEntry[str]], shown: str, ending: str, problems: list[Problem]) -> Iterator[Path]:
    """Go through what ends so among the entries; an ending that only looks like it is a problem."""
    near = {".yaml": (".yml", ".yaml"), ".md": (".md", ".markdown")}[ending]
    for one in found:
        if one.is_dir(follow_symlinks=False):
            continue
        if one.name.endswith(ending):
            yield Path(one.path)
        elif one.name.casefold().endswith(near):
            what = f"only files that end in {ending} are read"
            problems.append(Problem(f"{shown}/{one.name}", 1, 1, "wrong-ending", what, f"rename it to end in {ending}"))
