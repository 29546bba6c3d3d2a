"""Lines of CSV in, a Parquet file with the same rows and typed columns out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scorecard.publishing.tables import FREE_COLUMNS, KINDS, Table, uncell


def write_parquet(target: Path, name: Table, columns: Sequence[str], chunks: Iterator[bytes]) -> None:
    """Write a table, each chunk of lines as a group of rows.

    Args:
        target: the file; it is not there yet.
        name: of the table.
        columns: their names, in order.
        chunks: whole lines, without the line of names.
    """
    import pyarrow as pa  # noqa: PLC0415  # slow, and only needed when something changed
    from pyarrow import csv, parquet  # noqa: PLC0415

    types = {str: pa.string(), float: pa.float64(), int: pa.int32(), bool: pa.bool_()}
    schema = pa.schema([(column, types[KINDS.get(column, str)]) for column in columns])
    convert = csv.ConvertOptions(
        column_types=schema,
        null_values=[""],
        true_values=["true"],
        false_values=["false"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    parse, read = csv.ParseOptions(newlines_in_values=True), {"use_threads": False, "column_names": list(columns)}
    free = [column for column in columns if column in FREE_COLUMNS[name]]
    with parquet.ParquetWriter(str(target), schema, compression="zstd", store_schema=False) as writer:
        for chunk in chunks:
            if chunk:
                options = csv.ReadOptions(block_size=len(chunk) + 1, **read)
                table = csv.read_csv(
                    io.BytesIO(chunk), read_options=options, parse_options=parse, convert_options=convert
                )
                writer.write_table(_plain(table, free) if b"'" in chunk else table)


def _plain(table: Any, columns: Sequence[str]) -> Any:
    """Take the apostrophes off with which the CSV keeps spreadsheets from running a text."""
    import pyarrow as pa  # noqa: PLC0415  # slow, as above
    from pyarrow import compute  # noqa: PLC0415

    for column in columns:
        held = table[column]
        if compute.any(compute.starts_with(held, "'")).as_py():
            texts = [None if text is None else uncell(text) for text in held.to_pylist()]
            table = table.set_column(table.column_names.index(column), column, pa.array(texts, pa.string()))
    return table
