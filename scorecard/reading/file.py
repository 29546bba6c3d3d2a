"""One YAML file of the disk in, its root node out, with its digest and its problems."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scorecard.reading.decoding import decode
from scorecard.reading.disk import read_bytes
from scorecard.reading.text import Node, parse
from scorecard.reading.words import Log


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file holds.

    `log` has its problems and takes more. `digest` is its SHA-256; None where it could
    not be read from the disk. `is_whole` tells whether the node may be read on.
    """

    log: Log
    node: Node | None
    digest: str | None
    is_whole: bool


def read_file(path: Path, shown: str) -> FileRead:
    """Read and parse one file.

    Args:
        path: the file.
        shown: its path as problems show it.
    """
    log = Log(shown)
    raw, problems = read_bytes(path, shown)
    log.problems.extend(problems)
    if raw is None:
        return FileRead(log, None, None, is_whole=False)
    digest = sha256(raw).hexdigest()
    text, problems = decode(raw, shown)
    log.problems.extend(problems)
    if problems:
        return FileRead(log, None, digest, is_whole=False)
    node, problems = parse(text, shown)
    log.problems.extend(problems)
    return FileRead(log, node, digest, is_whole=node is not None or not problems)
