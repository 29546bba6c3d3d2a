"""What publishing yields: a path in the site, what makes its bytes, and a key for all that goes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scorecard.publishing.slots import fill


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site.

    `path` is relative to the site, with forward slashes. `body` is the bytes, or
    a pure function that makes them, whole or piece by piece, so that a large site
    never stands in memory. `key` is a digest of all that goes in but for `words`: two
    artifacts with one path, one key and the same words have the same bytes. Empty: not
    known. `words` are put in last, where the body has marks for them.
    """

    path: str
    body: bytes | Callable[[], bytes | Iterable[bytes]]
    key: str = ""
    words: tuple[str, ...] = ()

    def chunks(self) -> Iterable[bytes]:
        """Make the bytes, piece by piece."""
        made = self.body if isinstance(self.body, bytes) else self.body()
        return (made,) if isinstance(made, bytes) else made

    def filled(self) -> tuple[bytes, str]:
        """Make the bytes, whole, with the words put in; and tell where these stand."""
        return fill(b"".join(self.chunks()), self.words)

    def content(self) -> bytes:
        """Make the bytes, whole."""
        content, _ = self.filled()
        return content
