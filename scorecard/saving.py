"""A path and bytes in, the whole file on the disk out, or the old one untouched."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from scorecard.problem import OutputNotWritable


def save(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there.

    Raises:
        OutputNotWritable: the disk refuses; what stood there is untouched.
    """
    stage = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stage.unlink(missing_ok=True)  # the rest of a save that died, or a link to what is not ours
        with stage.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        stage.replace(path)
    except OSError as error:
        with suppress(OSError):  # where the folder itself is the trouble, there is nothing to take away
            stage.unlink()
        raise OutputNotWritable(f"cannot write {path}: {error.strerror}") from error
