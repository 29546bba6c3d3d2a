"""Results in, the records of each edition out, made once: as lines of `scores.csv`, as its document, and its digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Self

from scorecard.building.ledger import Entry
from scorecard.building.produce import in_blocks
from scorecard.building.spool import Spool
from scorecard.model.project import Project
from scorecard.publishing.api import Document, edition_head, edition_records, with_records
from scorecard.publishing.citing import scores_path
from scorecard.publishing.keys import Keys
from scorecard.publishing.tables import record_lines
from scorecard.scoring.result import EditionResult

_GROUP_BYTES = 1 << 21  # of scores, of which one group of rows is made: some 16,000


class Records:
    """Makes the records of an edition when they are first asked for; they wait on the disk.

    Where nobody asks, nothing is made. A process that asks makes its own, so what is
    made of them should be made in one process. `scratch` is a folder for what is not finished.
    """

    def __init__(self, project: Project, results: Mapping[str, EditionResult], scratch: Path) -> None:
        self.scratch = scratch
        self._project, self._results = project, results
        self._spool: Spool | None = None
        self._lines: dict[str, list[str]] = {}
        self._documents: dict[str, list[str]] = {}
        self._digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what waits on the disk."""
        if self._spool is not None:
            self._spool.close()

    def take_digests(self, keys: Keys, old: Mapping[str, Entry]) -> None:
        """Take the digests of documents that are what they were from the old site, as its ledger has them."""
        for edition, result in self._results.items():
            entry = old.get(scores_path(result.edition))
            if entry is not None and entry.key and entry.key == keys.lists([edition], "document"):
                self._digests[edition] = entry.sha256

    def scores_of(self, edition: str) -> Iterator[bytes]:
        """Give the lines of `scores.csv` of an edition, whole cities at a time."""
        return map(self._made().get, self._parts(edition, self._lines))

    def document_of(self, edition: str) -> Iterator[bytes]:
        """Give the document with all scores of an edition, piece by piece."""
        return map(self._made().get, self._parts(edition, self._documents))

    def digest_of(self, edition: str) -> str:
        """Give the SHA-256 of that document."""
        if edition not in self._digests:
            self._write(edition)
        return self._digests[edition]

    def _parts(self, edition: str, kind: Mapping[str, list[str]]) -> list[str]:
        if edition not in kind:
            self._write(edition)
        return kind[edition]

    def _made(self) -> Spool:
        if self._spool is None:
            self._spool = Spool(self.scratch)
        return self._spool

    def _write(self, edition: str) -> None:
        result, spool = self._results[edition], self._made()
        lines, document = self._lines[edition], self._documents[edition] = list[str](), list[str]()
        block, digest = bytearray(), sha256()

        def put(kind: str, names: list[str], text: bytes) -> None:
            names.append(f"{kind} {edition} {len(names)}")
            spool.put(names[-1], text)

        def records() -> Iterator[Document]:
            for record in edition_records(self._project, result):
                block.extend(record_lines(result, record))
                if len(block) >= _GROUP_BYTES:
                    put("lines", lines, bytes(block))
                    block.clear()
                yield record

        for piece in in_blocks(with_records(edition_head(result.edition), "cities", records())):
            digest.update(piece)
            put("document", document, piece)
        put("lines", lines, bytes(block))
        self._digests[edition] = digest.hexdigest()
