"""What publishing yields: a path in the site and the bytes that belong there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site.

    `path` is relative to the site, with forward slashes. `body` is the bytes, or
    a pure function that makes them, so that a large site never stands in memory.
    """

    path: str
    body: bytes | Callable[[], bytes]

    def content(self) -> bytes:
        """Make the bytes."""
        return self.body if isinstance(self.body, bytes) else self.body()
