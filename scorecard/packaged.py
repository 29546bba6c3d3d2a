"""The name of a packaged folder in, the folder out: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_IN_CHECKOUT = {"templates": "templates", "rubrics": "rubrics", "source_lists": "sources"}


def packaged(name: str) -> Path:
    """Find `templates`, `rubrics` or `source_lists`.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(str(files("scorecard")))
    for folder in (package / name, package.parent / _IN_CHECKOUT[name]):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installed package has no folder {name}; install it again")
