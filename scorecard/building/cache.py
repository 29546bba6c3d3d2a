"""A digest of what went in, what came out: kept from build to build in one SQLite file, and never trusted when damaged.

What is in it can always be made again. So it may be deleted at any time, also
while builds run; two builds may use it at once; and where it cannot be read or
written, a build goes on without it. Each content carries its own digest, and one
that does not agree counts as missing. When it grows over its limit, what was not
used for the longest time goes first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

FILE = "cache.sqlite"
LIMIT_BYTES = 2 << 30  # 18,000 agencies take 0.2 GB without cards, 150 cities with theirs 10 MB
_VERSION = 2
# What was used is noted apart from the contents: written beside each, it would dirty the whole file in every build.
_TABLES = (
    "DROP TABLE IF EXISTS content",
    "DROP TABLE IF EXISTS use",
    "CREATE TABLE content (key TEXT PRIMARY KEY, digest BLOB NOT NULL, content BLOB NOT NULL)",
    "CREATE TABLE use (key TEXT PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID",
)


class Cache:
    """Contents by key; made by `cached`. `is_open` tells whether there is one."""

    def __init__(self, path: Path | None, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._used: set[str] = set()
        self._round = 0
        self._base = _connected(path) if path is not None else None
        with self._trying() as base:
            if base is not None:
                self._round = base.execute("SELECT coalesce(max(used), 0) + 1 FROM use").fetchone()[0]

    @property
    def is_open(self) -> bool:
        """Whether contents are kept at all."""
        return self._base is not None

    def get(self, key: str) -> bytes | None:
        """Find a content; None where it is not there, or is damaged."""
        return self.get_all([key]).get(key)

    def get_all(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Find several contents at once, some hundreds at most; what is not there, or is damaged, is left out."""
        rows: list[tuple[str, object, object]] = []
        with self._trying() as base:
            if base is not None:
                places = ", ".join("?" * len(keys))
                select = f"SELECT key, digest, content FROM content WHERE key IN ({places})"  # noqa: S608  # only "?"
                rows = base.execute(select, keys).fetchall()
        found = {
            key: content
            for key, digest, content in rows
            if isinstance(content, bytes) and sha256(content).digest() == digest
        }
        self._used.update(found)
        return found

    def put(self, key: str, content: bytes) -> None:
        """Keep a content."""
        self.put_all([(key, content)])

    def put_all(self, contents: list[tuple[str, bytes]]) -> None:
        """Keep several at once, which is faster than one after the other."""
        rows = [(key, sha256(one).digest(), one) for key, one in contents]
        with self._trying() as base:
            if base is not None and rows:
                with base:
                    base.executemany("INSERT OR REPLACE INTO content VALUES (?, ?, ?)", rows)
                    uses = [(key, self._round, len(one)) for key, one in contents]
                    base.executemany("INSERT OR REPLACE INTO use VALUES (?, ?, ?)", uses)

    def close(self) -> None:
        """Note what was used, and drop what is over the limit."""
        with self._trying() as base:
            if base is not None:
                with base:
                    used = [(self._round, key) for key in sorted(self._used)]
                    base.executemany("UPDATE use SET used = ? WHERE key = ?", used)
                    self._drop(base)
        self._close()

    def _drop(self, base: sqlite3.Connection) -> None:
        total = base.execute("SELECT coalesce(sum(size), 0) FROM use").fetchone()[0]
        if total <= self._limit_bytes:
            return
        for key, size in base.execute("SELECT key, size FROM use ORDER BY used, key").fetchall():
            if total <= self._limit_bytes:
                return
            base.execute("DELETE FROM content WHERE key = ?", (key,))
            base.execute("DELETE FROM use WHERE key = ?", (key,))
            total -= size

    @contextmanager
    def _trying(self) -> Iterator[sqlite3.Connection | None]:
        """Go on without a cache where it fails: it may have been deleted, damaged, or the disk may be full."""
        try:
            yield self._base
        except sqlite3.Error:
            self._close()

    def _close(self) -> None:
        base, self._base = self._base, None
        if base is not None:
            with suppress(sqlite3.Error):  # a cache that cannot even be closed is left where it is
                base.close()


@contextmanager
def cached(folder: Path, limit_bytes: int = LIMIT_BYTES, *, is_cold: bool = False) -> Iterator[Cache]:
    """Open the cache of a folder for one build; one that knows and keeps nothing where it `is_cold`."""
    cache = Cache(None if is_cold else folder / FILE, limit_bytes)
    try:
        yield cache
    finally:
        cache.close()


def _connected(path: Path) -> sqlite3.Connection | None:
    """Open the file; one that is no database any more is taken away and begun anew."""
    for is_last in (False, True):
        try:
            return _begun(path)
        except sqlite3.OperationalError:  # a folder that cannot be written, a disk that is full
            return None
        except sqlite3.DatabaseError:
            if is_last:
                return None
            for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                name.unlink(missing_ok=True)
    return None


def _begun(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=10, isolation_level="IMMEDIATE")
    try:
        # Written ahead, so that a build that dies leaves whole contents; not synced, since all can be made again.
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")
        with base:
            base.execute("BEGIN IMMEDIATE")  # of two builds that begin it, one finds it begun
            if base.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                for statement in _TABLES:
                    base.execute(statement)
                base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute("SELECT count(*) FROM content JOIN use USING (key) WHERE size < 0").fetchone()
    except BaseException:
        base.close()
        raise
    return base
