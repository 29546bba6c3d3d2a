"""Two versions of one file in, how they differ out: in bytes, or only in what a reader sees of them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import PurePosixPath

from scorecard.problem import one_line

_SHOWN = 60  # characters of each side that a difference quotes
_NOTHING = "nothing"


def difference(path: str, wanted: bytes, found: bytes) -> str | None:
    """Say where two versions of a file first differ for a reader; None where they do not.

    HTML and PDF are compared by their text and links, JSON by its values, CSV, SQLite and
    Parquet by their rows, pictures of pixels by their size, all else byte for byte.

    Args:
        path: whose ending tells what kind of file it is.
        wanted: what the sources give.
        found: what stands in the site.
    """
    if wanted == found:
        return None
    read = _READERS.get(PurePosixPath(path).suffix)
    if read is None:
        return f"{len(found):,} bytes instead of {len(wanted):,}" if len(wanted) != len(found) else "other bytes"
    try:
        pairs = zip_longest(read(wanted), read(found))
        first = next(((ours, theirs) for ours, theirs in pairs if ours != theirs), None)
    except (ValueError, RecursionError, csv.Error) as error:
        return f"it cannot be read: {one_line(str(error))}"
    return None if first is None else f"{_quoted(first[1])} instead of {_quoted(first[0])}"


def _quoted(text: str | None) -> str:
    if text is None:
        return _NOTHING
    short = one_line(text)
    return f'"{short}"' if len(short) <= _SHOWN else f'"{short[: _SHOWN - 1]}…"'


class _Words(HTMLParser):
    """Collects the text of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in {"href", "alt", "aria-label"}]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(" ".join(data.split()))


def _of_html(content: bytes) -> Iterator[str]:
    words = _Words()
    words.feed(content.decode())
    words.close()
    yield from words.found


def _of_json(content: bytes) -> Iterator[str]:
    yield from _values("", json.loads(content))


def _values(where: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(f"{where}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(f"{where}[{index}]", inner)
    else:
        yield f"{where}: {json.dumps(value, ensure_ascii=False)}"


def _of_csv(content: bytes) -> Iterator[str]:
    header: list[str] = []
    for number, row in enumerate(csv.reader(io.StringIO(content.decode(), newline="")), start=1):
        header = header or row
        for column, cell in zip_longest(header, row, fillvalue=_NOTHING):
            yield f"row {number}, {column}: {cell}"


def _of_text(content: bytes) -> Iterator[str]:
    yield from content.decode().splitlines()


def _of_pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415  # slow, and only where two cards differ
    from pypdf.errors import PyPdfError  # noqa: PLC0415  # the same

    try:
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
            yield from (f"page {number}: {line.strip()}" for line in page.extract_text().splitlines() if line.strip())
    except PyPdfError as error:
        raise ValueError(str(error)) from error


def _of_sqlite(content: bytes) -> Iterator[str]:
    """Go through the rows of all tables, in their order."""
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(content)
            tables = [str(name) for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in sorted(tables):
                quoted = table.replace('"', '""')
                rows = base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  # a name in quotation marks
                yield from (f"{table}: {row}" for row in rows)
    except sqlite3.Error as error:
        raise ValueError(str(error)) from error


def _of_parquet(content: bytes) -> Iterator[str]:
    from pyarrow import parquet  # noqa: PLC0415  # slow, and only where two tables differ

    try:
        for batch in parquet.ParquetFile(io.BytesIO(content)).iter_batches():
            yield from map(str, batch.to_pylist())
    except OSError as error:
        raise ValueError(str(error)) from error


def _of_png(content: bytes) -> Iterator[str]:
    """Tell the size alone: another version draws the edges of letters otherwise."""
    from PIL import Image  # noqa: PLC0415  # slow, and only where two pictures differ

    try:
        with Image.open(io.BytesIO(content)) as picture:
            yield f"{picture.width} by {picture.height}"
    except OSError as error:
        raise ValueError(str(error)) from error


_READERS = {
    ".html": _of_html,
    ".xml": _of_html,
    ".json": _of_json,
    ".csv": _of_csv,
    ".txt": _of_text,
    ".css": _of_text,
    ".bib": _of_text,
    ".pdf": _of_pdf,
    ".sqlite": _of_sqlite,
    ".parquet": _of_parquet,
    ".png": _of_png,
}
