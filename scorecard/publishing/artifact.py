"""What publishing yields: a path in the site, what makes its bytes, and a key for all that goes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site.

    `path` is relative to the site, with forward slashes. `body` is the bytes, or
    a pure function that makes them, whole or piece by piece, so that a large site
    never stands in memory. `key` is a digest of all that goes in: two artifacts
    with one path and one key have the same bytes. Empty: not known.
    """

    path: str
    body: bytes | Callable[[], bytes | Iterable[bytes]]
    key: str = ""

    def chunks(self) -> Iterable[bytes]:
        """Make the bytes, piece by piece."""
        made = self.body if isinstance(self.body, bytes) else self.body()
        return (made,) if isinstance(made, bytes) else made

    def content(self) -> bytes:
        """Make the bytes, whole."""
        return b"".join(self.chunks())
