"""An artifact in, its file out: the old site's own, that with other words in their places, or one that is made anew.

Nothing here changes the old site, and each new file has a name of its own, so that
many processes can do it at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import NamedTuple

from scorecard.building.disk import bytes_of, write_all
from scorecard.building.ledger import Entry, Ledger
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.slots import refill, said

_BLOCK_BYTES = 1 << 18
_NUMBERS = count()


class Produced(NamedTuple):
    """A file of the new site. `place` is where it waits until all is made; empty where the old site's file stays."""

    path: str
    entry: Entry
    place: str


@dataclass(frozen=True, slots=True)
class Producer:
    """Makes files from what is in the old site, `out`, as `old` knows it, and puts new ones into `folder`."""

    out: Path
    folder: Path
    old: Ledger

    def produce(self, artifact: Artifact) -> Produced:
        """Give the file of an artifact, in the cheapest way that gives its bytes."""
        kept = self.kept(artifact.path, artifact.key, said(artifact.words))
        return kept or self._refilled(artifact) or self._made(artifact)

    def kept(self, path: str, key: str, told: str = "") -> Produced | None:
        """Take a file over where it was made from the same, and stands in the old site as it was left."""
        entry = self._left(path, key)
        return None if entry is None or entry.said != told else Produced(path, entry, "")

    def store(
        self, path: str, chunks: bytes | Iterable[bytes], key: str = "", told: str = "", places: str = ""
    ) -> Produced:
        """Write a file.

        Args:
            path: in the site.
            chunks: the content.
            key: the digest of all that went in.
            told: that of the words that were put in last.
            places: where these stand.
        """
        place = f"{self.folder}/{os.getpid()}-{next(_NUMBERS)}"
        digest, size = sha256(), 0
        with opened(place) as handle:
            for chunk in (chunks,) if isinstance(chunks, bytes) else in_blocks(chunks):
                digest.update(chunk)
                size += len(chunk)
                write_all(handle, chunk, place)
            found = os.fstat(handle)
        entry = Entry(key, size, digest.hexdigest(), found.st_mtime_ns, found.st_ino, told, places)
        return Produced(path, entry, place)

    def _left(self, path: str, key: str) -> Entry | None:
        """Find what is known of a file of the old site; None where it was made from others, or was touched since."""
        entry = self.old.files.get(path)
        if not key or entry is None or entry.key != key or not entry.is_of(f"{self.out}/{path}"):
            return None
        return entry

    def _refilled(self, artifact: Artifact) -> Produced | None:
        """Make a file from the old one, where only the words that were put in last are others; it is read whole."""
        entry = self._left(artifact.path, artifact.key) if artifact.words else None
        content = bytes_of(f"{self.out}/{artifact.path}") if entry is not None and entry.places else None
        if entry is None or content is None or sha256(content).hexdigest() != entry.sha256:
            return None
        again = refill(content, entry.places, artifact.words)
        if again is None:
            return None
        return self.store(artifact.path, again[0], artifact.key, said(artifact.words), again[1])

    def _made(self, artifact: Artifact) -> Produced:
        if not artifact.words:
            return self.store(artifact.path, artifact.chunks(), artifact.key)
        content, places = artifact.filled()
        return self.store(artifact.path, content, artifact.key, said(artifact.words), places)


@contextmanager
def opened(target: str) -> Iterator[int]:
    """Create a file, and the folders above it where they are not there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(target, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  # once a file
        handle = os.open(target, flags, 0o666)
    try:
        yield handle
    finally:
        os.close(handle)


def in_blocks(chunks: Iterable[bytes], least_bytes: int = _BLOCK_BYTES) -> Iterator[bytes]:
    """Join small pieces, so that not each of them is a call of the system; each piece stays whole."""
    block = bytearray()
    for chunk in chunks:
        block += chunk
        if len(block) >= least_bytes:
            yield bytes(block)
            block.clear()
    yield bytes(block)
