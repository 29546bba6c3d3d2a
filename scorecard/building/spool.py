"""Texts in, in any order, each out again by its name: they wait on the disk, so that none stands in memory."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Self

from scorecard.building.disk import write_all


class Spool:
    """Keeps texts on the disk while a build runs. Forked processes may read what was there when they were forked."""

    keeps = True

    def __init__(self, folder: Path) -> None:
        # It goes when nobody holds it any more. No buffer: forked processes would each write what is left in it.
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
        self._name = str(folder)
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all texts."""
        self._file.close()

    def put(self, name: str, text: bytes) -> None:
        """Keep a text."""
        write_all(self._file.fileno(), text, self._name)
        self._places[name] = (self._end, len(text))
        self._end += len(text)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def get(self, name: str) -> bytes:
        """Give a text back; KeyError where there is none of that name."""
        start, length = self._places[name]
        return os.pread(self._file.fileno(), length, start)


class Held(Spool):
    """Holds in memory the few texts that are asked for, where nothing is built; what is empty is not held."""

    keeps = False

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}

    def close(self) -> None:
        """Do nothing: they go with it."""

    def put(self, name: str, text: bytes) -> None:
        """Hold a text."""
        if text:
            self.texts[name] = text
