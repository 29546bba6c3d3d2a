"""The packaged templates in, where their compiled code is kept out: beside that of the package's own modules.

Whoever can write there can change the modules as well, so that nothing more is
trusted than before. A project's own templates are compiled anew each time: its
folder may come from anywhere, and compiled code is no data.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from scorecard.publishing import sandbox


class _KeptCode(FileSystemBytecodeCache):
    """Jinja's own, which keeps nothing where nothing can be written, as Python does with modules."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_code() -> FileSystemBytecodeCache | None:
    """Open the folder of these templates' code; None where Python is told to keep none, or where there can be none."""
    if sys.dont_write_bytecode:
        return None
    writer = Path(sandbox.__file__)
    made_by = sha256(writer.read_bytes() + version("jinja2").encode()).hexdigest()[:12]
    folder = writer.parent / "__pycache__" / f"templates-{made_by}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _KeptCode(str(folder), "%s.code")
