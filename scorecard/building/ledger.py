"""What a build wrote, and from what: the memory that lets the next build leave alone what has not changed.

A ledger names the manifest that it belongs to, so that it can never be taken for
that of another generation. A file counts as unchanged when it stands in the site
as the build left it: the same inode, size and time. Whoever changes a file
changes one of them; what does not agree is made anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from scorecard.building.disk import bytes_of

MANIFEST = "manifest.json"
_VERSION = 2


class Entry(NamedTuple):
    """One file of a site.

    `key` is the digest of all that went in, `sha256` that of what came out.
    `mtime` is in nanoseconds, `inode` the file's number on its disk. `said` is the
    digest of the words that were put in last, `places` where they stand (publishing/slots.py).
    """

    key: str
    size: int
    sha256: str
    mtime: int
    inode: int
    said: str = ""
    places: str = ""

    def is_of(self, path: str) -> bool:
        """Whether a file on the disk is as the build left it."""
        try:
            found = os.lstat(path)
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns, found.st_ino) == (self.size, self.mtime, self.inode)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The files of one generation by path; `whole` is the key of all sources, `told` what the build said of itself."""

    whole: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Write the ledger as JSON, after a line with the digest of that."""
        files = {path: entry if entry.said else entry[:5] for path, entry in self.files.items()}
        document = {"version": _VERSION, "whole": self.whole, "told": dict(self.told), "files": files}
        packed = json.dumps(document, ensure_ascii=False).encode()
        return sha256(packed).hexdigest().encode() + b"\n" + packed


def ledger_path(work: Path, manifest: bytes) -> Path:
    """Name the ledger that belongs to a manifest."""
    return work / f"ledger-{sha256(manifest).hexdigest()[:16]}.json"


def forget(work: Path, sites: Iterable[Path]) -> None:
    """Take away all ledgers but those of these sites."""
    manifests = (bytes_of(site / MANIFEST) for site in sites)
    wanted = {ledger_path(work, manifest) for manifest in manifests if manifest is not None}
    for path in work.glob("ledger-*.json"):
        if path not in wanted:
            path.unlink()


def read_ledger(out: Path, work: Path) -> Ledger:
    """Read the ledger of the site that stands in a folder; an empty one where there is none that can be used."""
    try:
        path = ledger_path(work, (out / MANIFEST).read_bytes())
        digest, _, packed = path.read_bytes().partition(b"\n")
        read = json.loads(packed)
        if read["version"] != _VERSION or sha256(packed).hexdigest().encode() != digest:
            return Ledger()
        files = {name: Entry(*entry) for name, entry in read["files"].items()}
        return Ledger(str(read["whole"]), files, dict(read["told"]))
    except (OSError, ValueError, TypeError, KeyError):  # lost or damaged: all is made anew
        return Ledger()
